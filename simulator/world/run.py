"""A run: all that is told of one portfolio, from one draw of worlds."""

import math
from dataclasses import dataclass

import numpy as np

from interventions.portfolio import Portfolio
from levels.arrays import FloatArray
from simulator.world.ending import ending, moments
from simulator.world.engine import Engine
from simulator.world.funnel import Funnel, funnel_at, joined
from simulator.world.path import path, path_shape
from simulator.world.remainder import Remainder, remainder
from simulator.world.sampling import Draws, Worlds
from simulator.world.series import (
    QUANTILES,
    Series,
    Values,
    banded,
    n_values,
    values,
)
from simulator.world.simulation import PLAN_MONTHS, Outcomes, Progress, simulate

SHOWN, AT_ONCE, FEWEST = 4096, 512, 16
"""How many worlds the course is told of, how many of them are run at once, and how many
either is at the least. Outcomes are those of all worlds."""
CELLS = 1 << 26
"""Numbers that the course of the worlds may have, half a gibibyte: long plans and large
packs are told of fewer worlds, and run fewer at once."""
SHARES = (0.9, 0.99, 0.999)
"""Of tasks that AI does, at which the remainder is told."""
ENDS, COURSES = 0.25, 0.75
"""About which share of the work is done when outcomes are found, and all courses."""


@dataclass(frozen=True, eq=False)
class Run:
    """What a portfolio does.

    Parameters
    ----------
    outcomes : Outcomes
        Of this one portfolio.
    series : Series
    dates : ndarray, shape (n_worlds,)
        Months to the threshold in each world that is shown; inf for never.
    funnel : Funnel
        Means over each scramble, or over as many parts of the worlds that are shown.
    by_world : ndarray, shape (K, n_outcomes, n_worlds)
        Outcome probabilities in each world that is shown.
    remainders : tuple of Remainder
    """

    outcomes: Outcomes
    series: Series
    dates: FloatArray
    funnel: Funnel
    by_world: FloatArray
    remainders: tuple[Remainder, ...]

    @property
    def critical(self) -> FloatArray:
        """Months to the threshold, at the 5 %, 50 % and 95 % points, shape (3,)."""
        points = list(QUANTILES.values())
        # What lies between a date and never is no date.
        dates: FloatArray = np.quantile(self.dates, points, method="lower")
        return dates

    def typical(self, level: int) -> int:
        """Return the world whose outcomes at a level are nearest to the mean."""
        ends = self.by_world[level]
        far: FloatArray = ((ends - ends.mean(axis=1, keepdims=True)) ** 2).sum(axis=0)
        return int(far.argmin())


def run(
    engine: Engine,
    portfolio: Portfolio,
    worlds: Worlds | Draws,
    months: int = PLAN_MONTHS,
    progress: Progress | None = None,
) -> Run:
    """Run one portfolio.

    Parameters
    ----------
    engine : Engine
    portfolio : Portfolio
    worlds : Worlds or Draws
    months : int
        Length of the plan.
    progress : callable, optional
        Called in this thread with the share that is done. What it raises stops the run.

    Raises
    ------
    ValueError
        If parameters are so extreme that a probability is not a number.
    """
    tell = progress or _nobody
    found = simulate(engine, [portfolio], worlds, months, _within(tell, 0.0, ENDS))
    shown = worlds.part(slice(0, _shown(engine, months)))
    told, courses = _within(tell, ENDS, COURSES), []
    wide = at_once(engine, months)
    for start in range(0, len(shown), wide):
        some = shown.part(slice(start, start + wide))
        courses.append(_course(engine, portfolio, some, months))
        told(min(start + wide, len(shown)) / len(shown))
    ends = np.concatenate([c.ends for c in courses], axis=-1)
    return Run(
        outcomes=found,
        series=banded([c.values for c in courses], _within(tell, COURSES, 1.0)),
        dates=np.concatenate([c.dates for c in courses]),
        funnel=joined([c.funnel for c in courses]).grouped(shown.scrambles),
        by_world=_outcomes(engine, ends, found.by_scramble.shape[2]),
        remainders=tuple(remainder(shown, share) for share in SHARES),
    )


def at_once(engine: Engine, months: int) -> int:
    """Return how many worlds may take their course at once, of one portfolio."""
    written = math.prod(path_shape(engine.mechanisms, 1, 1, months))
    # What stands beside a path while it is told takes about as much again, twice.
    return _fitting(AT_ONCE, 4 * written)


def _shown(engine: Engine, months: int) -> int:
    """Return how many worlds are told of."""
    return _fitting(SHOWN, n_values(engine) * (months + 1))


def _fitting(most: int, each: int) -> int:
    """Return the largest power of two up to the most that fits, a scramble's at least.

    Examples
    --------
    >>> _fitting(4096, 1 << 10), _fitting(4096, 1 << 16), _fitting(4096, 1 << 30)
    (4096, 1024, 16)
    """
    fits = 1 << max(0, (CELLS // each).bit_length() - 1)
    return max(FEWEST, min(most, fits))


def _nobody(done: float) -> None:
    """Tell nobody."""


def _within(progress: Progress, start: float, stop: float) -> Progress:
    """Return what tells the share that is done of a part of the work."""
    return lambda done: progress(start + (stop - start) * done)


@dataclass(frozen=True, eq=False)
class _Course:
    """What a run tells of some of its worlds, on the last axis."""

    values: Values
    dates: FloatArray
    funnel: Funnel
    ends: FloatArray


def _course(
    engine: Engine, portfolio: Portfolio, worlds: Worlds, months: int
) -> _Course:
    with np.errstate(all="ignore"):
        way = path(engine.mechanisms, worlds, [portfolio], months)
        at = moments(engine, worlds, way)
        return _Course(
            values=values(engine, worlds, way, months),
            dates=12 * at.critical[0],
            funnel=funnel_at(engine, worlds, at),
            ends=ending(engine, worlds, at)[:, :, 0],
        )


def _outcomes(engine: Engine, ends: FloatArray, n_outcomes: int) -> FloatArray:
    """Return outcomes from ways of ending, of which several may be one outcome."""
    by_world = np.zeros((ends.shape[1], n_outcomes, ends.shape[2]))
    for end, outcome in enumerate(engine.ends):
        by_world[:, outcome] += ends[end]
    return by_world
