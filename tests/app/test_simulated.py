"""What the simulate page keeps: runs by what they depend on."""

from dataclasses import replace

import numpy as np
import pytest

from app import simulated
from app.documents import simulate_document
from levels.credence import Credence
from simulator import scenario as scenarios
from tests.packs import shipped


@pytest.fixture
def scenario():
    return replace(scenarios.new(shipped()), worlds=32)


def test_the_run_of_a_page_is_that_of_the_command_line(scenario):
    document = simulate_document(shipped(), scenario)

    run = simulated.run_of(scenario)

    assert run.series.bands == document["series"]
    outcomes = [outcome.id for outcome in shipped().world.outcomes]
    told = np.array([document["outcomes"][name] for name in outcomes])
    np.testing.assert_array_equal(run.outcomes.mean[0].T, told)


def test_a_shift_of_credence_runs_no_simulation_again(scenario, monkeypatch):
    first = simulated.run_of(scenario)
    monkeypatch.setattr(simulated, "run", None)
    sure = Credence(np.eye(len(scenario.credence.p))[3], 10.0)

    assert simulated.run_of(replace(scenario, credence=sure)) is first
    assert simulated.run_of(replace(scenario, utilities={})) is first


@pytest.mark.parametrize(
    "change",
    [
        {"seed": 5},
        {"months": 24},
        {"worlds": 64},
        {"parameters": {"threshold": 4.0}},
        {"portfolio": shipped().means.field},
        {"changes": {"parameters.threshold": (4.0, 3.0, 6.0)}},
    ],
)
def test_what_a_run_depends_on_gives_another_key(scenario, change):
    other = replace(scenario, **change)

    assert simulated.key_of(other) != simulated.key_of(scenario)


def test_a_change_that_no_world_feels_keeps_the_key(scenario):
    other = replace(scenario, title="Another", grant=50.0)

    assert simulated.key_of(other) == simulated.key_of(scenario)


def test_a_run_that_is_stopped_keeps_nothing_and_can_be_run_again(scenario):
    class Stopped(BaseException):
        """As Streamlit's own, which is no `Exception`."""

    told = []

    def stop(done):
        told.append(done)
        if done > 0.3:
            raise Stopped

    asked = replace(scenario, seed=515)
    with pytest.raises(Stopped):
        simulated.run_of(asked, stop)

    assert told
    assert not simulated.is_kept(asked)
    run = simulated.run_of(asked)
    assert simulated.is_kept(asked)
    assert simulated.run_of(asked, stop) is run


def test_a_run_that_cannot_be_keeps_nothing(scenario, monkeypatch):
    def broken(*_):
        msg = "no numbers"
        raise ValueError(msg)

    asked = replace(scenario, seed=516)
    monkeypatch.setattr(simulated, "run", broken)
    with pytest.raises(ValueError, match="no numbers"):
        simulated.run_of(asked)

    assert not simulated.is_kept(asked)
