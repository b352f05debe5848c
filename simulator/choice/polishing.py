"""Polishing: better amounts for a portfolio that is already good.

Around a portfolio the payoff is taken for a sum of parts, each of which is quadratic in
the logarithm of one intervention's money: exact at the portfolio, and where one amount
alone is raised or lowered. The best portfolio of that model within bounds is found by
sequential quadratic programming [1]_. Steps on the way to it and beyond are then really
simulated, and the best one is where the next round starts.

References
----------
.. [1] Kraft, D. (1988). A software package for sequential quadratic programming.
   DFVLR-FB 88-28.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize

from levels.arrays import FloatArray

FACTOR = 2.5
"""By how much an amount is raised or lowered at most in the first round."""

STEPS = np.array([0.25, 0.5, 0.75, 1.0, 1.3, 1.6])
"""Parts of the way to the best portfolio of the model that are simulated."""

_START, _OFFSET, _NOTHING = 0.01, 0.004, 0.002
"""Shares of the budget: what an empty amount is raised to; added before logarithms are
taken; and below which a lower amount is none."""

_NUDGE = 1e-6
_WORTH = 100.0
"""What the solver sees of a score, so that its own tolerances mean something."""

Score = Callable[[FloatArray], FloatArray]
"""From payoffs, shape (n, K) or (n, K, n_worlds), to scores, shape (n,)."""


@dataclass(frozen=True, eq=False)
class Surrogate:
    """A model of the payoff around a portfolio.

    Parameters
    ----------
    low, high : ndarray, shape (n,)
        Shares of the budget between which it is taken for true.
    center : ndarray, shape (n,)
    payoff : ndarray, shape (K,) or (K, n_worlds)
        At the center.
    slope, bend : ndarray, shape (n, K) or (n, K, n_worlds)
    """

    low: FloatArray
    high: FloatArray
    center: FloatArray
    payoff: FloatArray
    slope: FloatArray
    bend: FloatArray

    def at(self, shares: FloatArray) -> FloatArray:
        """Return the payoff of portfolios, shape (n_portfolios, K[, n_worlds])."""
        far = np.log((np.maximum(shares, 0.0) + _OFFSET) / (self.center + _OFFSET))
        straight = np.tensordot(far, self.slope, axes=1)
        payoff: FloatArray = self.payoff + straight
        return payoff + np.tensordot(far**2, self.bend, axes=1)

    def best(self, score: Score) -> FloatArray:
        """Return the portfolio whose modeled payoff scores highest, shape (n,)."""
        nudges = np.vstack([np.zeros_like(self.center), _NUDGE * np.eye(self.n)])

        def worth(shares: FloatArray) -> tuple[float, FloatArray]:
            scores = _WORTH * score(self.at(shares + nudges))
            return -float(scores[0]), (scores[0] - scores[1:]) / _NUDGE

        whole = {
            "type": "ineq",
            "fun": lambda shares: 1 - shares.sum(),
            "jac": lambda _: np.full(self.n, -1.0),
        }
        found = minimize(
            worth,
            self.center,
            jac=True,
            method="SLSQP",
            bounds=list(zip(self.low, self.high, strict=True)),
            constraints=[whole],
            options={"maxiter": 25, "ftol": 1e-5},
        )
        good = np.isfinite(found.x).all()
        return np.clip(found.x, self.low, self.high) if good else self.center

    @property
    def n(self) -> int:
        """How many amounts there are."""
        return len(self.center)


def trials(
    center: FloatArray, limits: tuple[FloatArray, FloatArray], factor: float = FACTOR
) -> FloatArray:
    """Return the portfolios that a surrogate is made from.

    Parameters
    ----------
    center : ndarray, shape (n,)
        Shares of the budget.
    limits : tuple of ndarray, shape (n,)
        Between what they must stay.
    factor : float
        By how much an amount is raised or lowered.

    Returns
    -------
    ndarray, shape (1 + 2 n, n)
        The center, then each amount raised, then each amount lowered.
    """
    low, high = limits
    lower = center / factor
    lower = np.clip(np.where(lower < _NOTHING, 0.0, lower), low, high)
    upper = np.clip(factor * center + _START * (factor - 1), low, high)
    raised, lowered = np.diag(upper - center), np.diag(lower - center)
    return center + np.vstack([np.zeros_like(center), raised, lowered])


def surrogate(tried: FloatArray, payoff: FloatArray) -> Surrogate:
    """Return the model through portfolios that were simulated.

    Parameters
    ----------
    tried : ndarray, shape (1 + 2 n, n)
        See `trials`.
    payoff : ndarray, shape (1 + 2 n, K) or (1 + 2 n, K, n_worlds)

    Examples
    --------
    >>> tried = trials(np.array([0.2, 0.3]), (np.zeros(2), np.ones(2)))
    >>> model = surrogate(tried, np.log(tried + 0.004) @ np.array([[1.0], [2.0]]))
    >>> there = model.at(np.array([[0.3, 0.4]]))
    >>> np.allclose(there, np.log(0.304) + 2 * np.log(0.404))
    True
    """
    n, center = tried.shape[1], tried[0]
    upper, lower = tried[1 : n + 1].diagonal(), tried[n + 1 :].diagonal()
    up, down = (np.log((x + _OFFSET) / (center + _OFFSET)) for x in (upper, lower))
    shape = (n,) + (1,) * (payoff.ndim - 1)
    gained = _per(payoff[1 : n + 1] - payoff[0], up.reshape(shape))
    lost = _per(payoff[n + 1 :] - payoff[0], down.reshape(shape))
    both = ((up > 0) & (down < 0)).reshape(shape)
    bend = np.where(both, _per(gained - lost, (up - down).reshape(shape)), 0.0)
    one = np.where((up > 0).reshape(shape), gained, lost)
    slope = np.where(both, gained - bend * up.reshape(shape), one)
    return Surrogate(lower, upper, center, payoff[0], slope, bend)


def on_the_way(
    center: FloatArray, goal: FloatArray, limits: tuple[FloatArray, FloatArray]
) -> FloatArray:
    """Return portfolios between a center and a goal, and beyond.

    Returns
    -------
    ndarray, shape (n_steps, n)
        Within the limits and, as far as the lower limits let them, the budget.
    """
    low, high = limits
    shares = np.clip(center + STEPS[:, None] * (goal - center), low, high)
    spare = shares - low
    over = np.maximum(shares.sum(axis=1, keepdims=True) - 1, 0.0)
    room = spare.sum(axis=1, keepdims=True)
    cut = np.divide(over, room, out=np.zeros_like(over), where=room > 0)
    reached: FloatArray = shares - spare * np.minimum(cut, 1.0)
    return reached


def _per(change: FloatArray, step: FloatArray) -> FloatArray:
    return np.divide(change, step, out=np.zeros_like(change), where=step != 0)
