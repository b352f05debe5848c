"""Values world by world, for what means over worlds cannot tell."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from interventions.portfolio import Portfolio
from levels.arrays import FloatArray
from simulator.world.engine import Engine
from simulator.world.sampling import Draws, Worlds
from simulator.world.simulation import PLAN_MONTHS, Progress, simulate

MOST_CELLS = 1 << 23
"""Outcomes are held for as many worlds at a time as fit in this."""


def values_by_world(
    engine: Engine,
    portfolios: Sequence[Portfolio],
    worlds: Worlds | Draws,
    utilities: FloatArray,
    months: int = PLAN_MONTHS,
    progress: Progress | None = None,
) -> FloatArray:
    """Return what portfolios are worth at each level of each world.

    A value is still an expectation: over the chances that are exact given the world.

    Parameters
    ----------
    engine : Engine
    portfolios : sequence of Portfolio
    worlds : Worlds or Draws
    utilities : ndarray, shape (n_outcomes,)
    months : int
        Length of the plan.
    progress : callable, optional
        See `simulate`.

    Returns
    -------
    ndarray, shape (n_portfolios, K, n_worlds)

    Raises
    ------
    ValueError
        If parameters are so extreme that a probability is not a number.
    """
    n_levels = len(engine.model.belief.ladder)
    values = np.empty((len(portfolios), n_levels, len(worlds)))
    size = max(1, MOST_CELLS // (len(portfolios) * n_levels * len(utilities)))
    for start in range(0, len(worlds), size):
        some = slice(start, min(start + size, len(worlds)))
        part = replace(worlds.part(some), scrambles=some.stop - start)
        found = simulate(engine, portfolios, part, months).by_scramble
        values[..., some] = np.einsum("xkow,o->xkw", found, utilities)
        if progress is not None:
            progress(some.stop / len(worlds))
    return values
