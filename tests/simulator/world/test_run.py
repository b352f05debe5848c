"""A run: outcomes, series and passage of one portfolio."""

import numpy as np
from numpy.testing import assert_allclose, assert_array_equal

from simulator.world.path import path
from simulator.world.run import run
from simulator.world.series import series
from simulator.world.simulation import simulate, worlds_of
from tests.packs import shipped_engine


def test_a_run_tells_what_its_parts_tell_alone() -> None:
    engine = shipped_engine()
    worlds, field = worlds_of(engine.model, 32, 0), engine.model.means.field

    found = run(engine, field, worlds, 24)

    alone = simulate(engine, [field], worlds, 24)
    way = path(engine.mechanisms, worlds, [field], 24)
    assert_array_equal(found.outcomes.by_scramble, alone.by_scramble)
    assert found.series.bands == series(engine, worlds, way, 24).bands
    critical = 12 * way.critical_date(worlds["threshold"])[0]
    assert found.critical[1] in critical
    assert_allclose((critical <= found.critical[1]).mean(), 0.5, atol=0.05)


def test_the_outcomes_of_worlds_have_the_mean_of_the_run() -> None:
    engine = shipped_engine()
    worlds = worlds_of(engine.model, 64, 3)

    found = run(engine, engine.model.means.field, worlds)

    assert_allclose(found.by_world.mean(axis=-1), found.outcomes.mean[0], atol=1e-12)


def test_the_typical_world_is_the_nearest_to_the_mean() -> None:
    engine = shipped_engine()
    found = run(engine, engine.model.means.field, worlds_of(engine.model, 32, 0))

    for level, ends in enumerate(found.by_world):
        far = [np.sum((ends[:, w] - ends.mean(axis=1)) ** 2) for w in range(32)]
        assert far[found.typical(level)] == min(far)


def test_worlds_that_never_become_dangerous_have_no_date() -> None:
    engine = shipped_engine()
    worlds = worlds_of(engine.model, 16, 0, {"threshold": 1e6})

    found = run(engine, engine.model.means.field, worlds)

    assert np.isinf(found.critical).all()
