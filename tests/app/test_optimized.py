"""The command `optimize`: its document, its words, and what it refuses."""

import json

import numpy as np
import pytest

from app.cli import main
from app.optimized import Asked, best, listed, meaning, optimize_document
from simulator.choice.rules import RULES, rule
from simulator.scenario import new
from tests.packs import intervention, made, small_pack, written

KEYS = {
    "portfolio", "cost", "expected_value", "standard_error", "objective", "rule",
    "value", "gap", "gap_is",
}  # fmt: skip


@pytest.fixture
def ask(tmp_path, capsys):
    pack = written(small_pack(), tmp_path)

    def run(*arguments):
        start = ["optimize", f"--pack={pack}", "--credence=0.5,0.5", "--worlds=16"]
        status = main([*start, *arguments])
        shown = capsys.readouterr()
        return status, shown.out, shown.err

    return run


@pytest.mark.parametrize("name", RULES)
def test_every_rule_answers_in_the_keys_of_the_contract(ask, name):
    status, out, err = ask("--budget=40", f"--rule={name}", "--json")
    told = json.loads(out)
    assert (status, err) == (0, "")
    assert set(told) >= KEYS
    assert (told["contract"], told["rule"], told["gap_is"]) == (1, name, "proven")
    assert 0 < told["cost"] <= 40 * (1 + 1e-9)
    assert told["gap"] >= 0
    assert told["expected_value"] == pytest.approx(np.mean(told["value"]))
    if name == "expected-value":
        assert told["objective"] == told["expected_value"]
    elif name == "maximin":
        assert told["objective"] == min(told["value"])
    elif name == "minimax-regret":
        assert told["objective"] <= 0
    elif name != "hurwicz":
        assert told["objective"] < told["expected_value"]


def test_limits_requirements_and_bans_are_kept(ask):
    _, out, _ = ask(
        "--budget=40", "--require=theory", "--forbid=treaty",
        "--min=theory=12", "--max=tuning=9", "--json",
    )  # fmt: skip
    portfolio = json.loads(out)["portfolio"]
    assert portfolio["theory"] >= 12
    assert portfolio.get("tuning", 0) <= 9 * (1 + 1e-9)
    assert "treaty" not in portfolio


def test_no_money_buys_nothing(ask):
    status, out, _ = ask("--budget=0")
    assert status == 0
    assert out.startswith("nothing\n\ncost 0.000 of 0 technical FTE-years a year\n")


def test_people_read_a_table_and_what_it_is_worth(ask):
    _, out, _ = ask("--budget=400", "--rule=cvar", "--alpha=0.25")
    lines = out.splitlines()
    assert lines[0] == "intervention  FTE-years a year"
    amounts = [float(line.split()[1]) for line in lines[1 : lines.index("")]]
    assert amounts == sorted(amounts, reverse=True)
    assert "cost 400.0 of 400 technical FTE-years a year" in lines
    assert "\nmean value of the worst 0.25 of all cases: 0." in out
    assert "\ngap 0.0000, proven: every set that may be funded was tried" in out


def test_a_pair_that_is_needed_together_is_named():
    works = [
        intervention(name, readiness_today=0.0, ceiling=0.95, scale=20.0, field=0.0)
        for name in ("left", "right")
    ]
    model = made(
        small_pack(
            interventions=works,
            requires={k: {"all_of": ["left", "right"]} for k in ("easy", "hard")},
            roles={},
            layers={},
        )
    )
    document = optimize_document(model, new(model), Asked(40.0))
    assert document["together"][0]["members"] == ["left", "right"]
    assert "needed together: left + right add 0." in listed(document)


def test_a_choice_holds_all_that_is_printed():
    model = made(small_pack())
    told = []
    found = best(model, new(model), Asked(40.0), told.append)
    assert found.budget == 40
    assert found.p.tolist() == [0.5, 0.5]
    assert sum(found.amounts.values()) > 0
    assert told == sorted(told)
    assert told[-1] == 1.0


def test_each_rule_says_what_it_looks_at():
    assert meaning(rule("hurwicz", alpha=0.3)) == (
        "0.3 times the value at the best level and 0.7 times that at the worst"
    )
    assert meaning(rule("tv-ball")).endswith("if 0.1 of the credence lay elsewhere")
    assert len({meaning(rule(name)) for name in RULES}) == len(RULES)


@pytest.mark.parametrize(
    ("options", "refusal"),
    [
        (["--budget=-1"], "budget must lie in [0, 10000000], got -1"),
        (["--budget=nan"], "budget must lie in [0, 10000000], got nan"),
        (["--budget=1e99"], "budget must lie in [0, 10000000], got 1e+99"),
        (["--budget=9", "--rule=best"], "rule must be one of expected-value, "),
        (["--budget=9", "--rule=hurwicz", "--alpha=2"], "alpha must lie in [0, 1], g"),
        (
            ["--budget=9", "--alpha=0.5"],
            "--alpha must be left out of the rule exp",
        ),
        (["--budget=9", "--rule=cvar", "--radius=0.1"], "--radius must be left out of"),
        (["--budget=9", "--rule=cvar", "--alpha=0"], "alpha must lie in (0, 1], got 0"),
        (["--budget=9", "--rule=tv-ball", "--radius=7"], "radius must lie in [0, 1]"),
        (["--budget=9", "--require=alchemy"], "require must name interventions, got"),
        (["--budget=9", "--forbid=<b>"], "forbid must name interventions, got '<b>'"),
        (["--budget=9", "--min=theory"], "--min must be ID=N with a number, got"),
        (["--budget=9", "--max=theory=1", "--max=theory=2"], "once, got 'theory'"),
        (["--budget=9", "--max=theory=nan"], "max of theory must lie in "),
        (["--budget=9", "--max=alchemy=1"], "max must name interventions, got 'alch"),
        (["--budget=9", "--require=theory", "--min=theory=10"], "within the budget"),
        (["--budget=9", "--require=theory", "--forbid=theory"], "both required and fo"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_one_line(ask, options, refusal):
    status, out, err = ask(*options)
    assert (status, out) == (2, "")
    assert refusal in err
    assert err.startswith("tenlevels optimize: ")
    assert err.count("\n") == 1


def test_a_budget_must_be_given_as_a_number(ask, capsys):
    for options in ([], ["--budget=much"]):
        with pytest.raises(SystemExit, match="2"):
            ask(*options)
        assert capsys.readouterr().err.count("\n") == 1
