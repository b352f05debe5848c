"""What layers miss together in compiled loops, held to `orthants`."""

from itertools import combinations

import numpy as np
import pytest
from numpy.testing import assert_allclose

from simulator.world import orthants
from simulator.world.compiled.compiling import TILE
from simulator.world.compiled.layers import excess
from simulator.world.orthants import Group

PAIRS = list(combinations(range(4), 2))
TRIPLES = list(combinations(range(4), 3))


@pytest.mark.parametrize(
    "groups", [[], PAIRS, TRIPLES, [*TRIPLES, *PAIRS], [(1, 3)], [(0, 1), (1, 2, 3)]]
)
@pytest.mark.parametrize("n_worlds", [1, TILE, 2 * TILE + 3])
def test_groups_miss_as_much_as_in_numpy(groups: list[Group], n_worlds: int) -> None:
    rng = np.random.default_rng(0)
    z, rho = 3 * rng.standard_normal((4, 3, n_worlds)), rng.random(n_worlds)

    found = excess(z, rho, groups)

    assert found.shape == (len(groups), 3, n_worlds)
    assert_allclose(found, orthants.excess(z, rho, groups), rtol=1e-11, atol=1e-16)


def test_bounds_that_do_not_lie_together_are_read_as_they_are() -> None:
    rng = np.random.default_rng(0)
    z, rho = rng.standard_normal((7, 2, 3)).T, rng.random(7)
    together = np.ascontiguousarray(z)
    assert_allclose(excess(z, rho, TRIPLES[:1]), excess(together, rho, TRIPLES[:1]))
