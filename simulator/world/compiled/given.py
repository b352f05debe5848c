"""What compiled loops are given: arrays of a pack, its worlds and portfolios."""

from collections.abc import Iterator, Sequence
from operator import itemgetter

import numpy as np

from interventions.portfolio import Portfolio
from interventions.requirement import NOTHING
from levels.arrays import FloatArray
from simulator.world import automation, capability, ending
from simulator.world.compiled import walk
from simulator.world.compiled.forest import Forest
from simulator.world.compiled.walk import Changes, Drawn, Rules
from simulator.world.effort import Change, Effort
from simulator.world.engine import Engine
from simulator.world.readiness import times_a_year
from simulator.world.sampling import Worlds


def rules(engine: Engine) -> Rules:
    """Return what the pack says of the path."""
    world, means = engine.model.world, engine.model.means
    forest, mechanisms = Forest(means.trees, means.ids), engine.mechanisms
    kinds = np.array([a.kind for a in world.accelerators], dtype=str)[:, None]
    watched = np.zeros(len(means.ids), dtype=np.bool_)
    for rows in mechanisms.asked:
        watched[rows] = True
    return Rules(
        roles=forest.roots([world.roles.slowing, world.roles.automation]),
        tasks=forest.roots([task.rests_on or NOTHING for task in world.tasks]),
        needs=forest.roots([i.needs for i in means.interventions]),
        boosts=forest.roots([a.gate for a in world.accelerators]),
        boosted=kinds == ["all", *(i.kind for i in means.interventions)],
        push=mechanisms.push,
        watched=watched,
        nodes=forest.nodes,
    )


def drawn(
    engine: Engine, worlds: Worlds, portfolios: Sequence[Portfolio], months: int
) -> tuple[Drawn, Changes]:
    """Return what worlds say, and how effort changes under each portfolio."""
    world, today = engine.model.world, worlds.readiness_today
    field, ids = engine.mechanisms.field, engine.mechanisms.ids
    effort = Effort(worlds, portfolios, field, ids, months / 12)
    changes, more = _changes(effort, len(portfolios), len(worlds))
    top, tasks = np.maximum(worlds.ceiling, today), tuple(world.tasks)
    times = automation.time_shares(tasks, worlds)
    boosts = [worlds[a.boost] for a in world.accelerators]
    return Drawn(
        rows=np.stack([today, top, worlds.automatable, worlds.lead_time, effort.today]),
        each=_each(worlds),
        tasks=np.stack([automation.midpoints(worlds, tasks), times]),
        boosts=np.array(boosts).reshape(len(boosts), len(worlds)),
        more=more,
        waits=ending.waits(worlds),
        spoiled=np.stack(ending.sabotage(engine, worlds)),
    ), changes


def _each(worlds: Worlds) -> FloatArray:
    with np.errstate(divide="ignore"):
        growth = np.log(times_a_year(worlds))
    found = {
        walk.FREE: capability.free(worlds),
        walk.SLOWED: capability.slowed(worlds),
        walk.THRESHOLD: worlds["threshold"],
        walk.WIDTH: automation.width(worlds),
        walk.EXPONENT: automation.exponents(worlds),
        walk.FASTER: automation.faster(worlds),
        walk.COMPUTE: automation.compute(worlds),
        walk.UNTRUSTED_USE: worlds["untrusted_use"],
        walk.FIELD_GROWTH: growth,
        walk.FIELD_LIMIT: worlds["field_limit"],
        walk.GROUNDWORK: worlds["groundwork"],
    }
    return np.stack([found[place] for place in range(len(found))])


def _changes(
    effort: Effort, n_portfolios: int, n_worlds: int
) -> tuple[Changes, FloatArray]:
    """Return the changes of effort one by one, ordered by portfolio and row."""
    n_rows = len(effort.today)
    changes = sorted(_singly(effort.changes, n_rows), key=itemgetter(0))
    places = np.arange(n_portfolios)[:, None] * n_rows + np.arange(n_rows + 1)
    more = np.array([more for *_, more in changes])
    return Changes(
        first=np.searchsorted([place for place, *_ in changes], places),
        start=np.array([start for _, start, *_ in changes], dtype=np.float64),
        grows=np.array([grows for *_, grows, _ in changes], dtype=np.bool_),
    ), more.reshape(len(changes), n_worlds)


def _singly(
    changes: Sequence[Change], n_rows: int
) -> Iterator[tuple[int, float, bool, FloatArray]]:
    """Yield changes one by one: place, start, whether it grows, how much."""
    for change in changes:
        places = change.columns * n_rows + change.rows
        for place, more in zip(places, change.more, strict=True):
            yield int(place), change.start, change.grows, more
