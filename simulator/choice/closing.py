"""Closing the gap: the least extra money found that covers a level, or why none does.

Money is added to the sets that complete the level's requirement, whole, each member's
share even or in proportion to what it takes to make it ready. What suffices is narrowed
down between powers of ten. Another way of spreading it may be cheaper still.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from interventions.chance import Chance, chance
from interventions.means import Means
from interventions.portfolio import LARGEST, Portfolio
from levels.arrays import FloatArray
from simulator.choice.coverage import smallest
from simulator.choice.limits import constraints, costs
from simulator.world.engine import Engine
from simulator.world.path import path
from simulator.world.sampling import Worlds

GOALS = (0.5, 0.8)
MOST_EXTRA = 1e5
"""In technical FTE-years a year: some fifty times what is spent today."""

_COARSE = np.geomspace(1.0, MOST_EXTRA, 11)
_FINE, _PASSES = 9, 2
_FEW_WAYS = 6
_BLOCK = 256


@dataclass(frozen=True, eq=False)
class Closing:
    """What it takes to bring a level to a goal.

    Parameters
    ----------
    level : int
        Its index.
    goal : float
        P(requirement complete) at the end of the plan that is aimed at.
    covered : float
        What it is with the allocation as it stands.
    extra : float or None
        Technical FTE-years a year on top of it; None if no money was found to do.
    amounts : dict of str to float
        What that buys, in FTE-years a year; empty if nothing is lacking or nothing
        does.
    reachable : float
        The most that `MOST_EXTRA` reaches.
    held_back_by : str or None
        Where no money does: the member of the best set that stays least ready; None
        also where no set completes the requirement.
    """

    level: int
    goal: float
    covered: float
    extra: float | None
    amounts: dict[str, float]
    reachable: float
    held_back_by: str | None

    @property
    def shortfall(self) -> float:
        """How much is lacking to the goal, from 0."""
        return max(self.goal - self.covered, 0.0)


def closings(
    engine: Engine,
    worlds: Worlds,
    portfolio: Portfolio,
    months: int,
    goals: Sequence[float] = GOALS,
) -> tuple[Closing, ...]:
    """Return what it takes to bring each level to each goal, by level and goal.

    Parameters
    ----------
    engine : Engine
    worlds : Worlds
    portfolio : Portfolio
        The allocation on top of which money is added, from the first month on.
    months : int
        Length of the plan.
    goals : sequence of float
        Probabilities.
    """
    funding = _Funding(engine, worlds, portfolio, months)
    found = []
    for level in range(len(engine.model.means.requirements)):
        ways = _directions(engine, worlds, level)
        found += _closed(engine.model.means, level, goals, funding, ways)
    return tuple(found)


class _Funding:
    """Readiness at the end of the plan, with extra money."""

    def __init__(
        self, engine: Engine, worlds: Worlds, portfolio: Portfolio, months: int
    ) -> None:
        self._engine, self._worlds = engine, worlds
        self._portfolio, self._months = portfolio, months

    def ready(self, money: FloatArray) -> FloatArray:
        """Return readiness, shape (n_interventions, n_portfolios, n_worlds)."""
        parts = [
            self._part(money[start : start + _BLOCK])
            for start in range(0, len(money), _BLOCK)
        ]
        return np.concatenate(parts, axis=1)

    def _part(self, money: FloatArray) -> FloatArray:
        means, end = self._engine.model.means, self._months
        amounts = money / costs(means)
        tried = [_raised(self._portfolio, means, row) for row in amounts]
        with np.errstate(all="ignore"):
            way = path(self._engine.mechanisms, self._worlds, tried, self._months)
        return way.ready(slice(end, end + 1))[:, 0]


def _closed(
    means: Means,
    level: int,
    goals: Sequence[float],
    funding: _Funding,
    ways: FloatArray,
) -> list[Closing]:
    """Try each way at each size, then narrow down the cheapest way to each goal."""
    complete = chance(means.requirements[level].needs, means.trees, means.ids)
    sizes = np.concatenate([[0.0], _COARSE])
    money = (ways[:, None] * sizes[:, None]).reshape(-1, ways.shape[1])
    ready = funding.ready(money)
    covered = _mean(complete, ready).reshape(len(ways), len(sizes))
    now, reachable = float(covered[0, 0]), float(covered.max())
    best, size = np.unravel_index(int(covered.argmax()), covered.shape)
    last = ready[:, best * len(sizes) + size].mean(axis=1)
    members = np.where(ways[best] > 0, last, np.inf)
    weakest = means.ids[int(members.argmin())] if ways.any() else None
    closed = []
    for goal in goals:
        extra, way = _cheapest(complete, funding, ways, (sizes, covered), goal)
        spent = {} if not extra else _named(means, ways[way] * extra)
        back = weakest if extra is None else None
        closed.append(Closing(level, goal, now, extra, spent, reachable, back))
    return closed


def _cheapest(
    complete: Chance,
    funding: _Funding,
    ways: FloatArray,
    tried: tuple[FloatArray, FloatArray],
    goal: float,
) -> tuple[float | None, int]:
    """Return the least extra money that reaches a goal, and by which way."""
    sizes, covered = tried
    enough = covered >= goal
    if not enough.any():
        return None, 0
    first = np.where(enough.any(axis=1), enough.argmax(axis=1), len(sizes))
    way = int(np.lexsort((-covered[:, int(first.min())], first))[0])
    if first[way] == 0:
        return 0.0, way
    low, high = sizes[first[way] - 1], sizes[first[way]]
    for _ in range(_PASSES):
        between = np.linspace(low, high, _FINE + 2)[1:]
        reached = _mean(complete, funding.ready(between[:, None] * ways[way])) >= goal
        place = int(reached.argmax()) if reached.any() else len(between) - 1
        low, high = (between[place - 1] if place else low), between[place]
    return float(high), way


def _directions(engine: Engine, worlds: Worlds, level: int) -> FloatArray:
    """Return ways to spend one unit of money on a level, shape (n_ways, n)."""
    model = engine.model
    within = constraints(model.means, LARGEST)
    sets = [
        within.completed(np.isin(model.means.ids, list(some)))
        for some in smallest(model, level)[:_FEW_WAYS]
    ]
    sets = [some for some in sets if some.any()]
    if not sets:
        return np.zeros((1, len(model.means.ids)))
    chosen = np.array([*sets, np.any(sets, axis=0)])
    scale = worlds.scale.mean(axis=1) * within.cost
    weights: FloatArray = np.concatenate([chosen.astype(float), chosen * scale])
    total: FloatArray = weights.sum(axis=1, keepdims=True)
    return weights / total


def _raised(portfolio: Portfolio, means: Means, more: FloatArray) -> Portfolio:
    """Return a portfolio with more of each intervention from the first month on."""
    added = {name: x for name, x in zip(means.ids, more.tolist(), strict=True) if x}
    return Portfolio(
        tuple(
            replace(
                segment,
                amounts={
                    **segment.amounts,
                    **{k: segment.amounts.get(k, 0.0) + x for k, x in added.items()},
                },
            )
            for segment in portfolio.segments
        )
    )


def _mean(complete: Chance, ready: FloatArray) -> FloatArray:
    """Return the mean chance over worlds, shape (n_portfolios,)."""
    chances: FloatArray = np.broadcast_to(complete(ready), ready.shape[1:])
    mean: FloatArray = np.mean(chances, axis=-1)
    return mean


def _named(means: Means, money: FloatArray) -> dict[str, float]:
    bought = (money / costs(means)).tolist()
    return {k: x for k, x in zip(means.ids, bought, strict=True) if x > 0}
