"""The human remainder."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from simulator.world.remainder import remainder
from tests.packs import drawn


def test_amdahl_s_law_binds_however_fast_the_rest_is() -> None:
    worlds = drawn(task_speed=1e9, substitution=-1.0)

    found = remainder(worlds, 0.99)

    assert_allclose(found.bound, 100.0, rtol=1e-6)
    assert_allclose(found.free, 1e9)


def test_without_a_remainder_nothing_binds() -> None:
    worlds = drawn(task_speed=30.0, substitution=-0.5)

    found = remainder(worlds, 1.0)

    assert_allclose(found.bound, found.free)
    assert_allclose(found.free, 30.0)


@pytest.mark.parametrize("share", [0.5, 0.9, 0.99])
def test_the_rest_never_helps(share: float) -> None:
    found = remainder(drawn(task_speed=20.0, substitution=-0.3), share)

    assert (found.bound < found.free).all()
    assert np.all(found.bound > 1)


@pytest.mark.parametrize(
    ("speed", "substitution"), [(1e308, -1.5), (30.0, -1e308), (1e308, 1e308)]
)
def test_extreme_parameters_give_no_number_and_no_warning(
    speed: float, substitution: float
) -> None:
    found = remainder(drawn(task_speed=speed, substitution=substitution), 0.9)

    assert not np.isfinite(found.free).any()
