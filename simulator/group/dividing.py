"""The belief that divides the room most.

A yes-or-no question parts the room: is it this level or harder, is this fact so, does
this measure work as hoped, does it hardly work? The one that divides it most is the one
whose two sides differ most in what they prefer: the largest share of the variance of
preferences lies between them. So does the first split of a regression tree [1]_.

References
----------
.. [1] Breiman, L., Friedman, J., Olshen, R., & Stone, C. (1984). Classification and
   Regression Trees. Wadsworth.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from levels.arrays import BoolArray, FloatArray
from simulator.group.anatomy import ROUNDING, preferences
from simulator.group.room import EXTREMES, Room

Kind = Literal["level", "fact", "measure"]
LIKELIER = 0.5


@dataclass(frozen=True)
class Question:
    """What people may say yes or no to.

    Parameters
    ----------
    kind : str
        `level`: is it this level or a harder one? `fact`: is it so? `measure`: does it
        work as `how` says?
    name : str
        An id.
    how : str
        `hoped` or `hardly` for a measure, else empty.
    """

    kind: Kind
    name: str
    how: str = ""


@dataclass(frozen=True)
class Side:
    """Those who answer alike.

    Parameters
    ----------
    people : int
    intervention, decision : int
        What they prefer on average, by index.
    """

    people: int
    intervention: int
    decision: int


@dataclass(frozen=True, eq=False)
class Division:
    """A question and what its two sides prefer.

    Parameters
    ----------
    question : Question
    explained : float
        Share of the variance of preferences that lies between the sides.
    yes, no : Side
    """

    question: Question
    explained: float
    yes: Side
    no: Side


def dividing(
    room: Room,
    ids: tuple[Sequence[str], Sequence[str]],
    priorities: FloatArray,
    values: FloatArray,
    fewest: int = 2,
) -> Division | None:
    """Return the belief that divides the room most.

    Parameters
    ----------
    room : Room
    ids : (sequence of str, sequence of str)
        Of levels and of facts.
    priorities : ndarray, shape (n_people, n_interventions)
        To each person.
    values : ndarray, shape (n_people, n_decisions)
        To each person; of these the variance is explained.
    fewest : int
        People whom each side must have.

    Returns
    -------
    Division or None
        None if people prefer the same, or no question has enough on both sides.
    """
    asked, yes = _answers(room, *ids)
    n_yes = yes.sum(axis=1)
    enough = np.flatnonzero(np.minimum(n_yes, len(room) - n_yes) >= max(fewest, 1))
    prefer = preferences(values)
    if not len(enough) or prefer.var(axis=0).mean() < ROUNDING:
        return None
    share = explained(yes[enough], prefer)
    best = int(share.argmax())
    side = yes[enough[best]]
    return Division(
        question=asked[enough[best]],
        explained=float(share[best]),
        yes=_side(side, priorities, values),
        no=_side(~side, priorities, values),
    )


def explained(yes: BoolArray, prefer: FloatArray) -> FloatArray:
    """Return which share of the variance of preferences each question explains.

    Parameters
    ----------
    yes : ndarray, shape (n_questions, n_people)
        Both answers occur to each.
    prefer : ndarray, shape (n_people, n_choices)

    Returns
    -------
    ndarray, shape (n_questions,)
        In [0, 1].

    Examples
    --------
    >>> yes = np.array([[True, True, False, False], [True, False, True, False]])
    >>> explained(yes, np.array([[1.0], [1.0], [3.0], [3.0]])).tolist()
    [1.0, 0.0]
    """
    n = yes.shape[1]
    apart = prefer - prefer.mean(axis=0)
    n_yes = yes.sum(axis=1)
    sums = np.einsum("qn,nc->qc", yes.astype(float), apart)
    between = (sums**2).sum(axis=1) * n / (n_yes * (n - n_yes))
    share: FloatArray = between / (apart**2).sum()
    return np.clip(share, 0.0, 1.0)


def _answers(
    room: Room, levels: Sequence[str], facts: Sequence[str]
) -> tuple[list[Question], BoolArray]:
    """Return all questions, and who says yes, shape (n_questions, n_people)."""
    harder = np.cumsum(room.p[:, ::-1], axis=1)[:, ::-1][:, 1:]
    works = room.works.reshape(len(room), -1)
    asked = [
        *(Question("level", name) for name in levels[1:]),
        *(Question("fact", name) for name in facts),
        *(Question("measure", name, how) for name in room.asked for how in EXTREMES),
    ]
    believed = np.concatenate([harder, room.facts, works], axis=1)
    return asked, believed.T > LIKELIER


def _side(who: BoolArray, priorities: FloatArray, values: FloatArray) -> Side:
    return Side(
        people=int(who.sum()),
        intervention=int(priorities[who].mean(axis=0).argmax()),
        decision=int(values[who].mean(axis=0).argmax()),
    )
