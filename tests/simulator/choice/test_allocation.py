"""What an allocation is worth, against the simulation and the ranking."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.testing import assert_allclose

from interventions.portfolio import Portfolio, Segment
from simulator.choice.allocation import assess, cost
from simulator.choice.effects import effects
from simulator.scenario import new
from simulator.world.engine import engine
from simulator.world.simulation import simulate, worlds_of
from tests.packs import made, small_pack

MODEL = made(small_pack())
ENGINE = engine(MODEL)
MINE = Portfolio((Segment(0.0, {"tuning": 30.0, "treaty": 10.0}),))
SCENARIO = replace(new(MODEL), worlds=32, months=12, portfolio=MINE)


def test_an_allocation_is_valued_under_every_preset_and_at_every_level() -> None:
    p, told = np.array([0.25, 0.75]), []
    found = assess(ENGINE, SCENARIO, p, told.append)
    worlds = worlds_of(MODEL, 32, 0)
    value = simulate(ENGINE, [MINE], worlds, 12).mean[0] @ SCENARIO.utility(MODEL)
    assert_allclose(found.value, value)
    assert found.expected.value == pytest.approx(float(value @ p))
    assert [(x.id, x.value) for x in found.presets] == [
        ("even", pytest.approx(float(value.mean())))
    ]
    assert (found.value_error > 0).all()
    assert told[-1] == 1.0


def test_the_next_best_use_is_the_grant_with_the_largest_gain() -> None:
    p = np.array([0.25, 0.75])
    found = assess(ENGINE, SCENARIO, p)
    worlds = worlds_of(MODEL, 32, 0)
    effect = effects(ENGINE, MINE, worlds, SCENARIO.grant, 12).effect
    gains = effect @ SCENARIO.utility(MODEL) @ p
    assert [use.id for use in found.uses] == [
        MODEL.means.ids[row] for row in np.argsort(-gains)
    ]
    assert_allclose([use.gain for use in found.uses], np.sort(gains)[::-1])
    assert all(use.standard_error > 0 for use in found.uses)


def test_each_level_is_held_to_each_goal() -> None:
    found = assess(ENGINE, SCENARIO, np.array([0.5, 0.5]))
    assert [(x.level, x.goal) for x in found.closings] == [
        (0, 0.5), (0, 0.8), (1, 0.5), (1, 0.8),
    ]  # fmt: skip


def test_the_cost_of_an_allocation_is_the_mean_over_the_plan() -> None:
    parts = Segment(0.0, {"tuning": 10.0}), Segment(6.0, {"treaty": 10.0})
    # Governance costs twice as much here; what follows the plan does not count.
    assert cost(MODEL.means, Portfolio(parts), 12) == pytest.approx(15.0)
    assert cost(MODEL.means, Portfolio(parts), 6) == pytest.approx(10.0)
    assert cost(MODEL.means, Portfolio(parts), 3) == pytest.approx(10.0)
