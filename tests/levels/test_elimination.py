import numpy as np
import pytest
from hypothesis import given
from numpy.testing import assert_allclose, assert_array_equal

from levels import elimination
from levels.elimination import plan
from tests.strategies import CLOSED, cases

HALF = np.full((2, 2), 0.5)
NO_GROUPS = np.empty(0)


def chain(n_facts, n_levels=2):
    """Return the plan of facts in a row, each tied to the next by an item."""
    items = [((i, i + 1), HALF) for i in range(1, n_facts)]
    return plan(items, np.full((n_facts, n_levels), 0.5), NO_GROUPS)


def in_logarithms(network, weights):
    """Return the log likelihoods with no row taken for safe."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(elimination, "_SAFE", np.inf)
        return network.log_likelihoods(weights)


# --- worked examples


def test_a_chain_of_facts_never_needs_a_table_of_more_than_two():
    assert chain(30, n_levels=5).largest == 5 * 2 * 2


def test_facts_that_share_an_item_stand_in_one_table_with_the_level():
    together = plan(
        [((1, 2, 3), np.full((2, 2, 2), 0.5))], np.full((3, 4), 0.5), NO_GROUPS
    )

    assert together.largest == 4 * 2**3


def test_items_of_the_same_facts_and_the_facts_themselves_share_a_factor():
    items = [((2, 1), HALF), ((1, 2), HALF), ((2,), np.full(2, 0.5))]

    shared = plan(items, np.full((3, 2), 0.5), NO_GROUPS)

    # Three items, and facts 1 and 2, are told in one table; fact 3 in its own.
    assert [factor.logs.shape for factor in shared.factors] == [(4, 10), (2, 2)]
    assert shared.order.tolist() == [0, 1, 2, 3, 4, 5]


def test_columns_of_one_factor_are_brought_side_by_side():
    items = [((2,), np.full(2, 0.5)), ((1,), np.full(2, 0.5)), ((2,), np.full(2, 0.5))]

    grouped = plan(items, np.full((2, 2), 0.5), NO_GROUPS)

    # The items 0, 1, 2 and then the facts 3, 4: first what speaks of fact 1.
    assert grouped.order.tolist() == [1, 3, 0, 2, 4]


def test_a_group_that_no_item_rests_on_makes_no_difference():
    given_level = np.array([[0.8, 0.3]])
    items = [((1,), np.array([0.9, 0.2]))]
    weights = np.array([[[1.0, 0.0]], [[0.0, 1.0]], [[3.0, 1.0]]])

    alone = plan(items, given_level, NO_GROUPS).log_likelihoods(weights)

    beside = plan(items, given_level, np.array([0.3])).log_likelihoods(weights)
    assert_array_equal(beside, alone)


# --- properties


@given(cases(fewest_items=1))
def test_sums_in_logarithms_and_on_plain_numbers_agree(case):
    network, _, seen = case
    weights = network.weights(seen)[None]

    plain = network.log_likelihoods(weights)

    assert_allclose(in_logarithms(network, weights), plain, atol=1e-11)


@given(cases(CLOSED, fewest_items=1))
def test_what_is_impossible_is_so_in_logarithms_and_on_plain_numbers(case):
    network, _, seen = case
    weights = network.weights(seen)[None]

    plain = np.exp(network.log_likelihoods(weights))

    assert_allclose(np.exp(in_logarithms(network, weights)), plain, atol=1e-11)


@given(cases(fewest_items=1))
def test_weights_may_be_of_any_size(case):
    network, _, seen = case
    weights = network.weights(seen)[None]

    plain = network.log_likelihoods(weights)

    assert_allclose(
        network.log_likelihoods(1e200 * weights),
        plain + len(network.items) * np.log(1e200),
        atol=1e-9,
    )


# --- edges


def test_weights_that_are_all_zero_are_impossible():
    told = plan([((1,), np.array([0.9, 0.2]))], np.array([[0.8, 0.3]]), NO_GROUPS)

    assert_array_equal(told.log_likelihoods(np.zeros((1, 1, 2))), [[-np.inf] * 2])


def test_no_rows_have_no_likelihoods():
    assert chain(3).log_likelihoods(np.empty((0, 2, 2))).shape == (0, 2)


def test_hundreds_of_facts_are_planned():
    ordered = chain(300)

    logs = ordered.log_likelihoods(np.tile([1.0, 0.0], (1, 299, 1)))

    assert_allclose(logs, np.full((1, 2), 299 * np.log(0.5)))


def test_a_table_that_would_not_fit_in_memory_is_refused_before_it_is_made():
    pairs = [((i, j), HALF) for i in range(1, 31) for j in range(1, i)]

    with pytest.raises(ValueError, match=r"at most 16,777,216 cells, got \d"):
        plan(pairs, np.full((30, 2), 0.5), NO_GROUPS)
