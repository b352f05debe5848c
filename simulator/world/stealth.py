"""Shared stealth: layers of detection that miss the same systems.

Each layer misses a share of misaligned systems. Behind all layers stands one normal
variable, how stealthy a system is, with which each layer's misses correlate: a Gaussian
copula with one factor [1]_. Given that variable layers are independent, and it is
summed out on a grid.

References
----------
.. [1] Li, D. X. (2000). On default correlation: a copula function approach. J. Fixed
   Income 9(4), 43-54.
"""

from math import prod

import numpy as np
from scipy.special import ndtr, ndtri

from levels.arrays import FloatArray, IntArray

NODES = 0.4 * np.arange(-15, 16)
"""Of the sum over stealth. Even steps beat Gauss-Hermite where correlation is high."""
_DENSITY = np.exp(-(NODES**2) / 2)
WEIGHTS = _DENSITY / _DENSITY.sum()


def all_miss(missed: FloatArray, working: IntArray, rho: FloatArray) -> FloatArray:
    """Return the chance that all working layers miss, for each pattern of them.

    E over Z of the product over layers of Phi((z - sqrt(rho) Z) / sqrt(1 - rho)), where
    z = Phi^-1(missed). At rho = 0 that is the product, at rho = 1 what the best layer
    misses; it lies between the two, and they bound what the grid gives.

    Parameters
    ----------
    missed : ndarray, shape (..., n_layers, n_worlds)
        What each layer misses alone.
    working : ndarray, shape (n_patterns, n_layers)
    rho : ndarray, shape (n_worlds,)
        Correlation, 0 to 1.

    Returns
    -------
    ndarray, shape (..., n_patterns, n_worlds)

    Examples
    --------
    >>> missed, both = np.full((3, 1), 0.3), np.ones((1, 3), dtype=np.int64)
    >>> float(all_miss(missed, both, np.array([0.3])).round(7).item())
    0.0664784
    """
    layers = [np.flatnonzero(row) for row in working]
    alone = np.moveaxis(missed, -2, 0)
    apart, best = _apart(alone, layers), _best(alone, layers)
    with np.errstate(divide="ignore", invalid="ignore"):
        scale = 1 / np.sqrt(1 - rho)
        z, slope = ndtri(alone) * scale, np.sqrt(rho) * scale
        mean = np.zeros_like(apart)
        for node, weight in zip(NODES, WEIGHTS, strict=True):
            given = ndtr(z - slope * node)
            for pattern, some in enumerate(layers):
                if len(some) > 1:
                    mean[pattern] += prod((given[n] for n in some), start=weight)
    together = np.clip(np.where(rho < 1, mean, best), apart, best)
    return np.moveaxis(together, 0, -2)


def _apart(alone: FloatArray, layers: list[IntArray]) -> FloatArray:
    """Return what is missed if layers are independent, pattern first."""
    return np.stack([alone[some].prod(axis=0) for some in layers])


def _best(alone: FloatArray, layers: list[IntArray]) -> FloatArray:
    """Return what the best layer of each pattern misses, pattern first."""
    return np.stack([alone[some].min(axis=0, initial=1.0) for some in layers])
