"""The net: any part of scrambled Sobol' points, to the last digit."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_array_equal
from scipy.stats import qmc

from levels.arrays import FloatArray
from simulator.world.net import net

SIZE, PLACES = 64, 5


def by_scipy(seed: int, number: int, size: int = SIZE) -> FloatArray:
    points: FloatArray = qmc.Sobol(
        PLACES, rng=np.random.default_rng([seed, number])
    ).random(size)
    return points.T


@given(st.integers(0, SIZE - 1), st.integers(1, SIZE), st.integers(0, 3))
def test_any_part_has_the_points_that_scipy_draws(
    start: int, length: int, number: int
) -> None:
    stop = min(start + length, SIZE)
    found = net(PLACES, SIZE, 7, number).points(start, stop)
    assert_array_equal(found, by_scipy(7, number)[:, start:stop])


@pytest.mark.parametrize("size", [1, 2, 4096])
def test_a_net_of_any_size_is_the_whole_of_what_scipy_draws(size: int) -> None:
    found = net(PLACES, size, 0, 0).points(0, size)
    assert_array_equal(found, by_scipy(0, 0, size))


def test_the_coordinates_of_a_place_lie_together() -> None:
    assert net(PLACES, SIZE, 0, 0).points(3, 9).flags.c_contiguous
