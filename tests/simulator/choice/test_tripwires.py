"""Tripwires: if this is seen by then, shift to that portfolio."""

from functools import cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose

from interventions.portfolio import Portfolio, Segment
from levels.arrays import FloatArray
from simulator.choice.follow_ups import (
    BASE,
    FollowUps,
    dates_of,
    follow_ups,
    shifted,
)
from simulator.choice.information import expected_value_of_sample_information
from simulator.choice.tripwires import (
    Tripwire,
    Watched,
    again,
    rescored,
    tripwire,
    tripwires,
    worth_shifting_to,
)
from simulator.world.engine import Engine
from simulator.world.simulation import draws_of, simulate
from tests.packs import small_pack, started
from tests.simulator.choice.worked import CREDENCES, PAYOFF, A, B, C, P

WORLDS, MONTHS = 16, 48
POSITIVE = np.array([0.1, 0.5, 0.9])
WORTH = np.array([0.0, 0.3, 0.5, 1.0])
FIRST = PAYOFF[[B, A, C]][:, :, None]
"""The worked example, with its best choice as the base."""

CHANCES = arrays(float, 3, elements=st.floats(0, 1))
VALUES = arrays(float, (3, 3, 4), elements=st.integers(-9, 9))


def one(**amounts: float) -> Portfolio:
    return Portfolio((Segment(0.0, amounts),))


@cache
def engine() -> Engine:
    return started(small_pack())


@cache
def plans() -> FollowUps:
    some = [one(tuning=60.0), one(theory=60.0), one(treaty=60.0)]
    worlds = draws_of(engine().model, WORLDS, 0)
    return follow_ups(engine(), some, dates_of([6.0, 24.0]), worlds, MONTHS)


def test_the_test_of_the_worked_example_fires_in_0_38_and_adds_six_and_a_half() -> None:
    wire = tripwire(FIRST, FIRST, P, POSITIVE)
    assert (wire.if_positive, wire.if_negative, wire.otherwise) == (2, BASE, BASE)
    assert wire.positive == pytest.approx(0.38)
    assert wire.fires == pytest.approx(0.38)
    assert wire.value.value == pytest.approx(67.5)
    assert wire.gain.value == pytest.approx(6.5)
    assert wire.looking.value == pytest.approx(6.5)


def test_whoever_acts_late_loses_the_difference_on_what_fires() -> None:
    late = FIRST.copy()
    late[2] -= 10.0
    wire = tripwire(FIRST, late, P, POSITIVE)
    assert wire.cost_of_waiting.value == pytest.approx(3.8)
    assert wire.looking_late.value == pytest.approx(2.7)
    late[BASE] -= 1.0  # what not to look leads to is late as well
    wire = tripwire(FIRST, late, P, POSITIVE)
    assert wire.cost_of_waiting.value == pytest.approx(3.8 + 0.62)
    assert wire.looking_late.value == pytest.approx(2.7 + 0.38)


@given(VALUES, CREDENCES, CHANCES)
def test_a_plan_is_never_worth_less_than_the_base_nor_than_not_to_look(
    payoff: FloatArray, p: FloatArray, positive: FloatArray
) -> None:
    wire = tripwire(payoff, payoff, p, positive)
    assert wire.gain.value >= -1e-12
    assert wire.looking.value >= -1e-12
    assert wire.gain.value >= wire.looking.value - 1e-12
    assert 0 <= wire.fires <= 1
    assert wire.cost_of_waiting.value == 0


@given(VALUES, CREDENCES, CHANCES)
def test_with_no_time_to_lose_looking_adds_what_the_test_is_worth(
    payoff: FloatArray, p: FloatArray, positive: FloatArray
) -> None:
    wire = tripwire(payoff, payoff, p, positive)
    mean = payoff.mean(axis=-1)
    expected = expected_value_of_sample_information(mean, p, positive[None])[0]
    assert wire.looking.value == pytest.approx(float(expected), abs=1e-9)


