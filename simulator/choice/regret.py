"""Regret: what the best choice at a level has more than the one that was made."""

from dataclasses import dataclass

from levels.arrays import FloatArray


@dataclass(frozen=True)
class Regretted:
    """A choice and the most that it may be regretted.

    Parameters
    ----------
    index : int
        Which choice.
    regret : float
        Its worst regret over levels.
    level : int
        Index of the level where that is; the easiest of several.
    """

    index: int
    regret: float
    level: int


def regret(payoff: FloatArray, best: FloatArray | None = None) -> FloatArray:
    """Return how far each choice falls short of the best one at each level.

    Parameters
    ----------
    payoff : ndarray, shape (n_choices, K)
        Value of each choice if the level were known, in any one unit.
    best : ndarray, shape (K,), optional
        The best value at each level, where others could be chosen than these; that of
        these by default.

    Returns
    -------
    ndarray, shape (n_choices, K)
        From 0, in the unit of `payoff`; 0 for the best at a level.

    References
    ----------
    .. [1] Savage, L. J. (1951). The theory of statistical decision. J. Am. Stat.
       Assoc. 46(253), 55-67.

    Examples
    --------
    >>> import numpy as np
    >>> regret(np.array([[3.0, 0.0], [1.0, 1.0]])).tolist()
    [[0.0, 1.0], [2.0, 0.0]]
    """
    top: FloatArray = payoff.max(axis=0) if best is None else best
    return top - payoff


def worst_regrets(payoff: FloatArray) -> tuple[Regretted, ...]:
    """Return where each choice is regretted most, in the order of the choices.

    Parameters
    ----------
    payoff : ndarray, shape (n_choices, K)

    Examples
    --------
    >>> import numpy as np
    >>> worst_regrets(np.array([[3.0, 0.0], [1.0, 1.0]]))[1]
    Regretted(index=1, regret=2.0, level=0)
    """
    table = regret(payoff)
    levels = table.argmax(axis=1)
    return tuple(
        Regretted(row, float(table[row, level]), int(level))
        for row, level in enumerate(levels)
    )


def minimax_regret(payoff: FloatArray) -> Regretted:
    """Return the choice whose worst regret is smallest, the first of several.

    It needs no credence. What is chosen depends on the choices that are offered: one
    more that nobody would make may change it.

    Parameters
    ----------
    payoff : ndarray, shape (n_choices, K)

    References
    ----------
    .. [1] Savage, L. J. (1951). The theory of statistical decision. J. Am. Stat.
       Assoc. 46(253), 55-67.

    Examples
    --------
    >>> import numpy as np
    >>> minimax_regret(np.array([[3.0, 0.0], [1.0, 1.0]]))
    Regretted(index=0, regret=1.0, level=1)
    """
    return min(worst_regrets(payoff), key=lambda each: each.regret)


def expected_regret(payoff: FloatArray, p: FloatArray) -> FloatArray:
    """Return the mean regret of each choice under a credence.

    The smallest one is that of the highest expected value, and is what knowing the
    level would be worth before choosing.

    Parameters
    ----------
    payoff : ndarray, shape (n_choices, K)
    p : ndarray, shape (K,)

    Returns
    -------
    ndarray, shape (n_choices,)

    Examples
    --------
    >>> import numpy as np
    >>> payoff = np.array([[3.0, 0.0], [1.0, 1.0]])
    >>> expected_regret(payoff, np.array([0.5, 0.5])).tolist()
    [0.5, 1.0]
    """
    expected: FloatArray = regret(payoff) @ p
    return expected
