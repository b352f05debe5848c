"""Frontiers of value against cost and against tail risk."""

from dataclasses import replace
from functools import partial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.choice.frontier import (
    WEIGHTS,
    cost_frontier,
    efficient,
    scaled,
    tail_frontier,
)
from simulator.choice.limits import constraints
from simulator.scenario import new
from simulator.world.engine import engine
from tests.packs import made, small_pack
from tests.simulator.choice.deciding import plain

MODEL = made(small_pack())
ENGINE = engine(MODEL)
SCENARIO = replace(new(MODEL), worlds=32, months=12)
P = SCENARIO.credence.p


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1))
def test_a_point_is_efficient_if_no_other_is_better_and_none_worse(points) -> None:
    found = efficient(np.array(points, dtype=float))
    for point, good in zip(points, found, strict=True):
        beaten = any(
            a >= point[0] and b >= point[1] and (a, b) != point for a, b in points
        )
        assert good == (not beaten)


def test_more_money_buys_more_value() -> None:
    within = partial(constraints, MODEL.means)
    told: list[float] = []
    found = cost_frontier(ENGINE, SCENARIO, P, within, [80, 20, 160], told.append)
    assert [point.cost for point in found] == pytest.approx([20, 80, 160], rel=1e-6)
    values = [point.expected_value for point in found]
    assert values == sorted(values)
    assert all(point.efficient for point in found)
    assert told == [1 / 3, 2 / 3, 1.0]


def test_a_budget_that_cannot_pay_for_what_is_required_is_refused() -> None:
    within = partial(constraints, MODEL.means, require=["theory"], least={"theory": 50})
    with pytest.raises(ValueError, match="required must be within the budget"):
        cost_frontier(ENGINE, SCENARIO, P, within, [10, 100])


def test_caution_costs_value_and_buys_a_better_tail() -> None:
    found = tail_frontier(ENGINE, SCENARIO, P, constraints(MODEL.means, 60))
    assert len(found) == 1 + len(WEIGHTS)
    first, last = found[0], found[-1]
    assert last.tail >= first.tail - 1e-3
    assert first.expected_value >= last.expected_value - 1e-3
    assert any(point.efficient for point in found)
    assert all(point.tail <= point.expected_value for point in found)


def test_a_portfolio_is_scaled_to_a_budget_or_falls_back_on_what_is_required() -> None:
    within = plain(3, 9.0, least=2.0)
    assert scaled(np.array([1.0, 2.0, 0]), within).tolist() == [[3.0, 6.0, 0.0]]
    poor = plain(3, 3.0, least=2.0)
    assert scaled(np.array([1.0, 2.0, 0]), poor).tolist() == [[0.0, 0.0, 0.0]]
