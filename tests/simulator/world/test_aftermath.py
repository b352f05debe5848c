"""The aftermath: the state of a world by each date after the threshold."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from simulator.world.aftermath import Aftermath, aftermath
from simulator.world.ending import ending, moments
from simulator.world.funnel import funnel_at
from simulator.world.path import HORIZON, path
from simulator.world.simulation import worlds_of
from tests.packs import packs, shipped_engine, started


def of(engine, world=5, level=0, **held):
    """Return the aftermath of a world, its funnel, and how it ends."""
    some = worlds_of(engine.model, 16, 0, held)
    one = some.part(slice(world, world + 1))
    way = path(engine.mechanisms, one, [engine.model.means.field], 48)
    at = moments(engine, one, way)
    found = aftermath(engine, one, at, level)
    return found, funnel_at(engine, one, at), ending(engine, one, at)[:, level, 0, 0]


def ended(found: Aftermath, n: int) -> float:
    return sum(found.ended[n].values())


@settings(max_examples=15, deadline=None)
@given(packs(), st.integers(0, 15))
def test_what_is_held_still_is_or_has_ended_and_ends_stay_ended(plain, world):
    found, _, ends = of(started(plain), world, threshold=2.0)

    assert_allclose(sum(found.ends.values()), 1.0)
    assert_allclose(sum(found.ends.values()), ends.sum())
    for n, still in enumerate(found.still):
        assert_allclose(still + ended(found, n), 1.0, atol=1e-9)
    assert (np.diff(found.still) <= 1e-9).all()


def test_what_is_held_was_stopped_or_was_caught():
    found, funnel, _ = of(shipped_engine(), level=6)

    ways = ("needless", "stopped", "stopped_unseen")
    held = sum(funnel.ways[way][6, 0] for way in ways) + funnel.caught[6, 0]
    assert found.held == pytest.approx(held)
    assert 0 < found.slack < 1


def test_dates_follow_the_threshold_up_to_the_horizon():
    found, *_ = of(shipped_engine())

    first, repaired, *halt = found.months
    assert first < min(repaired, *halt)
    assert halt == sorted(halt)
    assert found.months[-1] == 12 * HORIZON
    assert found.months[2] == pytest.approx(found.months[0] + 18)


def test_a_halt_breaks_by_its_own_rate():
    """The worst level is never solved: what breaks is 1 - exp(-rate years)."""
    rate = {"halt_breaks": 0.1, "lock_in": 1e-12, "release": 1e-12}
    found, *_ = of(shipped_engine(), level=9, **rate)

    first, *_ = found.months
    for month, still in list(zip(found.months, found.still, strict=True))[2:]:
        years = (month - first) / 12
        assert still == pytest.approx(np.exp(-0.1 * years), rel=1e-6)


def test_without_a_halt_nothing_is_held():
    found, *_ = of(shipped_engine(), level=6, halting_possible=0.0)

    assert found.held == 0
    assert ended(found, -1) == 0
