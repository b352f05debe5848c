"""Regret: what the best at a level has more."""

import numpy as np
import pytest
from hypothesis import given
from numpy.testing import assert_allclose

from levels.arrays import FloatArray
from simulator.choice.regret import (
    Regretted,
    expected_regret,
    minimax_regret,
    regret,
    worst_regrets,
)
from tests.simulator.choice.worked import CREDENCES, PAYOFF, PAYOFFS, C, P


def test_the_worst_regrets_of_the_worked_example_are_140_60_40_and_70() -> None:
    found = worst_regrets(PAYOFF)
    assert [each.regret for each in found] == [140, 60, 40, 70]
    assert [each.level for each in found] == [2, 2, 0, 0]


def test_the_third_choice_of_the_worked_example_is_regretted_least() -> None:
    assert minimax_regret(PAYOFF) == Regretted(C, 40.0, 0)


def test_the_least_expected_regret_of_the_worked_example_is_22() -> None:
    found = expected_regret(PAYOFF, P)
    assert_allclose(found, [43, 22, 25, 44])


@given(PAYOFFS)
def test_some_choice_is_never_regretted_at_each_level(payoff: FloatArray) -> None:
    table = regret(payoff)
    assert (table >= 0).all()
    assert (table.min(axis=0) == 0).all()
    assert (minimax_regret(payoff).regret <= table.max(axis=1)).all()


@given(PAYOFFS, CREDENCES)
def test_who_expects_least_regret_expects_most_value(
    payoff: FloatArray, p: FloatArray
) -> None:
    found = expected_regret(payoff, p)
    best = payoff.max(axis=0) @ p
    assert_allclose(found, best - payoff @ p, atol=1e-9)


def test_one_choice_is_never_regretted() -> None:
    assert minimax_regret(PAYOFF[:1]) == Regretted(0, 0.0, 0)
    assert expected_regret(PAYOFF[:1], P).tolist() == [0.0]


def test_of_equal_choices_the_first_is_named() -> None:
    assert minimax_regret(np.ones((3, 2))).index == 0


def test_one_more_choice_may_change_what_is_regretted_least() -> None:
    # Savage's rule looks at the choices that are offered, not at the two alone.
    two = np.array([[0.0, 9.0], [8.0, 2.0]])
    more = np.vstack([two, [20.0, -100.0]])
    assert (minimax_regret(two).index, minimax_regret(more).index) == (1, 1)
    assert minimax_regret(np.vstack([two, [-100.0, 20.0]])).index == 0
    assert minimax_regret(two).regret == pytest.approx(7)


def test_regret_is_counted_from_what_else_could_be_chosen() -> None:
    best = np.array([100.0, 90.0, 60.0])
    assert regret(PAYOFF[2:3], best).tolist() == [[40.0, 30.0, 10.0]]
