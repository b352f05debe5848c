"""The moments in compiled loops, held to those in numpy."""

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from simulator.world.compiled.compiling import TILE
from simulator.world.compiled.engine import Compiled
from simulator.world.ending import Moments, moments
from simulator.world.path import path
from simulator.world.sampling import Worlds
from simulator.world.simulation import worlds_of
from tests.packs import shipped_engine


def both(worlds: Worlds, months: int = 48) -> tuple[Moments, Moments]:
    """Return the moments of numpy and of compiled loops."""
    engine = shipped_engine()
    field = engine.mechanisms.field
    with np.errstate(all="ignore"):
        way = path(engine.mechanisms, worlds, [field], months)
        plain = moments(engine, worlds, way)
        return plain, Compiled(engine, months).moments(worlds, [field])


@pytest.mark.parametrize("n_worlds", [1, TILE, TILE + 1])
def test_moments_are_the_same_for_any_number_of_worlds(n_worlds: int) -> None:
    worlds = worlds_of(shipped_engine().model, 256, 0).part(slice(n_worlds))
    plain, compiled = both(worlds)
    assert_allclose(compiled.critical, plain.critical, rtol=1e-12)
    assert_allclose(compiled.dates, plain.dates, rtol=1e-12)
    for found, expected in zip(compiled.readiness, plain.readiness, strict=True):
        assert_allclose(found, expected, rtol=0, atol=1e-12)


@pytest.mark.parametrize("threshold", [0.5, 4.0, 12.0])
def test_the_critical_date_is_never_where_it_is_not_reached(threshold: float) -> None:
    held = {"threshold": threshold, "compute_growth": 1.2, "algorithmic_growth": 1.1}
    plain, compiled = both(worlds_of(shipped_engine().model, 64, 0, held))
    assert_array_equal(np.isinf(compiled.critical), np.isinf(plain.critical))
    assert_allclose(compiled.critical, plain.critical, rtol=1e-12)
    assert_allclose(compiled.dates, plain.dates, rtol=1e-12)


def test_worlds_without_sabotage_lose_nothing_at_any_level() -> None:
    plain, compiled = both(worlds_of(shipped_engine().model, 16, 0, {"sabotage_on": 0}))
    for found, expected in zip(compiled.readiness, plain.readiness, strict=True):
        assert_allclose(found, expected, rtol=0, atol=1e-12)
