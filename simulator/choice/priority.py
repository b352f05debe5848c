"""Priority: effects, weighed by what outcomes are worth and by a credence.

    priority = (effect . utilities) . credence

The first product needs no credence, the second no simulation, so a shift of credence
costs a few hundred multiplications.
"""

import numpy as np

from levels.arrays import FloatArray, IntArray


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
    value: FloatArray = effect @ utilities
    return value


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
    value: FloatArray = np.einsum("ikos,o->iks", effect, utilities)
    return value


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


def order(priority: FloatArray) -> IntArray:
    """Return the places of the interventions, highest priority first, ties in order."""
    return np.argsort(-priority, kind="stable")
