"""The funnel: where misaligned systems are caught, from the numbers of the fate."""

import numpy as np
from hypothesis import given, settings
from numpy.testing import assert_allclose

from simulator.world.ending import courses, ending, moments
from simulator.world.engine import Engine
from simulator.world.funnel import WAYS, Funnel, funnel, funnel_at, joined
from simulator.world.outcomes import HELD, LOST
from simulator.world.path import path
from simulator.world.simulation import simulate, worlds_of
from tests.packs import (
    Pack,
    intervention,
    packs,
    shipped,
    shipped_engine,
    small_pack,
    started,
)


def of(pack: Pack, n: int = 16, **overrides: float) -> Funnel:
    engine = started(pack)
    worlds = worlds_of(engine.model, n, 0, overrides)
    return funnel(engine, engine.model.means.field, worlds)


def by_world(engine: Engine, **held: float) -> tuple[Funnel, np.ndarray]:
    """Return the funnel of today's field, and how its worlds end."""
    worlds, field = worlds_of(engine.model, 32, 0, held), engine.model.means.field
    at = moments(engine, worlds, path(engine.mechanisms, worlds, [field], 48))
    return funnel_at(engine, worlds, at), ending(engine, worlds, at)[:, :, 0]


@settings(max_examples=40, deadline=None)
@given(packs(6))
def test_every_system_is_counted_once_and_every_misaligned_one_is_seen_once_or_not(
    pack: Pack,
) -> None:
    found = of(pack)

    assert tuple(found.ways) == WAYS
    assert_allclose(sum(found.ways.values()), 1.0, atol=1e-9)
    assert_allclose(sum(found.first.values()), found.rung, atol=1e-12)
    parts = [*found.ways.values(), *found.first.values(), found.caught, found.loose]
    assert min(chance.min() for chance in parts) >= -1e-12


def test_the_funnel_tells_the_numbers_that_decide_how_worlds_end() -> None:
    engine, field = shipped_engine(), shipped().means.field
    worlds = worlds_of(shipped(), 64, 0)
    found = funnel(engine, field, worlds)
    at = moments(engine, worlds, path(engine.mechanisms, worlds, [field], 48))
    went = courses(engine, worlds, at)
    reached = np.isfinite(at.critical[0])
    for name, chance in {**found.ways, "caught": found.caught}.items():
        if name != "unreached":
            told = np.where(reached, getattr(went, name)[:, 0], 0.0)
            assert_allclose(chance.mean(axis=-1), told.mean(axis=-1), rtol=1e-12)
    loose = np.where(reached, went.loose[:, 0], 0.0).mean(axis=-1)
    assert_allclose(found.loose.mean(axis=-1), loose, rtol=1e-9)


def test_without_a_halt_what_runs_loose_is_what_is_lost_or_harmed() -> None:
    engine, field = shipped_engine(), shipped().means.field
    worlds = worlds_of(shipped(), 64, 0, {"halting_possible": 0.0})
    found = funnel(engine, field, worlds)
    ends = simulate(engine, [field], worlds).by_scramble[0]
    lost = ends[:, engine.ends[LOST]]
    grave = engine.tables.irreversible[:, None]
    assert_allclose(found.loose * grave, lost, atol=1e-12)
    for chance in (found.ways["stopped"], found.ways["stopped_unseen"], found.caught):
        assert (chance == 0).all()


def test_where_no_halt_can_end_all_that_is_held_stays_held() -> None:
    engine = shipped_engine()
    held = {"halt_breaks": 1e-12, "release": 1e-12, "lock_in": 1e3}
    found, ends = by_world(engine, **held)
    ways = found.ways
    early = sum(
        ways[name] for name in ("unreached", "needless", "stopped", "stopped_unseen")
    )
    early = early + found.caught
    assert (ends[HELD] <= early + 1e-9).all()
    # Nothing ever solves the last level.
    assert_allclose(ends[HELD][-1], early[-1], atol=1e-9)


def test_layers_ring_in_turn_and_those_with_planted_models_come_last() -> None:
    def seen(planted: tuple[str, ...]) -> dict[str, float]:
        sure = [intervention(n, readiness_today=1.0) for n in ("tuning", "treaty")]
        pack = small_pack(
            interventions=[*sure, intervention("theory")],
            requires={"easy": {"any_of": []}, "hard": {"any_of": []}},
            layers={"tuning": [0.8, 0.3], "treaty": [0.5, 0.5]},
            planted=planted,
        )
        held = {"visibility_shift": 0.0, "shared_stealth": 0.0, "threshold": 2.0}
        found = of(pack, **held)
        whole = found.misaligned.mean(axis=-1)
        return {name: (x.mean(axis=-1) / whole)[0] for name, x in found.first.items()}

    def rounded(*planted: str) -> list[tuple[str, float]]:
        return [(name, round(share, 6)) for name, share in seen(planted).items()]

    assert rounded() == [("layer_0", 0.8), ("layer_1", 0.1)]
    assert rounded("treaty") == [("layer_0", 0.8), ("layer_1", 0.1)]
    assert rounded("tuning") == [("layer_1", 0.5), ("layer_0", 0.4)]


def test_what_passes_misaligned_passed_at_first_or_after_it_hid() -> None:
    found = of(small_pack(roles={"slack": "always"}))
    once = of(small_pack(roles={"slack": "always"}), tries=1.0)
    both = found.ways["passed"] + found.ways["hidden"]
    assert_allclose(found.passed_misaligned, both)
    assert (once.ways["hidden"] == 0).all()
    # The test itself rests on what the easy level requires: it never runs there.
    easy, hard = found.passed_misaligned - once.passed_misaligned
    assert (easy == 0).all()
    assert (hard > 0).all()


def test_hiding_lets_more_pass() -> None:
    pack = small_pack(roles={"slack": "always"})
    hides, shows = of(pack), of(pack, hiding_on=0.0)
    assert (hides.passed_misaligned[1] > shows.passed_misaligned[1]).all()


def test_groups_are_means_over_worlds_that_stand_together() -> None:
    found, _ = by_world(shipped_engine())
    halves = found.grouped(2)

    assert_allclose(halves.caught[:, 1], found.caught[:, 16:].mean(axis=1))
    for name, chance in found.ways.items():
        assert_allclose(halves.ways[name][:, 0], chance[:, :16].mean(axis=1))
    for name, chance in found.first.items():
        assert_allclose(halves.first[name].mean(axis=1), chance.mean(axis=1))


def test_parts_are_joined_in_their_order() -> None:
    found, _ = by_world(shipped_engine())
    twice = joined([found, found])

    assert_allclose(twice.caught, np.tile(found.caught, 2))
    assert_allclose(twice.grouped(2).passed_misaligned[:, 0],
                    found.passed_misaligned.mean(axis=1))  # fmt: skip


def test_worlds_without_danger_hold_no_misaligned_system() -> None:
    found = of(small_pack(), threshold=1e6)
    assert (found.misaligned == 0).all()
    assert (found.ways["unreached"] == 1).all()
