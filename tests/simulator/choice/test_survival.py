"""What survives under several scenarios."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from numpy.testing import assert_array_equal

from simulator.choice.priority import order
from simulator.choice.regret import minimax_regret
from simulator.choice.survival import among_first, first_of, ranks, worst_first

SHAPES = array_shapes(min_dims=2, max_dims=2, max_side=6)
PRIORITIES = arrays(float, SHAPES, elements=st.integers(-3, 3).map(float))

SAVAGE = np.array([[100.0, 20, -80], [80, 70, 0], [60, 60, 50], [30, 40, 60]])
"""Four choices under three states."""


def test_the_choice_of_least_worst_regret_need_come_first_nowhere():
    found = minimax_regret(SAVAGE)

    assert (found.index, found.regret) == (2, 40.0)
    assert (ranks(SAVAGE)[found.index] > 1).all()


@given(PRIORITIES)
def test_places_under_a_scenario_are_those_of_its_own_ranking(priority):
    found = ranks(priority)

    for column in range(priority.shape[1]):
        ranked = order(priority[:, column])
        assert_array_equal(found[ranked, column], 1 + np.arange(len(priority)))


@given(PRIORITIES, st.integers(1, 4))
def test_the_first_ones_are_few_and_all_help(priority, first):
    leads = among_first(priority, first)

    assert (leads.sum(axis=0) <= first).all()
    assert (priority[leads] > 0).all()
    helping = (priority > 0).sum(axis=0)
    assert_array_equal(leads.sum(axis=0), np.minimum(helping, first))


@given(PRIORITIES)
def test_nothing_below_has_a_better_worst_place(priority):
    found, places = worst_first(priority), ranks(priority)

    assert sorted(found) == list(range(len(priority)))
    told = [(places[row].max(), places[row].sum()) for row in found]
    assert told == sorted(told)


def test_of_the_same_worst_place_the_smaller_sum_of_places_comes_first():
    priority = np.array([[1.0, 1, 3], [3.0, 3, 1], [2.0, 2, 2]])

    assert ranks(priority).max(axis=1).tolist() == [3, 3, 2]
    assert worst_first(priority).tolist() == [2, 1, 0]


@given(PRIORITIES)
def test_the_same_scenario_twice_changes_nothing(priority):
    twice = np.hstack([priority, priority])

    assert_array_equal(among_first(twice, 2), np.hstack([among_first(priority, 2)] * 2))
    assert minimax_regret(twice).index == minimax_regret(priority).index


def test_never_more_than_half_of_all_count_as_first():
    assert [first_of(n) for n in (1, 2, 3, 9, 10, 500)] == [1, 1, 2, 5, 5, 5]
