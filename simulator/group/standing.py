"""Where choices stand for a group: the pools of its beliefs, and rules of decision."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from levels.arrays import FloatArray, IntArray
from levels.performance import Performance, performance
from levels.pooling import POOLS, linear_pool, pooled
from simulator.choice.priority import order
from simulator.choice.regret import regret
from simulator.group.room import Room
from simulator.group.worth import Choices

HEADLINE = "linear"
EARNED, MEMBERS = "performance", "members"
HALF = 0.5

RULES: Mapping[str, Callable[[FloatArray, FloatArray], FloatArray]] = {
    "expected-value": lambda payoff, p: payoff @ p,
    "maximin": lambda payoff, _: payoff.min(axis=1),
    "minimax-regret": lambda payoff, _: -regret(payoff).max(axis=1),
    "hurwicz": lambda payoff, _: (
        HALF * payoff.max(axis=1) + (1 - HALF) * payoff.min(axis=1)
    ),
}
"""Scores of decisions, higher is better, from their payoff (n, K) and a credence."""


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


def standings(
    room: Room,
    interventions: Choices,
    decisions: Choices,
    weights: FloatArray | None = None,
) -> dict[str, Standing]:
    """Return how choices stand under each pool of a room.

    Beliefs on measures and utilities are the means of all people's; under `members`,
    what each person sees in a choice is averaged instead, so that who cares for an
    outcome and who believes in a level may be the same people.

    Parameters
    ----------
    room : Room
    interventions, decisions : Choices
    weights : ndarray, shape (n_people,), optional
        Earned on seed questions: adds the pool `performance`.
    """
    utilities, works = room.utilities.mean(axis=0), room.works.mean(axis=0)
    pools = {name: pooled(name, room.p) for name in POOLS}  # type: ignore[arg-type]
    if weights is not None:
        pools[EARNED] = linear_pool(room.p, weights)
    by_level = [each.by_level(utilities, works) for each in (interventions, decisions)]
    found = {
        n: Standing(p, *(value @ p for value in by_level)) for n, p in pools.items()
    }
    found[MEMBERS] = Standing(
        pools[HEADLINE],
        interventions.to_all(room).mean(axis=0),
        decisions.to_all(room).mean(axis=0),
    )
    return found


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

    Parameters
    ----------
    room : Room
        Its mean utilities and beliefs on measures count.
    decisions : Choices
    p : ndarray, shape (K,)
        The credence of the group.
    """
    payoff = decisions.by_level(room.utilities.mean(axis=0), room.works.mean(axis=0))
    return {name: order(score(payoff, p)) for name, score in RULES.items()}
