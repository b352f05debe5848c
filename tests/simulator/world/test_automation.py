"""The automated researcher: bound by the tasks that are left to people."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from simulator.world.automation import (
    Researcher,
    Yield,
    automated,
    bottleneck,
    manual_work,
    research_yield,
    researcher,
    task_multiplier,
)
from simulator.world.sampling import Worlds
from tests.packs import drawn, intervention, made, small_pack

SHARES = st.floats(0, 1)
SPEEDS = st.floats(1, 1000)
RHOS = st.floats(-5, -0.01)


def multiplier(share: float, speed: float, rho: float) -> float:
    return float(task_multiplier(np.array(share), np.array(speed), np.array(rho)))


Tasks = Sequence[tuple[float, float, str | None]]

ONE: Tasks = [(1.0, 0.8, None)]
GATES = (None, "tuning", None)


def worker(tasks: Tasks, trusted: str = "tuning") -> Researcher:
    pack = small_pack(
        interventions=[intervention("tuning")],
        requires={"easy": {"all_of": []}, "hard": {"any_of": []}},
        roles={"automation": trusted},
        tasks=tasks,
    )
    model = made(pack)
    return researcher(model.world, model.means)


def world(tasks: Tasks = ONE, **changes: float) -> Worlds:
    values = {
        "threshold": 5.0,
        "automation_width": 0.5,
        "task_speed": 30.0,
        "substitution": -1.0,
        "pledged_share": 0.2,
        "delivered": 0.5,
        "compute_exponent": 0.45,
        "untrusted_use": 0.0,
        "automation_on": 1.0,
    }
    for number, (time, midpoint, _) in enumerate(tasks):
        values |= {f"time_{number}": time, f"midpoint_{number}": midpoint}
    return drawn(**{**values, **changes})


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
    ("rho", "expected"),
    [(0.5, 2.25), (0.0, 2.0), (-0.5, 1.777778), (-1.0, 1.6), (-2.0, 1.371989)],
)
def test_half_of_the_tasks_at_four_times_the_speed(rho: float, expected: float) -> None:
    assert multiplier(0.5, 4.0, rho) == pytest.approx(expected, abs=5e-7)


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


@pytest.mark.parametrize("rho", [-0.155, -0.5775, -1.0])
def test_the_last_hundredth_left_to_people_takes_most_of_a_great_speed(
    rho: float,
) -> None:
    found = bottleneck(np.array(0.99), np.array([1.0, 30.0, 1e4]), np.array(rho))
    assert found[0] == pytest.approx(0, abs=1e-12)
    assert 0.02 < found[1] < found[2]
    assert_allclose(
        bottleneck(np.array(1.0), np.array(30.0), np.array(rho)), 0, atol=1e-12
    )


def test_one_hundredth_left_to_people_costs_half_of_a_hundredfold_speed() -> None:
    found = float(bottleneck(np.array(0.99), np.array(100.0), np.array(-1.0)))
    assert found == pytest.approx(1 - 1 / (0.01 * 100 + 0.99))


def test_half_of_the_tasks_are_automated_at_the_midpoint() -> None:
    capability = np.array([0.0, 4.0, 4.5, 100.0])
    share = worker(ONE).able(world(), capability)
    assert_allclose(share, [1 / (1 + np.exp(8)), 0.5, 1 / (1 + np.exp(-1)), 1.0])


TIMES = st.lists(st.floats(0.01, 5), min_size=3, max_size=3)
CAPABILITIES = st.floats(0, 12)


@given(TIMES, CAPABILITIES, st.floats(-5, 0))
def test_classes_of_one_midpoint_are_one_class(
    times: list[float], capability: float, rho: float
) -> None:
    split = [(time, 0.8, None) for time in times]
    apart, whole = (
        float(worker(tasks).able(world(tasks), np.array([capability]))[0])
        for tasks in (split, ONE)
    )
    assert apart == pytest.approx(whole, rel=1e-12)
    assert multiplier(apart, 30.0, rho) == pytest.approx(multiplier(whole, 30.0, rho))


def test_ai_comes_to_classes_in_the_order_of_their_midpoints() -> None:
    tasks = [(1.0, midpoint, None) for midpoint in (0.9, 0.5, 0.7)]
    drawn_world = world(tasks)
    for capability in (1.0, 3.0, 5.0):
        found = automated(worker(tasks).tasks, drawn_world, np.array([capability]))
        hard, easy, middle = (float(share[0]) for share in found)
        assert hard < middle < easy


@given(TIMES, CAPABILITIES, CAPABILITIES, SHARES)
def test_more_capability_never_lowers_the_share_of_ai(
    times: list[float], one: float, other: float, ready: float
) -> None:
    tasks = [(t, m, g) for t, m, g in zip(times, (0.3, 0.8, 1.1), GATES, strict=True)]
    low, high = (
        worker(tasks).does(world(tasks), np.array([c]), np.array([[ready]]))[0]
        for c in sorted([one, other])
    )
    assert 0 <= low <= high + 1e-15 <= 1 + 1e-12


def test_a_class_that_rests_on_a_gate_waits_for_it() -> None:
    tasks = [(3.0, 0.0, None), (1.0, 0.0, "tuning")]
    for ready in (0.0, 0.5, 1.0):
        done = worker(tasks).does(world(tasks), np.array([99.0]), np.array([[ready]]))
        assert_allclose(done, 0.75 + 0.25 * ready)


def test_ideas_without_anybody_to_judge_them_are_bound_by_the_judging() -> None:
    tasks = [(4.0, 0.0, None), (1.0, 0.0, "tuning")]
    blind, seeing = (
        worker(tasks, "always").research(
            world(tasks, task_speed=1e9, delivered=1.0, pledged_share=1.0),
            np.array([99.0]),
            np.array([[ready]]),
        )
        for ready in (0.0, 1.0)
    )
    assert_allclose(blind.multiplier, 5.0, rtol=1e-6)
    assert_allclose(seeing.multiplier, 1e9, rtol=1e-6)


@pytest.mark.parametrize(("offset", "work"), [(0.5, 12.386297), (0.0, 12.072049)])
def test_steps_taken_at_their_midpoint_add_up_to_four_years_of_work(
    offset: float, work: float
) -> None:
    # The exact integral is 12.386969; steps taken at their start are 2.5 % low.
    years = (np.arange(48) + offset) / 12
    share = worker(ONE).able(world(threshold=2.5), years)
    found = task_multiplier(share, np.array(10.0), np.array(-1.0)).sum() / 12
    assert found == pytest.approx(work, abs=5e-7)


def yielded(trust: float, **changes: float) -> Yield:
    return research_yield(world(**changes), np.array([0.9]), np.array([trust]))


def test_work_that_is_not_trusted_nor_used_does_not_count() -> None:
    found = yielded(0.0)
    assert found.multiplier.tolist() == [1.0]
    assert found.untrusted.tolist() == [0.0]


def test_half_the_trust_is_half_the_gain() -> None:
    whole, half = (yielded(trust).multiplier - 1 for trust in (1.0, 0.5))
    assert_allclose(half, whole / 2)


@given(SHARES, SHARES)
def test_what_is_used_without_trust_counts_and_is_told_apart(
    trust: float, use: float
) -> None:
    found = yielded(trust, untrusted_use=use)
    whole = yielded(1.0).multiplier - 1
    in_use = trust + use * (1 - trust)
    assert_allclose(found.multiplier, 1 + in_use * whole)
    by_people, by_trusted = 1.0, trust * whole
    share = 1 - (by_people + by_trusted) / found.multiplier
    assert_allclose(found.untrusted, share, atol=1e-12)
    assert 0 <= found.untrusted[0] < 1


def test_without_automation_people_do_all_research() -> None:
    off = world(automation_on=0.0, untrusted_use=1.0)
    assert worker(ONE).able(off, np.array([99.0])).tolist() == [0.0]
    found = worker(ONE).research(off, np.array([99.0]), np.array([[1.0]]))
    assert found.multiplier.tolist() == [1.0]
    assert found.untrusted.tolist() == [0.0]


def test_a_quarter_of_the_compute_yields_by_its_exponent() -> None:
    whole, quarter = (yielded(1.0, delivered=d).multiplier - 1 for d in (1.0, 0.25))
    assert_allclose(quarter, whole * 0.25**0.45)


def test_a_pledge_that_is_not_kept_yields_nothing() -> None:
    assert yielded(1.0, delivered=0).multiplier.tolist() == [1.0]


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
