"""Endings: from paths of readiness to where each level's worlds end.

What is measured is the same at every level. What is really ready is less where
automated work that was not trusted has been spoiled, and that depends on the level.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from levels.arrays import FloatArray, IntArray
from simulator.world.actors import Wills, false_alarms, wills
from simulator.world.course import Course, Later, course
from simulator.world.decision import decide
from simulator.world.engine import Engine, Part, narrowed
from simulator.world.outcomes import fate, unreached
from simulator.world.path import HORIZON, Path
from simulator.world.pipeline import misses
from simulator.world.sampling import Worlds
from simulator.world.world import World

WAITS = (1.5, 4.0, 9.0, 18.0)
"""Years after the critical date at which a halt is looked at, before the horizon."""


N_DATES = len(WAITS) + 3
"""With the critical date, that of a repair, and the horizon."""


@dataclass(frozen=True, eq=False)
class Moments:
    """The dates on which the end of a world turns, and what holds by then.

    Parameters
    ----------
    critical : ndarray, shape (n_portfolios, n_worlds)
        When capability becomes dangerous, in years; inf for never.
    dates : ndarray, shape (n_dates, n_portfolios, n_worlds)
        The critical date, that of a repair, and those that divide a halt.
    readiness : tuple of ndarray, shape (n_interventions, n_dates, n_portfolios,
        n_worlds). What is really ready at the levels of each part of the engine; 0
        where its gates do not ask.
    will : Wills
        Of actors, who do not know the level.
    """

    critical: FloatArray
    dates: FloatArray
    readiness: tuple[FloatArray, ...]
    will: Wills


def moments(engine: Engine, worlds: Worlds, way: Path) -> Moments:
    """Return the moments of a path."""
    critical = way.critical_date(worlds["threshold"])
    after = waits(worlds)[:, None]
    dates = np.minimum(np.minimum(critical, HORIZON) + after, HORIZON)
    some = [counts(part, len(way.top), len(dates)) for part in engine.parts]
    ready = way.really_at(dates, sabotage(engine, worlds), some)
    return Moments(critical, dates, ready, will(engine, worlds))


def waits(worlds: Worlds) -> FloatArray:
    """Return the years from the critical date to each, shape (n_dates, n_worlds)."""
    slack = worlds["slack_months"] / 12
    after = [np.full_like(slack, wait) for wait in (0.0, *WAITS, HORIZON)]
    return np.stack([after[0], slack, *after[1:]])


def counts(part: Part, n_interventions: int, n_dates: int) -> IntArray:
    """Return on how many dates, the first ones, a part asks for each intervention."""
    asked = np.zeros(n_interventions, dtype=np.int64)
    asked[part.asked] = 1
    asked[part.lasting.rows] = n_dates
    return asked


def sabotage(engine: Engine, worlds: Worlds) -> list[FloatArray]:
    """Return the share of untrusted work that is spoiled, by part of the engine."""
    return [part.sabotage * worlds["sabotage_on"] for part in engine.parts]


def will(engine: Engine, worlds: Worlds) -> Wills:
    """Return the will of actors, who do not know the level."""
    return wills(worlds, engine.patterns.working, engine.beliefs)


def ending(engine: Engine, worlds: Worlds, at: Moments) -> FloatArray:
    """Return the probability of each way of ending at each level.

    Parameters
    ----------
    engine : Engine
    worlds : Worlds
    at : Moments

    Returns
    -------
    ndarray, shape (4, K, n_portfolios, n_worlds)
        In the order aligned, harmed, held, lost; sums to 1 over the first axis.
    """
    n_levels = sum(len(part.levels) for part in engine.parts)
    ends = np.empty((4, n_levels, *at.critical.shape))
    for levels, few, ready in parted(engine, at):
        way, later = _course(few, worlds, at, ready)
        ends[:, levels] = fate(worlds, few.tables, way, later)
    unreached(ends, at.critical)
    return ends


def courses(engine: Engine, worlds: Worlds, at: Moments) -> Course:
    """Return where systems go at the critical date, at every level."""
    return Course(
        **by_level(
            engine, at, lambda few, ready: vars(_course(few, worlds, at, ready)[0])
        )
    )


def parted(
    engine: Engine, at: Moments
) -> Iterator[tuple[IntArray, Engine, FloatArray]]:
    """Return the levels of each part, their engine, and what is ready at them."""
    for part, ready in zip(engine.parts, at.readiness, strict=True):
        yield part.levels, narrowed(engine, part), ready


def by_level(
    engine: Engine,
    at: Moments,
    found: Callable[[Engine, FloatArray], Mapping[str, FloatArray]],
) -> dict[str, FloatArray]:
    """Return what is found for each part, level by level.

    Parameters
    ----------
    engine : Engine
    at : Moments
    found : callable
        From the engine of some levels and what is ready at them to arrays by name,
        whose first axis is those levels.
    """
    whole: dict[str, FloatArray] = {}
    n_levels = sum(len(part.levels) for part in engine.parts)
    for levels, few, ready in parted(engine, at):
        for name, rows in found(few, ready).items():
            array = whole.setdefault(name, np.empty((n_levels, *rows.shape[1:])))
            array[levels] = rows
    return whole


def _course(
    engine: Engine, worlds: Worlds, at: Moments, readiness: FloatArray
) -> tuple[Course, Later]:
    """Return where systems go, by what is ready, and what holds from then on."""
    later, proof = _later(engine, worlds, at.dates, readiness)
    pattern, unmet = engine.patterns.probabilities(readiness[:, 0])
    working = engine.patterns.working
    decision = decide(
        pattern=pattern,
        unmet=unmet,
        missed=misses(worlds, working, engine.visibility, engine.excess),
        wills=at.will,
        proven=engine.tables.proof_visibility[:, None, None] * proof,
        false_alarm=false_alarms(worlds, working),
    )
    return course(worlds, engine.tables, decision, later, at.will.caught), later


def _later(
    engine: Engine, worlds: Worlds, dates: FloatArray, readiness: FloatArray
) -> tuple[Later, FloatArray]:
    """Return what holds at the dates, and P(proof of danger) at the first."""
    first, *others = readiness.swapaxes(0, 1)
    n_levels, chances = engine.gates.n_levels, engine.gates.chances(first)
    halting, slack, containment, proof = chances[n_levels : n_levels + 4]
    lasting = np.delete(chances, slice(n_levels, n_levels + 4), axis=0)
    lasting = np.stack([lasting, *(engine.lasting.chances(other) for other in others)])
    met, prevention = np.split(lasting, [n_levels], axis=1)
    safe = _safe(engine.model.world, worlds, prevention)
    return Later(dates, met, halting, slack, containment, safe), proof


def _safe(world: World, worlds: Worlds, prevention: FloatArray) -> FloatArray:
    """Return P(no lasting harm of the transition): independent harms, each prevented.

    Parameters
    ----------
    prevention : ndarray, shape (n_dates, n_harms, n_portfolios, n_worlds)
        P(what prevents the harm is ready).
    """
    safe = np.ones(np.delete(prevention.shape, 1))
    for n, harm in enumerate(world.harms):
        left = 1 - worlds[harm.prevented] * prevention[:, n]
        safe *= 1 - worlds[harm.chance] * left
    return safe
