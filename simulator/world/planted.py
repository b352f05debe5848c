"""Planted models: what a stress test of models made misaligned on purpose tells.

Developers plant misaligned models, run their tests on them and count those found. From
the count they estimate how well the tests would find natural misalignment. Planted is
not natural, so each planted model counts as a part of one (a power prior [1]_).

References
----------
.. [1] Ibrahim, J. G. & Chen, M.-H. (2000). Power prior distributions for regression
   models. Statistical Science 15(1), 46-60.
"""

import numpy as np
from scipy.special import betainc, betaincinv
from scipy.stats import binom

from levels.arrays import BoolArray, FloatArray

JEFFREYS = 0.5
"""Both parameters of the Beta distribution before anything is planted."""
TAIL = 0.05
"""Probability below the lower bound."""
MOST_TABLED = 1000
"""With fewer planted models, all counts stand in one table."""


def found(planted: FloatArray, rate: FloatArray, luck: FloatArray) -> FloatArray:
    """Return how many planted models are found: the quantile `luck` of a binomial.

    Parameters
    ----------
    planted : ndarray
        How many there are.
    rate : ndarray
        Chance that one is found.
    luck : ndarray
        0 to 1; the same luck with a better test finds at least as many.

    Examples
    --------
    >>> float(found(np.array(20.0), np.array(0.8), np.array(0.5)))
    16.0
    """
    n, p = planted.flat[0], rate.flat[0]
    if n in range(MOST_TABLED) and (planted == n).all() and (rate == p).all():
        # One table for all is a twentieth of the time.
        at_most = binom.cdf(np.arange(n), n, p)
        return np.searchsorted(at_most, luck).astype(np.float64)
    count: FloatArray = np.maximum(binom.ppf(luck, planted, rate), 0.0)
    return count


def estimate(
    found: FloatArray, planted: FloatArray, weight: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Return the mean of the detection rate and its lower bound of 5 %.

    Of Beta(1/2 + w k, 1/2 + w (n - k)), where k of n were found and each counts w.

    Parameters
    ----------
    found, planted : ndarray
    weight : ndarray
        How much a planted model tells of a natural one, 0 to 1.

    Examples
    --------
    >>> mean, bound = estimate(np.array(20.0), np.array(20.0), np.array(0.2))
    >>> round(float(mean), 6), round(float(bound), 6)
    (0.9, 0.637513)
    """
    bound: FloatArray = betaincinv(*_counts(found, planted, weight), TAIL)
    return mean(found, planted, weight), bound


def mean(found: FloatArray, planted: FloatArray, weight: FloatArray) -> FloatArray:
    """Return the mean of the detection rate; see `estimate`."""
    hits, misses = _counts(found, planted, weight)
    return hits / (hits + misses)


def shows(
    found: FloatArray, planted: FloatArray, weight: FloatArray, threshold: FloatArray
) -> BoolArray:
    """Return whether the lower bound of `estimate` lies above a threshold.

    It does where less than 5 % lies below the threshold, which is quicker to tell.

    Examples
    --------
    >>> count, weight = np.array(20.0), np.array(0.2)
    >>> [bool(shows(count, count, weight, np.array(t))) for t in (0.637, 0.638)]
    [True, False]
    """
    hits, misses = _counts(found, planted, weight)
    shown: BoolArray = betainc(hits, misses, threshold) < TAIL
    return shown


def _counts(
    found: FloatArray, planted: FloatArray, weight: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Return the parameters of the Beta distribution."""
    return JEFFREYS + weight * found, JEFFREYS + weight * (planted - found)