def test_the_error_of_a_gain_is_that_of_its_scrambles() -> None:
    rng = np.random.default_rng(0)
    payoff = np.stack([rng.normal(size=(2, 16)), 5 + rng.normal(size=(2, 16))])
    p = np.array([0.25, 0.75])
    wire = tripwire(payoff, payoff, p, np.array([0.5, 0.5]))
    gains = p @ (payoff[1] - payoff[0])
    assert wire.gain.value == pytest.approx(gains.mean())
    assert wire.gain.standard_error == pytest.approx(gains.std(ddof=1) / 4)
    assert wire.fires == 0.0


def test_a_shift_in_the_month_of_a_segment_takes_its_place() -> None:
    base = Portfolio((Segment(0.0, {"a": 1.0}), Segment(12.0, {"a": 2.0})))
    found = shifted(base, one(b=1.0), 12.0)
    assert found.starts.tolist() == [0.0, 12.0]
    assert found.segments[1].amounts == {"b": 1.0}


def test_the_gain_of_a_plan_that_chance_chose_is_gone_in_fresh_worlds() -> None:
    rng = np.random.default_rng(1)
    p, positive = np.array([0.5, 0.5]), np.array([0.8, 0.2])
    gains = []
    for _ in range(100):  # among twenty none of which is better than another
        made, fresh = rng.normal(size=(2, 20, 2, 16))
        wire = tripwire(made, made, p, positive)
        found = again(wire, fresh, fresh, p, positive)
        gains.append((wire.gain.value, found.gain.value))
    flattered, honest = np.mean(gains, axis=0)
    error = np.std(gains, axis=0)[1] / 10
    assert flattered > 0.3
    assert abs(honest) < 3 * error < 0.1


def test_a_plan_is_valued_afresh_on_what_it_leads_to() -> None:
    fresh = FIRST + np.array([0.0, 4.0])
    wire = again(tripwire(FIRST, FIRST, P, POSITIVE), fresh, fresh - 1, P, POSITIVE)
    assert (wire.if_positive, wire.if_negative, wire.otherwise) == (2, BASE, BASE)
    assert (wire.value.value, wire.base.value) == pytest.approx((69.5, 63.0))
    assert wire.value.standard_error == pytest.approx(2.0)
    assert (wire.gain.value, wire.gain.standard_error) == pytest.approx((6.5, 0.0))
    assert wire.cost_of_waiting.value == pytest.approx(1.0)


@given(VALUES, CREDENCES, CHANCES)
def test_in_the_same_worlds_a_plan_is_worth_the_same_again(
    payoff: FloatArray, p: FloatArray, positive: FloatArray
) -> None:
    wire = tripwire(payoff, payoff[::-1], p, positive)
    assert again(wire, payoff, payoff[::-1], p, positive) == wire


def test_plans_keep_their_order_in_fresh_worlds() -> None:
    watched = Watched(np.array([[0.9, 0.1], [0.4, 0.6], [0.2, 0.9]]), [6.0, 24.0, 6.0])
    some = [one(tuning=60.0), one(theory=60.0), one(treaty=60.0)]
    worlds, p = draws_of(engine().model, WORLDS, 1), np.array([0.5, 0.5])
    fresh = follow_ups(engine(), some, dates_of([6.0, 24.0]), worlds, MONTHS)
    made = tripwires(plans(), WORTH, p, watched)
    found = rescored(made, fresh, WORTH, p, watched)
    assert [wire.test for wire in found] == [wire.test for wire in made]
    for old, new in zip(made, found, strict=True):
        assert (new.if_positive, new.if_negative) == (old.if_positive, old.if_negative)
        assert new.base.value != old.base.value
        expected = fresh.payoff(6.0, WORTH)[BASE].mean(axis=-1) @ p
        assert new.base.value == pytest.approx(float(expected))
        prompt, late = (
            followed_by_hand(fresh, watched, new, p, wait) for wait in (0.0, 12.0)
        )
        assert new.value.value == pytest.approx(prompt)
        assert new.cost_of_waiting.value == pytest.approx(prompt - late)
    assert {0, 2} <= {w.test for w in found if w.if_positive != w.if_negative}
    assert any(abs(wire.cost_of_waiting.value) > 1e-6 for wire in found)


