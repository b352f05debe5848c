"""What compiled loops are given, held to what it is made of."""

from dataclasses import replace

import numpy as np
from hypothesis import given as drawn_by
from hypothesis import settings
from numpy.testing import assert_allclose, assert_array_equal

from interventions.portfolio import Portfolio
from simulator.world.compiled import walk
from simulator.world.compiled.given import drawn, rules
from simulator.world.effort import Effort
from simulator.world.readiness import field_size, ramp
from simulator.world.simulation import worlds_of
from tests.packs import Pack, allocation, packs, shipped, shipped_engine, started


def dated(pack: Pack, field: Portfolio) -> Portfolio:
    """Return a portfolio that changes twice, with a grant to the first of all."""
    first, *_, last = (i["id"] for i in pack["interventions.yaml"]["interventions"])
    (today,) = field.segments
    changed = allocation(pack, dict(today.amounts), {last: 90.0}, {first: 5.0})
    some = [replace(s, grants={first: 20.0}) for s in changed.segments]
    return Portfolio(tuple(some))


@settings(max_examples=10)
@drawn_by(packs(6))
def test_changes_one_by_one_are_the_effort_of_every_date(pack: Pack) -> None:
    engine, months = started(pack), 48
    field, ids = engine.mechanisms.field, engine.mechanisms.ids
    worlds, tried = worlds_of(engine.model, 4, 0), [field, dated(pack, field)]

    given, changes = drawn(engine, worlds, tried, months)

    effort = Effort(worlds, tried, field, ids, months / 12)
    for date in (0.0, 0.5, 1.01, 2.9, 4.5, 20.0):
        now = np.repeat(given.rows[walk.EFFORT][:, None], 2, axis=1)
        for column in range(2):
            for row in range(len(ids)):
                span = slice(*changes.first[column, row : row + 2])
                for n in range(span.start, span.stop):
                    since = date - changes.start[n]
                    if since > 0:
                        borne = ramp(since, worlds.lead_time[row])
                        size = 1.0 if changes.grows[n] else field_size(worlds, date)
                        now[row, column] += given.more[n] * borne / size
        assert_allclose(now, effort.at(date), rtol=1e-12, atol=1e-12)


def test_a_portfolio_that_changes_nothing_has_no_changes() -> None:
    engine = shipped_engine()
    worlds = worlds_of(engine.model, 2, 0)
    given, changes = drawn(engine, worlds, [engine.mechanisms.field] * 2, 48)
    assert given.more.shape == (0, 2)
    assert not changes.first.any()


def test_each_number_of_a_world_stands_in_its_place() -> None:
    engine = shipped_engine()
    worlds = worlds_of(engine.model, 4, 0)
    given, _ = drawn(engine, worlds, [engine.mechanisms.field], 48)
    assert_array_equal(given.each[walk.THRESHOLD], worlds["threshold"])
    assert_array_equal(given.each[walk.GROUNDWORK], worlds["groundwork"])
    assert_array_equal(given.rows[walk.LEAD_TIME], worlds.lead_time)
    assert len(given.each) == walk.GROUNDWORK + 1


def test_rules_are_watched_and_pushed_as_the_path_is() -> None:
    engine, means = shipped_engine(), shipped().means
    found = rules(engine)
    rows = [r for some in engine.mechanisms.asked for r in range(some.start, some.stop)]
    assert_array_equal(np.flatnonzero(found.watched), rows)
    assert_array_equal(found.push, engine.mechanisms.push)
    assert set(found.needs) - {1}
    assert found.boosted.shape == (len(found.boosts), 1 + len(means.ids))
