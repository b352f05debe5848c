"""Sobol' indices: how much of a variance each uncertain input makes.

The first-order index is the share of the variance that would go if the input were
known; the total index the share that would stay if all the others were known. Inputs
must be independent: credences, which sum to 1, are none.

References
----------
.. [1] Jansen, M. J. W. (1999). Analysis of variance designs for model output. Comput.
   Phys. Commun. 117(1-2), 35-43.
.. [2] Saltelli, A., et al. (2010). Variance based sensitivity analysis of model output.
   Comput. Phys. Commun. 181(2), 259-270.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import qmc

from levels.arrays import FloatArray

RESAMPLES = 500
INTERVAL = (0.025, 0.975)
SMALLEST = 2.0**-40
_ROWS = 1 << 14
"""Points that are evaluated together."""

Function = Callable[[FloatArray], FloatArray]
"""From points of the unit cube, shape (n, d), to values, shape (n,)."""


@dataclass(frozen=True, eq=False)
class Indices:
    """Indices of each group of inputs, with 95 % bootstrap intervals.

    Parameters
    ----------
    first, total : ndarray, shape (n_groups,)
        Shares of the variance; all 0 where nothing varies.
    first_interval, total_interval : ndarray, shape (n_groups, 2)
    mean, variance : float
        Of what was analyzed.
    """

    first: FloatArray
    total: FloatArray
    first_interval: FloatArray
    total_interval: FloatArray
    mean: float
    variance: float


def sobol_indices(
    function: Function,
    groups: Sequence[Sequence[int]],
    n: int,
    seed: int,
    progress: Callable[[float], None] | None = None,
) -> Indices:
    """Return the indices of groups of inputs.

    The function is evaluated n times for each group and 2 n times more, at scrambled
    Sobol' points. Their first dimensions are spread best, later ones badly in some
    pairs, so that the groups that matter most are best told first.

    Parameters
    ----------
    function : callable
    groups : sequence of sequence of int
        Each input stands in one group.
    n : int
        A power of two.
    seed : int
    progress : callable, optional
        Called with the share that is done.

    Raises
    ------
    ValueError
        If `n` is no power of two of at least 4.

    Examples
    --------
    >>> found = sobol_indices(lambda u: 2 * u[:, 0] + u[:, 1], [[0], [1]], 1024, 0)
    >>> found.first.round(2).tolist(), found.total.round(2).tolist()
    ([0.8, 0.2], [0.8, 0.2])
    """
    if n < 4 or n & (n - 1):
        msg = f"the number of draws must be a power of two from 4, got {n}"
        raise ValueError(msg)
    d = sum(len(group) for group in groups)
    points = qmc.Sobol(2 * d, rng=np.random.default_rng(seed)).random(n)
    points = points.clip(SMALLEST, 1 - SMALLEST)
    place = np.argsort([column for group in groups for column in group])
    one, other = points[:, 0::2][:, place], points[:, 1::2][:, place]
    designs = 2 + len(groups)
    value = np.empty((designs, n))
    size = max(1, _ROWS // n)
    for start in range(0, designs, size):
        some = range(start, min(start + size, designs))
        rows = np.concatenate([_design(one, other, groups, j) for j in some])
        value[some.start : some.stop] = function(rows).reshape(-1, n)
        if progress is not None:
            progress(some.stop / designs)
    rng = np.random.default_rng([seed, n])
    return indices(value[0], value[1], value[2:], rng)


def _design(
    one: FloatArray, other: FloatArray, groups: Sequence[Sequence[int]], number: int
) -> FloatArray:
    """Return A, B, or A with the columns of a group from B."""
    if number < 2:
        return (one, other)[number]
    mixed = one.copy()
    columns = list(groups[number - 2])
    mixed[:, columns] = other[:, columns]
    return mixed


def indices(
    one: FloatArray,
    other: FloatArray,
    mixed: FloatArray,
    rng: np.random.Generator,
    resamples: int = RESAMPLES,
) -> Indices:
    """Return indices from values: first-order as in [2]_, total by Jansen [1]_.

    Jansen's first-order form has an error as large for a small index as for a large
    one, so that many small ones would be lost in it.

    Parameters
    ----------
    one, other : ndarray, shape (n,)
        Values in A and in B.
    mixed : ndarray, shape (n_groups, n)
        Values in A with the columns of each group from B.
    rng : Generator
        For the bootstrap, which draws rows of all of them together.
    resamples : int
    """
    n = len(one)
    mean = (one.mean() + other.mean()) / 2
    one, other, mixed = one - mean, other - mean, mixed - mean
    counts = rng.multinomial(n, np.full(n, 1 / n), size=resamples) / n
    rows = np.vstack([np.full((1, n), 1 / n), counts])
    variance = (rows @ (one**2 + other**2)) / 2 - (rows @ (one + other) / 2) ** 2
    twice = np.where(variance > 0, 2 * variance, np.inf)[:, None]
    total = rows @ ((one - mixed) ** 2).T / twice
    first = rows @ (other * (mixed - one)).T / (twice / 2)
    return Indices(
        first=first[0],
        total=total[0],
        first_interval=np.quantile(first[1:], INTERVAL, axis=0).T,
        total_interval=np.quantile(total[1:], INTERVAL, axis=0).T,
        mean=float(mean),
        variance=float(variance[0]),
    )
