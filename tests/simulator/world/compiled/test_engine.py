"""Simulations with compiled loops, held to those without."""

import sys
import threading

import numpy as np
import pytest
from hypothesis import given as drawn_by
from hypothesis import settings
from numpy.testing import assert_allclose, assert_array_equal

from interventions.portfolio import Portfolio
from levels.arrays import FloatArray
from simulator.choice.effects import granted
from simulator.world import simulation
from simulator.world.compiled.engine import Compiled
from simulator.world.ending import ending, moments
from simulator.world.engine import Engine
from simulator.world.path import path
from simulator.world.sampling import Worlds
from simulator.world.simulation import draws_of, simulate, worlds_of
from tests.packs import Pack, packs, shipped_engine, small_pack, started
from tests.simulator.world.compiled.test_given import dated


def ends(engine: Engine, worlds: Worlds, tried: list[Portfolio]) -> list[FloatArray]:
    """Return the ends of worlds in numpy and in compiled loops."""
    quick = Compiled(engine, 48)
    with np.errstate(all="ignore"):
        way = path(engine.mechanisms, worlds, tried, 48)
        plain = ending(engine, worlds, moments(engine, worlds, way))
        return [plain, ending(quick.engine, worlds, quick.moments(worlds, tried))]


@settings(max_examples=20)
@drawn_by(packs(8))
def test_worlds_of_any_pack_end_as_in_numpy(pack: Pack) -> None:
    engine = started(pack)
    field = engine.mechanisms.field
    plain, compiled = ends(
        engine, worlds_of(engine.model, 16, 0), [field, dated(pack, field)]
    )
    assert_allclose(compiled, plain, rtol=0, atol=1e-11)


def test_room_is_used_again_and_nothing_of_before_is_left_in_it() -> None:
    engine = shipped_engine()
    field, quick = engine.mechanisms.field, Compiled(engine, 48)
    first, second = (worlds_of(engine.model, 64, seed) for seed in (1, 2))
    alone = [x.copy() for x in Compiled(engine, 48).moments(second, [field]).readiness]
    before = quick.moments(first, [field])
    again = quick.moments(second, [field])
    assert again.readiness[0].base is before.readiness[0].base
    assert_array_equal(again.readiness, alone)


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Return the compiled engines that are made from now on."""
    noted: list[object] = []
    start = Compiled.__init__

    def note(self: Compiled, engine: Engine, months: int) -> None:
        start(self, engine, months)
        noted.append(self)

    monkeypatch.setattr(Compiled, "__init__", note)
    return noted


def outcomes(engine: Engine, n_portfolios: int = 1, n_worlds: int = 256) -> FloatArray:
    means = engine.model.means
    tried = [means.field, *granted(means, means.field, 100.0, 48)][:n_portfolios]
    return simulate(engine, tried, draws_of(engine.model, n_worlds, 0)).by_scramble


@pytest.mark.parametrize("n_portfolios", [1, 12])
def test_outcomes_are_those_of_numpy_but_for_rounding(
    n_portfolios: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = shipped_engine()
    plain = outcomes(engine, n_portfolios)
    monkeypatch.setattr(simulation, "MANY_COLUMNS", 1)
    assert_allclose(outcomes(engine, n_portfolios), plain, rtol=0, atol=1e-12)


@pytest.mark.parametrize(("many", "n_compiled"), [(256, 1), (257, 0)])
def test_as_many_columns_as_are_worth_it_are_compiled(
    many: int, n_compiled: int, made: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(simulation, "MANY_COLUMNS", many)
    outcomes(started(small_pack()))
    assert len(made) == n_compiled


def test_where_numba_is_not_installed_many_columns_do_without(
    made: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(simulation, "MANY_COLUMNS", 1)
    monkeypatch.setitem(sys.modules, "simulator.world.compiled.engine", None)
    outcomes(started(small_pack()))
    assert not made


@pytest.mark.parametrize("columns", [256, 300, 1 << 16])
def test_neither_blocks_nor_threads_change_a_byte(
    columns: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = shipped_engine()
    monkeypatch.setattr(simulation, "MANY_COLUMNS", 1)
    before = outcomes(engine, n_worlds=4096).tobytes()
    monkeypatch.setattr(simulation, "_BLOCK_COLUMNS", columns)
    monkeypatch.setattr("os.sched_getaffinity", lambda _: set(range(3)))
    assert outcomes(engine, n_worlds=4096).tobytes() == before


def test_a_large_pack_has_small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = shipped_engine()
    monkeypatch.setattr(simulation, "MANY_COLUMNS", 1)
    quick, sizes = Compiled(engine, 48), []
    most = 300 * quick.cells
    monkeypatch.setattr(simulation, "_BLOCK_CELLS", most)
    moments_of = Compiled.moments

    def noted(self: Compiled, worlds: Worlds, tried: list[Portfolio]) -> object:
        found = moments_of(self, worlds, tried)
        sizes.append(sum(ready.size for ready in found.readiness))
        return found

    monkeypatch.setattr(Compiled, "moments", noted)
    outcomes(engine, n_worlds=4096)
    assert len(sizes) >= 4096 / 300
    assert max(sizes) <= most


def test_parameters_that_lead_to_no_number_are_refused_as_in_numpy(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    engine = started(small_pack())
    field, held = engine.mechanisms.field, {"task_speed": 1e9, "substitution": 1e9}
    draws = draws_of(engine.model, 64, 0, held)
    with pytest.raises(ValueError, match="none in 64 worlds"):
        simulate(engine, [field], draws)
    monkeypatch.setattr(simulation, "MANY_COLUMNS", 1)
    with pytest.raises(ValueError, match="none in 64 worlds"):
        simulate(engine, [field], draws)


def test_worlds_that_are_drawn_already_are_taken_as_they_are() -> None:
    engine = started(small_pack())
    worlds = worlds_of(engine.model, 4, 0)
    assert Compiled(engine, 48).drawn(worlds) is worlds


def test_threads_have_room_of_their_own() -> None:
    engine = started(small_pack())
    field, quick = engine.mechanisms.field, Compiled(engine, 48)
    worlds, found = worlds_of(engine.model, 4, 0), []

    def run() -> None:
        found.append(quick.moments(worlds, [field]).readiness[0])

    run()
    other = threading.Thread(target=run)
    other.start()
    other.join()
    assert not np.shares_memory(*found)
    assert_array_equal(*found)
