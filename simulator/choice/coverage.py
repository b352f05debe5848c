"""Coverage: how likely each level's requirement is complete, and by whose doing.

P(requirement complete | level, portfolio) is the mean over worlds of the exact chance
of the level's tree, at a date, given what is ready by then. The part of a measure is
what that mean loses if the measure is lost and gains if it is perfect at that date, in
every world, all else being as it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from interventions.chance import Chance, chance
from interventions.diagram import diagram
from interventions.means import Means
from interventions.minimal import minimal_sets
from interventions.portfolio import Portfolio
from interventions.requirement import support
from levels.arrays import FloatArray
from simulator.model import Model
from simulator.world.engine import Engine
from simulator.world.path import path
from simulator.world.sampling import Overrides, Worlds

BAND = (0.05, 0.95)
MOST_CELLS = 1 << 22
"""Readiness of the whole path is held for as many worlds at a time as fit in this."""

FEWEST_SETS = 12
"""How many of the smallest complete sets are tried together."""

MOST_PAIRED = 24
"""Measures are tried in pairs if a level rests on no more of them than this."""

TOGETHER = 1e-9
"""A joint gain that exceeds the gains alone by less is rounding."""


@dataclass(frozen=True, eq=False)
class Complete:
    """P(requirement complete) by level: the mean over worlds and its band.

    Parameters
    ----------
    mean, low, high : ndarray, shape (K,)
    """

    mean: FloatArray
    low: FloatArray
    high: FloatArray


@dataclass(frozen=True, eq=False)
class Coverage:
    """How far the levels' requirements are covered, and each measure's part in it.

    Parameters
    ----------
    today, planned : Complete
        Today, and at the end of the plan.
    ready : ndarray, shape (n_interventions,)
        Mean readiness of each at the end of the plan.
    lost : ndarray, shape (n_interventions, K)
        How much less likely the requirement is complete then, were the measure lost.
    gained : ndarray, shape (n_interventions, K)
        How much more likely, were the measure perfect.
    """

    today: Complete
    planned: Complete
    ready: FloatArray
    lost: FloatArray
    gained: FloatArray

    def best(self, level: int) -> int | None:
        """Return the measure whose perfection would raise a level most, if any does."""
        gains = self.gained[:, level]
        row = int(gains.argmax())
        return row if gains[row] > TOGETHER else None


@dataclass(frozen=True)
class Together:
    """A set of measures that does more than its members, each by itself.

    Parameters
    ----------
    members : tuple of str
    alone : float
        The gains of the members, each perfect by itself, added up.
    joint : float
        The gain if all of them are perfect.
    completes : bool
        Whether that completes the requirement.
    """

    members: tuple[str, ...]
    alone: float
    joint: float
    completes: bool


def readiness_today(means: Means, overrides: Overrides) -> FloatArray:
    """Return readiness today as the pack states it, or as it is held.

    Returns
    -------
    ndarray, shape (n_interventions,)
    """
    return np.array(
        [
            overrides.get(f"{i.id}.readiness_today", i.readiness_today.value)
            for i in means.interventions
        ]
    )


def readiness_planned(
    engine: Engine, worlds: Worlds, portfolio: Portfolio, months: int
) -> FloatArray:
    """Return readiness at the end of the plan, shape (n_interventions, n_worlds)."""
    steps = (months + 1) * len(engine.model.means.ids)
    size = max(1, MOST_CELLS // steps)
    parts = [
        worlds.part(slice(start, start + size)) for start in range(0, len(worlds), size)
    ]
    with np.errstate(all="ignore"):
        ways = [path(engine.mechanisms, part, [portfolio], months) for part in parts]
    return np.concatenate(
        [way.ready(slice(months, months + 1))[:, 0, 0] for way in ways], axis=1
    )


def coverage(model: Model, today: FloatArray, planned: FloatArray) -> Coverage:
    """Return the coverage of every level.

    Parameters
    ----------
    model : Model
    today, planned : ndarray, shape (n_interventions, n_worlds)
        Readiness today, and at the end of the plan.

    Examples
    --------
    >>> from simulator.model import load
    >>> model = load()
    >>> half = np.full((len(model.means.ids), 2), 0.5)
    >>> coverage(model, half, half).planned.mean[:3].tolist()
    [1.0, 0.5, 0.375]
    """
    levels = [_chance(model, k) for k in range(len(model.means.requirements))]
    shape = (len(planned), len(levels))
    lost, gained = np.zeros(shape), np.zeros(shape)
    for level, ready in enumerate(levels):
        now = float(ready(planned).mean())
        for row in _rows(model, level):
            lost[row, level] = now - _mean(ready, planned, [row], 0.0)
            gained[row, level] = _mean(ready, planned, [row], 1.0) - now
    return Coverage(
        today=_complete(levels, today),
        planned=_complete(levels, planned),
        ready=planned.mean(axis=1),
        lost=np.maximum(lost, 0.0),
        gained=np.maximum(gained, 0.0),
    )


def together(
    model: Model, level: int, planned: FloatArray, most: int
) -> tuple[Together, ...]:
    """Return sets whose joint gain exceeds what their members gain alone.

    Tried are all pairs, as far as a level does not rest on too many measures for that,
    and the smallest sets that complete the requirement.

    Parameters
    ----------
    model : Model
    level : int
        Index of the level.
    planned : ndarray, shape (n_interventions, n_worlds)
        Readiness.
    most : int
        How many sets to return of those that complete the requirement, and of those
        that do not; the largest excess first.
    """
    ids, rows, ready = model.means.ids, _rows(model, level), _chance(model, level)
    now = float(ready(planned).mean())

    def gain(some: Sequence[int]) -> float:
        return _mean(ready, planned, some, 1.0) - now

    single = {row: gain([row]) for row in rows}
    sets = smallest(model, level)
    whole = [tuple(sorted(ids.index(name) for name in some)) for some in sets]
    pairs = list(combinations(rows, 2)) if len(rows) <= MOST_PAIRED else []
    found = [
        Together(
            members=tuple(ids[row] for row in some),
            alone=sum(single[row] for row in some),
            joint=gain(some),
            completes=some in whole,
        )
        for some in dict.fromkeys([*pairs, *whole])
    ]
    more = [some for some in found if some.joint - some.alone > TOGETHER]
    more.sort(key=lambda some: some.alone - some.joint)
    in_part = [some for some in more if not some.completes][:most]
    return (*in_part, *[some for some in more if some.completes][:most])


def smallest(model: Model, level: int) -> tuple[tuple[str, ...], ...]:
    """Return the smallest sets of measures that complete a level's requirement."""
    tree = model.means.requirements[level].needs
    forest = diagram([tree], model.means.trees)
    return minimal_sets(forest, "path", FEWEST_SETS).smallest


def _chance(model: Model, level: int) -> Chance:
    means = model.means
    return chance(means.requirements[level].needs, means.trees, means.ids)


def _rows(model: Model, level: int) -> list[int]:
    means = model.means
    named = support(means.requirements[level].needs, means.trees)
    return sorted(means.ids.index(name) for name in named)


def _mean(
    ready: Chance, readiness: FloatArray, rows: Sequence[int], value: float
) -> float:
    """Return the mean chance with the readiness of some measures set to a value."""
    changed = readiness.copy()
    changed[list(rows)] = value
    return float(ready(changed).mean())


def _complete(levels: Sequence[Chance], readiness: FloatArray) -> Complete:
    chances = np.stack([ready(readiness) for ready in levels])
    low, high = np.quantile(chances, BAND, axis=1)
    return Complete(chances.mean(axis=1), low, high)
