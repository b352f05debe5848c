"""Proper scores of a credence once the truth is known; lower is better for all."""

import numpy as np

from levels.arrays import FloatArray


def ranked_probability_score(p: FloatArray, level: int) -> float:
    """Return the ranked probability score: near misses count less than far ones.

    The sum of (F - O)^2 over the K - 1 thresholds, over their number; F and O are the
    cumulative credence and the cumulative truth.

    Parameters
    ----------
    p : ndarray, shape (K,)
        At least two levels.
    level : int
        The number of the true one, from 1.

    Raises
    ------
    ValueError
        If there is no level of that number.

    References
    ----------
    .. [1] Epstein, E. S. (1969). A scoring system for probability forecasts of ranked
       categories. J. Appl. Meteorol. 8(6), 985-987.

    Examples
    --------
    >>> round(ranked_probability_score(np.array([0.5, 0.3, 0.2]), 3), 6)
    0.445
    """
    truth = _truth(p, level)
    return float((np.cumsum(p - truth)[:-1] ** 2).mean())


def brier_score(p: FloatArray, level: int) -> float:
    """Return the Brier score, the sum of squared errors: 0 is best, 2 is worst.

    Parameters
    ----------
    p : ndarray, shape (K,)
    level : int
        The number of the true one, from 1.

    Raises
    ------
    ValueError
        If there is no level of that number.

    References
    ----------
    .. [1] Brier, G. W. (1950). Verification of forecasts expressed in terms of
       probability. Mon. Weather Rev. 78(1), 1-3.

    Examples
    --------
    >>> round(brier_score(np.array([0.5, 0.3, 0.2]), 1), 6)
    0.38
    """
    return float(((p - _truth(p, level)) ** 2).sum())


def log_score(p: FloatArray, level: int) -> float:
    """Return minus the logarithm of what was believed of the truth, in nats.

    Parameters
    ----------
    p : ndarray, shape (K,)
    level : int
        The number of the true one, from 1.

    Returns
    -------
    float
        Infinite where the truth was held to be impossible.

    Raises
    ------
    ValueError
        If there is no level of that number.

    References
    ----------
    .. [1] Good, I. J. (1952). Rational decisions. J. R. Stat. Soc. B 14(1), 107-114.

    Examples
    --------
    >>> round(log_score(np.array([0.5, 0.3, 0.2]), 1), 6)
    0.693147
    """
    held = float(p @ _truth(p, level))
    return -float(np.log(held)) if held > 0 else np.inf


def _truth(p: FloatArray, level: int) -> FloatArray:
    if not 1 <= level <= len(p):
        msg = f"number of a level must be 1 to {len(p)}, got {level}"
        raise ValueError(msg)
    truth: FloatArray = np.eye(len(p))[level - 1]
    return truth
