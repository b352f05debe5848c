"""The command `pool`, and the same over HTTP."""

import json

import numpy as np
import pytest
from starlette.applications import Starlette

from app.api import answers
from app.api.service import routes
from app.cli import main
from app.pooled import MOST_PEOPLE, pool_document
from tests.app.api.asking import post
from tests.levels.rooms import THREE, bells
from tests.packs import made, shipped, small_pack, written

EASY, HARD = [1.0] + [0.0] * 9, [0.0] * 9 + [100.0]
TWO = [{"name": "Ada", "p": EASY}, {"name": "Bo", "p": HARD, "weight": 3}]


@pytest.fixture
def pool(tmp_path, capsys):
    """Run the command on people; return its status and what it says."""

    def run(people, *options):
        file = tmp_path / "people.json"
        text = people if isinstance(people, str) else json.dumps(people)
        file.write_text(text, encoding="utf-8")
        try:
            status = main(["pool", *options, str(file)])
        except SystemExit as left:
            status = left.code
        said = capsys.readouterr()
        return status, said.out, said.err

    return run


def people(rows):
    """Return a person for each row."""
    return [{"name": str(n), "p": row.tolist()} for n, row in enumerate(rows)]


def three_levels():
    """Return a small model, and its pack, of three levels."""
    requires = {name: {"all_of": ["tuning"]} for name in ("one", "two", "three")}
    layers = {"tuning": [0.8, 0.5, 0.3]}
    return small_pack(requires=requires, layers=layers, irreversible=[0.3, 0.6, 0.9])


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        ("linear", [0.366667, 0.3, 0.333333]),
        ("logarithmic", [0.333842, 0.349037, 0.317121]),
        ("median", [0.333333, 0.333333, 0.333333]),
    ],
)
def test_three_people_on_three_levels_are_pooled_as_is_known(
    pool, tmp_path, method, expected
):
    folder = tmp_path / "pack"
    folder.mkdir()
    options = [
        f"--method={method}",
        "--json",
        "--pack",
        str(written(three_levels(), folder)),
    ]
    status, out, _ = pool(people(THREE), *options)
    told = json.loads(out)
    assert (status, told["method"], told["contract"]) == (0, method, 1)
    assert told["p"] == pytest.approx(expected, abs=5e-7)
    assert set(told["disagreement"]) == {"jensen_shannon", "wasserstein"}


def test_three_bells_disagree_as_is_known():
    room = people(bells((2.5, 1.5), (5, 2), (8.5, 1.5)))
    told = pool_document(shipped(), "logarithmic", room, 0.0)
    assert sum(told["p"][7:]) == pytest.approx(0.0927157, abs=5e-8)
    apart = told["disagreement"]
    assert apart["jensen_shannon"] / np.log(2) == pytest.approx(0.7531773, abs=5e-8)
    expected = (2.279158 + 5.469411 + 3.190252) / 3
    assert apart["wasserstein"] == pytest.approx(expected, abs=5e-7)


def test_weights_count_and_percentages_are_credences(pool):
    _, out, _ = pool(TWO, "--method=linear", "--json")
    assert json.loads(out)["p"] == [0.25, *[0] * 8, 0.75]


def test_the_floor_leaves_nobody_a_veto(pool):
    _, out, _ = pool(TWO, "--method=logarithmic", "--json")
    told = json.loads(out)
    assert told["floor"] == 0.001
    assert min(told["p"]) > 0
    status, _, err = pool(TWO, "--method=logarithmic", "--floor=0")
    assert status == 2
    assert "veto" in err


def test_people_read_a_table_and_how_far_they_lie_apart(pool):
    _, out, _ = pool(TWO, "--method=linear")
    assert "by_default" in out
    assert "Two of them lie 9.00 levels apart on average." in out


def test_yaml_will_do(pool):
    text = f"- name: Ada\n  p: {EASY}\n"
    assert pool(text, "--method=median")[0] == 0


BAD = [
    ([], "1 to 20000 people, got 0 of them"),
    ({}, "1 to 20000 people, got {}"),
    (["Ada"], "person 1 must have a name"),
    ([{"p": EASY}], "person 1 must have a name"),
    ([{"name": "a", "p": EASY, "age": 3}], "no key but a weight"),
    ([{"name": 3, "p": EASY}], "person 1: name must be a text"),
    ([{"name": "a" * 300, "p": EASY}], "at most 200 characters"),
    ([{"name": "a", "p": "even"}], "p must be a list"),
    ([{"name": "a", "p": [0.5, 0.5]}], "person 1: a credence must have 10 numbers"),
    ([TWO[0], {"name": "a", "p": [0.5] * 10}], "person 2: a credence must sum"),
    ([{"name": "a", "p": [True, *EASY[1:]]}], "p must be a number from 0"),
    ([{"name": "a", "p": [-1, 2, *EASY[2:]]}], "p must be a number from 0"),
    ([{"name": "a", "p": [1e999, *EASY[1:]]}], "p must be a number from 0|finite"),
    ([{"name": "a", "p": [10**400, *EASY[1:]]}], "must be a plain value"),
    ([{"name": "a", "p": EASY, "weight": -1}], "weight must be a number from 0"),
    ([{"name": "a", "p": EASY, "weight": "2"}], "weight must be a number from 0"),
    ([{"name": "a", "p": EASY, "weight": 0}], "not all be 0"),
]


@pytest.mark.parametrize(("bad", "said"), BAD)
def test_people_who_cannot_be_pooled_are_refused_in_one_line(pool, bad, said):
    status, out, err = pool(bad, "--method=linear")
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert any(each in err for each in said.split("|"))


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--method=mode"], "invalid choice"),
        ([], "--method"),
        (["--method=linear", "--floor=0.1"], "logarithmic pool"),
        (["--method=logarithmic", "--floor=nan"], "floor must lie"),
        (["--method=logarithmic", "--floor=2"], "floor must lie"),
    ],
)
def test_options_that_do_not_fit_are_refused_in_one_line(pool, options, said):
    status, out, err = pool(TWO, *options)
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert said in err


def test_more_people_than_a_pool_may_have_are_refused():
    with pytest.raises(ValueError, match="got 20001 of them"):
        pool_document(shipped(), "linear", [TWO[0]] * (MOST_PEOPLE + 1))


def test_a_file_that_is_not_there_is_refused(capsys):
    assert main(["pool", "--method=linear", "/nowhere/people.json"]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_the_api_answers_what_the_command_prints(pool):
    _, out, _ = pool(TWO, "--method=linear", "--json")
    body = {"method": "linear", "people": TWO}
    answered = post(Starlette(routes=routes()), "/api/v1/pool", body)
    assert answered.content == out.encode()
    answers.Pooled.model_validate_json(answered.content)


def test_the_api_refuses_what_the_command_refuses():
    api = Starlette(routes=routes())
    body = {"method": "linear", "people": [{"name": "a", "p": [0.5, 0.5]}]}
    said = post(api, "/api/v1/pool", body).refusal
    assert said == "person 1: a credence must have 10 numbers, got 2"
    assert "people" in post(api, "/api/v1/pool", {"method": "linear"}).refusal


def test_a_pack_of_two_levels_has_pools_of_two():
    told = pool_document(made(small_pack()), "median", [{"name": "a", "p": [1, 0]}])
    assert told["p"] == [1, 0]
