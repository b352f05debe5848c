"""A run: outcomes, series and funnel of one portfolio."""

import math

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from simulator.world import run as runs
from simulator.world.funnel import funnel
from simulator.world.path import path, path_shape
from simulator.world.run import at_once, run
from simulator.world.series import n_values, series, values
from simulator.world.simulation import simulate, worlds_of
from tests.packs import shipped_engine, small_pack, started


def test_a_run_tells_what_its_parts_tell_alone() -> None:
    engine = shipped_engine()
    worlds, field = worlds_of(engine.model, 32, 0), engine.model.means.field

    found = run(engine, field, worlds, 24)

    alone = simulate(engine, [field], worlds, 24)
    way = path(engine.mechanisms, worlds, [field], 24)
    assert_array_equal(found.outcomes.by_scramble, alone.by_scramble)
    assert found.series.bands == series(engine, worlds, way, 24).bands
    critical = 12 * way.critical_date(worlds["threshold"])[0]
    assert_array_equal(found.dates, critical)
    told = funnel(engine, field, worlds, 24)
    assert_array_equal(found.funnel.loose, told.loose)
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


def test_worlds_that_are_run_in_parts_tell_the_same(monkeypatch) -> None:
    engine = shipped_engine()
    worlds, field = worlds_of(engine.model, 64, 3), engine.model.means.field
    whole = run(engine, field, worlds)
    monkeypatch.setattr(runs, "AT_ONCE", 16)

    parts = run(engine, field, worlds)

    assert_allclose(parts.dates, whole.dates)
    assert_allclose(parts.funnel.loose, whole.funnel.loose)
    assert_allclose(parts.by_world, whole.by_world, atol=1e-12)
    for name, bands in whole.series.bands.items():
        for q, points in bands.items():
            assert_allclose(parts.series.bands[name][q], points, atol=1e-12)


def test_where_worlds_are_large_fewer_are_told_of_and_all_have_outcomes(
    monkeypatch,
) -> None:
    engine = shipped_engine()
    worlds, field = worlds_of(engine.model, 64, 3), engine.model.means.field
    whole = run(engine, field, worlds, 12)
    monkeypatch.setattr(runs, "CELLS", 13 * n_values(engine) * 32)

    found = run(engine, field, worlds, 12)

    assert_array_equal(found.outcomes.by_scramble, whole.outcomes.by_scramble)
    assert_array_equal(found.dates, whole.dates[:32])
    assert found.by_world.shape[-1] == 32
    assert (
        found.series.bands
        == run(engine, field, worlds.part(slice(32)), 12).series.bands
    )


@pytest.mark.parametrize("months", [12, 240])
def test_what_worlds_write_that_take_their_course_at_once_fits(
    monkeypatch, months
) -> None:
    monkeypatch.setattr(runs, "CELLS", 1 << 22)
    engine = shipped_engine()

    found = at_once(engine, months)

    written = math.prod(path_shape(engine.mechanisms, 1, found, months))
    assert written <= runs.CELLS / 4 < 2 * written
    assert 16 <= found < runs.AT_ONCE


def test_no_more_is_kept_of_a_month_than_is_counted() -> None:
    for engine in (shipped_engine(), started(small_pack())):
        worlds, field = worlds_of(engine.model, 16, 0), engine.model.means.field
        way = path(engine.mechanisms, worlds, [field], 6)
        kept = values(engine, worlds, way, 6).values()
        assert sum(x.size for x in kept) == 16 * 7 * n_values(engine)


def test_progress_rises_to_one_and_what_it_raises_stops_the_run() -> None:
    engine = shipped_engine()
    worlds, field = worlds_of(engine.model, 32, 0), engine.model.means.field
    told: list[float] = []

    run(engine, field, worlds, progress=told.append)

    assert told == sorted(told)
    assert told[-1] == pytest.approx(1.0)
    assert len(told) > 3

    def stop(done: float) -> None:
        if done > 0.5:
            msg = "enough"
            raise RuntimeError(msg)

    with pytest.raises(RuntimeError, match="enough"):
        run(engine, field, worlds, progress=stop)
