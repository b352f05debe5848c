"""Shapley values: published games, all orders, and samples of them."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from interventions.diagram import diagram
from interventions.requirement import Tree
from levels.arrays import BoolArray, FloatArray
from simulator.choice.shapley import (
    antithetic_shares,
    joining,
    members,
    orders,
    shapley_values,
)

READY = np.array([0.8, 0.5, 0.4, 0.1])


def success(who: BoolArray) -> FloatArray:
    """Return P((A and B) or (A and C) or D) with only some of them possible."""
    pairs = [Tree(all_of=("a", "b")), Tree(all_of=("a", "c"))]
    forest = diagram([Tree(any_of=(*pairs, "d"))], {})
    rows = ["abcd".index(name) for name in forest.variables]
    return forest.probabilities(np.where(who, READY, 0.0).T[rows])[0]


def every(n: int) -> BoolArray:
    return members(np.arange(1 << n), n)


def by_all_orders(value: FloatArray, n: int) -> FloatArray:
    """Return Shapley values as the mean over every order of joining."""
    found = np.zeros(n)
    every_order = list(permutations(range(n)))
    for order in every_order:
        number = 0
        for player in order:
            joined = number | 1 << player
            found[player] += value[joined] - value[number]
            number = joined
    return found / len(every_order)


@st.composite
def games(draw: st.DrawFn) -> tuple[int, FloatArray]:
    n = draw(st.integers(1, 5))
    seed = draw(st.integers(0, 1 << 32))
    return n, np.random.default_rng(seed).normal(size=1 << n)


def test_four_measures_of_a_success_tree_share_its_chance() -> None:
    value = success(every(4))
    assert_allclose(value[-1], 0.604)
    expected = [0.2866666667, 0.1373333333, 0.1, 0.08]
    assert_allclose(shapley_values(value), expected, atol=1e-9)


def test_measures_of_a_success_tree_added_last_and_first() -> None:
    value = success(every(4))
    last = [value[-1] - value[15 - (1 << i)] for i in range(4)]
    first = [value[1 << i] for i in range(4)]
    assert_allclose(last, [0.504, 0.216, 0.144, 0.044])
    assert_allclose(first, [0, 0, 0, 0.1])


def test_two_units_bought_one_by_one_miss_the_best_pair() -> None:
    who = every(4)
    value = np.where(who.sum(axis=1) == 2, success(who), -1.0)
    first = success(np.eye(4, dtype=np.bool_)).argmax()
    with_first = value[who[:, first]]
    assert "abcd"[first] == "d"
    assert_allclose(value.max(), 0.4)
    assert_array_equal(who[value.argmax()], [True, True, False, False])
    assert with_first.max() < 0.2


def test_the_owner_of_the_left_glove_gets_two_thirds() -> None:
    who = every(3)
    value = (who[:, 0] & (who[:, 1] | who[:, 2])).astype(float)
    assert_allclose(shapley_values(value), [2 / 3, 1 / 6, 1 / 6])


@given(games())
def test_shapley_values_agree_with_every_order(game: tuple[int, FloatArray]) -> None:
    n, value = game
    assert_allclose(shapley_values(value), by_all_orders(value, n), atol=1e-12)


@given(games())
def test_shapley_values_sum_to_what_all_are_worth(game: tuple[int, FloatArray]) -> None:
    _, value = game
    assert_allclose(shapley_values(value).sum(), value[-1] - value[0], atol=1e-12)


def test_a_player_who_changes_nothing_gets_nothing() -> None:
    who = every(4)
    value = np.sin(3.0 * who[:, 0] + who[:, 1] * who[:, 2])
    found = shapley_values(value)
    assert abs(found[3]) < 1e-15
    assert_allclose(found[1], found[2])


def test_twenty_players_are_exact() -> None:
    worth = np.arange(20.0)
    value = np.zeros(1)
    for each in worth:
        value = np.concatenate([value, value + each])
    assert_allclose(shapley_values(value), worth, atol=1e-9)


@pytest.mark.parametrize("size", [0, 3, 5, 1 << 21])
def test_values_that_are_not_one_for_each_coalition_are_refused(size: int) -> None:
    rule = "one for each coalition of at most 20 players"
    with pytest.raises(ValueError, match=f"values must be {rule}, got {size}"):
        shapley_values(np.zeros(size))


def test_values_by_level_are_shared_level_by_level() -> None:
    value = np.random.default_rng(0).normal(size=(16, 2, 3))
    found = shapley_values(value)
    for level in range(2):
        assert_allclose(found[:, level, 1], shapley_values(value[:, level, 1]))


@settings(max_examples=30)
@given(games())
def test_the_mean_over_all_orders_and_their_reverses_is_exact(
    game: tuple[int, FloatArray],
) -> None:
    n, value = game
    each = np.array(list(permutations(range(n))))
    found = antithetic_shares(lambda who: value[who @ (1 << np.arange(n))], each)
    assert_allclose(found.mean(axis=0), shapley_values(value), atol=1e-12)
    assert_allclose(found.sum(axis=1), value[-1] - value[0], atol=1e-12)


def test_sampled_shares_lie_within_their_errors() -> None:
    each = orders(4, 400, np.random.default_rng(3))
    found = antithetic_shares(success, each)
    error = found.std(axis=0, ddof=1) / 20
    expected = [0.2866666667, 0.1373333333, 0.1, 0.08]
    assert (abs(found.mean(axis=0) - expected) < 4 * error + 1e-12).all()
    assert error.max() < 0.01


def test_no_coalition_is_asked_for_twice() -> None:
    asked: list[BoolArray] = []

    def game(who: BoolArray) -> FloatArray:
        asked.append(who)
        return who.sum(axis=1, dtype=float)

    antithetic_shares(game, orders(5, 50, np.random.default_rng(0)))
    assert len(asked) == 1
    assert len(asked[0]) == len(np.unique(asked[0], axis=0)) <= 32


def test_players_join_in_their_order() -> None:
    order = np.array([2, 0, 1])
    expected = [[0, 0, 0], [0, 0, 1], [1, 0, 1], [1, 1, 1]]
    assert_array_equal(joining(order).astype(int), expected)
