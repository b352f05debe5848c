"""Shared stealth: layers of detection that miss the same systems.

Each layer misses a share of misaligned systems. Behind all layers stands one normal
variable, how stealthy a system is, with which each layer's misses correlate: a Gaussian
copula with one factor [1]_. What two or three layers miss is an integral over their
correlation; for more, layers are independent given stealth, which is summed out.

References
----------
.. [1] Li, D. X. (2000). On default correlation: a copula function approach. J. Fixed
   Income 9(4), 43-54.
"""

import math

import numpy as np
from scipy.special import ndtr, ndtri

from levels.arrays import FloatArray, IntArray
from simulator.world.orthants import Excess, Group, excess

NODES = 0.4 * np.arange(-15, 16)
"""Of the sum over stealth. Even steps beat Gauss-Hermite where correlation is high."""
_DENSITY = np.exp(-(NODES**2) / 2)
WEIGHTS = _DENSITY / _DENSITY.sum()
FEW = 3
"""So many layers need no sum over stealth; see `orthants`."""
FARTHEST = 12.0
"""Standard deviations beyond which nothing is, to twelve digits and more."""


def all_miss(
    missed: FloatArray,
    working: IntArray,
    rho: FloatArray,
    excess: Excess = excess,
) -> FloatArray:
    """Return the chance that all working layers miss, for each pattern of them.

    E over Z of the product over layers of Phi((z - sqrt(rho) Z) / sqrt(1 - rho)), where
    z = Phi^-1(missed). At rho = 0 that is the product, at rho = 1 what the best layer
    misses; it lies between the two, and they bound what is computed.

    Parameters
    ----------
    missed : ndarray, shape (..., n_layers, n_worlds)
        What each layer misses alone.
    working : ndarray, shape (n_patterns, n_layers)
    rho : ndarray, shape (n_worlds,)
        Correlation, 0 to 1.
    excess : callable
        `orthants.excess`, or what is equal to it.

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
    together = apart.copy()
    few = [n for n, some in enumerate(layers) if 2 <= len(some) <= FEW]
    groups = [tuple(layers[n].tolist()) for n in few]
    together[few] += _more(alone, rho, groups, excess)
    for n, some in enumerate(layers):
        if len(some) > FEW:
            together[n] = _mean(alone[some], rho)
    together = np.where(rho < 1, together, best)
    _bound(together, working, apart, best)
    return np.moveaxis(together, 0, -2)


def _bound(
    together: FloatArray, working: IntArray, apart: FloatArray, best: FloatArray
) -> None:
    """Keep each pattern within its bounds: one more layer never misses more."""
    place = {tuple(row): n for n, row in enumerate(working.tolist())}
    for row in sorted(place, key=sum):
        n, found = place[row], together[place[row]]
        fewer = [(*row[:i], 0, *row[i + 1 :]) for i, works in enumerate(row) if works]
        for most in [best[n], *(together[place[f]] for f in fewer if f in place)]:
            np.minimum(found, most, out=found)
        np.maximum(found, apart[n], out=found)


def _more(
    alone: FloatArray, rho: FloatArray, groups: list[Group], excess: Excess
) -> FloatArray:
    """Return how much more some few layers miss together than apart, group first."""
    z = np.clip(ndtri(alone), -FARTHEST, FARTHEST)
    flat = z.reshape(len(z), math.prod(z.shape[1:-1]), z.shape[-1])
    return excess(flat, rho, groups).reshape(len(groups), *alone.shape[1:])


def _mean(alone: FloatArray, rho: FloatArray) -> FloatArray:
    """Return what many layers miss together, summed over stealth."""
    with np.errstate(divide="ignore", invalid="ignore"):
        scale = 1 / np.sqrt(1 - rho)
        z, slope = ndtri(alone) * scale, np.sqrt(rho) * scale
        mean = np.zeros(alone.shape[1:])
        for node, weight in zip(NODES, WEIGHTS, strict=True):
            mean += weight * ndtr(z - slope * node).prod(axis=0)
    return mean


def _apart(alone: FloatArray, layers: list[IntArray]) -> FloatArray:
    """Return what is missed if layers are independent, pattern first."""
    return np.stack([alone[some].prod(axis=0) for some in layers])


def _best(alone: FloatArray, layers: list[IntArray]) -> FloatArray:
    """Return what the best layer of each pattern misses, pattern first."""
    return np.stack([alone[some].min(axis=0, initial=1.0) for some in layers])
