"""Series: bands over worlds, month by month."""

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from simulator.world.path import Path, path
from simulator.world.sampling import Worlds
from simulator.world.series import QUANTILES, Series, series
from simulator.world.simulation import worlds_of
from tests.packs import shipped_engine, started

MONTHS = 18


@pytest.fixture(scope="module")
def run() -> tuple[Worlds, Path, Series]:
    engine = shipped_engine()
    worlds = worlds_of(engine.model, 64, 0)
    way = path(engine.mechanisms, worlds, [engine.model.means.field], MONTHS)
    return worlds, way, series(engine, worlds, way, MONTHS)


def test_a_series_has_a_point_for_each_month_from_today(
    run: tuple[Worlds, Path, Series],
) -> None:
    _, _, found = run
    assert found.months == list(range(MONTHS + 1))
    for name, bands in found.bands.items():
        n_levels = len(shipped_engine().model.belief.ladder)
        shape = (n_levels,) if name.endswith("requirement") else ()
        for points in bands.values():
            assert np.shape(points) == (*shape, MONTHS + 1), name


def test_bands_do_not_cross(run: tuple[Worlds, Path, Series]) -> None:
    for bands in run[2].bands.values():
        low, middle, high = (np.array(bands[name]) for name in QUANTILES)
        assert (low <= middle).all()
        assert (middle <= high).all()


def test_the_series_are_those_of_the_path(run: tuple[Worlds, Path, Series]) -> None:
    _, way, found = run
    ids = shipped_engine().model.means.ids
    middle = np.median(way.readiness[:, : MONTHS + 1, 0], axis=-1)
    for row, name in enumerate(ids):
        assert_allclose(found.bands[f"readiness.{name}"]["p50"], middle[row])
    reached = np.median(way.capability[: MONTHS + 1, 0], axis=-1)
    assert_allclose(found.bands["capability"]["p50"], reached)


def test_the_chance_of_each_requirement_is_that_of_the_engine(
    run: tuple[Worlds, Path, Series],
) -> None:
    worlds, way, found = run
    engine = shipped_engine()
    month = slice(MONTHS, MONTHS + 1)
    for name in ("real_requirement", "requirement"):
        last = np.array(found.bands[name]["p50"])[:, -1]
        for part in engine.parts:
            share = part.sabotage if name == "real_requirement" else 0.0
            ready = way.ready(month, share * worlds["sabotage_on"])[:, 0, 0]
            held = part.gates.chances(ready)[: len(part.levels)]
            expected = np.median(held, axis=-1)
            assert_allclose(last[part.levels], expected, atol=1e-12)


def test_what_is_measured_is_no_less_than_what_is_real(
    run: tuple[Worlds, Path, Series],
) -> None:
    real, measured = (
        np.array(run[2].bands[name]["p50"])
        for name in ("real_requirement", "requirement")
    )
    assert (real <= measured + 1e-12).all()
    assert (real < measured - 1e-9).any()


def test_ai_does_less_than_it_could_and_people_do_the_rest(
    run: tuple[Worlds, Path, Series],
) -> None:
    bands = run[2].bands
    could, does, people = (
        np.array(bands[name]["p50"])
        for name in ("automated_share", "ai_share", "human_remainder")
    )
    assert (does <= could).all()
    assert_allclose(does + people, 1.0, atol=1e-12)
    lost = np.array(bands["bottleneck"]["p50"])
    assert ((lost >= 0) & (lost < 1)).all()


def test_the_share_of_worlds_in_danger_rises_and_is_a_share(
    run: tuple[Worlds, Path, Series],
) -> None:
    worlds, way, found = run
    share = np.array(found.bands["dangerous"]["p50"])
    critical = way.critical_date(worlds["threshold"])[0]
    assert (np.diff(share) >= 0).all()
    assert share[0] == 0.0
    assert share[-1] == (critical <= MONTHS / 12).mean()


def test_the_automated_share_rises_no_further_than_danger(
    run: tuple[Worlds, Path, Series],
) -> None:
    for points in run[2].bands["automated_share"].values():
        assert (np.diff(points) >= 0).all()
        assert 0 <= min(points) <= max(points) <= 1


def test_one_world_is_its_own_band() -> None:
    from tests.packs import small_pack

    engine = started(small_pack())
    worlds = worlds_of(engine.model, 2, 0).part(slice(0, 1))
    way = path(engine.mechanisms, worlds, [engine.model.means.field], 3)
    bands = series(engine, worlds, way, 3).bands["capability"]
    assert_array_equal(bands["p05"], bands["p95"])


def test_the_threshold_is_the_same_in_every_month(
    run: tuple[Worlds, Path, Series],
) -> None:
    worlds, _, found = run
    for name, share in QUANTILES.items():
        expected = np.full(MONTHS + 1, np.quantile(worlds["threshold"], share))
        assert_allclose(found.bands["threshold"][name], expected)
