"""The command `information`."""

import json

import numpy as np
import pytest

from app.cli import main
from app.informed import information_document
from levels.credence import Credence
from levels.evidence import YES
from simulator.scenario import Scenario
from tests.packs import made, shipped, small_pack

pytestmark = pytest.mark.usefixtures("remembered_runs")


@pytest.fixture
def ask(capsys):
    def run(*arguments):
        status = main(["information", "--worlds=16", *arguments])
        shown = capsys.readouterr()
        return status, shown.out, shown.err

    return run


@pytest.fixture
def document(ask):
    def run(*arguments):
        status, out, err = ask(*arguments, "--json")
        assert status == 0, err
        return json.loads(out)

    return run


def test_the_document_holds_what_the_contract_promises(document):
    told = document("--credence=greenblatt")
    model = shipped()
    assert told["evpi"] > 0
    assert [row["id"] for row in told["facts"]] == [f.id for f in model.belief.facts]
    assert {row["id"] for row in told["tests"]} == {t.id for t in model.tests}
    for row in told["tests"]:
        proposed = next(t for t in model.tests if t.id == row["id"])
        assert (row["cost"], row["arrival"]) == (
            proposed.cost.value,
            proposed.arrival.value,
        )
    assert told["decisions"][0]["id"] == "given"
    assert {len(row["value"]) for row in told["decisions"]} == {10}


@pytest.mark.parametrize("preset", ["uniform", "greenblatt", "kokotajlo", "easy_tier"])
def test_no_test_is_worth_more_than_its_fact_and_no_fact_than_the_level(
    document, preset
):
    told = document(f"--credence={preset}")
    fact = {row["id"]: row["evppi"] for row in told["facts"]}
    about = {test.id: test.fact for test in shipped().tests}
    for row in told["tests"]:
        assert 0 <= row["evsi"] <= fact[about[row["id"]]] + 1e-12
    assert all(0 <= worth <= told["evpi"] + 1e-12 for worth in fact.values())


def test_the_most_value_for_its_cost_comes_first(document):
    rows = document("--credence=uniform")["tests"]
    rates = [row["evsi"] / row["cost"] for row in rows]
    assert rates == sorted(rates, reverse=True)
    assert rates[0] > 0


def test_what_arrives_after_the_deadline_is_worth_nothing(document):
    rows = document("--credence=uniform", "--deadline=9")["tests"]
    assert {row["late"] for row in rows} == {True, False}
    for row in rows:
        assert row["late"] == (row["arrival"] > 9)
        assert row["evsi"] == 0 or not row["late"]


def test_at_once_everything_is_too_late(document):
    told = document("--credence=uniform", "--deadline=0")
    assert {row["evsi"] for row in told["tests"]} == {0.0}
    assert told["evpi"] > 0


def test_a_ranking_and_the_agenda_agree_on_what_a_test_is_worth(document, capsys):
    rows = document("--credence=greenblatt")["tests"]
    assert main(["rank", "--worlds=16", "--credence=greenblatt", "--json"]) == 0
    ranking = json.loads(capsys.readouterr().out)["ranking"]
    worth = {row["id"]: row["evsi"] for row in ranking}
    run_by = {test.id: test.intervention for test in shipped().tests}
    for name, evsi in worth.items():
        mine = [row["evsi"] for row in rows if run_by[row["id"]] == name]
        assert evsi == max(mine, default=0.0)


def test_a_test_of_a_sure_credence_is_worth_nothing(document):
    told = document("--credence=0,0,0,0,0,0,0,1,0,0")
    assert told["evpi"] == pytest.approx(0, abs=1e-15)
    assert {row["evsi"] for row in told["tests"]} == {0.0}


def test_people_read_tables_in_thousandths(ask):
    status, out, _ = ask("--credence=uniform", "--deadline=9")
    assert status == 0
    assert "portfolios of the same cost" in out
    assert "too late" in out
    assert "deployment_audit" in out


@pytest.mark.parametrize("deadline", ["nan", "inf", "-1", "1e400"])
def test_a_deadline_is_a_number_of_months(ask, deadline):
    status, out, err = ask("--credence=uniform", f"--deadline={deadline}")
    assert (status, out) == (2, "")
    assert "deadline must be a number of months from 0" in err
    assert err.count("\n") == 1


def test_a_pack_without_tests_still_tells_what_knowing_is_worth():
    given = Credence(np.array([0.5, 0.5]))
    scenario = Scenario(given, worlds=16, observations={"probe": YES})
    told = information_document(made(small_pack()), scenario)
    assert told["tests"] == []
    assert len(told["facts"]) == 1
    assert told["credence"] != [0.5, 0.5]
