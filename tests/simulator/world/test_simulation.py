"""The whole simulation: exact, blind to credences, the same bytes every time."""

import math
import os
import threading
import tracemalloc
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from interventions.portfolio import Portfolio
from levels.arrays import FloatArray
from simulator.choice.effects import granted
from simulator.world import simulation
from simulator.world.ending import ending, moments
from simulator.world.engine import Engine
from simulator.world.path import path, path_shape
from simulator.world.sampling import Draws, Worlds
from simulator.world.simulation import (
    Outcomes,
    draws_of,
    processors,
    simulate,
    standard_error,
    worlds_of,
)
from tests import oracle
from tests.intervals import covered, independent
from tests.packs import (
    PARAMETERS,
    Pack,
    allocation,
    made,
    packs,
    shipped,
    shipped_engine,
    small_pack,
    started,
)

AMOUNTS = st.sampled_from([0.0, 3.0, 40.0, 900.0])


def by_oracle(
    engine: Engine, portfolio: Portfolio, months: int, world: int, n_worlds: int
) -> FloatArray:
    model = engine.model
    draw = oracle.draw_of(model, worlds_of(model, n_worlds, 0), world)
    return np.array(oracle.outcomes(model, draw, portfolio, months))


@settings(max_examples=25)
@given(packs(6), st.integers(1, 30), st.integers(1, 20), st.data())
def test_a_world_ends_as_plain_arithmetic_says(
    pack: Pack, months: int, every: int, data: st.DataObject
) -> None:
    engine = started(pack)
    ids = engine.model.means.ids
    amounts = data.draw(st.lists(st.dictionaries(st.sampled_from(ids), AMOUNTS)))
    dated = allocation(pack, *(amounts or [{}]), every=every)
    grants = data.draw(st.dictionaries(st.sampled_from(ids), AMOUNTS, max_size=2))
    first, *others = dated.segments
    portfolio = Portfolio((replace(first, grants=grants), *others))
    worlds = worlds_of(engine.model, 4, 0)
    found = simulate(engine, [portfolio], worlds, months).by_scramble[0]
    world = data.draw(st.integers(0, 3))
    expected = by_oracle(engine, portfolio, months, world, 4)
    assert_allclose(found[:, :, world], expected, atol=1e-9)


@settings(max_examples=2)
@given(packs(8))
def test_up_to_eight_interventions_end_as_plain_arithmetic_says(pack: Pack) -> None:
    engine = started(pack)
    field = engine.model.means.field
    found = simulate(engine, [field], worlds_of(engine.model, 2, 0), 2).by_scramble[0]
    assert_allclose(found[:, :, 1], by_oracle(engine, field, 2, 1, 2), atol=1e-9)


@settings(max_examples=40)
@given(packs(8), st.integers(1, 240))
def test_outcomes_are_probabilities_in_every_pack(pack: Pack, months: int) -> None:
    engine = started(pack)
    worlds = worlds_of(engine.model, 8, 1)
    found = simulate(engine, [engine.model.means.field], worlds, months).mean
    assert_allclose(found.sum(axis=-1), 1.0, atol=1e-12)
    assert found.min() >= -1e-12
    assert found.max() <= 1 + 1e-12


def run(
    engine: Engine, n_worlds: int = 128, seed: int = 0, n_portfolios: int = 9
) -> bytes:
    means = engine.model.means
    tried = [means.field, *granted(means, means.field, 100.0, 48)][:n_portfolios]
    worlds = worlds_of(engine.model, n_worlds, seed)
    return simulate(engine, tried, worlds).by_scramble.tobytes()


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others() -> None:
    first, again, other = (run(shipped_engine(), seed=seed) for seed in (5, 5, 6))
    assert first == again
    assert first != other


