"""Rules of choice: what makes one portfolio better than another under a credence.

    score[i] = rule(payoff[i, level], p[level])        higher is better

A payoff is the value of each portfolio if the level were known. Rules that look at
levels alone take its mean over worlds; conditional value at risk looks at each level in
each world. What a rule scores high, `optimize` looks for and a page may explain.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, cast, get_args

import numpy as np

from levels.arrays import FloatArray
from simulator.choice.regret import regret
from simulator.choice.worst_case import (
    relative_entropy_worst_case,
    total_variation_worst_case,
)

RuleId = Literal[
    "expected-value",
    "cvar",
    "maximin",
    "minimax-regret",
    "hurwicz",
    "tv-ball",
    "kl-ball",
]
RULES: tuple[RuleId, ...] = get_args(RuleId)
ALPHA: dict[str, float] = {"cvar": 0.1, "hurwicz": 0.5}
"""The share that a rule takes if none is given."""

RADIUS: dict[str, float] = {"tv-ball": 0.1, "kl-ball": 0.1}
LARGEST_RADIUS = 1e6


@dataclass(frozen=True)
class Rule:
    """A rule of choice with its numbers, checked.

    Parameters
    ----------
    id : str
        One of `RULES`.
    alpha : float
        The worst share of probability that counts (cvar), or the weight of the best
        level (hurwicz); other rules have no use for it.
    radius : float
        How far the credence may be wrong, in total variation (tv-ball) or in nats
        (kl-ball).

    Examples
    --------
    >>> payoff = np.array([[100, 20, -80], [80, 70, 0.0], [60, 60, 50]])
    >>> rule("maximin").score(payoff, np.array([0.5, 0.3, 0.2])).tolist()
    [-80.0, 0.0, 50.0]
    """

    id: RuleId
    alpha: float
    radius: float

    @property
    def relative(self) -> bool:
        """Whether a score depends on what else could be chosen."""
        return self.id == "minimax-regret"

    def score(
        self, payoff: FloatArray, p: FloatArray, best: FloatArray | None = None
    ) -> FloatArray:
        """Return the score of each portfolio; higher is better.

        Parameters
        ----------
        payoff : ndarray, shape (n_portfolios, K) or (n_portfolios, K, n_worlds)
        p : ndarray, shape (K,)
        best : ndarray, shape (K,), optional
            The best value at each level, which regret is counted from; that of these
            portfolios by default.
        """
        if self.id == "cvar":
            return conditional_value_at_risk(payoff, p, tail_fraction=self.alpha)
        return _BY_LEVEL[self.id](self, _level_means(payoff), p, best)


def rule(name: str, alpha: float | None = None, radius: float | None = None) -> Rule:
    """Return a rule; a number that is not given is the rule's own.

    Raises
    ------
    ValueError
        If there is no such rule, or a number does not suit it.
    """
    if name not in RULES:
        msg = f"rule must be one of {', '.join(RULES)}, got {name!r}"
        raise ValueError(msg)
    alpha = ALPHA.get(name, 0.0) if alpha is None else alpha
    radius = RADIUS.get(name, 0.0) if radius is None else radius
    if not 0 <= alpha <= 1 or (name == "cvar" and alpha == 0):
        interval = "(0, 1]" if name == "cvar" else "[0, 1]"
        msg = f"alpha must lie in {interval}, got {alpha:g}"
        raise ValueError(msg)
    most = 1.0 if name == "tv-ball" else LARGEST_RADIUS
    if not 0 <= radius <= most:
        msg = f"radius must lie in [0, {most:g}], got {radius:g}"
        raise ValueError(msg)
    return Rule(name, alpha, radius)


def expected_value(payoff: FloatArray, p: FloatArray) -> FloatArray:
    """Return the value of each portfolio, weighted by the credence.

    Parameters
    ----------
    payoff : ndarray, shape (n_portfolios, K)
    p : ndarray, shape (K,)

    Returns
    -------
    ndarray, shape (n_portfolios,)
    """
    value: FloatArray = payoff @ p
    return value


def conditional_value_at_risk(
    payoff: FloatArray, p: FloatArray, *, tail_fraction: float
) -> FloatArray:
    """Return the mean of the worst fraction of probability; low values are bad.

    Exact: the last case counts for the part of it that still lies in the tail.

    Parameters
    ----------
    payoff : ndarray, shape (n_portfolios, K) or (n_portfolios, K, n_worlds)
        Worlds are equally likely.
    p : ndarray, shape (K,)
    tail_fraction : float
        In (0, 1]; 1 gives the expected value.

    Returns
    -------
    ndarray, shape (n_portfolios,)

    References
    ----------
    .. [1] Rockafellar, R. T., & Uryasev, S. (2000). Optimization of conditional
       value-at-risk. J. Risk 2(3), 21-41.

    Examples
    --------
    >>> payoff = np.array([[100.0, 20.0, -80.0]])
    >>> p = np.array([0.5, 0.3, 0.2])
    >>> conditional_value_at_risk(payoff, p, tail_fraction=0.4).round(9).tolist()
    [-30.0]
    """
    cases = payoff.reshape(*payoff.shape[:2], -1)
    share = np.repeat(p / cases.shape[2], cases.shape[2])
    values = cases.reshape(len(cases), -1)
    order = values.argsort(axis=1, kind="stable")
    weight = share[order]
    before = weight.cumsum(axis=1) - weight
    within = np.clip(tail_fraction - before, 0.0, weight)
    tail: FloatArray = np.take_along_axis(values, order, axis=1) * within
    return cast(FloatArray, tail.sum(axis=1) / within.sum(axis=1))


def worst_value(payoff: FloatArray) -> FloatArray:
    """Return the value at the worst level, whatever its credence (Wald 1945)."""
    return cast(FloatArray, payoff.min(axis=1))


def hurwicz(payoff: FloatArray, *, alpha: float) -> FloatArray:
    """Return alpha times the best level's value and 1 - alpha times the worst one's.

    References
    ----------
    .. [1] Hurwicz, L. (1951). The generalized Bayes minimax principle. Cowles
       Commission Discussion Paper: Statistics 355.
    """
    best, worst = payoff.max(axis=1), payoff.min(axis=1)
    return cast(FloatArray, alpha * best + (1 - alpha) * worst)


def _level_means(payoff: FloatArray) -> FloatArray:
    return payoff if payoff.ndim == 2 else cast(FloatArray, payoff.mean(axis=-1))


_Kernel = Callable[[Rule, FloatArray, FloatArray, FloatArray | None], FloatArray]
_BY_LEVEL: dict[str, _Kernel] = {
    "expected-value": lambda _, u, p, __: expected_value(u, p),
    "maximin": lambda _, u, __, ___: worst_value(u),
    "minimax-regret": lambda _, u, __, best: -regret(u, best).max(axis=1),
    "hurwicz": lambda rule, u, _, __: hurwicz(u, alpha=rule.alpha),
    "tv-ball": lambda rule, u, p, _: total_variation_worst_case(
        u, p, radius=rule.radius
    ),
    "kl-ball": lambda rule, u, p, _: relative_entropy_worst_case(
        u, p, radius=rule.radius
    ),
}
"""Rules that look at levels alone."""
