"""The harm guard: a bound on the chance that a portfolio does worse than another one.

A world does worse at a level if the portfolio is worth less there than the reference,
in that same world; what is worth is an expectation over all that is still chance in the
world. The chance at a level is the share of such worlds. The chance under a credence is
that of a world and a level drawn together: the credence weighs the levels' chances.

The bound holds with 95 %: it is the larger of two. One follows from the number of
worlds alone (Hoeffding's inequality in its exact form, which at no harmful world in n
is that of Clopper and Pearson, about 3 / n), the other from the spread between
scrambles, with Student's t.

References
----------
.. [1] Hoeffding, W. (1963). Probability inequalities for sums of bounded random
   variables. J. Am. Stat. Assoc. 58(301), 13-30, theorem 1.
"""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import brentq
from scipy.special import rel_entr
from scipy.stats import t

from interventions.portfolio import Portfolio
from levels.arrays import FloatArray
from simulator.choice.by_world import values_by_world
from simulator.choice.funded import NOTHING
from simulator.scenario import Scenario
from simulator.world.engine import Engine
from simulator.world.simulation import Progress, draws_of, standard_error

DOUBT = 0.05
ROUNDING = 1e-9
"""A loss of less utility is none."""


@dataclass(frozen=True, eq=False)
class Harm:
    """How often a portfolio does worse than a reference.

    Parameters
    ----------
    chance, standard_error, bound : ndarray, shape (K,)
        Share of worlds at each level, its error, and what it does not exceed with 95 %.
    loss : ndarray, shape (K,)
        Utility lost in these worlds, the mean over all worlds.
    gain : ndarray, shape (K,)
        Utility gained in the other worlds, the mean over all worlds.
    n_worlds : int
    by_world : ndarray, shape (K, n_worlds)
        The portfolio's value less the reference's.
    scrambles : int
        Worlds of one stand together.
    """

    chance: FloatArray
    standard_error: FloatArray
    bound: FloatArray
    loss: FloatArray
    gain: FloatArray
    n_worlds: int
    by_world: FloatArray
    scrambles: int

    def under(self, p: FloatArray) -> "Risk":
        """Return the chance under a credence."""
        worse = p @ (self.by_world < -ROUNDING)
        return Risk(*_bounded(worse[None], self.scrambles)[:, 0].tolist())


@dataclass(frozen=True)
class Risk:
    """A chance, its standard error, and what it does not exceed with 95 %.

    Parameters
    ----------
    chance, standard_error, bound : float
    """

    chance: float
    standard_error: float
    bound: float


def harm(
    engine: Engine,
    scenario: Scenario,
    reference: Portfolio = NOTHING,
    progress: Progress | None = None,
) -> Harm:
    """Return how often a scenario's portfolio does worse than a reference.

    Parameters
    ----------
    engine : Engine
    scenario : Scenario
        Its credence and observations are not looked at.
    reference : Portfolio
        Nothing, if it is not told.
    progress : callable, optional
        See `simulate`.
    """
    model = engine.model
    worlds = draws_of(model, scenario.worlds, scenario.seed, scenario.parameters)
    tried = [scenario.allocation(model), reference]
    utilities, months = scenario.utility(model), scenario.months
    value = values_by_world(engine, tried, worlds, utilities, months, progress)
    return compared(value[0] - value[1], worlds.scrambles)


def compared(gains: FloatArray, scrambles: int) -> Harm:
    """Return how often gains are losses.

    Parameters
    ----------
    gains : ndarray, shape (K, n_worlds)
    scrambles : int
        Worlds of one stand together.

    Examples
    --------
    >>> compared(np.array([[1.0, -1.0, 2.0, 2.0]]), 2).chance.tolist()
    [0.25]
    """
    worse = (gains < -ROUNDING).astype(float)
    chance, error, bound = _bounded(worse, scrambles)
    return Harm(
        chance=chance,
        standard_error=error,
        bound=bound,
        loss=np.maximum(-gains, 0).mean(axis=1),
        gain=np.maximum(gains, 0).mean(axis=1),
        n_worlds=gains.shape[1],
        by_world=gains,
        scrambles=scrambles,
    )


def _bounded(worse: FloatArray, scrambles: int) -> FloatArray:
    """Return mean, error and bound of rows within [0, 1], shape (3, n_rows)."""
    means = worse.reshape(len(worse), scrambles, -1).mean(axis=-1)
    chance, error = means.mean(axis=1), standard_error(means)
    spread = chance + t.isf(DOUBT, scrambles - 1) * error
    counted = [upper_bound(share, worse.shape[1]) for share in chance.tolist()]
    return np.stack([chance, error, np.minimum(np.maximum(spread, counted), 1.0)])


def upper_bound(mean: float, n: int, doubt: float = DOUBT) -> float:
    """Return what the expectation of something within [0, 1] does not exceed.

    Parameters
    ----------
    mean : float
        Of n independent draws.
    n : int
    doubt : float
        The chance that it does exceed it.

    Returns
    -------
    float
        The largest m for which n KL(mean, m) is at most ln(1 / doubt).

    Examples
    --------
    >>> round(upper_bound(0.0, 512), 6), round(1 - 0.05 ** (1 / 512), 6)
    (0.005834, 0.005834)
    """
    allowed = float(np.log(1 / doubt)) / n

    def beyond(m: float) -> float:
        return float(rel_entr(mean, m) + rel_entr(1 - mean, 1 - m) - allowed)

    mean = min(max(mean, 0.0), 1.0)
    almost = 1 - 2.0**-50
    if mean >= almost or beyond(almost) <= 0:
        return 1.0
    return float(brentq(beyond, mean, almost, xtol=1e-12))
