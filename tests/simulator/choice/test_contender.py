"""How little must shift for one named choice to come first."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from levels.arrays import FloatArray
from simulator.choice.contender import to_come_first
from simulator.choice.flips import flips
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


@pytest.mark.parametrize(
    ("choice", "distance"), [(A, 0.2142857), (B, 0.0), (C, 3 / 70), (D, 0.475)]
)
def test_the_worked_example_needs_a_fifth_for_the_first_and_a_half_for_the_fourth(
    choice: int, distance: float
) -> None:
    found = to_come_first(PAYOFF, P, choice)
    assert found is not None
    assert found.distance == pytest.approx(distance, abs=1e-7)
    worth = PAYOFF @ found.credence
    assert worth[choice] == pytest.approx(worth.max())


@settings(max_examples=40)
@given(PAYOFFS, CREDENCES, st.integers(0, 3))
def test_no_credence_of_a_grid_puts_it_first_nearer(
    payoff: FloatArray, p: FloatArray, choice: int
) -> None:
    found = to_come_first(payoff, p, choice)
    worth = GRID @ payoff.T
    first = worth[:, choice] >= worth.max(axis=1)
    nearest = 0.5 * np.abs(GRID - p).sum(axis=1)[first].min(initial=np.inf)
    if found is None:
        assert not np.isfinite(nearest)
    else:
        assert found.distance <= nearest + 1e-9


@settings(max_examples=40)
@given(PAYOFFS, CREDENCES)
def test_the_nearest_contender_is_the_nearest_flip(
    payoff: FloatArray, p: FloatArray
) -> None:
    told = flips(payoff, p)
    others = [i for i in range(4) if i not in told.first]
    found = [to_come_first(payoff, p, i) for i in others]
    distances = [shift.distance for shift in found if shift is not None]
    if told.total_variation is None:
        assert not distances
    else:
        assert min(distances) == pytest.approx(told.total_variation.distance, abs=1e-7)


def test_what_is_never_best_never_comes_first() -> None:
    payoff = np.array([[3.0, 2.0], [1.0, 1.0]])
    assert to_come_first(payoff, np.array([0.5, 0.5]), 1) is None


def test_choices_that_are_worth_nothing_are_all_first() -> None:
    found = to_come_first(np.zeros((2, 3)), P, 1)
    assert found is not None
    assert found.distance == 0
