"""Follow-ups: one portfolio until a date, and another from then on."""

import numpy as np
from numpy.testing import assert_allclose, assert_array_equal

from interventions.portfolio import Portfolio, Segment
from simulator.choice.follow_ups import BASE, follow_ups, shifted
from simulator.world.simulation import simulate, worlds_of
from tests.packs import allocation, small_pack, started


def one(**amounts: float) -> Portfolio:
    return Portfolio((Segment(0.0, amounts),))


def test_a_shift_keeps_the_base_until_its_month_and_then_the_other() -> None:
    base = Portfolio((Segment(0.0, {"a": 1.0}), Segment(18.0, {"a": 2.0})))
    other = Portfolio((Segment(0.0, {"b": 1.0}), Segment(30.0, {"b": 2.0})))
    found = [(s.from_month, dict(s.amounts)) for s in shifted(base, other, 24).segments]
    assert found == [(0, {"a": 1}), (18, {"a": 2}), (24, {"b": 1}), (30, {"b": 2})]


def test_a_shift_at_the_start_is_the_other_portfolio() -> None:
    other = Portfolio((Segment(0.0, {"b": 1.0}), Segment(30.0, {"b": 2.0})))
    assert shifted(one(a=1.0), other, 0.0) == other


def test_each_follow_up_is_the_simulation_of_its_dated_plan() -> None:
    pack = small_pack()
    engine = started(pack)
    worlds, utilities = worlds_of(engine.model, 16, 0), np.array([0.0, 0.2, 0.5, 1.0])
    base, other = (allocation(pack, {name: 40.0}) for name in ("tuning", "theory"))
    found = follow_ups(engine, [base, other], [6.0, 24.0, 6.0], worlds, 48)
    assert found.dates == (6.0, 24.0)
    tried = [base, shifted(base, other, 24.0)]
    alone = simulate(engine, tried, worlds, 48).mean @ utilities
    assert_allclose(found.payoff(24.0, utilities).mean(axis=-1), alone, atol=1e-12)
    first, second = (found.payoff(date, utilities)[BASE] for date in found.dates)
    assert_array_equal(first, second)
