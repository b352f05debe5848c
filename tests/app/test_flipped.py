"""The command `flip`, and its sentence."""

import json

import numpy as np
import pytest

from app.cli import main
from app.flipped import flip_document, listed, sentence
from levels.credence import Credence
from simulator.choice.flips import flips
from simulator.scenario import Scenario
from tests.packs import made, shipped, small_pack, written

pytestmark = pytest.mark.usefixtures("remembered_runs")
VALUE = np.array([[3.0, 0.0], [0.0, 1.0], [-1.0, -1.0]])


def said(value, p, first=1):
    p = np.array(p)
    return sentence(made(small_pack()), flips(np.array(value), p, first), p)


@pytest.fixture
def ask(capsys):
    def run(*arguments):
        status = main(["flip", "--worlds=16", *arguments])
        shown = capsys.readouterr()
        return status, shown.out, shown.err

    return run


def test_a_sentence_tells_how_much_must_move_from_where_to_where():
    assert said(VALUE, [0.5, 0.5]) == (
        "The tuning stays first until 25.0 percentage points of credence move from"
        " level 1 (easy) to level 2 (hard); then The theory comes first."
    )


def test_a_sentence_on_the_first_few_names_who_takes_whose_place():
    told = said([[3.0, 0.0], [1.0, 1.0], [0.0, 2.0]], [0.6, 0.4], 2)
    assert told == (
        "The tuning and The theory stay the first 2 until 10.0 percentage points of"
        " credence move from level 1 (easy) to level 2 (hard); then The treaty takes"
        " the place of The theory."
    )


def test_a_sentence_says_that_nothing_flips():
    assert said([[3, 3], [1, 1], [0, 0.0]], [0.5, 0.5]) == (
        "The tuning stays first under every credence."
    )
    assert said([[3, 3], [1, 1], [0, 0.0]], [0.5, 0.5], 2) == (
        "The tuning and The theory stay the first 2 under every credence."
    )


def test_a_sentence_says_that_two_are_tied():
    assert said([[1, 0], [0, 1], [0, 0.0]], [0.5, 0.5]) == (
        "The tuning and The theory are tied: any shift of credence decides between"
        " them."
    )


def test_a_shift_too_small_to_show_is_said_to_be_so():
    told = said([[1, 0.99999], [0, 1.99997], [0, 0]], [0.5, 0.5])
    assert "until less than 0.01 percentage points" in told


def test_a_sentence_says_that_chance_may_have_made_the_lead():
    noise = np.array([-1.0, 1.0, -1.0, 1.0])
    value = VALUE[:, :, None] + np.array([1, 0, 0])[:, None, None] * noise
    assert said(value, [0.5, 0.5]).endswith(
        "But The tuning leads The theory by only 1000.00 ± 577.35 thousandths: the"
        " simulation cannot tell them apart."
    )
    assert "But" not in said(VALUE, [0.5, 0.5])


def test_the_document_holds_what_the_contract_promises(ask):
    status, out, _ = ask("--credence=uniform", "--first=2", "--json")
    told = json.loads(out)
    assert status == 0
    assert len(told["from"]) == 2
    for name in ("total_variation", "earth_mover", "kl"):
        flip = told["flips"][name]
        assert flip["distance"] > 0
        assert sum(flip["credence"]) == pytest.approx(1)
        assert len(flip["credence"]) == 10
        assert len(flip["to"]) == 2
        assert set(flip["to"]) != set(told["from"])
    assert told["flips"]["one_level"]["level"] in shipped().belief.ladder.ids
    assert told["sentence"]


def test_the_first_few_are_those_of_the_ranking(ask, capsys):
    _, out, _ = ask("--credence=amodei", "--first=5", "--json")
    assert main(["rank", "--worlds=16", "--credence=amodei", "--json"]) == 0
    ranked = json.loads(capsys.readouterr().out)["ranking"]
    assert json.loads(out)["from"] == [row["id"] for row in ranked[:5]]


def test_credence_on_one_level_learns_nothing_and_may_still_move(ask):
    _, out, _ = ask("--credence=1,0,0,0,0,0,0,0,0,0", "--json")
    flip = json.loads(out)["flips"]
    assert flip["kl"] is None
    assert flip["total_variation"] is not None


def test_people_read_a_sentence_and_a_table(ask):
    status, out, _ = ask("--credence=yudkowsky")
    assert status == 0
    assert "stays first until" in out
    assert "earth_mover" in out


def test_a_measure_by_which_nothing_flips_is_none_in_the_table():
    flat = {"total_variation": None, "kl": None}
    assert "none" in listed({"sentence": "-", "flips": flat})


@pytest.mark.parametrize(
    ("option", "rule"),
    [
        ("--first=0", "first must lie in [1, 38], got 0"),
        ("--first=39", "first must lie in [1, 38], got 39"),
        ("--first=-1", "first must lie in [1, 38], got -1"),
        ("--worlds=3", "worlds must be a power of two"),
        ("--credence=nobody", "a credence must be a preset"),
    ],
)
def test_wrong_input_is_one_line(ask, option, rule):
    given = ["--credence=uniform", option]
    status, out, err = ask(*(given if "credence" not in option else [option]))
    assert (status, out) == (2, "")
    assert rule in err
    assert err.count("\n") == 1


@pytest.mark.parametrize("first", ["1.5", "many", "nan"])
def test_a_number_of_places_is_a_whole_number(ask, first, capsys):
    with pytest.raises(SystemExit) as stopped:
        ask("--credence=uniform", f"--first={first}")
    assert stopped.value.code == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_all_places_of_a_small_pack_cannot_flip():
    given = Credence(np.array([0.5, 0.5]))
    told = flip_document(made(small_pack()), Scenario(given, worlds=16), first=3)
    assert told["lead"] is None
    assert set(told["flips"].values()) == {None}
    assert "stay the first 3 under every credence" in told["sentence"]


def test_a_hostile_name_is_told_as_it_stands(tmp_path, ask):
    plain = small_pack()
    plain["levels.yaml"]["levels"][0]["name"] = "{first} <b>%s"
    folder = written(plain, tmp_path)
    status, out, _ = ask(f"--pack={folder}", "--credence=0.5,0.5", "--json")
    assert status == 0
    assert json.loads(out)["sentence"]
