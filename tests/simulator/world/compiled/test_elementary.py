"""Elementary functions in compiled loops, held to those of numpy and scipy."""

from collections.abc import Callable

import numba
import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from levels.arrays import FloatArray
from simulator.world.compiled.compiling import OPTIONS
from simulator.world.compiled.elementary import exp, log, quantile
from simulator.world.parameter import Margin, Shape
from simulator.world.sampling import SMALLEST

Function = Callable[[FloatArray], FloatArray]


def each(function: Callable[[float], float]) -> Function:
    """Return a loop over a function, which is not kept on disk."""

    def loop(x: FloatArray) -> FloatArray:
        found = np.empty_like(x)
        for n in range(len(x)):
            found[n] = function(x[n])
        return found

    quick: Function = numba.njit(**OPTIONS)(loop)
    return quick


exponentials, logarithms = each(exp), each(log)


def test_exponentials_are_those_of_numpy_within_rounding() -> None:
    x = np.concatenate([np.linspace(-708, 709, 20_001), np.linspace(-1, 1, 20_001)])
    assert_allclose(exponentials(x), np.exp(x), rtol=4.5e-16)


def test_exponentials_end_where_numbers_do() -> None:
    x = np.array([-np.inf, -1e300, -709.0, 0.0, 711.0, 1e300, np.inf, np.nan])
    least = np.exp(-708)
    assert_allclose(
        exponentials(x), [least, least, least, 1, np.inf, np.inf, np.inf, np.nan]
    )


def test_logarithms_are_those_of_numpy_within_rounding() -> None:
    x = np.concatenate([2.0 ** np.linspace(-1000, 1000, 20_001), [0.5, 1.0, 2.0]])
    assert_allclose(logarithms(x), np.log(x), rtol=4.5e-16)
    near = 1 + np.linspace(-0.5, 1, 20_001)
    assert_allclose(logarithms(near), np.log(near), rtol=1e-15, atol=1e-300)


def test_what_is_no_number_has_no_logarithm() -> None:
    assert np.isnan(logarithms(np.array([np.nan, np.inf]))).all()


@pytest.mark.parametrize(
    ("shape", "low", "middle", "high"),
    [
        ("fixed", 2.0, 2.0, 2.0),
        ("uniform", -1.0, 0.5, 4.0),
        ("normal", -1.0, 0.5, 4.0),
        ("lognormal", -1.0, 0.5, 4.0),
        ("logitnormal", -1.0, 0.5, 4.0),
        ("normal", 1.0, 1.0, 1.0),
    ],
)
def test_quantiles_are_those_of_the_margin(
    shape: Shape, low: float, middle: float, high: float
) -> None:
    margin, inside = Margin(shape, low, middle, high), np.linspace(0, 1, 40_003)[1:-1]
    tails = SMALLEST ** np.linspace(0.01, 1, 2001)
    share = np.concatenate([tails, inside, 1 - tails, [0.075, 0.5, 0.925]])
    before = share.copy()

    found = quantile(margin, share)

    assert_allclose(found, margin.at(share), rtol=1e-13, atol=1e-15)
    assert_array_equal(share, before)
