"""Shapley values: what each player adds, averaged over all orders of joining.

They sum to what all players are worth together over what none is. They attribute; they
are not what one more or one less would change, so no budget follows from them.

References
----------
.. [1] Shapley, L. S. (1953). A value for n-person games. In: Contributions to the
   Theory of Games II, 307-317.
.. [2] Castro, J., Gomez, D., & Tejada, J. (2009). Polynomial calculation of the Shapley
   value based on sampling. Comput. Oper. Res. 36(5), 1726-1730.
.. [3] Mitchell, R., Cooper, J., Frank, E., & Holmes, G. (2022). Sampling permutations
   for Shapley value estimation. J. Mach. Learn. Res. 23(43), 1-46.
"""

from collections.abc import Callable, Iterator
from math import comb

import numpy as np

from levels.arrays import BoolArray, FloatArray, IntArray

MOST_PLAYERS = 20
"""Of whom every coalition is looked at."""

_CHUNK = 1 << 12

Game = Callable[[BoolArray], FloatArray]
"""From coalitions, (n_coalitions, n), to their values, (n_coalitions, ...)."""


def shapley_values(value: FloatArray) -> FloatArray:
    """Return the exact Shapley values of a game of which every coalition is known.

    Parameters
    ----------
    value : ndarray, shape (2 ** n, ...)
        Of each coalition; bit i of its number tells whether player i is in it.

    Returns
    -------
    ndarray, shape (n, ...)
        In the unit of `value`; they sum to `value[-1] - value[0]`.

    Raises
    ------
    ValueError
        If the number of values is no power of two, or there are over 20 players.

    Examples
    --------
    One left glove and two right ones; a pair is worth 1.

    >>> shapley_values(np.array([0, 0, 0, 1, 0, 1, 0, 1.0])).round(6).tolist()
    [0.666667, 0.166667, 0.166667]
    """
    n = len(value).bit_length() - 1
    if len(value) != 1 << max(n, 0) or n > MOST_PLAYERS:
        rule = f"one for each coalition of at most {MOST_PLAYERS} players"
        msg = f"values must be {rule}, got {len(value)}"
        raise ValueError(msg)
    found = np.zeros((n, *value.shape[1:]))
    for some in coalitions(n):
        found += np.tensordot(weights(members(some, n)), value[some], axes=(0, 0))
    return found


def coalitions(n: int) -> Iterator[IntArray]:
    """Return the numbers of all coalitions of n players, part by part."""
    for start in range(0, 1 << n, _CHUNK):
        yield np.arange(start, min(start + _CHUNK, 1 << n))


def members(numbers: IntArray, n: int) -> BoolArray:
    """Return who is in each coalition, shape (n_coalitions, n).

    Examples
    --------
    >>> members(np.array([2]), 3).tolist()
    [[False, True, False]]
    """
    found: BoolArray = (numbers[:, None] >> np.arange(n) & 1).astype(np.bool_)
    return found


def weights(members: BoolArray) -> FloatArray:
    """Return with which weight each coalition counts for each player.

    A coalition S with the player counts with (|S|-1)! (n-|S|)! / n!, one without with
    -|S|! (n-|S|-1)! / n!.

    Parameters
    ----------
    members : ndarray, shape (n_coalitions, n)

    Returns
    -------
    ndarray, shape (n_coalitions, n)
    """
    n = members.shape[1]
    each = np.array([1 / (n * comb(n - 1, size)) for size in range(n)])
    size = members.sum(axis=1, dtype=np.int64)[:, None]
    joined, left = each[np.maximum(size - 1, 0)], each[np.minimum(size, n - 1)]
    found: FloatArray = np.where(members, joined, -left)
    return found


def orders(n: int, n_pairs: int, rng: np.random.Generator) -> IntArray:
    """Return random orders of n players, shape (n_pairs, n)."""
    return rng.permuted(np.tile(np.arange(n), (n_pairs, 1)), axis=1)


def joining(order: IntArray) -> BoolArray:
    """Return the coalitions as players join in an order, the empty one first.

    Returns
    -------
    ndarray, shape (..., n + 1, n)

    Examples
    --------
    >>> joining(np.array([1, 0])).astype(int).tolist()
    [[0, 0], [0, 1], [1, 1]]
    """
    turn = np.argsort(order, axis=-1)
    steps = np.arange(order.shape[-1] + 1)
    joined: BoolArray = turn[..., None, :] < steps[:, None]
    return joined


def antithetic_shares(game: Game, order: IntArray) -> FloatArray:
    """Return what each player adds, the mean over an order and its reverse.

    The mean over random orders estimates the Shapley value, and its standard error is
    their spread over the root of their number. The shares of each pair sum to the whole
    exactly. A reverse order evens out what it means to come early.

    Parameters
    ----------
    game : callable
        Is asked once for every coalition that occurs.
    order : ndarray, shape (n_pairs, n)

    Returns
    -------
    ndarray, shape (n_pairs, n, ...)

    Examples
    --------
    >>> game = lambda who: who[:, 0] * (who[:, 1] | who[:, 2]) * 1.0
    >>> antithetic_shares(game, np.array([[0, 1, 2]])).tolist()
    [[0.5, 0.5, 0.0]]
    """
    n_pairs, n = order.shape
    both = np.concatenate([order, order[:, ::-1]])
    asked, inverse = np.unique(
        joining(both).reshape(-1, n), axis=0, return_inverse=True
    )
    value = game(asked)[inverse.reshape(2 * n_pairs, n + 1)]
    place = np.argsort(both, axis=1)
    added = np.take_along_axis(
        np.diff(value, axis=1), place[(...,) + (None,) * (value.ndim - 2)], axis=1
    )
    mean: FloatArray = (added[:n_pairs] + added[n_pairs:]) / 2
    return mean
