"""What layers of detection miss together, in compiled loops; see `orthants`."""

from collections.abc import Sequence
from itertools import combinations
from typing import NamedTuple

import numpy as np

from levels.arrays import FloatArray, IntArray
from simulator.world.compiled.compiling import TILE, compiled
from simulator.world.compiled.elementary import exp
from simulator.world.normal import LOG_ODDS
from simulator.world.orthants import ROOTS, WEIGHTS, Group


def excess(z: FloatArray, rho: FloatArray, groups: Sequence[Group]) -> FloatArray:
    """Return how much more often variables are all low; see `orthants.excess`."""
    more = np.empty((len(groups), *z.shape[1:]))
    if not groups:
        return more
    pairs = sorted({pair for group in groups for pair in combinations(group, 2)})
    alone = [groups.index(pair) if pair in groups else -1 for pair in pairs]
    thirds = [
        (n, *set(group) - set(pair), place)
        for n, pair in enumerate(pairs)
        for place, group in enumerate(groups)
        if set(pair) < set(group)
    ]
    found = Groups(
        np.array([(*pair, place) for pair, place in zip(pairs, alone, strict=True)]),
        np.array(thirds, dtype=np.int64).reshape(-1, 3),
    )
    gauss = np.stack([ROOTS, WEIGHTS], axis=1)
    _excess(np.ascontiguousarray(z), np.arcsin(rho), found, gauss, more)
    return more


class Groups(NamedTuple):
    """Which layers miss together; see `orthants`."""

    pairs: IntArray
    """Two variables, and the group that is just these, or -1, shape (n_pairs, 3)."""
    thirds: IntArray
    """A pair, the variable that makes a group of three of it, and that group."""


@compiled
def _excess(
    z: FloatArray,
    angle: FloatArray,
    groups: Groups,
    gauss: FloatArray,
    more: FloatArray,
) -> None:
    """Put how much more often variables are all low; see `orthants.excess`.

    Parameters
    ----------
    z : ndarray, shape (n_variables, n, n_worlds)
    angle : ndarray, shape (n_worlds,)
    groups : Groups
    gauss : ndarray, shape (n_nodes, 2)
        Roots and weights of the integral.
    more : ndarray, shape (n_groups, n, n_worlds)
    """
    n_groups, n, n_worlds = more.shape
    node, density = np.empty((4, TILE)), np.empty((len(groups.pairs), TILE))
    for start in range(0, n_worlds, TILE):
        some = angle[start : start + TILE]
        few = len(some)
        there = np.zeros((n, n_groups, few))
        for root, weight in gauss:
            _turn(some, root, node)
            for at in range(n):
                here = z[:, at, start : start + few].copy()
                _gather(here, groups, node, weight, density, there[at])
        for at in range(n):
            for group in range(n_groups):
                for w in range(few):
                    share = there[at, group, w]
                    more[group, at, start + w] = share * some[w] / (4 * np.pi)


@compiled
def _gather(
    z: FloatArray,
    groups: Groups,
    node: FloatArray,
    weight: float,
    density: FloatArray,
    more: FloatArray,
) -> None:
    """Add what one node of the integral gives to each group."""
    pairs, thirds = groups.pairs, groups.thirds
    both = np.empty(TILE)
    for pair in range(len(pairs)):
        i, j, group = pairs[pair]
        _pair(z[i], z[j], node, weight, density[pair])
        if group >= 0:
            for w in range(z.shape[1]):
                more[group, w] += density[pair, w]
    for third in range(len(thirds)):
        pair, k, group = thirds[third]
        i, j = pairs[pair, 0], pairs[pair, 1]
        _third(z[i], z[j], z[k], node, both)
        for w in range(z.shape[1]):
            more[group, w] += density[pair, w] * both[w]


@compiled
def _turn(angle: FloatArray, root: float, node: FloatArray) -> None:
    """Put what depends on the correlation alone; see `orthants._nodes`."""
    for w in range(len(angle)):
        r = np.sin(angle[w] * (1 + root) / 2)
        left = 1 / (1 - r * r)
        own = np.sqrt((1 + r) / ((1 - r) * (1 + 2 * r)))
        node[0, w], node[1, w] = -left / 2, r * left
        node[2, w], node[3, w] = own, own * r / (1 + r)


@compiled
def _pair(
    x: FloatArray, y: FloatArray, node: FloatArray, weight: float, density: FloatArray
) -> None:
    """Put the density of a pair at its bounds."""
    for w in range(len(x)):
        squares = (x[w] * x[w] + y[w] * y[w]) * node[0, w]
        density[w] = weight * exp(squares + x[w] * y[w] * node[1, w])


@compiled
def _third(
    x: FloatArray,
    y: FloatArray,
    z: FloatArray,
    node: FloatArray,
    found: FloatArray,
) -> None:
    """Put the chance that a third variable is low, given the pair; see `normal`."""
    for w in range(len(x)):
        bound = z[w] * node[2, w] - (x[w] + y[w]) * node[3, w]
        square = bound * bound
        half = LOG_ODDS[6] * square + LOG_ODDS[5]
        half = half * square + LOG_ODDS[4]
        half = half * square + LOG_ODDS[3]
        half = half * square + LOG_ODDS[2]
        half = half * square + LOG_ODDS[1]
        half = half * square + LOG_ODDS[0]
        found[w] = 1 / (1 + exp(-2 * bound * half))
