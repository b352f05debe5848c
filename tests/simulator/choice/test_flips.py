"""The nearest flip of the first few of a ranking."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from levels.arrays import FloatArray
from simulator.choice.flips import Flip, Flips, Lead, flips
from simulator.choice.shifts import (
    earth_mover,
    relative_entropy,
    total_variation,
)
from tests.simulator.choice.worked import (
    CREDENCES,
    PAYOFF,
    PAYOFFS,
    A,
    B,
    C,
    D,
    P,
)

STEPS = 24
GRID = np.array(
    [
        (a, b, STEPS - a - b)
        for a, b in itertools.product(range(STEPS + 1), repeat=2)
        if a + b <= STEPS
    ]
) / float(STEPS)


def worked() -> Flips:
    return flips(PAYOFF, P)


def found(flip: Flip | None) -> Flip:
    assert flip is not None
    return flip


def test_three_seventieths_of_credence_flip_the_worked_example_to_the_third() -> None:
    flip = found(worked().total_variation)
    assert (flip.leaves, flip.enters, flip.first) == (B, C, (C,))
    assert flip.distance == pytest.approx(3 / 70)
    assert_allclose(flip.credence, [0.457143, 0.3, 0.242857], atol=1e-6)


def test_a_hard_level_at_a_quarter_flips_the_worked_example() -> None:
    flip = found(worked().by_level[2])
    assert flip.credence[2] == pytest.approx(16.25 / 66.25)
    assert flip.first == (C,)


def test_the_worked_example_flips_after_six_thousandths_of_a_nat() -> None:
    flip = found(worked().relative_entropy)
    assert flip.distance == pytest.approx(0.00594823, abs=1e-8)
    assert_allclose(flip.credence, [0.465448, 0.290311, 0.244241], atol=1e-6)
    assert flip.first == (C,)


def test_the_worked_example_flips_by_one_step_of_a_twentieth() -> None:
    flip = found(worked().earth_mover)
    assert flip.distance == pytest.approx(0.05)
    assert_allclose(flip.credence, [0.5, 0.25, 0.25])


def test_the_lead_of_the_worked_example_is_three() -> None:
    assert worked().lead == Lead(B, C, 3.0, 0.0)
    assert worked().first == (B,)


@given(PAYOFFS, CREDENCES, st.integers(1, 4))
def test_no_credence_of_a_grid_flips_nearer(
    payoff: FloatArray, p: FloatArray, first: int
) -> None:
    flip = flips(payoff, p, first)
    now = frozenset(flip.first)
    worth = GRID @ payoff.T
    other = [i for i in range(4) if i not in now]
    if not other:
        assert flip.total_variation is flip.earth_mover is flip.one_level is None
        return
    flipped = worth[:, other].max(axis=1) > worth[:, list(now)].min(axis=1) + 1e-9
    apart = 0.5 * np.abs(GRID - p).sum(axis=1)[flipped]
    along = np.abs(np.cumsum(GRID - p, axis=1)).sum(axis=1)[flipped]
    for nearest, shift in (
        (apart.min(initial=np.inf), flip.total_variation),
        (along.min(initial=np.inf), flip.earth_mover),
    ):
        if shift is None:
            assert not np.isfinite(nearest)
        else:
            assert shift.distance <= nearest + 1e-9


@given(PAYOFFS, CREDENCES, st.integers(1, 3))
def test_looking_only_at_the_nearest_pairs_misses_none(
    payoff: FloatArray, p: FloatArray, first: int
) -> None:
    flip = flips(payoff, p, first)
    inside = flip.first
    gaps = [payoff[i] - payoff[j] for i in inside for j in range(4) if j not in inside]
    for measure, shift in (
        (total_variation, flip.total_variation),
        (earth_mover, flip.earth_mover),
        (relative_entropy, flip.relative_entropy),
    ):
        all_of_them = [s.distance for gap in gaps if (s := measure(p, gap))]
        if shift is None:
            assert not all_of_them
        else:
            assert shift.distance == pytest.approx(min(all_of_them), abs=1e-12)


@given(PAYOFFS, CREDENCES, st.integers(1, 3))
def test_at_the_flip_the_two_are_tied_and_the_new_first_are_best(
    payoff: FloatArray, p: FloatArray, first: int
) -> None:
    told = flips(payoff, p, first)
    for flip in (told.total_variation, told.earth_mover, told.relative_entropy):
        if flip is None:
            continue
        worth = payoff @ flip.credence
        assert worth[flip.enters] == pytest.approx(worth[flip.leaves], abs=1e-5)
        assert set(flip.first) == {*told.first} - {flip.leaves} | {flip.enters}
        rest = [worth[i] for i in range(4) if i not in flip.first]
        assert min(worth[list(flip.first)]) >= max(rest) - 1e-5


def test_what_is_best_everywhere_never_flips() -> None:
    payoff = np.array([[3.0, 2.0], [1.0, 1.0], [2.0, 0.0]])
    told = flips(payoff, np.array([0.5, 0.5]))
    assert told.total_variation is told.earth_mover is told.relative_entropy is None
    assert told.by_level == (None, None)
    assert told.one_level is None


def test_a_tie_flips_at_once() -> None:
    payoff = np.array([[1.0, 0.0], [0.0, 1.0], [0.2, 0.2]])
    told = flips(payoff, np.array([0.5, 0.5]))
    for flip in (told.total_variation, told.earth_mover, told.relative_entropy):
        assert found(flip).distance == 0
        assert found(flip).first == (1,)
    assert found(told.one_level).distance == 0


def test_a_credence_on_one_level_still_flips() -> None:
    told = flips(PAYOFF, np.array([1.0, 0.0, 0.0]))
    assert told.first == (A,)
    assert found(told.total_variation).distance == pytest.approx(0.2)
    assert told.relative_entropy is None


def test_with_all_in_the_first_places_nothing_can_flip() -> None:
    told = flips(PAYOFF, P, 4)
    assert told.first == (B, C, A, D)
    assert told.lead is None
    assert told.total_variation is None


@pytest.mark.parametrize("first", [0, 5, -1])
def test_there_must_be_as_many_choices_as_places(first: int) -> None:
    with pytest.raises(ValueError, match=rf"first must lie in \[1, 4\], got {first}"):
        flips(PAYOFF, P, first)


def test_a_lead_within_two_standard_errors_is_not_told_apart() -> None:
    noise = np.array([-1.0, 1.0, -1.0, 1.0])
    near = np.array([[0.5 + noise, 0.5 + noise], [0 * noise, 0 * noise]])
    far = near + np.array([5.0, 0.0])[:, None, None]
    p = np.array([0.5, 0.5])
    one, other = (flips(value, p).lead for value in (near, far))
    assert one is not None
    assert other is not None
    assert one.standard_error == pytest.approx(1 / np.sqrt(3))
    assert (one.told_apart, other.told_apart) == (False, True)
