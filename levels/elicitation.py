"""From what a person is asked to a credence: chips, threshold questions, intervals."""

from collections.abc import Mapping, Sequence

import numpy as np
from scipy.special import ndtr, ndtri

from levels.arrays import FloatArray

SPARE = 1.0
"""Chips that everybody has besides, spread evenly: no chip is not impossible."""

MOST_CHIPS = 10_000


def from_chips(counts: Sequence[int], spare: float = SPARE) -> FloatArray:
    """Return the credence of chips laid on levels: (c + a / K) / (N + a).

    Parameters
    ----------
    counts : sequence of int
        One number a level.
    spare : float
        a: chips that are spread evenly besides.

    Returns
    -------
    ndarray, shape (K,)

    Raises
    ------
    ValueError
        If a count is not a whole number from 0 to 10,000, or there are no chips at all.

    References
    ----------
    .. [1] Johnson, S. R., et al. (2010). A valid and reliable belief elicitation method
       for Bayesian priors. J. Clin. Epidemiol. 63(4), 370-383.

    Examples
    --------
    >>> from_chips([0, 3]).tolist()
    [0.125, 0.875]
    """
    chips = np.asarray(counts)
    is_whole = chips.ndim == 1 and chips.dtype.kind in "iu" and chips.size > 0
    if not is_whole or chips.min() < 0 or chips.max() > MOST_CHIPS:
        rule = f"one row of whole numbers from 0 to {MOST_CHIPS}"
        msg = f"chips must be {rule}, got {list(counts)!r}"
        raise ValueError(msg)
    if not 0 <= spare < np.inf or chips.sum() + spare == 0:
        msg = f"chips must be laid or spared, got none and {spare:g}"
        raise ValueError(msg)
    p: FloatArray = (chips + spare / len(chips)) / (chips.sum() + spare)
    return p


def ordered_probit(mean: float, spread: float, n_levels: int) -> FloatArray:
    """Return the credence of a bell along the ladder, cut between the levels.

    Difficulty is normal; what lies below 1.5 is level 1, and so on.

    Parameters
    ----------
    mean, spread : float
        In levels; a spread of 0 puts all at the nearest level.
    n_levels : int

    Returns
    -------
    ndarray, shape (K,)

    Raises
    ------
    ValueError
        If the mean is not finite or the spread is negative.

    References
    ----------
    .. [1] McKelvey, R. D., & Zavoina, W. (1975). A statistical model for the analysis
       of ordinal level dependent variables. J. Math. Sociol. 4(1), 103-120.

    Examples
    --------
    >>> ordered_probit(2.0, 1.0, 3).round(6).tolist()
    [0.308538, 0.382925, 0.308538]
    """
    if not np.isfinite(mean) or not 0 <= spread < np.inf:
        msg = f"mean must be finite and spread from 0, got {mean:g} and {spread:g}"
        raise ValueError(msg)
    cuts = np.arange(1, n_levels) + 0.5
    reached = ndtr((cuts - mean) / max(spread, 1e-9))
    p: FloatArray = np.diff(np.concatenate([[0.0], reached, [1.0]]))
    return p


def threshold_fit(reached: Mapping[int, float]) -> tuple[float, float]:
    """Return mean and spread of the bell nearest to answers on thresholds.

    A straight line of threshold on probit: its intercept and its slope.

    Parameters
    ----------
    reached : mapping of int to float
        P(difficulty is this level or an easier one), at least two levels, rising with
        the level and within (0, 1).

    Raises
    ------
    ValueError
        If there are too few answers, one is not within (0, 1), or they do not rise.

    Examples
    --------
    >>> mean, spread = threshold_fit({3: 0.25, 5: 0.6, 7: 0.9})
    >>> round(mean, 6), round(spread, 6)
    (4.914018, 2.043153)
    """
    levels = sorted(reached)
    stated = np.array([reached[level] for level in levels], dtype=float)
    if len(levels) < 2 or not ((stated > 0) & (stated < 1)).all():
        msg = f"thresholds must have two chances within (0, 1), got {dict(reached)!r}"
        raise ValueError(msg)
    if (np.diff(stated) <= 0).any():
        msg = f"chances must rise with the threshold, got {stated.tolist()}"
        raise ValueError(msg)
    cuts, probits = np.array(levels) + 0.5, ndtri(stated)
    middle = probits - probits.mean()
    spread = float(middle @ cuts / (middle @ middle))
    return float(cuts.mean() - spread * probits.mean()), spread


def standardized(
    low: float, best: float, high: float, *, stated: float, wanted: float = 0.8
) -> tuple[float, float]:
    """Return an interval as it would be at another confidence, best estimate kept.

    The last step of a four-step question: distances from the best estimate grow in
    proportion to confidence. Clip the result where the quantity has bounds.

    Parameters
    ----------
    low, best, high : float
    stated, wanted : float
        Confidence that the truth lies within, in (0, 1].

    Raises
    ------
    ValueError
        If low, best and high are not in order, or a confidence is not in (0, 1].

    References
    ----------
    .. [1] Hemming, V., et al. (2018). A practical guide to structured expert
       elicitation using the IDEA protocol. Methods Ecol. Evol. 9(1), 169-180.

    Examples
    --------
    >>> low, high = standardized(0.10, 0.25, 0.50, stated=0.6)
    >>> round(low, 6), round(high, 6)
    (0.05, 0.583333)
    """
    if not -np.inf < low <= best <= high < np.inf:
        msg = f"low, best and high must be in order, got {low:g}, {best:g}, {high:g}"
        raise ValueError(msg)
    if not (0 < stated <= 1 and 0 < wanted <= 1):
        msg = f"confidence must lie in (0, 1], got {stated:g} and {wanted:g}"
        raise ValueError(msg)
    wider = wanted / stated
    return best - (best - low) * wider, best + (high - best) * wider
