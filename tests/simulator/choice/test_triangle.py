"""The triangle of three tiers."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose

from levels.arrays import FloatArray
from simulator.choice.priority import order, priorities
from simulator.choice.triangle import Triangle, triangle

TIERS = ("easy", "easy", "medium", "hard", "hard")
P = np.array([0.3, 0.1, 0.2, 0.1, 0.3])
VALUES = arrays(float, (4, 5), elements=st.integers(-9, 9))


def some(value: FloatArray, p: FloatArray = P, steps: int = 4) -> Triangle:
    found = triangle(value, p, TIERS, steps)
    assert found is not None
    return found


@given(VALUES)
def test_each_point_shows_the_first_of_its_own_ranking(value: FloatArray) -> None:
    found = some(value)
    for share, first in zip(found.shares, found.first, strict=True):
        p = share @ found.within
        assert p.sum() == pytest.approx(1)
        priority = priorities(value, p)
        assert priority[first] == pytest.approx(priority[order(priority)[0]])


def test_the_present_credence_lies_in_it() -> None:
    found = some(np.ones((1, 5)))
    assert_allclose(found.present, [0.4, 0.2, 0.4])
    assert_allclose(found.present @ found.within, P)


def test_a_tier_without_credence_counts_its_levels_the_same() -> None:
    found = some(np.ones((1, 5)), np.array([0.0, 0.0, 0.2, 0.4, 0.4]))
    assert found.within[0].tolist() == [0.5, 0.5, 0, 0, 0]


def test_a_side_of_four_parts_has_fifteen_points_and_all_corners() -> None:
    found = some(np.ones((1, 5)))
    assert found.shares.shape == (15, 3)
    assert {tuple(row) for row in np.eye(3)} <= {tuple(row) for row in found.shares}


def test_each_corner_shows_what_is_best_in_its_tier() -> None:
    value = np.array([[1, 1, 0, 0, 0], [0, 0, 1, 0, 0], [0, 0, 0, 1, 1.0]])
    found = some(value, steps=1)
    assert found.first.tolist() == [2, 1, 0]
    assert sorted(found.chosen) == [0, 1, 2]


@pytest.mark.parametrize("tiers", [["a"] * 5, list("aabbb"), list("aabcd")])
def test_only_three_tiers_make_a_triangle(tiers: list[str]) -> None:
    assert triangle(np.ones((1, 5)), P, tiers) is None


def test_a_side_has_at_least_one_part() -> None:
    with pytest.raises(ValueError, match="steps must be at least 1, got 0"):
        triangle(np.ones((1, 5)), P, TIERS, 0)
