"""Teams: sets within a portfolio whose members are needed together.

A team is a set that loses more value if all its members go than its members, each
brought back alone, can restore: all-of gates reward the whole. A member's money is
left unspent where it is taken out.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from interventions.portfolio import Portfolio
from levels.arrays import BoolArray, FloatArray
from simulator.choice.candidates import unique, ways
from simulator.choice.constraints import Constraints
from simulator.choice.payoff import payoff, search_worlds
from simulator.scenario import Scenario
from simulator.world.engine import Engine

LARGEST, PAIRED, MOST = 12, 8, 5
"""How many members a team has at most, how many of the most funded are tried in pairs,
and how many teams are told."""

NOTABLE = 0.1
"""The share of a joint gain that must be missing from the gains alone."""

_TINY = 1e-6


@dataclass(frozen=True)
class Team:
    """A set of funded interventions that is worth more than its members.

    Parameters
    ----------
    members : tuple of str
    alone : float
        What each adds to the portfolio without the team, added up.
    joint : float
        What all add together.
    """

    members: tuple[str, ...]
    alone: float
    joint: float


def teams(
    engine: Engine,
    scenario: Scenario,
    p: FloatArray,
    constraints: Constraints,
    portfolio: Portfolio,
) -> tuple[Team, ...]:
    """Return the sets of a portfolio that are needed together.

    Tried are the smallest sets that complete a level or a job of the world, without
    those of their members that are ready and unfunded, and pairs of the most funded.

    Parameters
    ----------
    engine : Engine
    scenario : Scenario
    p : ndarray, shape (K,)
        The credence.
    constraints : Constraints
    portfolio : Portfolio
        In one segment.

    Returns
    -------
    tuple of Team
        By how much the joint gain exceeds the gains alone, the most first.
    """
    amounts = portfolio.matrix(constraints.ids)[0]
    sets = _candidates(amounts, constraints.ready, ways(engine.model, constraints))
    if not len(sets):
        return ()
    worlds, utility = search_worlds(engine, scenario), scenario.utility(engine.model)

    def value(kept: BoolArray) -> FloatArray:
        money = amounts * kept * constraints.cost
        tried = [constraints.portfolio(row) for row in money]
        return payoff(engine, tried, worlds, utility, scenario.months).mean @ p

    found = [
        Team(tuple(np.array(constraints.ids)[some].tolist()), alone, joint)
        for some, alone, joint in zip(
            sets, *gains(value, amounts > 0, sets), strict=True
        )
        if joint > _TINY and alone < (1 - NOTABLE) * joint
    ]
    return tuple(sorted(found, key=lambda team: team.alone - team.joint)[:MOST])


def gains(
    value: Callable[[BoolArray], FloatArray], whole: BoolArray, sets: BoolArray
) -> tuple[list[float], list[float]]:
    """Return what members of sets add alone, added up, and together.

    Parameters
    ----------
    value : callable
        From sets that are kept, shape (n, n_interventions), to values, shape (n,).
    whole : ndarray, shape (n_interventions,)
    sets : ndarray, shape (n_sets, n_interventions)
    """
    rows = [whole]
    for some in sets:
        without = whole & ~some
        rows += [
            without,
            *[_with(without, one) for one in np.flatnonzero(some).tolist()],
        ]
    kept, place = np.unique(np.array(rows), axis=0, return_inverse=True)
    values = iter(value(kept)[place.ravel()].tolist())
    full, alone, joint = next(values), [], []
    for some in sets:
        base = next(values)
        alone.append(sum(next(values) - base for _ in range(int(some.sum()))))
        joint.append(full - base)
    return alone, joint


def _candidates(
    amounts: FloatArray, ready: BoolArray, some_ways: BoolArray
) -> BoolArray:
    """Return the sets that are tried, shape (n_sets, n)."""
    funded = amounts > 0
    parts = some_ways & funded
    size = parts.sum(axis=1)
    whole = (some_ways <= funded | ready).all(axis=1) & (size > 1) & (size <= LARGEST)
    most = [row for row in (-amounts).argsort(kind="stable")[:PAIRED] if funded[row]]
    pairs = [np.isin(range(len(amounts)), pair) for pair in combinations(most, 2)]
    found = np.array([*parts[whole], *pairs], dtype=np.bool_)
    return unique(found) if len(found) else np.zeros((0, len(amounts)), dtype=np.bool_)


def _with(members: BoolArray, row: int) -> BoolArray:
    more = members.copy()
    more[row] = True
    return more
