"""Movement between two rounds, of those who judged in both.

Movement is told, not only convergence: people also agree because others do [1]_. The
first round's pool stays as good an answer as the second's.

References
----------
.. [1] Woudenberg, F. (1991). An evaluation of Delphi. Technol. Forecast. Soc. Change
   40(2), 131-150.
"""

from dataclasses import dataclass

import numpy as np

from levels.arrays import FloatArray
from levels.disagreement import wasserstein
from simulator.group.room import Room

STILL = 0.05
"""Levels by which a mean may move and count as staying."""

UNSETTLED = 0.5
"""Levels of movement from which a third round is worth its time."""


@dataclass(frozen=True, eq=False)
class Movement:
    """How people moved.

    Parameters
    ----------
    keys : tuple of str
        Who judged in both rounds.
    distance : ndarray, shape (n_people,)
        By how many levels each credence moved along the ladder.
    shift : ndarray, shape (n_people,)
        By how many levels each mean moved; positive is harder.
    """

    keys: tuple[str, ...]
    distance: FloatArray
    shift: FloatArray

    def __len__(self) -> int:
        return len(self.keys)

    @property
    def mean(self) -> float:
        """Mean distance in levels; 0 if nobody judged twice."""
        return float(self.distance.mean()) if len(self) else 0.0

    @property
    def counts(self) -> dict[str, int]:
        """How many went to an easier level, to a harder one, or stayed."""
        return {
            "easier": int((self.shift < -STILL).sum()),
            "same": int((np.abs(self.shift) <= STILL).sum()),
            "harder": int((self.shift > STILL).sum()),
        }

    @property
    def is_unsettled(self) -> bool:
        """Whether people still move so much that another round is worth its time."""
        return self.mean > UNSETTLED


def movement(before: Room, after: Room) -> Movement:
    """Return how those moved who are in both rooms.

    Parameters
    ----------
    before, after : Room
    """
    rows = {key: row for row, key in enumerate(before.keys)}
    both = [(rows[key], row) for row, key in enumerate(after.keys) if key in rows]
    first, then = (list(x) for x in zip(*both, strict=True)) if both else ([], [])
    p, q = before.p[first], after.p[then]
    levels = np.arange(p.shape[1])
    keys = tuple(after.keys[row] for row in then)
    return Movement(keys, wasserstein(p, q), (q - p) @ levels)
