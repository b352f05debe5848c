"""Reach: which outcomes no world of a pack can lead to."""

from levels.arrays import FloatArray

IMPOSSIBLE = 1e-12
"""A probability below it counts as none; rounding leaves about as much."""


def unreachable(ids: tuple[str, ...], outcomes: FloatArray) -> tuple[str, ...]:
    """Return the outcomes that no level has under any of the portfolios.

    Parameters
    ----------
    ids : tuple of str
        The outcomes.
    outcomes : ndarray, shape (n_portfolios, K, n_outcomes)
        Their probabilities.

    Examples
    --------
    >>> import numpy as np
    >>> unreachable(("good", "bad"), np.array([[[1.0, 0.0], [1.0, 0.0]]]))
    ('bad',)
    """
    most = outcomes.reshape(-1, len(ids)).max(axis=0)
    return tuple(name for name, p in zip(ids, most, strict=True) if p < IMPOSSIBLE)
