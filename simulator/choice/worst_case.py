"""Worst cases: the least that portfolios are worth if the credence is somewhat wrong.

    worst[i] = min over credences q near p of payoff[i] . q

Near is meant in total variation or in relative entropy. All are exact.
"""

from typing import cast

import numpy as np

from levels.arrays import FloatArray

_TILTS, _HALVINGS = (-30.0, 60.0), 64
"""Powers of two between which tilts lie, in spreads of the payoff, and how finely."""


def contamination_worst_case(
    payoff: FloatArray, p: FloatArray, *, share: float
) -> FloatArray:
    """Return the value if this share of the credence may be anything at all."""
    worst: FloatArray = payoff.min(axis=1)
    return (1 - share) * (payoff @ p) + share * worst


def total_variation_worst_case(
    payoff: FloatArray, p: FloatArray, *, radius: float
) -> FloatArray:
    """Return the least expected value of any credence so near in total variation.

    Credence moves from the best levels to the worst one, at most `radius` of it.

    Parameters
    ----------
    payoff : ndarray, shape (n_portfolios, K)
    p : ndarray, shape (K,)
    radius : float
        In [0, 1].

    Returns
    -------
    ndarray, shape (n_portfolios,)

    References
    ----------
    .. [1] Ben-Tal, A., et al. (2013). Robust solutions of optimization problems
       affected by uncertain probabilities. Management Science 59(2), 341-357.

    Examples
    --------
    >>> p = np.array([0.5, 0.3, 0.2])
    >>> total_variation_worst_case(np.array([[80, 70, 0.0]]), p, radius=0.1).tolist()
    [53.0]
    """
    fall, weight = _falls(payoff, p)
    before = weight.cumsum(axis=1) - weight
    moved = np.clip(radius - before, 0.0, weight)
    return cast(FloatArray, payoff @ p - (moved * fall).sum(axis=1))


def total_variation_robustness(
    payoff: FloatArray, p: FloatArray, *, required: float
) -> FloatArray:
    """Return how much credence must move before the value comes down to `required`.

    Returns
    -------
    ndarray, shape (n_portfolios,)
        In [0, 1]; 0 if it is not above it now, 1 if no credence brings it there.

    References
    ----------
    .. [1] Ben-Haim, Y. (2006). Info-gap decision theory. Academic Press.

    Examples
    --------
    >>> payoff, p = np.array([[80, 70, 0.0]]), np.array([0.5, 0.3, 0.2])
    >>> total_variation_robustness(payoff, p, required=50).round(9).tolist()
    [0.1375]
    """
    fall, weight = _falls(payoff, p)
    spare = payoff @ p[:, None] - required
    lost = (weight * fall).cumsum(axis=1)
    left = np.maximum(spare - lost + weight * fall, 0.0)
    needed = np.divide(left, fall, out=np.zeros_like(left), where=fall > 0)
    moved = np.minimum(needed, weight).sum(axis=1)
    return np.where(payoff.min(axis=1) > required, 1.0, moved)


def relative_entropy_worst_case(
    payoff: FloatArray, p: FloatArray, *, radius: float
) -> FloatArray:
    """Return the least expected value of any credence q with KL(q || p) <= radius.

    Parameters
    ----------
    payoff : ndarray, shape (n_portfolios, K)
    p : ndarray, shape (K,)
    radius : float
        In nats, from 0.

    Returns
    -------
    ndarray, shape (n_portfolios,)

    Examples
    --------
    >>> payoff, p = np.array([[80, 70, 0.0]]), np.array([0.5, 0.3, 0.2])
    >>> relative_entropy_worst_case(payoff, p, radius=0.1).round(6).tolist()
    [46.025046]
    """
    worst = relative_entropy_worst_credence(payoff, p, radius=radius)
    return cast(FloatArray, (worst * payoff).sum(axis=1))


def relative_entropy_worst_credence(
    payoff: FloatArray, p: FloatArray, *, radius: float
) -> FloatArray:
    """Return the worst credence q with KL(q || p) <= radius for each portfolio.

    It is p tilted, in proportion to p exp(-tilt payoff): by just so much that its
    distance is the radius, or wholly to the worst of the levels that p gives a chance.

    Returns
    -------
    ndarray, shape (n_portfolios, K)

    References
    ----------
    .. [1] Hu, Z., & Hong, L. J. (2013). Kullback-Leibler divergence constrained
       distributionally robust optimization. Optimization Online 2012-11-3677.
    """
    some = p > 0
    below = payoff[:, some] - payoff[:, some].min(axis=1, keepdims=True)
    spread = below.max(axis=1, keepdims=True)
    scaled = np.divide(below, spread, out=np.zeros_like(below), where=spread > 0)
    low, high = (np.full((len(payoff), 1), power) for power in _TILTS)
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        near = _divergence(_tilted(scaled, p[some], 2**middle), p[some]) <= radius
        low, high = np.where(near, middle, low), np.where(near, high, middle)
    worst = np.zeros(payoff.shape)
    tilt = 2**low if radius > 0 else np.zeros_like(low)
    worst[:, some] = _tilted(scaled, p[some], tilt)
    return worst


def _tilted(scaled: FloatArray, p: FloatArray, tilt: FloatArray) -> FloatArray:
    with np.errstate(under="ignore"):
        weight = p * np.exp(-tilt * scaled)
    return cast(FloatArray, weight / weight.sum(axis=1, keepdims=True))


def _divergence(q: FloatArray, p: FloatArray) -> FloatArray:
    ratio = np.where(q > 0, q / p, 1.0)
    return cast(FloatArray, (q * np.log(ratio)).sum(axis=1, keepdims=True))


def _falls(payoff: FloatArray, p: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return what each level has over the worst one, best first, and its credence."""
    order = (-payoff).argsort(axis=1, kind="stable")
    fall = np.take_along_axis(payoff, order, axis=1) - payoff.min(axis=1)[:, None]
    return fall, p[order]
