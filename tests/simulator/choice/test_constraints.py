"""Constraints: budgets that are shared within limits, and prerequisites."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from interventions.requirement import Tree
from tests.simulator.choice.deciding import all_sets, plain
from tests.strategies_trees import holds


def test_weights_are_shared_in_proportion() -> None:
    shares = plain(3, 6.0).shared(np.array([[1.0, 2.0, 0.0], [1.0, 1.0, 1.0]]))
    assert_allclose(shares, [[2, 4, 0], [2, 2, 2]])


def test_who_must_get_more_or_may_get_less_leaves_the_others_the_rest() -> None:
    shares = plain(3, 6.0, most=2.5).shared(np.array([[1.0, 9.0, 1.0]]))
    assert_allclose(shares, [[1.75, 2.5, 1.75]])
    shares = plain(3, 6.0, least=1.5).shared(np.array([[1.0, 9.0, 1.0]]))
    assert_allclose(shares, [[1.5, 3.0, 1.5]])


def test_money_is_left_where_everybody_has_their_most() -> None:
    shares = plain(2, 6.0, most=1.0).shared(np.ones((1, 2)))
    assert_allclose(shares, [[1, 1]])


@given(
    st.lists(st.integers(0, 5), min_size=4, max_size=4),
    st.floats(0.01, 0.2),
    st.floats(0.3, 2.0),
)
def test_shares_keep_to_the_budget_and_to_every_limit(
    weights: list[int], least: float, most: float
) -> None:
    within = plain(4, 1.0, least=least, most=most)
    given_, shares = np.array([weights], dtype=float), None
    shares = within.shared(given_)
    assert shares.sum() <= 1 + 1e-9
    funded = given_ > 0
    assert (shares[~funded] == 0).all()
    assert (shares[funded] >= within.least[0] - 1e-12).all()
    assert (shares[funded] <= within.most[0] + 1e-12).all()
    if funded.sum() * min(most, 1.0) >= 1:
        assert shares.sum() == pytest.approx(1.0)


def test_a_set_is_admitted_with_its_prerequisites_and_within_its_means() -> None:
    trees = {1: Tree(all_of=("a",)), 2: Tree(any_of=("a", "d")), 3: Tree(all_of=())}
    within = plain(4, 1.0, least=0.4, needs=trees)
    sets = all_sets(4)
    expected = [
        some.sum() * 0.4 <= 1.0
        and all(
            holds(within.needs[row], {}, set(np.array(within.ids)[some]))
            for row in np.flatnonzero(some)
        )
        for some in sets
    ]
    assert within.admits(sets).tolist() == expected


def test_a_set_is_completed_at_the_least_cost_and_by_no_more_than_it_needs() -> None:
    either, only = Tree(any_of=("c", "d")), Tree(all_of=("d",))
    within = replace(
        plain(4, 10.0, needs={0: either, 1: only}), least=np.array([1.0, 1, 1, 2])
    )
    first = np.array([True, False, False, False])
    assert within.completed(first).tolist() == [True, False, True, False]
    both = np.array([True, True, False, False])
    assert within.completed(both).tolist() == [True, True, False, True]