@pytest.mark.parametrize("cores", [1, 2, 5])
def test_the_number_of_threads_changes_no_byte(
    cores: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = run(shipped_engine(), n_worlds=1024)
    monkeypatch.setattr("os.sched_getaffinity", lambda _: set(range(cores)))
    assert run(shipped_engine(), n_worlds=1024) == before


@pytest.mark.parametrize("columns", [32, 100, 128, 512, 1 << 20])
def test_the_size_of_blocks_changes_no_byte(
    columns: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = run(shipped_engine())
    monkeypatch.setattr(simulation, "_BLOCK_COLUMNS", columns)
    assert run(shipped_engine()) == before


@pytest.mark.parametrize("months", [1, 48, 240])
def test_no_block_writes_more_than_it_may_and_its_size_changes_no_byte(
    months: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = started(small_pack())
    field = engine.model.means.field
    draws = draws_of(engine.model, 1 << 10, 0)
    before = simulate(engine, [field] * 3, draws, months).by_scramble.tobytes()
    most = 64 * math.prod(path_shape(engine.mechanisms, 1, 1, 240))
    monkeypatch.setattr(simulation, "_BLOCK_CELLS", most)
    written: list[int] = []

    def noted(_: threading.local, shape: tuple[int, ...]) -> FloatArray:
        written.append(math.prod(shape))
        return np.empty(shape)

    monkeypatch.setattr(simulation, "_reused", noted)
    found = simulate(engine, [field] * 3, draws, months)
    assert found.by_scramble.tobytes() == before
    assert max(written) <= most
    assert len(written) >= months / 15


def test_the_worlds_of_one_portfolio_may_be_more_than_a_block() -> None:
    engine = started(small_pack())
    field = engine.model.means.field
    worlds = worlds_of(engine.model, 1 << 14, 0)
    whole = simulate(engine, [field], worlds).mean
    parts = [
        simulate(engine, [field], worlds.part(slice(start, start + 1024))).mean
        for start in range(0, 1 << 14, 1024)
    ]
    assert_allclose(np.mean(parts, axis=0), whole, atol=1e-14)


@pytest.mark.parametrize("n_portfolios", [1, 3, 9])
def test_worlds_that_are_drawn_block_by_block_end_the_same(
    n_portfolios: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = shipped_engine()
    means = engine.model.means
    tried = [means.field, *granted(means, means.field, 100.0, 48)][:n_portfolios]
    held = {"threshold": 4.0}
    whole = simulate(engine, tried, worlds_of(engine.model, 1024, 2, held))
    monkeypatch.setattr(simulation, "_BLOCK_COLUMNS", 300)
    parts = simulate(engine, tried, draws_of(engine.model, 1024, 2, held))
    assert parts.by_scramble.tobytes() == whole.by_scramble.tobytes()


def test_outcomes_are_the_means_of_the_worlds_of_each_scramble() -> None:
    # Grains within a scramble are added up apart: 16 scrambles of 1,024 worlds here.
    engine = started(small_pack())
    field, worlds = engine.model.means.field, worlds_of(engine.model, 1 << 14, 0)
    found = simulate(engine, [field], worlds).by_scramble
    with np.errstate(all="ignore"):
        way = path(engine.mechanisms, worlds, [field], simulation.PLAN_MONTHS)
        ends = ending(engine, worlds, moments(engine, worlds, way))
    expected = np.zeros_like(found)
    for end, outcome in enumerate(engine.ends):
        means = ends[end].reshape(len(ends[end]), 1, 16, -1).mean(axis=-1)
        expected[:, :, outcome] += means.swapaxes(0, 1)
    assert_allclose(found, expected, rtol=0, atol=1e-12)


def test_memory_does_not_grow_with_the_number_of_worlds(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    engine = started(small_pack())
    monkeypatch.setattr(simulation, "_BLOCK_COLUMNS", 1024)

    def peak(n_worlds: int) -> int:
        tracemalloc.start()
        draws = draws_of(engine.model, n_worlds, 0)
        simulate(engine, [engine.model.means.field], draws, months=2)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(1 << 11)
    few, many = peak(1 << 13), peak(1 << 17)
    assert many < 1.3 * few
    assert many < 32 << 20


def test_progress_is_told_here_and_rises_to_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    engine = started(small_pack())
    monkeypatch.setattr(simulation, "_BLOCK_COLUMNS", 16)
    told, threads = [], set()

    def note(done: float) -> None:
        told.append(done)
        threads.add(threading.current_thread())

    draws = draws_of(engine.model, 128, 0)
    simulate(engine, [engine.model.means.field], draws, 2, note)
    assert_allclose(told, np.arange(1, 9) / 8)
    assert threads == {threading.current_thread()}


def test_a_run_that_is_interrupted_stops_between_blocks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    engine = started(small_pack())
    monkeypatch.setattr(simulation, "_BLOCK_COLUMNS", 16)
    drawn: list[slice] = []
    part = Draws.part

    def noted(self: Draws, some: slice) -> Worlds:
        drawn.append(some)
        return part(self, some)

    def interrupt(_: float) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Draws, "part", noted)
    n_threads, draws = threading.active_count(), draws_of(engine.model, 1 << 15, 0)
    with pytest.raises(KeyboardInterrupt):
        simulate(engine, [engine.model.means.field], draws, 48, interrupt)
    assert len(drawn) < (1 << 15) // 16 / 2
    assert threading.active_count() == n_threads


def test_processors_are_counted_where_a_process_has_no_share_of_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("os.sched_getaffinity", lambda _: {2, 5, 7}, raising=False)
    assert processors() == 3
    monkeypatch.delattr(os, "sched_getaffinity")
    monkeypatch.setattr("os.cpu_count", lambda: 6)
    assert processors() == 6
    monkeypatch.setattr("os.cpu_count", lambda: None)
    assert processors() == 1


def test_a_portfolio_ends_the_same_alone_as_among_others() -> None:
    engine = shipped_engine()
    means, worlds = engine.model.means, worlds_of(engine.model, 64, 0)
    tried = [means.field, *granted(means, means.field, 100.0, 48)]
    together = simulate(engine, tried, worlds).by_scramble
    for place in (0, 7, len(tried) - 1):
        alone = simulate(engine, [tried[place]], worlds).by_scramble[0]
        assert_array_equal(alone, together[place])


def test_errors_come_from_the_spread_between_scrambles() -> None:
    spread = np.array([[1.0, 2.0, 3.0, 4.0]])
    assert_allclose(standard_error(spread), [np.sqrt(5 / 3) / 2])
    found = Outcomes(spread.reshape(1, 1, 1, 4))
    assert found.mean.item() == 2.5
    assert found.standard_error.item() == standard_error(spread)[0]


def test_runs_beside_each_other_are_those_runs_alone() -> None:
    engine = started(small_pack())
    together = independent(engine, 32, 3)
    for seed in range(3):
        worlds = worlds_of(engine.model, 32, seed)
        alone = simulate(engine, [engine.model.means.field], worlds).by_scramble[0]
        assert_array_equal(together[:, :, seed], alone)


def smooth() -> Engine:
    """Return an engine of few uncertain parameters, in whose worlds nothing is rare."""
    uncertain = {"compute_growth", "field_growth", "crowding", "tolerance"}
    held = {name: PARAMETERS[name][3] for name in PARAMETERS.keys() - uncertain}
    return started(small_pack(parameters=held))


def test_of_two_hundred_intervals_about_ninety_five_percent_hold_the_truth() -> None:
    engine = smooth()
    draws = draws_of(engine.model, 1 << 15, 999)
    truth = simulate(engine, [engine.model.means.field], draws).mean[0]
    by_run = independent(engine, 64, 200)
    assert 0.92 <= covered(by_run, truth).mean() <= 0.97
    # Two standard errors are a little less: 93.6 % with 15 degrees of freedom.
    assert covered(by_run, truth, 2.0).mean() < covered(by_run, truth).mean()


def test_intervals_of_what_few_worlds_lead_to_cover_too_seldom_in_a_small_run() -> None:
    # A few worlds in a thousand never become dangerous, and hold nearly all that is.
    engine = started(small_pack(roles={}))
    draws = draws_of(engine.model, 1 << 15, 999)
    truth = simulate(engine, [engine.model.means.field], draws).mean[0]
    held = [o.id for o in engine.model.world.outcomes].index("halt")
    assert 0 < truth[0, held] < 0.02
    shares = covered(independent(engine, 64, 40), truth)
    assert shares[:, held].max() < 0.8


def test_sixteen_times_the_worlds_shrink_the_error_by_more_than_random_draws() -> None:
    engine = shipped_engine()
    few, many = (
        simulate(engine, [engine.model.means.field], worlds_of(engine.model, n, 0))
        for n in (128, 2048)
    )
    ratio = np.median(few.standard_error / np.maximum(many.standard_error, 1e-12))
    assert ratio > 4


@pytest.mark.parametrize(
    "overrides",
    [
        {"substitution": 0.0},
        {"crowding": 0.0},
        {"false_alarm": 0.0},
        {"false_alarm": 1.0},
        {"field_growth": -1.0},
        {"field_growth": -2.0},
        {"prior_misaligned": 0.0, "tolerance": 0.0},
        {"compute_growth": 0.5, "algorithmic_growth": 0.5},
        {"delivered": 0.0},
        {"rlhf.lead_time": 0.0, "rlhf.scale": 1e9},
    ],
)
def test_values_at_the_edge_of_a_parameter_still_give_probabilities(
    overrides: dict[str, float],
) -> None:
    engine = shipped_engine()
    worlds = worlds_of(shipped(), 16, 0, overrides)
    found = simulate(engine, [shipped().means.field], worlds).mean
    assert_allclose(found.sum(axis=-1), 1.0, atol=1e-12)


@pytest.mark.parametrize("columns", [16, 4096])
def test_values_beyond_all_measure_are_refused_and_not_reported_as_nothing(
    columns: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(simulation, "_BLOCK_COLUMNS", columns)
    engine = started(small_pack(roles={}))
    draws = draws_of(engine.model, 64, 0, {"compute_exponent": -1e6})
    rule = r"^parameters must lead to probabilities, got none in \d+ worlds$"
    with pytest.raises(ValueError, match=rule):
        simulate(engine, [engine.model.means.field] * 3, draws)


def test_growth_that_falls_never_becomes_dangerous() -> None:
    overrides = {"compute_growth": 0.5, "algorithmic_growth": 0.9}
    worlds = worlds_of(shipped(), 16, 0, overrides)
    found = simulate(shipped_engine(), [shipped().means.field], worlds).mean
    held = [o.id for o in shipped().world.outcomes].index(shipped().world.ends.held)
    assert (found[..., held] == 1).all()


def test_outcomes_that_share_an_id_are_added() -> None:
    pack = small_pack()
    ends: dict[str, Any] = {**pack["world.yaml"]["ends"], "lost": "harm"}
    other = {**pack, "world.yaml": {**pack["world.yaml"], "ends": ends}}
    apart, together = (
        simulate(started(p), [made(p).means.field], worlds_of(made(p), 8, 0)).mean[0]
        for p in (pack, other)
    )
    assert_allclose(together[:, 0], 0.0)
    assert_allclose(together[:, 1], apart[:, 0] + apart[:, 1], atol=1e-15)