def followed_by_hand(
    plans: FollowUps, watched: Watched, wire: Tripwire, p: FloatArray, wait: float
) -> float:
    date = watched.arrivals[wire.test] + wait
    payoff = plans.payoff(date, WORTH).mean(axis=-1)
    positive = watched.positive[wire.test]
    return float(
        sum(
            p[k] * positive[k] * payoff[wire.if_positive, k]
            + p[k] * (1 - positive[k]) * payoff[wire.if_negative, k]
            for k in range(len(p))
        )
    )


def test_follow_ups_are_simulated_with_their_dates() -> None:
    worlds = draws_of(engine().model, WORLDS, 0)
    dated = shifted(one(tuning=60.0), one(theory=60.0), 24.0)
    alone = simulate(engine(), [dated, one(tuning=60.0)], worlds, MONTHS).by_scramble
    date = plans().dates.index(24.0)
    assert_allclose(plans().by_scramble[date, 1], alone[0])
    assert_allclose(plans().by_scramble[date, BASE], alone[1])


def test_no_plan_of_a_simulation_is_worth_less_than_its_base() -> None:
    positive = np.array([[0.9, 0.1], [0.4, 0.6], [0.5, 0.5]])
    for p in ([0.5, 0.5], [0.9, 0.1], [0.0, 1.0]):
        found = tripwires(
            plans(), WORTH, np.array(p), Watched(positive, [6.0, 24.0, 6.0])
        )
        base = float((plans().payoff(6.0, WORTH)[BASE].mean(axis=-1)) @ p)
        assert [wire.looking.value for wire in found] == sorted(
            (wire.looking.value for wire in found), reverse=True
        )
        assert sorted(wire.test for wire in found) == [0, 1, 2]
        for wire in found:
            assert wire.value.value >= base - 1e-12


def test_the_plan_from_the_best_fixed_portfolio_is_worth_no_less_than_it() -> None:
    some = [one(tuning=60.0), one(theory=60.0), one(treaty=60.0)]
    worlds, p = draws_of(engine().model, WORLDS, 0), np.array([0.3, 0.7])
    fixed = simulate(engine(), some, worlds, MONTHS).mean @ WORTH @ p
    ordered = [some[i] for i in np.argsort(-fixed)]
    found = follow_ups(engine(), ordered, dates_of([9.0]), worlds, MONTHS)
    (wire,) = tripwires(found, WORTH, p, Watched(np.array([[0.9, 0.2]]), [9.0]))
    assert wire.value.value >= fixed.max() - 1e-12


def test_after_the_plan_a_shift_changes_nothing() -> None:
    worlds = draws_of(engine().model, WORLDS, 0)
    some = [one(tuning=60.0), one(theory=600.0)]
    found = follow_ups(engine(), some, dates_of([60.0]), worlds, MONTHS)
    (wire,) = tripwires(
        found, WORTH, np.array([0.2, 0.8]), Watched(np.eye(2)[:1], [60.0])
    )
    assert wire.gain.value == pytest.approx(0, abs=1e-12)


def test_with_the_base_alone_there_is_no_tripwire() -> None:
    worlds = draws_of(engine().model, WORLDS, 0)
    found = follow_ups(engine(), [one(tuning=60.0)], [6.0, 18.0], worlds, MONTHS)
    (wire,) = tripwires(
        found, WORTH, np.array([0.5, 0.5]), Watched(np.eye(2)[:1], [6.0])
    )
    assert (wire.if_positive, wire.if_negative, wire.fires) == (BASE, BASE, 0.0)


def test_only_what_is_best_after_some_result_is_worth_shifting_to() -> None:
    assert worth_shifting_to(PAYOFF, P, POSITIVE[None]) == (C, B)
    assert worth_shifting_to(PAYOFF, P, np.empty((0, 3))) == ()


def test_a_date_that_was_not_simulated_is_unknown() -> None:
    with pytest.raises(ValueError, match="not in tuple"):
        plans().payoff(7.0, WORTH)
