"""The smallest shift of a credence that closes a gap, by four measures of distance.

A gap is what one choice is worth more than another at each level, d. Under a credence p
it is d . p > 0, and a shift to q closes it if d . q <= 0. All four are exact.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
from scipy.optimize import brentq

from levels.arrays import FloatArray

CLOSED = 1e-12
"""A gap of this share of the largest difference is closed; rounding leaves as much."""

_DOUBLINGS = 200


@dataclass(frozen=True, eq=False)
class Shift:
    """A credence at which a gap is closed, and how far away it is.

    Parameters
    ----------
    distance : float
    credence : ndarray, shape (K,)
    """

    distance: float
    credence: FloatArray


def total_variation(p: FloatArray, gap: FloatArray) -> Shift | None:
    """Return the smallest shift in total variation, half the sum of |q - p|.

    Credence moves to the level where the gap is smallest, from those where it is
    largest first: each step closes as much of it as any can, so no other way is
    shorter.

    Parameters
    ----------
    p, gap : ndarray, shape (K,)

    Returns
    -------
    Shift or None
        None if no credence closes the gap.

    Examples
    --------
    >>> shift = total_variation(np.array([0.5, 0.3, 0.2]), np.array([20.0, 10, -50]))
    >>> round(float(shift.distance), 6), shift.credence.round(6).tolist()
    (0.042857, [0.457143, 0.3, 0.242857])
    """
    return _moved(p, gap, 1.0 - np.eye(len(p)))


def earth_mover(p: FloatArray, gap: FloatArray) -> Shift | None:
    """Return the smallest shift in earth mover's distance along the ladder.

    To move all credence by one level costs 1. It is the continuous multiple-choice
    knapsack [1]_: credence at a level may go anywhere, and it pays to go on only along
    the upper hull of what is gained against how far it goes.

    Parameters
    ----------
    p, gap : ndarray, shape (K,)

    Returns
    -------
    Shift or None

    References
    ----------
    .. [1] Sinha, P., & Zoltners, A. A. (1979). The multiple-choice knapsack problem.
       Oper. Res. 27(3), 503-515.

    Examples
    --------
    >>> shift = earth_mover(np.array([0.5, 0.3, 0.2]), np.array([20.0, 10, -50]))
    >>> round(float(shift.distance), 6), shift.credence.round(6).tolist()
    (0.05, [0.5, 0.25, 0.25])
    """
    return _moved(p, gap, _steps(len(p)))


@cache
def _steps(n: int) -> FloatArray:
    levels = np.arange(n, dtype=float)
    apart: FloatArray = np.abs(levels[:, None] - levels)
    return apart


def _moved(p: FloatArray, gap: FloatArray, cost: FloatArray) -> Shift | None:
    """Return the cheapest way to move credence until the gap is closed."""
    left, distance, q = float(gap @ p), 0.0, p.copy()
    if left <= 0:
        return Shift(0.0, q)
    if gap.min() > CLOSED * np.abs(gap).max():
        return None
    for _, source, here, there in _moves(p, gap, cost):
        if left <= 0:
            break
        step = cost[source, there] - cost[source, here]
        amount = min(float(p[source]), left / float(gap[here] - gap[there]))
        q[here] -= amount
        q[there] += amount
        distance += amount * step
        left -= amount * float(gap[here] - gap[there])
    return Shift(float(distance), np.maximum(q, 0.0))


def _moves(
    p: FloatArray, gap: FloatArray, cost: FloatArray
) -> list[tuple[float, int, int, int]]:
    """Return the moves worth making: yield for its cost, source, from and to."""
    found = []
    for source in np.flatnonzero(p > 0):
        here, gain, most = int(source), gap[source] - gap, np.inf
        while True:
            further = cost[source] - cost[source, here]
            worth = np.flatnonzero((gain > gain[here]) & (further > 0))
            if not len(worth):
                break
            rates = (gain[worth] - gain[here]) / further[worth]
            # Of several at the same rate the nearest comes first: the rest follow.
            there = int(worth[np.lexsort((further[worth], -rates))[0]])
            most = min(most, float(rates.max()))  # less and less, but for rounding
            found.append((most, int(source), here, there))
            here = there
    return sorted(found, key=lambda move: -move[0])


def relative_entropy(p: FloatArray, gap: FloatArray) -> Shift | None:
    """Return the smallest shift in KL(q || p), in nats: what it would take to learn.

    The nearest credence is an exponential tilt, q proportional to p exp(-t gap), with
    the t at which the gap is closed [1]_. It never gives credence to a level that has
    none.

    Parameters
    ----------
    p, gap : ndarray, shape (K,)

    Returns
    -------
    Shift or None
        None if the gap is open at every level that has credence.

    References
    ----------
    .. [1] Csiszar, I. (1975). I-divergence geometry of probability distributions and
       minimization problems. Ann. Probab. 3(1), 146-158.

    Examples
    --------
    >>> shift = relative_entropy(np.array([0.5, 0.3, 0.2]), np.array([20.0, 10, -50]))
    >>> round(shift.distance, 8), shift.credence.round(6).tolist()
    (0.00594823, [0.465448, 0.290311, 0.244241])
    """
    if gap @ p <= 0:
        return Shift(0.0, p.copy())
    held = p > 0
    scaled = gap[held] / np.abs(gap[held]).max()
    if scaled.min() > CLOSED:
        return None
    tilted = _tilted(p[held], scaled)
    q = np.zeros_like(p)
    q[held] = tilted / tilted.sum()
    part = q > 0
    distance = float((q[part] * np.log(q[part] / p[part])).sum())
    return Shift(max(distance, 0.0), q)


def _tilted(p: FloatArray, gap: FloatArray) -> FloatArray:
    """Return p exp(-t gap) at the t that closes the gap, up to a factor."""
    if gap.min() >= -CLOSED:  # the gap closes only where nothing else is believed
        return np.where(gap <= CLOSED, p, 0.0)

    def weights(t: float) -> FloatArray:
        tilted: FloatArray = p * np.exp(-t * (gap - gap.min()))
        return tilted

    def left(t: float) -> float:
        return float(weights(t) @ gap)

    high = 1.0
    for _ in range(_DOUBLINGS):
        if left(high) <= 0:
            break
        high *= 2
    return weights(float(brentq(left, 0.0, high, xtol=1e-13, rtol=1e-14)))


def one_level(p: FloatArray, gap: FloatArray) -> list[Shift | None]:
    """Return, for each level, the shift that raises or lowers it against the rest.

    The others keep their proportions. The distance is by how much the level's own
    credence changes.

    Parameters
    ----------
    p, gap : ndarray, shape (K,)

    Returns
    -------
    list of (Shift or None), one a level
        None where no credence in that level closes the gap.

    Examples
    --------
    >>> found = one_level(np.array([0.5, 0.3, 0.2]), np.array([20.0, 10, -50]))
    >>> [s and round(float(s.credence[k]), 6) for k, s in enumerate(found)]
    [0.411765, 0.0, 0.245283]
    """
    if gap @ p <= 0:
        return [Shift(0.0, p.copy()) for _ in p]
    return [_raised(p, gap, level) for level in range(len(p))]


def _raised(p: FloatArray, gap: FloatArray, level: int) -> Shift | None:
    others = 1 - p[level]
    if others <= 0:
        return None
    rest = p / others
    rest[level] = 0.0
    elsewhere = float(rest @ gap)
    slope = elsewhere - float(gap[level])
    if slope == 0 or not 0 <= elsewhere / slope <= 1:
        return None
    q = rest * (1 - elsewhere / slope)
    q[level] = elsewhere / slope
    return Shift(abs(float(q[level] - p[level])), q)
