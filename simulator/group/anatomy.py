"""The anatomy of disagreement: of difficulty, of measures, and of values.

Disagreement is how far people lie apart in what a decision is worth against the others:
the variance over people of its value less the mean over decisions, averaged over
decisions. If all believed of difficulty what the room does on average, some of it would
go. Which part is whose is a game of three players, divided by Shapley values.
"""

from dataclasses import dataclass

import numpy as np

from levels.arrays import FloatArray
from simulator.choice.shapley import members, shapley_values
from simulator.group.room import Room
from simulator.group.worth import Choices

PLAYERS = ("difficulty", "measures", "values")
ROUNDING = 1e-18
"""Less variance than that, in squared utility, is none."""


@dataclass(frozen=True, eq=False)
class Anatomy:
    """Of what disagreement consists.

    Parameters
    ----------
    whole : float
        The variance, in squared utility.
    parts : dict of str to float
        Of the whole, by player; they sum to it. One may be negative, where people who
        differ on two things agree on what to do for it.
    """

    whole: float
    parts: dict[str, float]

    @property
    def spread(self) -> float:
        """How far people lie apart, in utility: the root of the whole."""
        return float(np.sqrt(self.whole))

    @property
    def shares(self) -> dict[str, float]:
        """Parts of 1; all 0 where there is no disagreement."""
        whole = self.whole or np.inf
        return {name: part / whole for name, part in self.parts.items()}


def anatomy(room: Room, decisions: Choices) -> Anatomy:
    """Return of what disagreement on decisions consists.

    Parameters
    ----------
    room : Room
    decisions : Choices

    References
    ----------
    .. [1] Shapley, L. S. (1953). A value for n-person games. In: Contributions to the
       Theory of Games II, 307-317.
    """
    own = (room.p, room.works, room.utilities)
    alike = tuple(x.mean(axis=0, keepdims=True) for x in own)
    value = []
    for keep in members(np.arange(1 << len(PLAYERS)), len(PLAYERS)):
        p, works, utilities = (
            mine if kept else mean
            for mine, mean, kept in zip(own, alike, keep, strict=True)
        )
        value.append(disagreement(decisions.worth(p, utilities, works)))
    whole = value[-1] - value[0]
    if whole < ROUNDING:
        return Anatomy(0.0, dict.fromkeys(PLAYERS, 0.0))
    parts = shapley_values(np.array(value))
    return Anatomy(whole, dict(zip(PLAYERS, parts.tolist(), strict=True)))


def preferences(worth: FloatArray) -> FloatArray:
    """Return what each choice is worth to each person against the others.

    Parameters
    ----------
    worth : ndarray, shape (n_people, n_choices)
    """
    against: FloatArray = worth - worth.mean(axis=1, keepdims=True)
    return against


def disagreement(worth: FloatArray) -> float:
    """Return the variance of preferences over people, averaged over choices.

    Parameters
    ----------
    worth : ndarray, shape (n_people, n_choices)

    Examples
    --------
    >>> disagreement(np.array([[0.0, 2.0], [2.0, 0.0]]))
    1.0
    >>> disagreement(np.array([[0.0, 2.0], [1.0, 3.0]]))
    0.0
    """
    return float(preferences(worth).var(axis=0).mean())
