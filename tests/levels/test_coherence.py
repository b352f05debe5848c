"""Repairs: the known answers, and nothing nearer."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from levels.coherence import projected, rising
from tests.levels.rooms import rooms

NUMBERS = arrays(float, st.integers(2, 6), elements=st.floats(-2, 2))


def test_thresholds_that_fall_are_pooled_as_is_known():
    found = rising(np.array([0.10, 0.35, 0.30, 0.70, 1]))
    assert found == pytest.approx([0.10, 0.325, 0.325, 0.70, 1])
    assert np.diff(found, prepend=0) == pytest.approx([0.10, 0.225, 0, 0.375, 0.30])


def test_a_negative_number_is_projected_away_as_is_known():
    found = projected(np.array([0.6, 0.5, 0.2, -0.1]))
    assert found == pytest.approx([0.5, 0.4, 0.1, 0])


def test_answers_count_by_weight():
    found = rising(np.array([0.6, 0.3]), np.array([1.0, 2.0]))
    assert found == pytest.approx([0.4, 0.4])


@settings(max_examples=40)
@given(NUMBERS)
def test_nothing_that_rises_is_nearer(stated):
    found = rising(stated)
    assert (np.diff(found) >= -1e-12).all()
    for other in (np.sort(stated), np.full(len(stated), stated.mean())):
        near, far = ((x - stated) @ (x - stated) for x in (found, other))
        assert near <= far + 1e-9


@settings(max_examples=40)
@given(NUMBERS, st.data())
def test_no_credence_is_nearer(stated, data):
    found = projected(stated)
    other = data.draw(rooms(n_levels=len(stated), most=1))[0]
    assert found.sum() == pytest.approx(1)
    assert (found >= 0).all()
    near, far = ((x - stated) @ (x - stated) for x in (found, other))
    assert near <= far + 1e-9


@settings(max_examples=40)
@given(rooms(most=1))
def test_a_credence_is_left_alone(room):
    assert projected(room[0]) == pytest.approx(room[0], abs=1e-12)
    assert rising(np.cumsum(room[0])) == pytest.approx(np.cumsum(room[0]))


def test_huge_numbers_have_a_nearest_credence():
    assert projected(np.array([1e300, -1e300])).tolist() == [1, 0]


@pytest.mark.parametrize("stated", [[], [np.nan, 1], [np.inf, 0]])
def test_numbers_without_a_nearest_credence_are_refused(stated):
    with pytest.raises(ValueError, match="finite"):
        projected(np.array(stated, dtype=float))
