"""Priority: effects weighed by utilities, then by a credence."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose

from levels.arrays import FloatArray
from levels.credence import Credence
from simulator.choice.priority import by_level, order, priorities, rank_acceptability

NUMBERS = st.floats(-1, 1)
EFFECT = np.array([[[0.2, -0.2], [0.1, -0.1]], [[0.0, 0.0], [0.4, -0.4]]])
GOOD_ALONE = np.array([1.0, 0.0])


def test_value_counts_each_outcome_for_what_it_is_worth() -> None:
    assert by_level(EFFECT, GOOD_ALONE).tolist() == [[0.2, 0.1], [0.0, 0.4]]
    assert_allclose(by_level(EFFECT, np.array([1.0, 0.5])), [[0.1, 0.05], [0.0, 0.2]])


def test_a_credence_weighs_the_levels_and_turns_the_order() -> None:
    value = by_level(EFFECT, GOOD_ALONE)
    for p, expected in (([0.9, 0.1], [0, 1]), ([0.5, 0.5], [1, 0])):
        assert order(priorities(value, np.array(p))).tolist() == expected


@given(arrays(float, (5, 3, 4), elements=NUMBERS), arrays(float, 4, elements=NUMBERS))
def test_priority_is_one_sum_whichever_product_comes_first(
    effect: FloatArray, utilities: FloatArray
) -> None:
    p = np.array([0.2, 0.3, 0.5])
    found = priorities(by_level(effect, utilities), p)
    assert_allclose(found, np.einsum("iko,o,k->i", effect, utilities, p), atol=1e-12)


@given(arrays(float, (5, 3), elements=NUMBERS))
def test_with_all_credence_on_a_level_the_value_there_decides(
    value: FloatArray,
) -> None:
    for level, p in enumerate(np.eye(3)):
        assert (priorities(value, p) == value[:, level]).all()


def test_ties_stand_in_the_order_of_the_catalog() -> None:
    assert order(np.array([1.0, 2.0, 1.0, 2.0])).tolist() == [1, 3, 0, 2]


def test_three_of_four_draws_favor_the_first() -> None:
    draws = np.array([[0.9, 0.1], [0.8, 0.2], [0.3, 0.7], [0.6, 0.4]])
    assert rank_acceptability(np.eye(2), draws).tolist() == [0.75, 0.25]


@given(
    arrays(float, (5, 3), elements=NUMBERS),
    st.integers(1, 5),
    st.floats(0.5, 500),
    st.integers(0, 9),
)
def test_acceptabilities_sum_to_the_number_of_places(
    value: FloatArray, first: int, concentration: float, seed: int
) -> None:
    credence = Credence(np.array([0.2, 0.3, 0.5]), concentration)
    draws = credence.draws(64, np.random.default_rng(seed))
    found = rank_acceptability(value, draws, first)
    assert abs(found.sum() - first) < 1e-12
    assert ((found >= 0) & (found <= 1)).all()
    if first == len(value):
        assert (found == 1).all()


def test_a_firm_credence_accepts_its_own_order_alone() -> None:
    value = np.array([[0.3, 0.1], [0.2, 0.2], [0.1, 0.9]])
    p = np.array([0.6, 0.4])
    draws = Credence(p).draws(50, np.random.default_rng(0))
    best = order(priorities(value, p))[:2]
    expected = np.isin(np.arange(3), best).astype(float)
    assert_allclose(rank_acceptability(value, draws, 2), expected)


def test_more_places_never_lower_an_acceptability() -> None:
    rng = np.random.default_rng(3)
    value, draws = rng.normal(size=(6, 4)), rng.dirichlet(np.ones(4), 200)
    some = np.array([rank_acceptability(value, draws, n) for n in range(1, 7)])
    assert (np.diff(some, axis=0) >= 0).all()
