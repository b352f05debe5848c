"""One credence from many people's: linear, logarithmic and median pools.

A pool takes one row a person, shape (n_people, K), and weights that are scaled to sum
to 1; without them everybody counts the same.
"""

from collections.abc import Callable
from typing import Literal

import numpy as np

from levels.arrays import FloatArray
from levels.credence import Credence

Method = Literal["linear", "logarithmic", "median"]

FLOOR = 0.001
"""What a logarithmic pool may take for less than that, so that none has a veto."""


def pooled(
    method: Method, credences: FloatArray, weights: FloatArray | None = None
) -> FloatArray:
    """Return the pool of a method that is known by name.

    Parameters
    ----------
    method : str
        One of `POOLS`.
    credences : ndarray, shape (n_people, K)
    weights : ndarray, shape (n_people,), optional

    Raises
    ------
    ValueError
        If there is no such method, or see the pool itself.
    """
    if method not in POOLS:
        msg = f"method must be one of {', '.join(POOLS)}, got {method!r}"
        raise ValueError(msg)
    return POOLS[method](credences, weights)


def linear_pool(credences: FloatArray, weights: FloatArray | None = None) -> FloatArray:
    """Return the weighted mean of credences.

    It keeps what people believe of every event: to pool and then put levels together is
    to put them together and then pool [1]_. Nobody has a veto. But evidence that is
    shared must come before pooling, not after it.

    Parameters
    ----------
    credences : ndarray, shape (n_people, K)
    weights : ndarray, shape (n_people,), optional

    Returns
    -------
    ndarray, shape (K,)

    Raises
    ------
    ValueError
        If a row is no credence, or the weights are none for these people.

    References
    ----------
    .. [1] McConway, K. J. (1981). Marginalization and linear opinion pools. J. Am.
       Stat. Assoc. 76(374), 410-414.

    Examples
    --------
    >>> linear_pool(np.array([[0.5, 0.5, 0.0], [0.1, 0.2, 0.7]])).round(6).tolist()
    [0.3, 0.35, 0.35]
    """
    people, share = _checked(credences, weights)
    mean = share @ people
    p: FloatArray = mean / mean.sum()
    return p


def logarithmic_pool(
    credences: FloatArray, weights: FloatArray | None = None, floor: float = 0.0
) -> FloatArray:
    """Return the weighted geometric mean of credences, scaled to sum to 1.

    To pool and then update on shared evidence is to update and then pool [1]_. Without
    a floor a zero is a veto.

    Parameters
    ----------
    credences : ndarray, shape (n_people, K)
    weights : ndarray, shape (n_people,), optional
    floor : float
        Smaller credences are taken for that much; see `FLOOR`.

    Raises
    ------
    ValueError
        If a row is no credence, the weights are none for these people, the floor is not
        in [0, 1], or every level has a veto.

    References
    ----------
    .. [1] Genest, C., & Zidek, J. V. (1986). Combining probability distributions: a
       critique and an annotated bibliography. Stat. Sci. 1(1), 114-135.

    Examples
    --------
    >>> logarithmic_pool(np.array([[0.5, 0.5, 0.0], [0.1, 0.2, 0.7]])).round(6).tolist()
    [0.414214, 0.585786, 0.0]
    """
    people, share = _checked(credences, weights)
    if not 0 <= floor <= 1:
        msg = f"floor must lie in [0, 1], got {floor:g}"
        raise ValueError(msg)
    counted = share > 0
    with np.errstate(divide="ignore"):
        logs = share[counted] @ np.log(np.maximum(people[counted], floor))
    if logs.max() == -np.inf:
        msg = "a logarithmic pool must leave a level, got a veto of each"
        raise ValueError(msg)
    heights = np.exp(logs - logs.max())
    p: FloatArray = heights / heights.sum()
    return p


def median_pool(credences: FloatArray, weights: FloatArray | None = None) -> FloatArray:
    """Return the weighted median of each level's credence, scaled to sum to 1.

    A few people far out do not move it. But it may forget what is believed of every
    level by less than half: then the linear pool is returned, for there is no median.

    Parameters
    ----------
    credences : ndarray, shape (n_people, K)
    weights : ndarray, shape (n_people,), optional

    Raises
    ------
    ValueError
        If a row is no credence, or the weights are none for these people.

    Examples
    --------
    >>> people = np.array([[0.7, 0.2, 0.1], [0.3, 0.4, 0.3], [0.1, 0.3, 0.6]])
    >>> median_pool(people).round(6).tolist()
    [0.333333, 0.333333, 0.333333]
    """
    people, share = _checked(credences, weights)
    middle = _medians(people, share)
    if middle.sum() <= 0:
        return linear_pool(people, share)
    p: FloatArray = middle / middle.sum()
    return p


POOLS: dict[str, Callable[[FloatArray, FloatArray | None], FloatArray]] = {
    "linear": linear_pool,
    "logarithmic": lambda people, share: logarithmic_pool(people, share, FLOOR),
    "median": median_pool,
}
"""By name; the logarithmic one with the floor."""


def _medians(people: FloatArray, share: FloatArray) -> FloatArray:
    """Return the middle of each column, half way where the weights split evenly."""
    order = np.argsort(people, axis=0, kind="stable")
    values = np.take_along_axis(people, order, axis=0)
    reached = np.cumsum(share[order], axis=0)
    near = 1e-9
    low = (reached < 0.5 - near).sum(axis=0)
    high = (reached <= 0.5 + near).sum(axis=0)
    columns = np.arange(people.shape[1])
    last = len(people) - 1
    low, high = np.minimum(low, last), np.minimum(high, last)
    middle: FloatArray = (values[low, columns] + values[high, columns]) / 2
    return middle


def _checked(
    credences: FloatArray, weights: FloatArray | None
) -> tuple[FloatArray, FloatArray]:
    """Return people's credences and their shares, which sum to 1."""
    people = np.asarray(credences, dtype=float)
    if people.ndim != 2 or not people.size:
        msg = f"a pool must have a row for each person, got shape {people.shape}"
        raise ValueError(msg)
    rows = people if _are_credences(people) else [Credence(row).p for row in people]
    n = len(people)
    share = np.full(n, 1 / n) if weights is None else np.asarray(weights, dtype=float)
    if share.shape != (n,) or not np.isfinite(share).all() or (share < 0).any():
        msg = f"weights must be {n} finite numbers from 0, got {weights!r}"
        raise ValueError(msg)
    largest = float(share.max())
    if largest <= 0:
        msg = f"weights must not all be 0, got {n} of them"
        raise ValueError(msg)
    share = share / largest
    return np.asarray(rows), share / share.sum()


def _are_credences(people: FloatArray) -> bool:
    """Whether all rows are credences; if not, `Credence` tells why."""
    return bool(
        np.isfinite(people).all()
        and (people >= 0).all()
        and (np.abs(people.sum(axis=1) - 1) <= 1e-6).all()
    )
