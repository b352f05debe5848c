"""Where choices stand for a group: the pools of its beliefs, and rules of decision."""

from dataclasses import dataclass

import numpy as np

from levels.arrays import FloatArray, IntArray
from levels.performance import Performance, performance
from levels.pooling import POOLS, linear_pool
from simulator.choice.priority import order
from simulator.choice.rules import RULES, rule
from simulator.group.room import Room
from simulator.group.worth import Choices

HEADLINE = "linear"
EARNED, MEMBERS = "performance", "members"


@dataclass(frozen=True, eq=False)
class Standing:
    """How choices stand under one way of making a group of people.

    Parameters
    ----------
    p : ndarray, shape (K,)
        The credence of the group.
    priorities : ndarray, shape (n_interventions,)
    values : ndarray, shape (n_decisions,)
    """

    p: FloatArray
    priorities: FloatArray
    values: FloatArray

    @property
    def ranking(self) -> IntArray:
        """Places of interventions, highest priority first."""
        return order(self.priorities)

    @property
    def decision(self) -> int:
        """Which decision is worth most, the first of several."""
        return int(self.values.argmax())


def standing(
    room: Room, p: FloatArray, interventions: Choices, decisions: Choices
) -> Standing:
    """Return how choices stand for a room that believes in a credence.

    Utilities and beliefs on measures are the means of all people's.

    Parameters
    ----------
    room : Room
    p : ndarray, shape (K,)
    interventions, decisions : Choices
    """
    utilities, works = room.utilities.mean(axis=0), room.works.mean(axis=0)
    priorities, values = (
        each.by_level(utilities, works) @ p for each in (interventions, decisions)
    )
    return Standing(p, priorities, values)


def pools(room: Room, weights: FloatArray | None = None) -> dict[str, FloatArray]:
    """Return each pool of a room's credences.

    Parameters
    ----------
    room : Room
    weights : ndarray, shape (n_people,), optional
        Earned on seed questions: adds the pool `performance`.
    """
    found = {name: pool(room.p, None) for name, pool in POOLS.items()}
    if weights is not None:
        found[EARNED] = linear_pool(room.p, weights)
    return found


def members(p: FloatArray, priorities: FloatArray, worth: FloatArray) -> Standing:
    """Return how choices stand if what each person sees in them is averaged.

    Unlike under a pool, who cares for an outcome and who believes in a level may be the
    same people. It has no credence of its own.

    Parameters
    ----------
    p : ndarray, shape (K,)
        The credence that is told beside it.
    priorities : ndarray, shape (n_people, n_interventions)
    worth : ndarray, shape (n_people, n_decisions)
    """
    return Standing(p, priorities.mean(axis=0), worth.mean(axis=0))


def earned(room: Room, truths: FloatArray | None) -> Performance | None:
    """Return what people earned on seed questions, who did not answer them nothing.

    Parameters
    ----------
    room : Room
    truths : ndarray, shape (n_questions,), or None

    Returns
    -------
    Performance or None
        None without questions, or if nobody answered all of them.
    """
    if truths is None or not len(truths):
        return None
    rows = [
        row
        for row, voice in enumerate(room.voices)
        if voice.seeds is not None and len(voice.seeds) == len(truths)
    ]
    if not rows:
        return None
    done = performance(np.array([room.voices[row].seeds for row in rows]), truths)
    return Performance(*(_spread(x, rows, len(room)) for x in _parts(done)))


def _parts(done: Performance) -> tuple[FloatArray, FloatArray, FloatArray]:
    return done.calibration, done.information, done.weights


def _spread(values: FloatArray, rows: list[int], n: int) -> FloatArray:
    whole = np.zeros(n)
    whole[rows] = values
    return whole


def by_rule(room: Room, decisions: Choices, p: FloatArray) -> dict[str, IntArray]:
    """Return the order of decisions under each rule, best first.

    A level counts by its mean value: worlds are not told apart here.

    Parameters
    ----------
    room : Room
        Its mean utilities and beliefs on measures count.
    decisions : Choices
    p : ndarray, shape (K,)
        The credence of the group.
    """
    payoff = decisions.by_level(room.utilities.mean(axis=0), room.works.mean(axis=0))
    return {name: order(rule(name).score(payoff, p)) for name in RULES}
