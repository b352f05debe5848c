"""A contender: how little must shift for one named choice to come first.

The nearest flip says who comes first instead; this says what it would take for a choice
that somebody has in mind. It must beat all others at once, so it is a linear program.
"""

import numpy as np
from scipy.optimize import linprog

from levels.arrays import FloatArray
from simulator.choice.shifts import Shift


def to_come_first(payoff: FloatArray, p: FloatArray, choice: int) -> Shift | None:
    """Return the smallest shift in total variation that puts a choice first.

    Parameters
    ----------
    payoff : ndarray, shape (n_choices, K)
    p : ndarray, shape (K,)
    choice : int
        Which of them; at the shift it is at least tied with the best other.

    Returns
    -------
    Shift or None
        None if it is first under no credence.

    Examples
    --------
    >>> payoff = np.array([[100.0, 20, -80], [80, 70, 0], [60, 60, 50], [30, 40, 60]])
    >>> p = np.array([0.5, 0.3, 0.2])
    >>> [round(to_come_first(payoff, p, i).distance, 7) for i in range(4)]
    [0.2142857, 0.0, 0.0428571, 0.475]
    """
    n = len(p)
    scale = float(np.abs(payoff).max()) or 1.0
    behind = (payoff - payoff[choice]) / scale
    # What each level gains and what it loses: q = p + gained - lost, from 0 up.
    found = linprog(
        np.full(2 * n, 0.5),
        A_ub=np.vstack(
            [np.hstack([behind, -behind]), -np.hstack([np.eye(n), -np.eye(n)])]
        ),
        b_ub=np.concatenate([-behind @ p, p]),
        A_eq=[[1.0] * n + [-1.0] * n],
        b_eq=[0.0],
        method="highs",
    )
    if found.status != 0:
        return None
    q = np.maximum(p + found.x[:n] - found.x[n:], 0.0)
    return Shift(max(float(found.fun), 0.0), q)
