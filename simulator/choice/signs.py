"""The sign map: where an intervention helps, and where it hurts.

A sign counts if it is sure with 95 % for all cells of the map together: the effect lies
further from zero than Student's t allows to chance, at a level divided by the number of
cells (Bonferroni). So a map in which nothing acts shows a sign in one of twenty runs.
"""

from dataclasses import dataclass, replace

import numpy as np
from scipy.stats import t

from levels.arrays import FloatArray, IntArray
from simulator.choice.effects import Effects
from simulator.choice.priority import ROUNDING, by_scramble
from simulator.world.simulation import standard_error

DOUBT = 0.05
SMALLEST = 0.0005
"""Utility per 100 FTE-years; less is not worth a sign."""


@dataclass(frozen=True, eq=False)
class SignMap:
    """The sign of what each intervention does at each level.

    Parameters
    ----------
    value, standard_error : ndarray, shape (n_interventions, K)
        Effect times utilities, per 100 FTE-years.
    sign : ndarray, shape (n_interventions, K)
        1 where it helps, -1 where it hurts, 0 where it cannot be told.
    errors : float
        How many standard errors from zero a sign is from.
    """

    value: FloatArray
    standard_error: FloatArray
    sign: IntArray
    errors: float

    @property
    def two_sided(self) -> IntArray:
        """Rows of what helps at some levels and hurts at others, the most hurt first.

        The order is that of the worst level.
        """
        both = (self.sign > 0).any(axis=1) & (self.sign < 0).any(axis=1)
        rows = np.flatnonzero(both)
        return rows[np.argsort(self.value[rows].min(axis=1), kind="stable")]

    @property
    def hurting(self) -> IntArray:
        """Rows of what hurts at some level and helps at none."""
        hurts, helps = (self.sign < 0).any(axis=1), (self.sign > 0).any(axis=1)
        return np.flatnonzero(hurts & ~helps)

    def clear(self, smallest: float = SMALLEST) -> "SignMap":
        """Return the map without the signs of what is too small to matter.

        Examples
        --------
        >>> both = np.array([[[1.0, 1.1, 0.9, 1.0], [1e-4, 1.1e-4, 1e-4, 1e-4]]])
        >>> signs(both).sign.tolist(), signs(both).clear().sign.tolist()
        ([[1, 1]], [[1, 0]])
        """
        return replace(self, sign=np.where(abs(self.value) < smallest, 0, self.sign))


def sign_map(effects: Effects, utilities: FloatArray) -> SignMap:
    """Return the sign of each intervention at each level.

    Parameters
    ----------
    effects : Effects
    utilities : ndarray, shape (n_outcomes,)
    """
    return signs(by_scramble(effects.by_scramble, utilities))


def signs(by_scramble: FloatArray) -> SignMap:
    """Return the signs of means over independent scrambles.

    Parameters
    ----------
    by_scramble : ndarray, shape (n_interventions, K, n_scrambles)

    Examples
    --------
    >>> signs(np.array([[[1.0, 1.1, 0.9, 1.0], [-3.0, 3.0, -1.0, 1.0]]])).sign.tolist()
    [[1, 0]]
    """
    value, error = by_scramble.mean(axis=-1), standard_error(by_scramble)
    n_cells, n_scrambles = value.size, by_scramble.shape[-1]
    errors = float(t.isf(DOUBT / (2 * max(n_cells, 1)), n_scrambles - 1))
    sure = abs(value) > np.maximum(errors * error, ROUNDING)
    sign = np.where(sure, np.sign(value), 0).astype(np.int64)
    return SignMap(value, error, sign, errors)
