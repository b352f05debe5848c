"""What survives under several scenarios: places in each, and what stays in front.

A column is a scenario here, as it is a level elsewhere: regret and its minimax over
scenarios are those of `simulator.choice.regret`, of the same matrix.
"""

import numpy as np

from levels.arrays import BoolArray, FloatArray, IntArray
from simulator.choice.priority import order

MOST_FIRST = 5
"""Interventions that count as first, at most."""


def first_of(n_interventions: int) -> int:
    """Return how many count as first: a few, and half of them all at most.

    Were all of them first, it would say nothing that they stay so.

    Examples
    --------
    >>> first_of(38), first_of(3), first_of(1)
    (5, 2, 1)
    """
    return min(MOST_FIRST, (n_interventions + 1) // 2)


def ranks(priority: FloatArray) -> IntArray:
    """Return the place of each intervention under each scenario, from 1.

    Parameters
    ----------
    priority : ndarray, shape (n_interventions, n_scenarios)

    Returns
    -------
    ndarray, shape (n_interventions, n_scenarios)
        Ties stand in the order of the catalog, as in a ranking.

    Examples
    --------
    >>> ranks(np.array([[3.0, 0.0], [1.0, 1.0], [2.0, 0.0]])).tolist()
    [[1, 2], [3, 1], [2, 3]]
    """
    columns = [np.argsort(order(column)) + 1 for column in priority.T]
    return np.stack(columns, axis=1)


def among_first(priority: FloatArray, first: int) -> BoolArray:
    """Return whether each intervention is among the first ones under each scenario.

    One that does not raise the expected value is never among them.

    Parameters
    ----------
    priority : ndarray, shape (n_interventions, n_scenarios)
    first : int
        How many are.

    Returns
    -------
    ndarray, shape (n_interventions, n_scenarios)

    Examples
    --------
    >>> among_first(np.array([[3.0, -0.1], [1.0, -1.0]]), 1).tolist()
    [[True, False], [False, False]]
    """
    found: BoolArray = (ranks(priority) <= first) & (priority > 0)
    return found


def worst_first(priority: FloatArray) -> IntArray:
    """Return interventions by their worst place, the best of these first.

    Of those with the same worst place, the one with the smaller sum of places.

    Parameters
    ----------
    priority : ndarray, shape (n_interventions, n_scenarios)

    Returns
    -------
    ndarray, shape (n_interventions,)
        Rows of `priority`.

    Examples
    --------
    >>> worst_first(np.array([[3.0, 0.0], [2.0, 2.0], [1.0, 3.0]])).tolist()
    [1, 0, 2]
    """
    places = ranks(priority)
    return np.lexsort((places.sum(axis=1), places.max(axis=1)))
