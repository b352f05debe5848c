"""Intervals of independent runs, and how often they hold what is true.

Runs differ in their seed alone. They go through the simulation together, as worlds
beside each other, which takes a fraction of the time and changes no number.
"""

import numpy as np
from scipy.stats import t

from levels.arrays import FloatArray
from simulator.world.engine import Engine
from simulator.world.sampling import SCRAMBLES, UNCERTAIN, Worlds
from simulator.world.simulation import simulate, standard_error, worlds_of

QUANTILE = float(t.ppf(0.975, SCRAMBLES - 1))
"""2.131: errors come from 16 scrambles, so they have 15 degrees of freedom."""
ROUNDING = 1e-12


def independent(engine: Engine, n_worlds: int, n_runs: int) -> FloatArray:
    """Return outcomes under today's field from seeds 0, 1, ...

    Shape (K, n_outcomes, n_runs, n_scrambles).
    """
    worlds = _beside([worlds_of(engine.model, n_worlds, n) for n in range(n_runs)])
    found = simulate(engine, [engine.model.means.field], worlds).by_scramble[0]
    by_run: FloatArray = found.reshape(*found.shape[:2], n_runs, -1)
    return by_run


def covered(
    by_run: FloatArray, truth: FloatArray, quantile: float = QUANTILE
) -> FloatArray:
    """Return the share of runs whose interval holds the truth, shape (K, n_outcomes).

    Parameters
    ----------
    by_run : ndarray, shape (K, n_outcomes, n_runs, n_scrambles)
    truth : ndarray, shape (K, n_outcomes)
    quantile : float
        How many standard errors the interval extends to each side.
    """
    far = np.abs(by_run.mean(axis=-1) - truth[..., None])
    inside = far <= quantile * standard_error(by_run) + ROUNDING
    share: FloatArray = inside.mean(axis=-1)
    return share


def _beside(parts: list[Worlds]) -> Worlds:
    fields = {
        name: np.concatenate([getattr(part, name) for part in parts], axis=1)
        for name in UNCERTAIN
    }
    values = {
        name: np.concatenate([part[name] for part in parts]) for name in parts[0].values
    }
    return Worlds(values=values, scrambles=sum(p.scrambles for p in parts), **fields)
