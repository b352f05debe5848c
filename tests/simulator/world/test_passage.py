"""Passage: what becomes of systems at the threshold."""

import numpy as np
import pytest
from hypothesis import given, settings
from numpy.testing import assert_allclose

from simulator.world.ending import ending, moments
from simulator.world.engine import Engine
from simulator.world.funnel import funnel
from simulator.world.outcomes import HELD, LOST
from simulator.world.passage import Passage, passage
from simulator.world.path import path
from simulator.world.simulation import worlds_of
from tests.packs import packs, shipped_engine, started

WAYS = (
    "unreached",
    "aligned",
    "delayed",
    "needless",
    "alarmed",
    "doubted",
    "repaired",
    "hidden",
    "pressed",
    "unseen",
)


def passed(engine: Engine, **held: float) -> tuple[Passage, np.ndarray]:
    """Return the passage of today's field, and how its worlds end."""
    worlds = worlds_of(engine.model, 32, 0, held)
    field = engine.model.means.field
    at = moments(engine, worlds, path(engine.mechanisms, worlds, [field], 48))
    return passage(engine, worlds, at), ending(engine, worlds, at)[:, :, 0]


@settings(max_examples=10, deadline=None)
@given(packs())
def test_the_ways_exclude_each_other_and_leave_nothing_out(plain) -> None:
    found, _ = passed(started(plain))

    ways = [getattr(found, name) for name in WAYS]
    assert_allclose(sum(ways), 1.0, atol=1e-9)
    assert min(way.min() for way in ways) >= -1e-12
    assert (found.caught <= found.released + 1e-12).all()


def test_what_is_loose_is_lost_where_it_is_grave_and_halts_hold() -> None:
    engine = shipped_engine()

    found, ends = passed(engine, halt_breaks=1e-12)

    grave = engine.tables.irreversible[:, None]
    assert_allclose(ends[LOST], found.lost * grave, atol=1e-9)
    assert (found.lost > 0.01).any()


def test_where_no_halt_can_end_all_that_is_held_stays_held() -> None:
    engine = shipped_engine()

    found, ends = passed(engine, halt_breaks=1e-12, release=1e-12, lock_in=1e3)

    held = found.needless + found.alarmed + found.doubted + found.caught
    early = ends[HELD] <= held + found.unreached + 1e-9
    assert early.all()
    last = len(engine.tables.irreversible) - 1  # a level that nothing ever solves
    assert_allclose(ends[HELD][last], (held + found.unreached)[last], atol=1e-9)


def test_worlds_that_never_reach_the_threshold_pass_nothing() -> None:
    found, _ = passed(shipped_engine(), threshold=1e6)

    assert_allclose(found.unreached, 1.0)
    assert_allclose(found.misaligned, 0.0)


@pytest.mark.parametrize("name", [*WAYS, "caught"])
def test_means_are_over_worlds(name: str) -> None:
    found, _ = passed(shipped_engine())

    assert_allclose(getattr(found.mean, name)[:, 0], getattr(found, name).mean(axis=1))


def test_what_passes_is_what_the_funnel_tells() -> None:
    engine = shipped_engine()
    worlds = worlds_of(engine.model, 32, 0)

    found, _ = passed(engine)
    told = funnel(engine, engine.model.means.field, worlds)

    assert_allclose(found.passed.mean(axis=1), told.passed_misaligned.mean(axis=1))
    assert_allclose(found.misaligned.mean(axis=1), told.misaligned.mean(axis=1))
    unseen = (found.misaligned - found.rung).mean(axis=1)
    assert_allclose(unseen, told.chance("unseen")[0])
