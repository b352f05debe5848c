"""The triangle of three tiers: which choice is first for each split of credence.

Its corners are all credence on one tier; within a tier levels keep their present
shares. So it is the slice of all credences that passes through the present one.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from levels.arrays import FloatArray, IntArray

CORNERS = 3


@dataclass(frozen=True, eq=False)
class Triangle:
    """The first choice on a grid of splits between three tiers.

    Parameters
    ----------
    tiers : tuple of str
        Ids of the three tiers, easiest first.
    shares : ndarray, shape (n_points, 3)
        Each point's credence in each tier; rows sum to 1.
    first : ndarray, shape (n_points,)
        Index of the choice that is first there.
    present : ndarray, shape (3,)
        The present credence.
    within : ndarray, shape (3, K)
        The credence over levels at each corner.
    """

    tiers: tuple[str, ...]
    shares: FloatArray
    first: IntArray
    present: FloatArray
    within: FloatArray

    @property
    def chosen(self) -> tuple[int, ...]:
        """The choices that are first somewhere, the one with most points first."""
        rows, counts = np.unique(self.first, return_counts=True)
        return tuple(int(i) for i in rows[np.argsort(-counts, kind="stable")])


def triangle(
    value: FloatArray, p: FloatArray, tiers: Sequence[str], steps: int = 40
) -> Triangle | None:
    """Return which choice is first for each split of credence between three tiers.

    Parameters
    ----------
    value : ndarray, shape (n_choices, K)
    p : ndarray, shape (K,)
        The present credence. In a tier without any, its levels count the same.
    tiers : sequence of str, length K
        The tier of each level.
    steps : int
        Into how many parts a side is divided.

    Returns
    -------
    Triangle or None
        None unless there are exactly three tiers.

    Raises
    ------
    ValueError
        If a side has no part.

    Examples
    --------
    >>> found = triangle(np.eye(3), np.array([0.2, 0.3, 0.5]), ["a", "b", "c"], 2)
    >>> found.shares.tolist()[1], found.first.tolist(), found.present.tolist()
    ([0.0, 0.5, 0.5], [2, 1, 1, 0, 0, 0], [0.2, 0.3, 0.5])
    """
    if steps < 1:
        msg = f"steps must be at least 1, got {steps}"
        raise ValueError(msg)
    names = tuple(dict.fromkeys(tiers))
    if len(names) != CORNERS:
        return None
    member = np.array([[tier == name for tier in tiers] for name in names])
    within = _within(member, p)
    shares = _grid(steps)
    first = (shares @ within @ value.T).argmax(axis=1)
    return Triangle(names, shares, first, member @ p, within)


def _within(member: FloatArray, p: FloatArray) -> FloatArray:
    """Return the credence of each tier by itself, shape (3, K)."""
    held = member * p
    empty = held.sum(axis=1, keepdims=True) == 0
    parts: FloatArray = np.where(empty, member.astype(float), held)
    parts /= parts.sum(axis=1, keepdims=True)
    return parts


def _grid(steps: int) -> FloatArray:
    """Return all splits into so many parts, shape (n_points, 3)."""
    parts = [
        (easy, middle, steps - easy - middle)
        for easy in range(steps + 1)
        for middle in range(steps + 1 - easy)
    ]
    return np.array(parts, dtype=float) / steps
