"""Pools of the chance of one event that will be known one day, by log odds.

For a question that resolves, and people who know different things. The ladder is no
such question: its pools are in `levels.pooling`.
"""

import numpy as np
from scipy.special import expit, logit

from levels.arrays import FloatArray


def mean_odds(chances: FloatArray, push: float = 1.0, baseline: float = 0.5) -> float:
    """Return the chance whose odds are the geometric mean of people's odds.

    A push over 1 moves it further from a baseline than people are on average, for each
    knows only a part of what all know [1]_. It depends on the baseline: 1/2 is a strong
    claim for a rare event.

    Parameters
    ----------
    chances : ndarray, shape (n_people,)
        Within (0, 1).
    push : float
    baseline : float

    Raises
    ------
    ValueError
        If a chance or the baseline is not within (0, 1), or the push is not finite.

    References
    ----------
    .. [1] Satopaa, V. A., et al. (2014). Combining multiple probability predictions
       using a simple logit model. Int. J. Forecast. 30(2), 344-356.

    Examples
    --------
    >>> round(mean_odds(np.array([0.6, 0.7, 0.8])), 7)
    0.7067571
    """
    from_people = _log_odds(chances).mean()
    start = _log_odds(np.array([baseline]))[0]
    if not np.isfinite(push):
        msg = f"push must be finite, got {push}"
        raise ValueError(msg)
    return float(expit(start + push * (from_people - start)))


def push(n_people: int) -> float:
    """Return how far to push people of whom nothing is known but their number.

    n (sqrt(3 n^2 - 3 n + 1) - 2) / (n^2 - n - 1), at most sqrt 3 in the limit [1]_.

    Raises
    ------
    ValueError
        If there are fewer than two people.

    References
    ----------
    .. [1] Neyman, E., & Roughgarden, T. (2021). Are you smarter than a random expert?
       The robust aggregation of substitutable signals. arXiv:2111.03153.

    Examples
    --------
    >>> round(push(10), 7)
    1.6249525
    """
    if n_people < 2:
        msg = f"a push must be of two people or more, got {n_people}"
        raise ValueError(msg)
    n = n_people
    return float(n * (np.sqrt(3 * n**2 - 3 * n + 1) - 2) / (n**2 - n - 1))


def effective_people(n_people: int, correlation: float) -> float:
    """Return how many independent people n correlated ones are worth.

    References
    ----------
    .. [1] Clemen, R. T., & Winkler, R. L. (1999). Combining probability distributions
       from experts in risk analysis. Risk Anal. 19(2), 187-203.

    Examples
    --------
    >>> round(effective_people(10, 0.5), 6)
    1.818182
    """
    return n_people / (1 + (n_people - 1) * correlation)


def told_by_others(
    chances: FloatArray,
    covariance: FloatArray,
    prior_mean: float = 0.0,
    prior_variance: float = 4.0,
) -> float:
    """Return what a listener makes of people's chances: a supra-Bayesian posterior.

    People's log odds are normal around the right ones, with a covariance; the
    listener's prior of these is normal.

    Parameters
    ----------
    chances : ndarray, shape (n_people,)
        Within (0, 1).
    covariance : ndarray, shape (n_people, n_people)
        Positive definite.
    prior_mean, prior_variance : float
        Of the log odds.

    Raises
    ------
    ValueError
        If a chance is not within (0, 1).

    References
    ----------
    .. [1] Winkler, R. L. (1981). Combining probability distributions from dependent
       information sources. Manage. Sci. 27(4), 479-488.

    Examples
    --------
    >>> alike = np.full((3, 3), 0.5) + 0.5 * np.eye(3)
    >>> round(told_by_others(np.array([0.6, 0.7, 0.8]), alike), 7)
    0.6800532
    """
    trust = np.linalg.solve(covariance, np.ones(len(chances)))
    precision = 1 / prior_variance + trust.sum()
    mean = (prior_mean / prior_variance + trust @ _log_odds(chances)) / precision
    return float(expit(mean))


def _log_odds(chances: FloatArray) -> FloatArray:
    if not ((chances > 0) & (chances < 1)).all() or not len(chances):
        msg = f"chances must lie within (0, 1), got {chances.tolist()}"
        raise ValueError(msg)
    odds: FloatArray = logit(chances)
    return odds
