"""How firmly a credence is held: what it may be besides, as a distribution over them.

A Dirichlet has formulas, but in it no two levels move together. In a logistic-normal
along the ladder neighbors do.
"""

import numpy as np
from scipy.stats import beta

from levels.arrays import FloatArray
from levels.credence import Credence

TOGETHER = 0.8
"""Correlation of neighboring levels in a logistic-normal."""


def interval(credence: Credence, coverage: float = 0.9) -> FloatArray:
    """Return within which bounds each level's credence lies, shape (2, K).

    In a Dirichlet(n p) each is a Beta(n p, n (1 - p)). Without a concentration, and at
    0 and 1, both bounds are the credence itself.

    Parameters
    ----------
    credence : Credence
    coverage : float
        Share of the distribution, in (0, 1).

    Raises
    ------
    ValueError
        If the coverage is not in (0, 1).

    Examples
    --------
    >>> held = Credence(np.array([0.25, 0.75]), 20.0)
    >>> interval(held)[:, 0].round(6).tolist()
    [0.109906, 0.41912]
    """
    if not 0 < coverage < 1:
        msg = f"coverage must lie in (0, 1), got {coverage:g}"
        raise ValueError(msg)
    bounds = np.tile(credence.p, (2, 1))
    if credence.concentration is not None:
        n, free = credence.concentration, (credence.p > 0) & (credence.p < 1)
        p, tail = credence.p[free], (1 - coverage) / 2
        bounds[:, free] = beta.ppf([[tail], [1 - tail]], n * p, n * (1 - p))
    return bounds


def standard_deviation(credence: Credence) -> FloatArray:
    """Return the spread of each level's credence, shape (K,), in a Dirichlet(n p).

    Examples
    --------
    >>> standard_deviation(Credence(np.array([0.25, 0.75]), 20.0)).round(6).tolist()
    [0.094491, 0.094491]
    """
    if credence.concentration is None:
        return np.zeros(len(credence.p))
    p = credence.p
    spread: FloatArray = np.sqrt(p * (1 - p) / (credence.concentration + 1))
    return spread


def log_covariance(
    spread: float, n_levels: int, together: float = TOGETHER
) -> FloatArray:
    """Return the covariance of log credences along the ladder: s^2 r^|i-j|.

    The log-ratio of two levels then has variance 2 s^2 (1 - r^|i-j|).

    Parameters
    ----------
    spread : float
        s, of one log credence.
    n_levels : int
    together : float
        r, the correlation of neighbors, in [0, 1).

    Returns
    -------
    ndarray, shape (K, K)

    Raises
    ------
    ValueError
        If the spread is negative or the correlation is not in [0, 1).

    References
    ----------
    .. [1] Aitchison, J., & Shen, S. M. (1980). Logistic-normal distributions: some
       properties and uses. Biometrika 67(2), 261-272.

    Examples
    --------
    >>> log_covariance(0.5, 2).tolist()
    [[0.25, 0.2], [0.2, 0.25]]
    """
    if not 0 <= spread < np.inf or not 0 <= together < 1:
        rule = "spread must be from 0 and correlation in [0, 1)"
        msg = f"{rule}, got {spread:g} and {together:g}"
        raise ValueError(msg)
    levels = np.arange(n_levels)
    covariance: FloatArray = spread**2 * together ** np.abs(levels[:, None] - levels)
    return covariance


def neighborly_draws(
    p: FloatArray, spread: float, n_draws: int, rng: np.random.Generator
) -> FloatArray:
    """Return credences drawn around one, neighboring levels moving together.

    Parameters
    ----------
    p : ndarray, shape (K,)
    spread : float
        Of a level's log credence.
    n_draws : int
    rng : Generator

    Returns
    -------
    ndarray, shape (n_draws, K)
        Each row sums to 1; levels without credence stay without.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> neighborly_draws(np.array([0.5, 0.5, 0.0]), 0.5, 1, rng).shape
    (1, 3)
    """
    covariance = log_covariance(spread, len(p))
    shifts = rng.multivariate_normal(np.zeros(len(p)), covariance, n_draws)
    rows = p * np.exp(shifts - shifts.max(axis=1, keepdims=True))
    drawn: FloatArray = rows / rows.sum(axis=1, keepdims=True)
    return drawn
