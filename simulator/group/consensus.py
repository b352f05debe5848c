"""The price of consensus: what each person loses, in their own eyes, by the group's."""

import numpy as np

from levels.arrays import FloatArray


def price(worth: FloatArray, chosen: int) -> FloatArray:
    """Return the regret of each person: their own best choice less the group's.

    By their own beliefs and values: it is what agreeing costs someone who is right.

    Parameters
    ----------
    worth : ndarray, shape (n_people, n_choices)
        See `Choices.worth`.
    chosen : int
        The group's choice.

    Returns
    -------
    ndarray, shape (n_people,)
        From 0, in utility.

    Examples
    --------
    >>> price(np.array([[0.2, 0.5], [0.4, 0.1]]), 1).round(6).tolist()
    [0.0, 0.3]
    """
    regret: FloatArray = worth.max(axis=1) - worth[:, chosen]
    return np.maximum(regret, 0.0)
