"""A run: all that is told of one portfolio, from one draw of worlds."""

from dataclasses import dataclass

import numpy as np

from interventions.portfolio import Portfolio
from levels.arrays import FloatArray
from simulator.world.ending import ending, moments
from simulator.world.engine import Engine
from simulator.world.passage import Passage, passage
from simulator.world.path import path
from simulator.world.remainder import Remainder, remainder
from simulator.world.sampling import Draws, Worlds
from simulator.world.series import QUANTILES, Series, series
from simulator.world.simulation import PLAN_MONTHS, Outcomes, Progress, simulate

SHOWN = 4096
"""How many worlds the course is told of; outcomes are those of all."""
SHARES = (0.9, 0.99, 0.999)
"""Of tasks that AI does, at which the remainder is told."""


@dataclass(frozen=True, eq=False)
class Run:
    """What a portfolio does.

    Parameters
    ----------
    outcomes : Outcomes
        Of this one portfolio.
    series : Series
    critical : ndarray, shape (3,)
        Months to the threshold, at the 5 %, 50 % and 95 % points; inf for never.
    passage : Passage
        Means over worlds.
    by_world : ndarray, shape (K, n_outcomes, n_worlds)
        Outcome probabilities in each world that is shown.
    remainders : tuple of Remainder
    """

    outcomes: Outcomes
    series: Series
    critical: FloatArray
    passage: Passage
    by_world: FloatArray
    remainders: tuple[Remainder, ...]

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
        Called with the share that is done.

    Raises
    ------
    ValueError
        If parameters are so extreme that a probability is not a number.
    """
    found = simulate(engine, [portfolio], worlds, months, progress)
    shown = worlds.part(slice(0, SHOWN))
    with np.errstate(all="ignore"):
        way = path(engine.mechanisms, shown, [portfolio], months)
        at = moments(engine, shown, way)
        ends = ending(engine, shown, at)[:, :, 0]
        passed = passage(engine, shown, at).mean
    points = list(QUANTILES.values())
    return Run(
        outcomes=found,
        series=series(engine, shown, way, months),
        critical=12 * np.quantile(at.critical[0], points, method="lower"),
        passage=passed,
        by_world=_outcomes(engine, ends, found.by_scramble.shape[2]),
        remainders=tuple(remainder(shown, share) for share in SHARES),
    )


def _outcomes(engine: Engine, ends: FloatArray, n_outcomes: int) -> FloatArray:
    """Return outcomes from ways of ending, of which several may be one outcome."""
    by_world = np.zeros((ends.shape[1], n_outcomes, ends.shape[2]))
    for end, outcome in enumerate(engine.ends):
        by_world[:, outcome] += ends[end]
    return by_world
