"""The fast normal distribution function beside the accurate one."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import ndtr

from simulator.world.normal import ERROR, below

EVERYWHERE = np.linspace(-40, 40, 400_001)


def test_it_differs_from_the_accurate_one_by_no_more_than_it_says() -> None:
    largest = np.abs(below(EVERYWHERE) - ndtr(EVERYWHERE)).max()
    assert ERROR / 2 < largest < ERROR


def test_it_never_falls() -> None:
    assert (np.diff(below(EVERYWHERE)) >= 0).all()


@given(st.floats(allow_nan=False))
def test_it_is_a_probability_that_agrees_anywhere(x: float) -> None:
    with np.errstate(all="ignore"):
        found = float(below(np.array([x]))[0])
    assert found == pytest.approx(float(ndtr(x)), abs=ERROR)
    assert 0 <= found <= 1


@given(st.floats(-1e3, 1e3))
def test_what_is_above_and_below_is_all(x: float) -> None:
    assert below(np.array([x, -x])).sum() == 1.0


def test_it_leaves_what_it_is_given_as_it_is() -> None:
    x = np.array([-1.0, 2.0])
    below(x)
    assert x.tolist() == [-1.0, 2.0]
