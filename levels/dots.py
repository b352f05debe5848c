"""Quantile dots: a distribution as a few cases that are equally likely.

People read chances off counts more surely than off areas or intervals [1]_, [2]_.

References
----------
.. [1] Kay, M., Kola, T., Hullman, J. R., & Munson, S. A. (2016). When (ish) is my bus?
   User-centered visualizations of uncertainty in everyday, mobile predictive systems.
   CHI 2016, 5092-5103.
.. [2] Fernandes, M., Walls, L., Munson, S., Hullman, J., & Kay, M. (2018). Uncertainty
   displays using quantile dotplots or CDFs improve transit decision-making. CHI 2018.
"""

import numpy as np

from levels.arrays import FloatArray, IntArray

DOTS = 20
"""Each stands for one case in twenty."""

_ROUNDING = 1e-12


def quantile_dots(p: FloatArray, dots: int = DOTS) -> IntArray:
    """Return how many dots fall on each of some classes in order.

    The i-th of n dots stands at the quantile (i - 1/2) / n. So no cumulative share is
    off by more than half a dot.

    Parameters
    ----------
    p : ndarray, shape (n_classes,)
        The probability of each, which sum to 1.
    dots : int

    Returns
    -------
    ndarray, shape (n_classes,)
        They sum to `dots`.

    Examples
    --------
    >>> p = np.array([0.03, 0.07, 0.12, 0.18, 0.22, 0.16, 0.10, 0.06, 0.04, 0.02])
    >>> quantile_dots(p).tolist()
    [1, 1, 2, 4, 4, 4, 2, 1, 1, 0]
    """
    where = np.searchsorted(p.cumsum(), middles(dots) - _ROUNDING)
    counts: IntArray = np.bincount(np.minimum(where, len(p) - 1), minlength=len(p))
    return counts


def middles(dots: int) -> FloatArray:
    """Return the quantiles at which dots stand.

    Examples
    --------
    >>> middles(2).tolist()
    [0.25, 0.75]
    """
    return (np.arange(dots) + 0.5) / dots
