"""The decisions that information would be for: whole portfolios of the same cost.

Information is worth what it changes, so it is told which choices there are: the given
portfolio, and its money spent anew on what would suit one level, one level or any
easier, one level or any harder, or all levels alike. These are not optima. But they
reach from one end of the ladder to the other, hedges among them, and are the same for
every credence: a shift of credence simulates nothing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from interventions.means import Means
from interventions.portfolio import Portfolio, Segment
from levels.arrays import FloatArray
from simulator.choice.effects import Effects, bought
from simulator.choice.priority import by_level, by_scramble, order
from simulator.world.ending import moments
from simulator.world.engine import Engine
from simulator.world.path import path
from simulator.world.run import at_once
from simulator.world.sampling import Draws, Worlds
from simulator.world.simulation import Outcomes, Progress, simulate

FEW = 8
"""Over how many interventions the money is spread."""

Scope = Literal["given", "level", "easier", "harder", "all", "other"]


@dataclass(frozen=True)
class Decision:
    """One portfolio among those to choose from.

    Parameters
    ----------
    scope : str
        What it is for: `level`, this level or any `easier` or `harder` one, `all`;
        `given` is the scenario's own, `other` one from elsewhere.
    name : str
        Id of the level, or the name of another portfolio; empty if there is none.
    portfolio : Portfolio
    """

    scope: Scope
    name: str
    portfolio: Portfolio

    @property
    def id(self) -> str:
        """What it is called in documents."""
        return f"{self.scope}:{self.name}" if self.name else self.scope


@dataclass(frozen=True, eq=False)
class Decisions:
    """Portfolios to choose from, what they lead to, and when it is too late.

    Parameters
    ----------
    choices : tuple of Decision
    outcomes : Outcomes
    deadline : float
        The end of the plan, or the month in which half of the worlds have become
        dangerous under the given portfolio, if that comes first.
    """

    choices: tuple[Decision, ...]
    outcomes: Outcomes
    deadline: float

    def payoff(self, utilities: FloatArray) -> FloatArray:
        """Return the value of each, shape (n_decisions, K, n_scrambles)."""
        return by_scramble(self.outcomes.by_scramble, utilities)


def decisions(
    engine: Engine,
    choices: Sequence[Decision],
    worlds: Worlds | Draws,
    months: int,
    progress: Progress | None = None,
) -> Decisions:
    """Return what portfolios lead to, and by when one has to be chosen.

    Parameters
    ----------
    engine : Engine
    choices : sequence of Decision
        The first is the given one. See `refocused`; a portfolio from elsewhere may be
        added as `Decision("other", name, portfolio)`.
    worlds : Worlds or Draws
    months : int
        Length of the plan.
    progress : callable, optional
        See `simulate`.
    """
    tried = [choice.portfolio for choice in choices]
    outcomes = simulate(engine, tried, worlds, months, progress)
    reached = critical_month(engine, tried[0], worlds, months)
    return Decisions(tuple(choices), outcomes, min(float(months), reached))


def critical_month(
    engine: Engine, portfolio: Portfolio, worlds: Worlds | Draws, months: int
) -> float:
    """Return the month by which half of the worlds are dangerous; inf for never."""
    reached = critical_months(engine, portfolio, worlds, months)
    return float(np.quantile(reached, 0.5, method="lower"))


def critical_months(
    engine: Engine, portfolio: Portfolio, worlds: Worlds | Draws, months: int
) -> FloatArray:
    """Return the month in which each world is dangerous; inf for never.

    Few worlds take their course at once, so that many need little memory.

    Returns
    -------
    ndarray, shape (n_worlds,)
    """
    wide, found = at_once(engine, months), []
    for start in range(0, len(worlds), wide):
        some = worlds.part(slice(start, start + wide))
        with np.errstate(all="ignore"):
            way = path(engine.mechanisms, some, [portfolio], months)
            found.append(12 * moments(engine, some, way).critical[0])
    return np.concatenate(found)


def refocused(
    engine: Engine, effects: Effects, portfolio: Portfolio, few: int = FEW
) -> tuple[Decision, ...]:
    """Return the given portfolio, and its money on what suits parts of the ladder.

    Each spends it on the few interventions of highest priority, were all credence on
    that part, in proportion to these priorities. What outcomes are worth is the pack's
    own judgment here, so that these are the same for everyone.

    Parameters
    ----------
    engine : Engine
    effects : Effects
        Around the portfolio.
    portfolio : Portfolio
    few : int
        Over how many interventions the money is spread at most.
    """
    model = engine.model
    utilities = np.array([o.utility.value for o in model.world.outcomes])
    value = by_level(effects.effect, utilities)
    found = [Decision("given", "", portfolio)]
    for scope, name, levels in _parts(model.belief.ladder.ids):
        shares = _shares(value[:, levels].mean(axis=1), few)
        if shares.any():
            anew = spent(model.means, portfolio, shares)
            found.append(Decision(scope, name, anew))
    return _distinct(found)


def _parts(ids: Sequence[str]) -> Iterator[tuple[Scope, str, slice]]:
    """Return the parts of the ladder, each by the level that bounds it."""
    last = len(ids) - 1
    for k, name in enumerate(ids):
        yield "level", name, slice(k, k + 1)
    for k, name in enumerate(ids):
        if 0 < k < last:
            yield "easier", name, slice(0, k + 1)
            yield "harder", name, slice(k, None)
    yield "all", "", slice(None)


def _shares(priority: FloatArray, few: int) -> FloatArray:
    """Return the shares of the money; none if nothing helps."""
    first = order(priority)[:few]
    shares = np.zeros(len(priority))
    shares[first] = np.maximum(priority[first], 0.0)
    total = float(shares.sum())
    return shares / total if total > 0 else shares


def spent(means: Means, portfolio: Portfolio, shares: FloatArray) -> Portfolio:
    """Return a portfolio of the same money and the same dates, spent by shares.

    Governance work converts by its stated cost, as for grants.

    Parameters
    ----------
    means : Means
    portfolio : Portfolio
    shares : ndarray, shape (n_interventions,)
        They sum to 1.
    """
    rates = np.array([bought(means, i, 1.0) for i in means.interventions])

    def anew(segment: Segment) -> Segment:
        amounts = [segment.amounts.get(name, 0.0) for name in means.ids]
        money = float((np.array(amounts) / rates).sum())
        spread = dict(zip(means.ids, (money * shares * rates).tolist(), strict=True))
        given = {name: amount for name, amount in spread.items() if amount > 0}
        return replace(segment, amounts=given)

    return Portfolio(tuple(anew(segment) for segment in portfolio.segments))


def _distinct(found: Sequence[Decision]) -> tuple[Decision, ...]:
    """Return those whose portfolio no earlier one has."""
    kept: list[Decision] = []
    for decision in found:
        if all(decision.portfolio != other.portfolio for other in kept):
            kept.append(decision)
    return tuple(kept)
