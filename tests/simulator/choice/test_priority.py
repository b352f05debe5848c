"""Priority: effects weighed by utilities, then by a credence."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose

from levels.arrays import FloatArray
from simulator.choice.priority import by_level, order, priorities

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
