"""The automated researcher: bound by the tasks that are left to people."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from simulator.world.automation import (
    automated_share,
    manual_work,
    research_multiplier,
    task_multiplier,
)
from simulator.world.sampling import Worlds
from tests.packs import drawn

SHARES = st.floats(0, 1)
SPEEDS = st.floats(1, 1000)
RHOS = st.floats(-5, -0.01)


def multiplier(share: float, speed: float, rho: float) -> float:
    return float(task_multiplier(np.array(share), np.array(speed), np.array(rho)))


def world(**changes: float) -> Worlds:
    values = {
        "threshold": 5.0,
        "automation_midpoint": 0.8,
        "automation_width": 0.5,
        "task_speed": 30.0,
        "substitution": -1.0,
        "pledged_share": 0.2,
        "delivered": 0.5,
        "compute_exponent": 0.45,
        **changes,
    }
    return drawn(**values)


@pytest.mark.parametrize(
    ("rho", "expected"),
    [
        (-0.155, 19.457132),
        (-0.5, 14.313656),
        (-0.65, 12.018522),
        (-1.0, 7.692308),
        (-2.0, 3.146584),
        (0.0, 21.350553),
    ],
)
def test_nine_tenths_of_tasks_at_thirty_times_the_speed(
    rho: float, expected: float
) -> None:
    assert multiplier(0.9, 30.0, rho) == pytest.approx(expected, abs=5e-7)


@pytest.mark.parametrize(
    ("rho", "ceiling"), [(-0.5, 100.0), (-1.0, 10.0), (-2.0, 3.162278)]
)
def test_the_tenth_that_people_do_bounds_the_whole(rho: float, ceiling: float) -> None:
    assert multiplier(0.9, 1e30, rho) == pytest.approx(ceiling, abs=5e-7)


def test_ninety_nine_percent_automation_is_bound_by_the_rest() -> None:
    assert multiplier(0.99, 1e12, -1.0) == pytest.approx(100.0, rel=1e-6)


@given(SHARES, SPEEDS, RHOS)
def test_automation_never_slows_and_never_beats_its_own_speed(
    share: float, speed: float, rho: float
) -> None:
    found = multiplier(share, speed, rho)
    assert 1 - 1e-12 <= found <= speed * (1 + 1e-12)


@given(SHARES, SPEEDS)
def test_an_exponent_of_minus_one_is_the_law_of_amdahl(
    share: float, speed: float
) -> None:
    amdahl = 1 / ((1 - share) + share / speed)
    assert multiplier(share, speed, -1.0) == pytest.approx(amdahl, rel=1e-12)


@given(SHARES, SPEEDS, st.floats(-1e-7, 1e-7))
def test_an_exponent_near_zero_is_near_the_product(
    share: float, speed: float, rho: float
) -> None:
    assert multiplier(share, speed, rho) == pytest.approx(speed**share, rel=1e-4)


@given(SHARES, SHARES, SPEEDS, RHOS)
def test_more_automated_tasks_never_slow_the_work(
    one: float, other: float, speed: float, rho: float
) -> None:
    low, high = sorted([one, other])
    assert multiplier(low, speed, rho) <= multiplier(high, speed, rho) * (1 + 1e-12)


def test_half_of_the_tasks_are_automated_at_the_midpoint() -> None:
    capability = np.array([0.0, 4.0, 4.5, 100.0])
    share = automated_share(world(), capability)
    assert_allclose(share, [1 / (1 + np.exp(8)), 0.5, 1 / (1 + np.exp(-1)), 1.0])


@pytest.mark.parametrize(("offset", "work"), [(0.5, 12.386297), (0.0, 12.072049)])
def test_steps_taken_at_their_midpoint_add_up_to_four_years_of_work(
    offset: float, work: float
) -> None:
    # The exact integral is 12.386969; steps taken at their start are 2.5 % low.
    years = (np.arange(48) + offset) / 12
    share = automated_share(world(threshold=2.5), years)
    found = task_multiplier(share, np.array(10.0), np.array(-1.0)).sum() / 12
    assert found == pytest.approx(work, abs=5e-7)


def test_work_that_is_not_trusted_does_not_count() -> None:
    found = research_multiplier(world(), np.array([9.0]), np.array([0.0]))
    assert found.tolist() == [1.0]


def test_half_the_trust_is_half_the_gain() -> None:
    whole, half = (
        research_multiplier(world(), np.array([9.0]), np.array([trust])) - 1
        for trust in (1.0, 0.5)
    )
    assert_allclose(half, whole / 2)


def test_a_quarter_of_the_compute_yields_by_its_exponent() -> None:
    whole, quarter = (
        research_multiplier(world(delivered=d), np.array([9.0]), np.array([1.0])) - 1
        for d in (1.0, 0.25)
    )
    assert_allclose(quarter, whole * 0.25**0.45)


def test_a_pledge_that_is_not_kept_yields_nothing() -> None:
    found = research_multiplier(world(delivered=0), np.array([9.0]), np.array([1.0]))
    assert found.tolist() == [1.0]


def test_work_of_which_four_fifths_run_four_times_as_fast_takes_two_fifths() -> None:
    out = np.empty(2)
    found = manual_work(np.array(4.0), np.array([0.8, 0.0]), np.array(1.0), out)
    assert_allclose(found, [0.4, 1.0])
    assert found is out


@given(st.floats(1, 1e6), SHARES, st.floats(0.01, 100))
def test_work_goes_faster_with_pace_and_never_beyond_its_manual_share(
    faster: float, automatable: float, pace: float
) -> None:
    one, paced = (
        float(manual_work(np.array(faster), np.array(automatable), np.array(p), out))
        for p, out in ((1.0, np.empty(())), (pace, np.empty(())))
    )
    assert paced * pace == pytest.approx(one, rel=1e-9)
    assert one >= (1 - automatable) - 1e-12
