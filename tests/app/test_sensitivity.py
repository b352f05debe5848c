import json

import pytest
from numpy.testing import assert_allclose

from app.cli import main
from app.sensitivity import listed
from tests.packs import small_pack, written

FEW = ("--inputs", "3", "--draws", "16", "--json")


@pytest.fixture
def pack(tmp_path):
    return str(written(small_pack(), tmp_path))


@pytest.fixture
def ask(capsys, pack):
    def run(*arguments):
        status = main(["sensitivity", "--pack", pack, *arguments])
        shown = capsys.readouterr()
        assert status == 0, shown.err
        return shown.out

    return run


def test_each_input_has_its_indices_and_its_two_ends(ask):
    document = json.loads(ask(*FEW, "--credence", "20,80"))

    assert document["contract"] == 1
    assert document["of"] == "value"
    assert len(document["inputs"]) == 3
    for row in document["inputs"]:
        assert set(row) >= {"name", "first_order", "total", "low", "high"}
        assert row["at_low"] < row["at_high"]
        low, high = row["total_interval"]
        assert low <= row["total"] <= high
    assert document["others"]["total"] >= 0
    assert "four of five draws" in document["spread"]


def test_a_credence_is_not_needed_and_weighs_the_levels(ask):
    plain, easy = json.loads(ask(*FEW)), json.loads(ask(*FEW, "--credence", "100,0"))

    assert plain["mean"] != easy["mean"]
    names = {row["name"].split(".")[0] for row in plain["inputs"]}
    assert names <= {"parameters", "interventions"}


@pytest.mark.parametrize("of", ["priority", "choice"])
def test_the_first_of_the_ranking_is_named(ask, of):
    document = json.loads(ask(*FEW, "--of", of))

    assert document["first"] in {"tuning", "theory", "treaty"}
    assert document["steady"] == []
    if of == "choice":
        assert document["contenders"][0] == document["first"]
        assert 0 <= document["mean"] <= 1


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(ask):
    assert ask(*FEW) == ask(*FEW)
    assert ask(*FEW) != ask(*FEW, "--seed", "1")


def test_people_get_a_table(ask):
    shown = ask("--inputs", "2", "--draws", "16")

    assert shown.splitlines()[0].split() == [
        *("name", "first_order", "total", "at_low", "at_high", "low", "high")
    ]
    assert "all others" in shown


def test_the_table_leaves_out_bars_that_are_not_seen_at_its_digits(ask):
    document = json.loads(ask(*FEW))
    ends = {"at_low": 0.1, "at_high": 0.9, "low": 0.25}
    moved = {"name": "layers.seen", "high": 0.2502, **ends}
    still = {"name": "layers.unseen", "high": 0.25001, **ends}

    both = listed({**document, "steady": [moved, still, still]})
    assert "layers.seen" in both
    assert "layers.unseen" not in both
    assert both.endswith("others, which change too little to be seen here: 2")
    assert "others, which" not in listed({**document, "steady": [moved]})
    assert "at_high" not in listed({**document, "steady": [still]}).split("worlds:")[1]


@pytest.mark.parametrize(
    ("arguments", "rule"),
    [
        (["--draws", "100"], "draws must be a power of two from 16 to 65536, got 100"),
        (["--inputs", "0"], "inputs must be at least 1, got 0"),
        (["--credence", "1,2,3"], "credence"),
        (["--of", "all"], "invalid choice"),
    ],
)
def test_bad_input_gives_one_line(capsys, pack, arguments, rule):
    try:
        status = main(["sensitivity", "--pack", pack, *arguments])
    except SystemExit as stopped:
        status = stopped.code
    shown = capsys.readouterr()

    assert status == 2
    assert shown.err.count("\n") == 1
    assert rule in shown.err


def test_the_value_is_that_of_the_ranking(ask, capsys, pack):
    document = json.loads(ask(*FEW, "--credence", "50,50"))
    main(["rank", "--pack", pack, "--credence", "50,50", "--worlds", "64", "--json"])
    ranked = json.loads(capsys.readouterr().out)

    assert_allclose(document["middle"], ranked["expected_value"], atol=1e-12)
