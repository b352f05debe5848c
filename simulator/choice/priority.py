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


def rank_acceptability(
    value: FloatArray, credences: FloatArray, first: int = 1
) -> FloatArray:
    """Return the share of credences under which each is among the first few.

    Parameters
    ----------
    value : ndarray, shape (n_interventions, K)
        See `by_level`.
    credences : ndarray, shape (n_draws, K)
        Draws of a credence that is not wholly firm; see `Credence.draws`.
    first : int
        How many places count.

    Returns
    -------
    ndarray, shape (n_interventions,)
        They sum to `first`.

    References
    ----------
    .. [1] Lahdelma, R., & Salminen, P. (2001). SMAA-2: Stochastic multicriteria
       acceptability analysis for group decision making. Oper. Res. 49(3), 444-454.

    Examples
    --------
    >>> value = np.array([[1.0, 0.0], [0.0, 1.0]])
    >>> draws = np.array([[0.9, 0.1], [0.8, 0.2], [0.3, 0.7], [0.6, 0.4]])
    >>> rank_acceptability(value, draws).tolist()
    [0.75, 0.25]
    """
    ranked = np.argsort(-(credences @ value.T), axis=1, kind="stable")[:, :first]
    counts = np.bincount(ranked.ravel(), minlength=len(value))
    shares: FloatArray = counts / len(credences)
    return shares
