"""Quantile dots: counts that stand for a distribution."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from levels.dots import DOTS, middles, quantile_dots


def test_twenty_dots_follow_the_quantile_rule():
    p = np.array([0.03, 0.07, 0.12, 0.18, 0.22, 0.16, 0.10, 0.06, 0.04, 0.02])

    assert quantile_dots(p).tolist() == [1, 1, 2, 4, 4, 4, 2, 1, 1, 0]


def test_a_dot_on_the_border_of_two_classes_stands_on_the_first():
    assert quantile_dots(np.full(40, 0.025)).tolist() == [1, 0] * 20


@given(
    st.lists(st.floats(0, 1), min_size=1, max_size=20).filter(lambda x: sum(x) > 0.01),
    st.integers(1, 60),
)
def test_no_cumulative_share_is_off_by_more_than_half_a_dot(shares, dots):
    p = np.array(shares) / sum(shares)
    counts = quantile_dots(p, dots)

    assert counts.sum() == dots
    off = abs(counts.cumsum() / dots - p.cumsum())
    assert off.max() <= 0.5 / dots + 1e-9


@given(st.lists(st.floats(0.001, 1), min_size=1, max_size=9), st.integers(1, 40))
def test_it_agrees_with_looking_up_each_dot(shares, dots):
    p = np.array(shares) / sum(shares)
    slow = [0] * len(p)
    for middle in middles(dots):
        passed, place = p[0], 0
        while passed < middle - 1e-12 and place < len(p) - 1:
            place += 1
            passed += p[place]
        slow[place] += 1

    assert np.abs(quantile_dots(p, dots) - slow).max() <= 1  # a tie but for rounding
    assert quantile_dots(p, dots).sum() == sum(slow)


@pytest.mark.parametrize("place", [0, 1, 2])
def test_what_is_sure_gets_every_dot(place):
    assert quantile_dots(np.eye(3)[place])[place] == DOTS
