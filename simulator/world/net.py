"""A net: scrambled Sobol' points, of which any part can be had by itself.

A point's digits are the exclusive or of a few directions and of a shift: those of the
ones in the Gray code of its number [1]_. So 2^m points are half as many, and the same
in reverse order with one more direction. That is one operation a coordinate, and gives
the points of `scipy.stats.qmc.Sobol` to the last digit.

References
----------
.. [1] Antonov, I. A. & Saleev, V. M. (1979). An economic method of computing LP tau
   sequences. USSR Comput. Math. Math. Phys. 19(1), 252-256.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.stats import qmc

from levels.arrays import FloatArray

BITS = 30
"""Binary digits of a coordinate."""
_SCALE = 2.0**BITS

Digits = NDArray[np.uint32]


@dataclass(frozen=True, eq=False)
class Net:
    """A scramble of 2^m points.

    Parameters
    ----------
    shift : ndarray, shape (n_places, 1)
        The digits of the first point.
    directions : tuple of ndarray, shape (n_places, 1)
        As many as twice the first point gives all points.
    """

    shift: Digits
    directions: tuple[Digits, ...]

    def points(self, start: int, stop: int) -> FloatArray:
        """Return some points that follow each other, shape (n_places, n).

        Examples
        --------
        >>> net(2, 8, 0, 0).points(2, 5).T.shape
        (3, 2)
        """
        digits = np.empty((len(self.shift), stop - start), dtype=np.uint32)
        for first, size in _aligned(start, stop):
            some = digits[:, first - start : first - start + size]
            some[:, :1] = self._digits(first)
            self._double(some)
        return digits / _SCALE

    def _digits(self, number: int) -> Digits:
        """Return the digits of one point."""
        digits = self.shift.copy()
        for bit, direction in enumerate(self.directions):
            if (number ^ number >> 1) >> bit & 1:
                digits ^= direction
        return digits

    def _double(self, some: Digits) -> None:
        """Put the points after the first one, whose number their count divides."""
        size = 1
        for direction in self.directions:
            if size == some.shape[1]:
                return
            mirrored = some[:, :size][:, ::-1]
            np.bitwise_xor(mirrored, direction, out=some[:, size : 2 * size])
            size *= 2


@lru_cache(maxsize=64)
def net(n_places: int, size: int, seed: int, number: int) -> Net:
    """Return a scramble of so many points, a power of two, by its seed and number."""
    sobol = qmc.Sobol(n_places, bits=BITS, rng=np.random.default_rng([seed, number]))
    shift = _next(sobol)
    directions = []
    for bit in range(size.bit_length() - 1):
        # The Gray code of 2^(n + 1) - 1 is a one before n zeros.
        sobol.fast_forward((2 << bit) - 1 - sobol.num_generated)
        directions.append(_next(sobol) ^ shift)
    return Net(shift, tuple(directions))


def _next(sobol: qmc.Sobol) -> Digits:
    digits: Digits = (sobol.random(1).T * _SCALE).astype(np.uint32)
    return digits


def _aligned(start: int, stop: int) -> Iterator[tuple[int, int]]:
    """Divide numbers into spans whose length, a power of two, divides their start.

    Examples
    --------
    >>> list(_aligned(3, 9))
    [(3, 1), (4, 4), (8, 1)]
    """
    while start < stop:
        whole = 1 << ((stop - start).bit_length() - 1)
        size = min(start & -start, whole) or whole
        yield start, size
        start += size
