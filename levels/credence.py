"""A checked, frozen probability over a ladder, and how firmly it is held."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from levels.arrays import FloatArray

ROUNDING = 1e-6
SETTLED = 1e-12
"""Sums this near to 1 are left alone, so that a file opens to the same bits again."""


@dataclass(frozen=True, eq=False)
class Credence:
    """Degree of belief in each level.

    Parameters
    ----------
    p : ndarray, shape (K,)
        Probabilities, easiest level first; they sum to 1.
    concentration : float, optional
        How firmly it is held: the n of a Dirichlet(n p) over credences, the
        equivalent number of chips of evidence.

    Raises
    ------
    ValueError
        If `p` is not a probability vector, or `concentration` is not positive.

    Examples
    --------
    >>> Credence(np.array([0.25, 0.75])).at_least(2)
    0.75
    """

    p: FloatArray
    concentration: float | None = None

    def __post_init__(self) -> None:
        p = np.array(self.p, dtype=float)
        if p.ndim != 1 or not np.isfinite(p).all():
            msg = f"a credence must be one row of finite numbers, got {self.p!r}"
            raise ValueError(msg)
        if (p < 0).any():
            msg = f"a credence must not be negative, got {p.min():g}"
            raise ValueError(msg)
        if abs(p.sum() - 1) > ROUNDING:
            msg = f"a credence must sum to 1, got {p.sum():.6g}"
            raise ValueError(msg)
        if self.concentration is not None and not 0 < self.concentration < np.inf:
            msg = f"concentration must be positive, got {self.concentration:g}"
            raise ValueError(msg)
        p.setflags(write=False)
        object.__setattr__(self, "p", p)

    def at_least(self, number: int) -> float:
        """Return the credence that difficulty is this level or a harder one.

        Raises
        ------
        ValueError
            If there is no level of that number.
        """
        if not 1 <= number <= len(self.p):
            msg = f"number of a level must be 1 to {len(self.p)}, got {number}"
            raise ValueError(msg)
        return float(self.p[number - 1 :].sum())

    @property
    def entropy(self) -> float:
        """Spread of the credence in nats."""
        held = self.p[self.p > 0]
        return float(-(held * np.log(held)).sum())

    def draws(self, n_draws: int, rng: np.random.Generator) -> FloatArray:
        """Return credences drawn from the Dirichlet around this one.

        Returns
        -------
        ndarray, shape (n_draws, K)
            Each row sums to 1; levels without credence stay without. Without a
            concentration every row is the credence itself.
        """
        rows = np.zeros((n_draws, len(self.p)))
        if self.concentration is None:
            rows[:] = self.p
            return rows
        held = self.p > 0
        rows[:, held] = rng.dirichlet(self.concentration * self.p[held], n_draws)
        return rows


def parse_numbers(text: str, n_levels: int) -> FloatArray:
    """Return the probabilities written as comma-separated numbers.

    They sum to 1, or to 100 and are then percentages.

    Raises
    ------
    ValueError
        If there are not `n_levels` numbers or they sum to neither.

    Examples
    --------
    >>> parse_numbers("25, 75", 2).tolist()
    [0.25, 0.75]
    """
    parts = text.split(",")
    try:
        numbers = [float(part) for part in parts]
    except ValueError:
        msg = f"a credence must be a preset, a file or numbers, got {text!r}"
        raise ValueError(msg) from None
    return scaled(numbers, n_levels)


def scaled(numbers: Sequence[float], n_levels: int) -> FloatArray:
    """Return the numbers as probabilities; those that sum to 100 are percentages.

    Raises
    ------
    ValueError
        If there are not `n_levels` finite numbers, one is negative, or they sum to
        neither 1 nor 100.
    """
    p: FloatArray = np.array(numbers, dtype=float)
    if len(p) != n_levels:
        msg = f"a credence must have {n_levels} numbers, got {len(p)}"
        raise ValueError(msg)
    if not np.isfinite(p).all() or (p < 0).any():
        msg = f"a credence must hold finite numbers from 0, got {list(numbers)}"
        raise ValueError(msg)
    with np.errstate(over="ignore"):  # an infinite sum is refused below
        total = float(p.sum())
    if abs(total - 1) > ROUNDING and abs(total - 100) > 100 * ROUNDING:
        msg = f"a credence must sum to 1 or to 100, got {total:.6g}"
        raise ValueError(msg)
    return p if abs(total - 1) < SETTLED else p / total
