"""Elicitation: the known answers, and bad answers."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from levels.elicitation import from_chips, ordered_probit, standardized, threshold_fit


def test_chips_on_ten_levels_give_the_known_credence():
    p = from_chips([0, 1, 2, 4, 5, 4, 2, 1, 1, 0])
    found = p[[0, 3, 4]]
    assert found == pytest.approx([0.00476190, 0.19523810, 0.24285714], abs=5e-9)
    assert p.sum() == pytest.approx(1)


def test_a_bell_in_the_middle_gives_the_known_credence():
    half = [0.022750, 0.044057, 0.091848, 0.149882, 0.191462]
    expected = pytest.approx([*half, *half[::-1]], abs=1.1e-6)
    assert ordered_probit(5.5, 2, 10) == expected


def test_three_thresholds_give_the_known_bell():
    found = threshold_fit({3: 0.25, 5: 0.60, 7: 0.90})
    assert found == pytest.approx((4.914018, 2.043153), abs=5e-7)


def test_an_interval_of_four_steps_is_standardized_as_is_known():
    found = standardized(0.10, 0.25, 0.50, stated=0.6, wanted=0.8)
    assert found == pytest.approx((0.05, 0.583333), abs=5e-7)


@settings(max_examples=40)
@given(st.floats(-5, 15), st.floats(0.3, 5), st.integers(4, 12))
def test_thresholds_read_off_a_bell_give_the_bell_back(mean, spread, n):
    reached = np.cumsum(ordered_probit(mean, spread, n))
    told = {k: float(reached[k - 1]) for k in range(1, n)}
    told = {k: x for k, x in told.items() if 1e-6 < x < 1 - 1e-6}
    if len(told) >= 2:
        assert threshold_fit(told) == pytest.approx((mean, spread), rel=1e-5, abs=1e-5)


def test_no_spread_puts_all_at_the_nearest_level():
    assert ordered_probit(3.2, 0, 5).tolist() == [0, 0, 1, 0, 0]


@pytest.mark.parametrize(
    "counts", [[], [-1, 2], [1.5, 2], [1e9, 1], [[1, 2]], ["a"], [np.nan, 1]]
)
def test_what_are_no_chips_is_refused(counts):
    with pytest.raises(ValueError, match="chips must be"):
        from_chips(counts)


def test_no_chips_and_none_to_spare_are_refused():
    with pytest.raises(ValueError, match="laid or spared"):
        from_chips([0, 0], spare=0)


@pytest.mark.parametrize(
    "told", [{}, {3: 0.5}, {3: 0.0, 5: 0.5}, {3: 0.5, 5: 1.0}, {3: np.nan, 5: 0.5}]
)
def test_too_few_or_too_sure_thresholds_are_refused(told):
    with pytest.raises(ValueError, match="two chances within"):
        threshold_fit(told)


def test_thresholds_that_fall_are_refused():
    with pytest.raises(ValueError, match="must rise"):
        threshold_fit({3: 0.6, 5: 0.5})


@pytest.mark.parametrize(("mean", "spread"), [(np.nan, 1), (1, -1), (1, np.inf)])
def test_what_is_no_bell_is_refused(mean, spread):
    with pytest.raises(ValueError, match="mean must be finite"):
        ordered_probit(mean, spread, 5)


def test_an_interval_out_of_order_is_refused():
    with pytest.raises(ValueError, match="in order"):
        standardized(0.5, 0.2, 0.9, stated=0.8)


@pytest.mark.parametrize("stated", [0, 1.2, np.nan])
def test_a_confidence_that_is_none_is_refused(stated):
    with pytest.raises(ValueError, match="confidence"):
        standardized(0.1, 0.2, 0.9, stated=stated)
