"""Priority: effects, weighed by what outcomes are worth and by a credence.

    priority = (effect . utilities) . credence

The first product needs no credence, the second no simulation, so a shift of credence
costs a few hundred multiplications.
"""

import numpy as np

from levels.arrays import FloatArray, IntArray

ROUNDING = 1e-12
"""Values nearer to zero are rounding."""


def by_level(effect: FloatArray, utilities: FloatArray) -> FloatArray:
    """Return the value of each intervention at each level.

    Parameters
    ----------
    effect : ndarray, shape (n_interventions, K, n_outcomes)
    utilities : ndarray, shape (n_outcomes,)

    Returns
    -------
    ndarray, shape (n_interventions, K)
        Utility per 100 FTE-years.

    Examples
    --------
    >>> by_level(np.array([[[0.2, -0.2], [0.0, 0.0]]]), np.array([1.0, 0.0])).tolist()
    [[0.2, 0.0]]
    """
    return _without_rounding(effect @ utilities)


def by_scramble(effect: FloatArray, utilities: FloatArray) -> FloatArray:
    """Return the value of each intervention at each level, scramble by scramble.

    Parameters
    ----------
    effect : ndarray, shape (n_interventions, K, n_outcomes, n_scrambles)
    utilities : ndarray, shape (n_outcomes,)

    Returns
    -------
    ndarray, shape (n_interventions, K, n_scrambles)
        Their mean over scrambles is `by_level`.
    """
    return _without_rounding(np.einsum("ikos,o->iks", effect, utilities))


def priorities(value: FloatArray, p: FloatArray) -> FloatArray:
    """Return the priority of each intervention under a credence.

    Parameters
    ----------
    value : ndarray, shape (n_interventions, K)
        See `by_level`.
    p : ndarray, shape (K,)

    Returns
    -------
    ndarray, shape (n_interventions,)
    """
    priority: FloatArray = value @ p
    return priority


def _without_rounding(value: FloatArray) -> FloatArray:
    """Return values of which those are zero that rounding alone keeps from it.

    Where all outcomes are worth the same, nothing but rounding would rank what is done.
    """
    return np.where(abs(value) < ROUNDING, 0.0, value)


def order(priority: FloatArray) -> IntArray:
    """Return the places of the interventions, highest priority first, ties in order."""
    return np.argsort(-priority, kind="stable")
