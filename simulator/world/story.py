"""A story: what happens in one world at one level, as dated events with numbers."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial

import numpy as np

from interventions.diagram import variables
from interventions.portfolio import Portfolio
from levels.arrays import FloatArray
from simulator.world import capability
from simulator.world.aftermath import Aftermath, aftermath
from simulator.world.automation import Researcher
from simulator.world.ending import moments, parted
from simulator.world.engine import Engine
from simulator.world.funnel import HELD, SHIPPED, WAYS, Funnel, funnel_at
from simulator.world.path import HORIZON, Path, path
from simulator.world.pipeline import tries
from simulator.world.planted import estimate, found
from simulator.world.sampling import Worlds

HALF = 0.5
"""From here on a thing is told of as there: more likely than not, or mostly."""

KEPT = ("needless", *HELD)
"""Ways that lead into a halt at once."""
RETRIED = ("delayed", "fixed", "hidden", "pressed")
"""Ways on which an alarm has rung and there is no halt."""
LATE = ("delayed", "fixed", "hidden")
"""Of these, those that lead to a release when repairs end."""


@dataclass(frozen=True)
class Event:
    """One thing that happens.

    Parameters
    ----------
    month : float
        From today; inf for what never happens before the horizon.
    kind : str
        begin, half, ready, slowing, plan, critical, planted, alarm, retries, a way of
        `WAYS`, caught, halt, never, or end.
    name : str
        The id of the intervention, or of the outcome; empty where there is none.
    numbers : mapping of str to float
        What is told of it.
    """

    month: float
    kind: str
    name: str = ""
    numbers: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Story:
    """What happens in one world at one level.

    Parameters
    ----------
    world, level : int
        From 0.
    events : tuple of Event
        By date.
    unready : dict of str to float
        What the requirement rests on and is less likely than not to be ready at the
        threshold, with its readiness then, the least ready first.
    """

    world: int
    level: int
    events: tuple[Event, ...]
    unready: dict[str, float]


def story(
    engine: Engine,
    worlds: Worlds,
    portfolio: Portfolio,
    months: int,
    *,
    world: int,
    level: int,
) -> Story:
    """Return what happens in one world; the same world has the same story.

    Parameters
    ----------
    engine : Engine
    worlds : Worlds
    portfolio : Portfolio
    months : int
        Length of the plan.
    world, level : int
        From 0.

    Raises
    ------
    IndexError
        If there is no such world.
    """
    if not 0 <= world < len(worlds):
        msg = f"world must lie in [0, {len(worlds) - 1}], got {world}"
        raise IndexError(msg)
    one = worlds.part(slice(world, world + 1))
    with np.errstate(all="ignore"):
        way = path(engine.mechanisms, one, [portfolio], months)
        at = moments(engine, one, way)
        found = funnel_at(engine, one, at)
        after = aftermath(engine, one, at, level)
    reached = 12 * float(at.critical[0, 0])
    spoiled = _spoiled(engine, one, level)
    met = partial(_met, engine, way, spoiled, level)
    members = _members(engine, level)
    events = [
        Event(0.0, "begin", numbers=met(0.0)),
        *_automation(engine.mechanisms.researcher, one, way),
        *_readiness(engine, way.ready(slice(None), spoiled), way, members),
        *_slowing(engine, one, way),
        Event(
            float(months),
            "plan",
            numbers=met(months / 12),
        ),
    ]
    told = [event for event in events if event.month <= reached]
    told.sort(key=lambda event: event.month)
    if np.isinf(reached):
        told.append(Event(reached, "never"))
    else:
        told.append(Event(reached, "critical", numbers=met(reached / 12)))
        told += _planted(engine, one, reached)
        told += sorted(_pipeline(found, one, after, level), key=lambda e: e.month)
    month = 12 * HORIZON if np.isfinite(reached) else reached
    told.append(Event(month, "end", _likeliest(after.ends), after.ends))
    ready = next(ready for levels, _, ready in parted(engine, at) if level in levels)
    return Story(world, level, tuple(told), _unready(engine, ready, members))


def _members(engine: Engine, level: int) -> tuple[str, ...]:
    means = engine.model.means
    return variables([means.requirements[level].needs], means.trees, means.ids)


def _when(way: Path, values: FloatArray) -> float:
    """Return the month in which a rising series of one world is half there."""
    series = values.reshape(-1, 1, 1)
    date = capability.critical_date(way.dates, series, np.array([HALF]))
    return 12 * float(date[0, 0])


def _at(way: Path, values: FloatArray, month: float) -> float:
    return float(np.interp(month / 12, way.dates, values))


def _spoiled(engine: Engine, one: Worlds, level: int) -> FloatArray:
    """Return the share of untrusted work that is spoiled at a level, shape (1,)."""
    part = next(part for part in engine.parts if level in part.levels)
    spoiled: FloatArray = part.sabotage * one["sabotage_on"]
    return spoiled


def _met(
    engine: Engine, way: Path, spoiled: FloatArray, level: int, date: float
) -> dict[str, float]:
    """Return P(the requirement really holds) at a date in years."""
    dates = np.full((1, 1, 1), min(date, way.dates[-1]))
    (ready,) = way.really_at(dates, [spoiled])
    return {"met": float(engine.gates.chances(ready)[level, 0, 0, 0])}


def _automation(researcher: Researcher, one: Worlds, way: Path) -> Iterator[Event]:
    reached = np.minimum(way.capability[:, 0], one["threshold"])
    month = _when(way, researcher.able(one, reached))
    if 0 < month < np.inf:
        speed = _at(way, way.multiplier[:, 0, 0], month)
        yield Event(month, "half", numbers={"speed": speed})


def _readiness(
    engine: Engine, really: FloatArray, way: Path, members: tuple[str, ...]
) -> Iterator[Event]:
    for name in members:
        ready = really[engine.model.means.ids.index(name), :, 0, 0]
        month = _when(way, ready)
        if 0 < month < np.inf:
            yield Event(month, "ready", name, {"today": float(ready[0])})


def _slowing(engine: Engine, one: Worlds, way: Path) -> Iterator[Event]:
    month = _when(way, engine.mechanisms.slowing(way.readiness)[:, 0, 0])
    if 0 < month < np.inf:
        removed = float(one["slowing_effect"][0])
        yield Event(month, "slowing", numbers={"removed": removed})


def _planted(engine: Engine, one: Worlds, reached: float) -> Iterator[Event]:
    """Tell what stress tests find of the models that were planted in them."""
    beliefs, planted = engine.beliefs, one["planted"]
    for layer in np.flatnonzero(beliefs.planted):
        count = found(planted, beliefs.rate[layer], one["stress_luck"])
        rate, bound = estimate(count, planted, one["transfer_weight"])
        told = {"found": count, "planted": planted, "rate": rate, "bound": bound}
        numbers = {name: float(x[0]) for name, x in told.items()}
        yield Event(reached, "planted", numbers=numbers)


def _pipeline(
    found: Funnel, one: Worlds, after: Aftermath, level: int
) -> Iterator[Event]:
    """Tell what tests show, the likeliest way from there, and what a halt brings."""
    reached, repaired, *_ = after.months
    misaligned = float(found.misaligned[level, 0])
    if misaligned > 0:
        alarm = float(found.rung[level, 0]) / misaligned
        yield Event(reached, "alarm", numbers={"chance": alarm})
    ways = {name: float(found.ways[name][level, 0]) for name in WAYS}
    way = _likeliest(ways)
    if way in RETRIED and tries(one) > 1:
        numbers = {"slack": after.slack, "retries": tries(one) - 1.0}
        yield Event(reached, "retries", numbers=numbers | {"until": repaired})
    when = repaired if way in LATE else reached
    yield Event(when, way, numbers={"chance": ways[way]})
    if way in SHIPPED:
        caught = float(found.caught[level, 0] / found.shipped[level, 0])
        yield Event(when, "caught", numbers={"chance": caught})
    yield from _halt(after, whole=way in KEPT)


def _halt(after: Aftermath, *, whole: bool) -> Iterator[Event]:
    """Tell what has become of what is held, at each date or at the last alone."""
    if round(after.held, 3) == 0:
        return
    first = 2 if whole else len(after.months) - 1
    for n in range(first, len(after.months)):
        if after.months[n] != after.months[n - 1]:
            numbers = {"held": after.held, "still": after.still[n], **after.ended[n]}
            yield Event(after.months[n], "halt", numbers=numbers)


def _likeliest(chances: dict[str, float]) -> str:
    return max(chances, key=chances.__getitem__)


def _unready(
    engine: Engine, readiness: FloatArray, members: tuple[str, ...]
) -> dict[str, float]:
    ids = engine.model.means.ids
    ready = {name: float(readiness[ids.index(name), 0, 0, 0]) for name in members}
    short = {name: share for name, share in ready.items() if share < HALF}
    return dict(sorted(short.items(), key=lambda pair: pair[1]))
