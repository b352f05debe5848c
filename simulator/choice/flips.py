"""The nearest flip: how little the credence must shift for the first choice to change.

The first N of a ranking change when one of the others overtakes one of them. Each such
pair is a gap to be closed, and the nearest of them is the flip: on the way to it no
other pair has crossed, because each distance grows along the way.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from levels.arrays import FloatArray
from simulator.choice import shifts
from simulator.choice.priority import order, priorities
from simulator.choice.shifts import Shift

TOLD_APART = 2.0
"""A lead of fewer standard errors than this is not told apart from none."""

Pair = tuple[int, int]
Measure = Callable[[FloatArray, FloatArray], Shift | None]


@dataclass(frozen=True, eq=False)
class Flip:
    """The nearest credence at which the first few change.

    Parameters
    ----------
    distance : float
    credence : ndarray, shape (K,)
        There the two are tied; beyond it the one has overtaken the other.
    leaves, enters : int
        Which of the first few is overtaken, and by which other.
    first : tuple of int
        The first few beyond it, highest priority first.
    """

    distance: float
    credence: FloatArray
    leaves: int
    enters: int
    first: tuple[int, ...]


@dataclass(frozen=True)
class Lead:
    """By how much the last of the first few leads the next.

    Parameters
    ----------
    one, other : int
        The two.
    value, standard_error : float
        In the unit of the priorities. The error is less than that of either, for
        worlds are shared.
    """

    one: int
    other: int
    value: float
    standard_error: float

    @property
    def told_apart(self) -> bool:
        """Whether the simulation tells the two apart at all."""
        return self.value > TOLD_APART * self.standard_error


@dataclass(frozen=True, eq=False)
class Flips:
    """The nearest flips of the first few, by measure of distance.

    Parameters
    ----------
    first : tuple of int
        The first few now, highest priority first.
    lead : Lead or None
        None if there is no next.
    total_variation : Flip or None
        Half the sum of |q - p|: how much credence moves. None where no credence at all
        flips the first few; so for the others.
    earth_mover : Flip or None
        How much credence moves, times the levels by which it does.
    relative_entropy : Flip or None
        KL(new || current) in nats; levels without credence stay without.
    by_level : tuple of (Flip or None)
        For each level: by how much its credence must change against all others.
    """

    first: tuple[int, ...]
    lead: Lead | None
    total_variation: Flip | None
    earth_mover: Flip | None
    relative_entropy: Flip | None
    by_level: tuple[Flip | None, ...]

    @property
    def one_level(self) -> Flip | None:
        """The nearest flip of one level against all others."""
        found = [flip for flip in self.by_level if flip is not None]
        return min(found, key=lambda flip: flip.distance, default=None)


def flips(value: FloatArray, p: FloatArray, first: int = 1) -> Flips:
    """Return the nearest flips of the first few of a ranking.

    Parameters
    ----------
    value : ndarray, shape (n_choices, K) or (n_choices, K, n_scrambles)
        Value of each choice at each level. With scrambles the lead has an error.
    p : ndarray, shape (K,)
    first : int
        How many places count: it is a flip if the set of those who hold them changes.

    Raises
    ------
    ValueError
        If there are fewer choices than places that count.

    Examples
    --------
    >>> value = np.array([[100.0, 20, -80], [80, 70, 0], [60, 60, 50], [30, 40, 60]])
    >>> found = flips(value, np.array([0.5, 0.3, 0.2]))
    >>> found.first, found.total_variation.first, found.lead.value
    ((1,), (2,), 3.0)
    >>> round(found.total_variation.distance, 7)
    0.0428571
    """
    if not 1 <= first <= len(value):
        msg = f"first must lie in [1, {len(value)}], got {first}"
        raise ValueError(msg)
    by_scramble = value if value.ndim == 3 else value[:, :, None]
    mean = by_scramble.mean(axis=-1)
    ranked = order(priorities(mean, p)).tolist()
    found = _Search(mean, p, ranked, first)
    return Flips(
        first=tuple(ranked[:first]),
        lead=_lead(by_scramble, p, ranked[first - 1 : first + 1]),
        total_variation=found.nearest(shifts.total_variation, found.at_least),
        earth_mover=found.nearest(shifts.earth_mover, found.at_least_moved),
        relative_entropy=found.nearest(shifts.relative_entropy, found.at_least_learned),
        by_level=found.by_level(),
    )


def _lead(by_scramble: FloatArray, p: FloatArray, two: list[int]) -> Lead | None:
    if len(two) < 2:
        return None
    gaps = (by_scramble[two[0]] - by_scramble[two[1]]).T @ p
    n = len(gaps)
    error = float(gaps.std(ddof=1) / np.sqrt(n)) if n > 1 else 0.0
    return Lead(two[0], two[1], float(gaps.mean()), error)


class _Search:
    """The pairs that may change the first few, and bounds on how near each is."""

    def __init__(
        self, value: FloatArray, p: FloatArray, ranked: list[int], first: int
    ) -> None:
        self._value, self._p, self._ranked, self._first = value, p, ranked, first
        self._pairs = [(i, j) for i in ranked[:first] for j in ranked[first:]]
        leaving, entering = np.array(self._pairs, dtype=int).reshape(-1, 2).T
        self._gaps = value[leaving] - value[entering]
        self._left = np.maximum(self._gaps @ p, 0.0)
        self.at_least = self._over(np.ptp(self._gaps, axis=1))
        steepest = np.abs(np.diff(self._gaps, axis=1)).max(axis=1, initial=0.0)
        self.at_least_moved = self._over(steepest)
        self.at_least_learned = 2 * self.at_least**2  # Pinsker's inequality

    def _over(self, slope: FloatArray) -> FloatArray:
        """Return the least distance, if a unit of it closes at most so much."""
        open_ = self._left > 0
        bound = np.where(open_, np.inf, 0.0)
        np.divide(self._left, slope, out=bound, where=open_ & (slope > 0))
        return bound

    def nearest(self, measure: Measure, at_least: FloatArray) -> Flip | None:
        """Return the nearest flip, looking at pairs only while they may be nearer."""
        best: tuple[Shift, Pair] | None = None
        for row in np.argsort(at_least, kind="stable").tolist():
            if best is not None and at_least[row] >= best[0].distance:
                break
            shift = measure(self._p, self._gaps[row])
            if shift and (best is None or shift.distance < best[0].distance):
                best = shift, self._pairs[row]
        return None if best is None else self._flip(*best)

    def by_level(self) -> tuple[Flip | None, ...]:
        """Return the nearest flip of each level against all others."""
        best: list[tuple[Shift, Pair] | None] = [None] * len(self._p)
        for row in np.argsort(self.at_least, kind="stable").tolist():
            if all(b and self.at_least[row] >= b[0].distance for b in best):
                break
            for level, shift in enumerate(shifts.one_level(self._p, self._gaps[row])):
                now = best[level]
                if shift and (now is None or shift.distance < now[0].distance):
                    best[level] = shift, self._pairs[row]
        return tuple(None if each is None else self._flip(*each) for each in best)

    def _flip(self, shift: Shift, pair: Pair) -> Flip:
        leaves, enters = pair
        after = [i for i in self._ranked[: self._first] if i != leaves] + [enters]
        return Flip(
            shift.distance, shift.credence, leaves, enters, self._sorted(shift, after)
        )

    def _sorted(self, shift: Shift, some: Iterable[int]) -> tuple[int, ...]:
        worth = self._value @ shift.credence
        return tuple(sorted(some, key=lambda i: -worth[i]))
