"""A story: one world, told by its own numbers."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from interventions.diagram import variables
from simulator.world.ending import WAITS
from simulator.world.funnel import WAYS
from simulator.world.path import HORIZON, path
from simulator.world.run import run
from simulator.world.sampling import Worlds
from simulator.world.simulation import worlds_of
from simulator.world.story import KEPT, Story, story
from tests.packs import shipped_engine

LEVEL, MONTHS = 6, 48


@pytest.fixture(scope="module")
def worlds() -> Worlds:
    return worlds_of(shipped_engine().model, 64, 0)


def told(worlds: Worlds, world: int, level: int = LEVEL) -> Story:
    engine = shipped_engine()
    field = engine.model.means.field
    return story(engine, worlds, field, MONTHS, world=world, level=level)


def of(found: Story, kind: str):
    return [event for event in found.events if event.kind == kind]


def test_dates_are_those_of_the_world_s_own_path(worlds: Worlds) -> None:
    engine, world = shipped_engine(), 17
    found = told(worlds, world)
    one = worlds.part(slice(world, world + 1))
    way = path(engine.mechanisms, one, [engine.model.means.field], MONTHS)

    (part,) = (part for part in engine.parts if LEVEL in part.levels)
    spoiled = np.array([part.sabotage])
    critical = way.critical_date(one["threshold"])[0, 0]
    assert of(found, "critical")[0].month == 12 * critical
    for event in of(found, "ready"):
        row = engine.model.means.ids.index(event.name)
        there = way.really_at(np.full((1, 1, 1), event.month / 12), [spoiled])[0][row]
        assert_allclose(there, 0.5, atol=1e-9)
    (half,) = of(found, "half")
    capped = np.minimum(way.capability[:, 0, 0], one["threshold"])
    shares = engine.mechanisms.researcher.able(one, capped)
    assert_allclose(np.interp(half.month / 12, way.dates, shares), 0.5, atol=1e-9)


def test_the_end_is_that_of_the_world_in_the_run(worlds: Worlds) -> None:
    engine = shipped_engine()
    ran = run(engine, engine.model.means.field, worlds, MONTHS)

    for level in (0, 4, 9):
        world = ran.typical(level)
        end = told(worlds, world, level).events[-1]
        shares = ran.by_world[level, :, world]
        assert_allclose(list(end.numbers.values()), shares, atol=1e-12)
        assert end.name == engine.model.world.outcomes[shares.argmax()].id


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 63), st.integers(0, 9))
def test_events_stand_by_date_and_none_follows_the_end(world: int, level: int) -> None:
    found = told(worlds_of(shipped_engine().model, 64, 0), world, level)

    months = [event.month for event in found.events]
    assert months == sorted(months)
    assert found.events[0].kind == "begin"
    assert found.events[-1].kind == "end"
    assert_allclose(sum(found.events[-1].numbers.values()), 1.0)
    ways = [event for event in found.events if event.kind in WAYS]
    assert len(ways) == (0 if np.isinf(months[-1]) else 1)


def test_each_member_of_the_requirement_was_ready_becomes_so_or_is_named(
    worlds: Worlds,
) -> None:
    means = shipped_engine().model.means
    members = variables([means.requirements[LEVEL].needs], means.trees, means.ids)

    found = told(worlds, 5)

    new = {event.name for event in of(found, "ready")}
    rows = [means.ids.index(name) for name in members]
    today = dict(zip(members, worlds.readiness_today[rows, 5], strict=True))
    early = {name for name in members if today[name] >= 0.5}
    assert new | set(found.unready) | early == set(members)
    assert not new & set(found.unready)
    assert list(found.unready.values()) == sorted(found.unready.values())


def test_the_same_world_has_the_same_story(worlds: Worlds) -> None:
    assert told(worlds, 9).events == told(worlds, 9).events
    assert told(worlds, 9).events != told(worlds, 10).events


def test_a_world_that_never_becomes_dangerous_says_so() -> None:
    calm = worlds_of(shipped_engine().model, 16, 0, {"threshold": 1e6})

    found = told(calm, 0)

    assert [event.kind for event in found.events[-2:]] == ["never", "end"]
    assert found.events[-1].name == shipped_engine().model.world.ends.held


def test_a_world_that_was_not_drawn_is_refused(worlds: Worlds) -> None:
    with pytest.raises(IndexError, match=r"world must lie in \[0, 63\], got 64"):
        told(worlds, 64)


def test_the_planted_models_are_those_that_the_world_s_actors_counted(
    worlds: Worlds,
) -> None:
    world = 17
    (event,) = of(told(worlds, world), "planted")

    planted, weight = worlds["planted"][world], worlds["transfer_weight"][world]
    hits = 0.5 + weight * event.numbers["found"]
    missed = 0.5 + weight * (planted - event.numbers["found"])
    assert event.numbers["planted"] == planted
    assert 0 < event.numbers["found"] <= planted
    assert_allclose(event.numbers["rate"], hits / (hits + missed))
    assert event.numbers["bound"] < event.numbers["rate"]


def test_what_follows_the_threshold_is_dated_by_the_engine(worlds: Worlds) -> None:
    """Each event after it stands on a date on which the engine looks at the world."""
    for world in range(4):
        for level in (2, 4, 6, 9):
            found = told(worlds, world, level)
            (critical,) = of(found, "critical")
            slack = worlds["slack_months"][world]
            waits = [0, slack, *(12 * x for x in WAITS)]
            dates = [min(critical.month + wait, 12 * HORIZON) for wait in waits]
            for event in found.events:
                if event.month > critical.month + 1e-9:
                    assert np.isclose([*dates, 12 * HORIZON], event.month).any()


def test_repairs_are_told_where_an_alarm_rang_and_are_over_before_a_release(
    worlds: Worlds,
) -> None:
    seen = set()
    for world in range(24):
        found = told(worlds, world, 4)
        (way,) = (event for event in found.events if event.kind in WAYS)
        for event in of(found, "retries"):
            seen.add(way.kind)
            assert event.numbers["retries"] == worlds["tries"][world] - 1
            assert event.numbers["until"] - event.month == pytest.approx(
                worlds["slack_months"][world]
            )
            if way.kind in ("delayed", "fixed", "hidden"):
                assert way.month == event.numbers["until"]
    assert "hidden" in seen


def test_a_halt_is_told_date_by_date_where_it_is_what_likely_happens() -> None:
    engine = shipped_engine()
    cautious = worlds_of(engine.model, 16, 0, {"tolerance": 0.001})
    whole = [
        found
        for found in (told(cautious, world, 6) for world in range(16))
        if any(event.kind in KEPT for event in found.events)
    ]

    assert whole
    for found in whole:
        halts = of(found, "halt")
        still = [event.numbers["still"] for event in halts]
        assert len(halts) > 1
        assert still == sorted(still, reverse=True)
        for event in halts:
            ended = [event.numbers[o.id] for o in engine.model.world.outcomes]
            assert sum(ended) + event.numbers["still"] == pytest.approx(1.0)


def test_a_halt_that_hardly_happens_is_told_once_or_not_at_all(worlds: Worlds) -> None:
    for world in range(8):
        found = told(worlds, world, 0)
        if not any(event.kind in KEPT for event in found.events):
            assert len(of(found, "halt")) <= 1
