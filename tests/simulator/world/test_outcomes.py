"""Where worlds end, given what holds at the critical date and after it."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from simulator.world.course import Later, LevelTables, course
from simulator.world.decision import Decision
from simulator.world.outcomes import ALIGNED, HARMED, HELD, LOST, fate, unreached
from tests.packs import drawn

FIVE = {
    "halt_breaks": np.log(2) / 5,
    "lock_in": np.log(2) / 5,
    "release": np.log(2) / 5,
}
"""Rates at which half is left after five years."""

NO_RATES = dict.fromkeys(FIVE, 0.0)
CHANCES = st.floats(0, 1)


TRIED = ("alarmed", "wary")


def decision(tries: int = 2, **chances: float) -> Decision:
    """Return probabilities at the critical date; those not named are zero.

    An alarm that rings at first rings again on every try.
    """
    names = ("met", "needless", "suspected", "needless_alarm", "unseen", "wary_unseen")
    once = {name: np.full((1, 1, 1), chances.get(name, 0.0)) for name in names}
    each = {name: np.full((tries, 1, 1, 1), chances.get(name, 0.0)) for name in TRIED}
    return Decision(**once, **each)


def later(
    met: tuple[float, ...] = (0.0, 0.0, 0.0),
    safe: tuple[float, ...] = (1.0, 1.0, 1.0),
    **gates: float,
) -> Later:
    """Return a critical date, a repair after a year, and the horizon five years on."""
    dates = np.array([0.0, 1.0, 5.0]).reshape(3, 1, 1)
    held = {name: gates.get(name, 0.0) for name in ("halting", "slack", "containment")}
    return Later(
        dates=dates,
        met=np.array(met).reshape(3, 1, 1, 1),
        safe=np.array(safe).reshape(3, 1, 1),
        **{name: np.full((1, 1), value) for name, value in held.items()},
    )


def ends(
    decision: Decision,
    later: Later,
    *,
    containable: float = 0.0,
    irreversible: float = 1.0,
    caught: float = 0.0,
    halting_possible: float = 1.0,
    rates: dict[str, float] = NO_RATES,
) -> list[float]:
    """Return the probabilities of aligned, harmed, held and lost."""
    tables = LevelTables(np.zeros(1), np.array([containable]), np.array([irreversible]))
    worlds = drawn(**rates, halting_possible=halting_possible)
    way = course(worlds, tables, decision, later, np.array([caught]))
    found = fate(worlds, tables, way, later)
    return found[:, 0, 0, 0].tolist()


def test_without_tests_or_a_halt_the_requirement_decides() -> None:
    found = ends(decision(met=0.6, unseen=0.4), later())
    assert_allclose(found, [0.6, 0.0, 0.0, 0.4])


def test_an_aligned_system_still_meets_the_harms_of_the_transition() -> None:
    found = ends(decision(met=1.0), later(safe=(0.75, 0.0, 0.0)))
    assert found == [0.75, 0.25, 0.0, 0.0]


def test_a_failure_that_can_be_undone_is_a_harm() -> None:
    found = ends(decision(unseen=1.0), later(), irreversible=0.7)
    assert_allclose(found, [0.0, 0.3, 0.0, 0.7])


def test_wanting_to_hold_without_the_power_holds_nothing() -> None:
    found = ends(decision(alarmed=1.0, wary=1.0), later())
    assert found == [0.0, 0.0, 0.0, 1.0]


def test_the_power_to_hold_without_the_will_holds_nothing() -> None:
    found = ends(decision(alarmed=1.0), later(halting=1.0))
    assert found == [0.0, 0.0, 0.0, 1.0]


def test_will_and_power_hold_in_proportion() -> None:
    held = decision(alarmed=0.5, wary=0.4, unseen=0.5, wary_unseen=0.2)
    assert_allclose(ends(held, later(halting=0.5)), [0.0, 0.0, 0.3, 0.7])


def test_a_false_alarm_holds_what_was_aligned() -> None:
    found = ends(decision(met=1.0, needless=0.5), later(halting=0.5))
    assert found == [0.75, 0.0, 0.25, 0.0]


def test_an_alarm_with_slack_is_mended_as_far_as_the_work_comes_in_time() -> None:
    soon = later(met=(0.2, 0.6, 0.6), safe=(0.0, 0.8, 0.0), slack=0.5)
    # Half has slack, and half of what was missing comes within the year.
    assert_allclose(ends(decision(alarmed=1.0), soon), [0.2, 0.05, 0.0, 0.75])


def test_a_false_alarm_with_slack_delays_what_was_aligned() -> None:
    soon = later(safe=(0.5, 0.75, 0.0), slack=0.5)
    delayed = ends(decision(met=1.0, suspected=0.4), soon)
    assert_allclose(delayed, [0.8 * 0.5 + 0.2 * 0.75, 0.45, 0.0, 0.0])


def test_one_try_leaves_no_time_for_a_repair_nor_a_delay() -> None:
    soon = later(met=(0.0, 1.0, 1.0), safe=(0.5, 1.0, 1.0), slack=1.0)
    once = decision(tries=1, met=0.5, suspected=0.5, alarmed=0.5)
    assert ends(once, soon) == [0.25, 0.25, 0.0, 0.5]


def test_where_no_halt_is_possible_nothing_is_held() -> None:
    wary = decision(met=0.5, needless=0.5, alarmed=0.5, wary=0.5)
    assert ends(wary, later(halting=1.0)) == [0.0, 0.0, 1.0, 0.0]
    free = ends(wary, later(halting=1.0), halting_possible=0.0)
    assert free == [0.5, 0.0, 0.0, 0.5]


def test_slack_is_no_use_without_an_alarm() -> None:
    soon = later(met=(0.0, 1.0, 1.0), slack=1.0)
    assert ends(decision(unseen=1.0), soon) == [0.0, 0.0, 0.0, 1.0]


def test_a_system_caught_in_use_is_stopped_where_a_halt_holds() -> None:
    chances: dict[str, Any] = {"containable": 0.5, "caught": 0.8}
    found = ends(decision(unseen=1.0), later(containment=0.5, halting=1.0), **chances)
    assert_allclose(found, [0.0, 0.0, 0.2, 0.8])
    without = ends(decision(unseen=1.0), later(containment=0.5), **chances)
    assert_allclose(without, [0.0, 0.0, 0.0, 1.0])


def test_a_halt_that_breaks_lets_loose_what_it_held() -> None:
    stopped = decision(alarmed=1.0, wary=1.0)
    rates = {**NO_RATES, "halt_breaks": FIVE["halt_breaks"]}
    found = ends(stopped, later(halting=1.0), rates=rates, irreversible=0.6)
    assert_allclose(found, [0.0, 0.2, 0.5, 0.3])


def test_a_halt_ends_well_once_the_requirement_holds() -> None:
    stopped = decision(alarmed=1.0, wary=1.0)
    solved = later(met=(0.2, 0.5, 0.8), safe=(0.0, 0.0, 0.9), halting=1.0)
    assert_allclose(ends(stopped, solved), [0.675, 0.075, 0.25, 0.0])


def test_a_needless_halt_ends_as_it_is_cleared_or_breaks() -> None:
    stopped = decision(met=1.0, needless=1.0)
    cleared = {**NO_RATES, "release": FIVE["release"]}
    assert_allclose(ends(stopped, later(halting=1.0), rates=cleared), [0.5, 0, 0.5, 0])
    both = {**cleared, "halt_breaks": FIVE["halt_breaks"]}
    assert_allclose(ends(stopped, later(halting=1.0), rates=both), [0.75, 0, 0.25, 0])


def test_a_halt_that_locks_in_ends_no_more() -> None:
    stopped = decision(met=1.0, needless=1.0)
    gates = {name: np.zeros((1, 1)) for name in ("slack", "containment")}
    twice = Later(
        dates=np.array([0.0, 1.0, 5.0, 10.0]).reshape(4, 1, 1),
        met=np.zeros((4, 1, 1, 1)),
        safe=np.ones((4, 1, 1)),
        halting=np.ones((1, 1)),
        **gates,
    )
    free = ends(stopped, twice, rates={**FIVE, "lock_in": 0.0, "halt_breaks": 0.0})
    locked = ends(stopped, twice, rates={**FIVE, "halt_breaks": 0.0})
    assert_allclose(free, [0.75, 0.0, 0.25, 0.0])
    # Of the half that waits after five years a half is locked in; of the rest a half.
    assert_allclose(locked, [0.625, 0.0, 0.375, 0.0])


@given(st.lists(CHANCES, min_size=22, max_size=22), st.integers(1, 4))
def test_ends_are_probabilities_whatever_holds(x: list[float], tries: int) -> None:
    met, alarmed = x[0], (1 - x[0]) * x[1]
    at_date = decision(
        tries,
        met=met,
        needless=met * (x[20] * x[21] + (1 - x[20]) * x[2]),
        suspected=met * x[20],
        needless_alarm=met * x[20] * x[21],
        alarmed=alarmed,
        wary=alarmed * x[3],
        unseen=1 - met - alarmed,
        wary_unseen=(1 - met - alarmed) * x[4],
    )
    after = later(
        (x[5], x[6], x[7]),
        (x[8], x[9], x[10]),
        halting=x[11],
        slack=x[12],
        containment=x[13],
    )
    rates = {"halt_breaks": x[14], "lock_in": x[15], "release": x[16]}
    tables = {"containable": x[17], "irreversible": x[18], "caught": x[19]}
    found = np.array(ends(at_date, after, rates=rates, **tables))
    assert found.sum() == pytest.approx(1, abs=1e-12)
    assert (found >= -1e-12).all()


def test_worlds_that_never_reach_danger_are_held() -> None:
    some = np.full((4, 2, 1, 2), 0.25)
    unreached(some, np.array([[3.0, np.inf]]))
    assert (some[..., 0] == 0.25).all()
    assert (some[HELD][..., 1] == 1.0).all()
    assert (some[[ALIGNED, HARMED, LOST]][..., 1] == 0.0).all()
