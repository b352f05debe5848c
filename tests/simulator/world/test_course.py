"""The course of a system: held, repaired and tested again, or shipped."""

from itertools import accumulate
from operator import mul

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from levels.arrays import FloatArray
from simulator.world.course import (
    Course,
    Later,
    LevelTables,
    course,
    fixes,
    gained,
    retried,
)
from simulator.world.decision import Decision
from tests.packs import drawn

SHARES = st.floats(0, 1)
MISALIGNED, ALIGNED = 0.3, 0.7


def alarmed(*missed: float) -> FloatArray:
    """Return P(misaligned, and an alarm on every try so far)."""
    rings = accumulate((1 - share for share in missed), mul)
    return MISALIGNED * np.array(list(rings))


def passes(tries: int, fix: float) -> tuple[float, float, float]:
    """Return what passes misaligned and aligned, and what never passes."""
    fixed, hidden, rest = retried(alarmed(*[0.2] * tries), np.array(fix))
    return MISALIGNED * 0.2 + float(hidden), ALIGNED + float(fixed), float(rest)


def test_testing_until_it_passes_lets_more_misaligned_systems_pass() -> None:
    once, aligned, _ = passes(1, fix=0.0)
    assert once / (once + aligned) == pytest.approx(0.0789474, abs=1e-7)
    five, aligned, _ = passes(5, fix=0.0)
    assert five / (five + aligned) == pytest.approx(0.2236851, abs=1e-7)


def test_fixing_half_of_what_is_found_in_five_tries() -> None:
    misaligned, aligned, rest = passes(5, fix=0.5)
    assert_allclose([misaligned, aligned, rest], [0.098976, 0.894880, 0.006144])
    assert misaligned / (misaligned + aligned) == pytest.approx(0.0995879, abs=1e-7)


def test_what_hides_passes_more_often_than_what_does_not() -> None:
    same = retried(alarmed(0.2, 0.2, 0.2), np.array(0.25))
    hides = retried(alarmed(0.2, 0.44, 0.608), np.array(0.25))
    assert hides[0] < same[0]
    assert hides[1] > same[1]
    assert_allclose(hides[1], 0.24 * 0.75 * (0.44 + 0.56 * 0.75 * 0.608))


@given(st.lists(SHARES, min_size=1, max_size=8), SHARES)
def test_what_alarms_at_first_is_fixed_hidden_or_left(
    missed: list[float], fix: float
) -> None:
    found = retried(alarmed(*missed), np.array(fix))
    assert sum(found) == pytest.approx(MISALIGNED * (1 - missed[0]), abs=1e-12)
    assert min(found) >= -1e-15


@given(SHARES, st.integers(1, 8))
def test_repairs_together_are_true_as_often_as_the_time_allows(
    share: float, retries: int
) -> None:
    each = fixes(np.array(share), retries)
    assert 1 - (1 - each) ** retries == pytest.approx(share, abs=1e-9)


def test_what_is_gained_is_a_share_of_what_was_missing() -> None:
    before = np.array([0.2, 0.5, 1.0, 0.4])
    after = np.array([0.6, 0.5, 1.0, 0.3])
    assert_allclose(gained(before, after), [0.5, 0.0, 0.0, 0.0])


def way(x: list[float], tries: int = 3) -> tuple[float, Course]:
    """Return P(misaligned), and the course that follows from shares."""
    met = x[0]
    rings = np.cumprod(x[1 : 1 + tries])
    unmet, will = 1 - met, x[5]

    def one(value: float) -> FloatArray:
        return np.full((1, 1, 1), value)

    def dated(*values: float) -> FloatArray:
        return np.array(values).reshape(-1, 1, 1)

    decision = Decision(
        met=one(met),
        needless=one(met * (x[7] * will + (1 - x[7]) * x[6])),
        suspected=one(met * x[7]),
        needless_alarm=one(met * x[7] * will),
        alarmed=(unmet * rings).reshape(-1, 1, 1, 1),
        wary=(unmet * rings * will).reshape(-1, 1, 1, 1),
        unseen=one(unmet * (1 - rings[0])),
        wary_unseen=one(unmet * (1 - rings[0]) * x[8]),
    )
    later = Later(
        dates=dated(0.0, 1.0),
        met=dated(x[9], max(x[9], x[10]))[:, None],
        halting=np.full((1, 1), x[11]),
        slack=np.full((1, 1), x[12]),
        containment=np.full((1, 1), x[13]),
        safe=dated(1.0, 1.0),
    )
    tables = LevelTables(np.zeros(1), np.array([x[14]]), np.ones(1))
    worlds = drawn(halting_possible=1.0)
    return unmet, course(worlds, tables, decision, later, np.array([x[15]]))


@given(st.lists(SHARES, min_size=16, max_size=16), st.integers(1, 4))
def test_every_system_goes_one_way(x: list[float], tries: int) -> None:
    unmet, found = way(x, tries)
    aligned = found.prompt + found.delayed + found.needless
    held = found.stopped + found.stopped_unseen
    assert aligned.item() == pytest.approx(1 - unmet, abs=1e-12)
    total = held + found.fixed + found.shipped
    assert total.item() == pytest.approx(unmet, abs=1e-12)
    assert (found.caught + found.loose).item() == pytest.approx(found.shipped.item())
    assert all(part.item() >= -1e-12 for part in vars(found).values())


@given(st.lists(SHARES, min_size=16, max_size=16))
def test_more_tries_never_lower_the_chance_to_pass_misaligned_unfixed(
    x: list[float],
) -> None:
    x[9] = x[10] = 0.0  # nothing is ever truly fixed
    few, more = (way(x, tries)[1] for tries in (2, 4))
    assert (more.hidden >= few.hidden - 1e-12).all()
    assert_allclose(more.passed, few.passed)
