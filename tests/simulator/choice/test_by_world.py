"""Values world by world: the simulation's own, before they are averaged."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from levels.arrays import FloatArray
from simulator.choice.by_world import values_by_world
from simulator.world.simulation import simulate, worlds_of
from tests.packs import small_pack, started

UTILITIES = np.array([0.0, 0.2, 0.5, 1.0])


def values() -> FloatArray:
    engine = started(small_pack())
    field, worlds = engine.model.means.field, worlds_of(engine.model, 32, 0)
    return values_by_world(engine, [field], worlds, UTILITIES, 24)


def test_by_world_values_average_to_those_of_the_simulation() -> None:
    engine = started(small_pack())
    worlds = worlds_of(engine.model, 32, 0)
    tried, utilities = [engine.model.means.field], np.array([0.0, 0.2, 0.5, 1.0])
    found = values_by_world(engine, tried, worlds, utilities, 24)
    mean = simulate(engine, tried, worlds, 24).mean @ utilities
    assert found.shape == (1, 2, 32)
    assert_allclose(found.mean(axis=2), mean, atol=1e-12)


def test_the_size_of_parts_changes_no_value(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = values()
    monkeypatch.setattr("simulator.choice.by_world.MOST_CELLS", 100)
    assert values().tobytes() == whole.tobytes()
