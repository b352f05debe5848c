"""What money could buy: the best portfolio for a budget, and how others compare."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from app.optimized import Asked
from levels.arrays import FloatArray
from simulator.choice.allocation import cost
from simulator.choice.choice import Choice, choose, scored
from simulator.choice.constraints import Constraints
from simulator.choice.frontier import SHARES, Point, cost_frontier, tail_frontier
from simulator.choice.payoff import Payoff
from simulator.choice.rules import Rule, rule
from simulator.scenario import Scenario
from simulator.world.engine import Engine
from simulator.world.simulation import Progress

_SHARE = 0.95
"""Of the work, what the search is told to take."""


@dataclass(frozen=True, eq=False)
class Funding:
    """A choice beside today's portfolio, in the same fresh worlds.

    Parameters
    ----------
    choice : Choice
    today_cost : float
        What today's portfolio costs, in technical FTE-years a year.
    gain, gain_error : float
        Expected value over that of today's, and its standard error.
    """

    choice: Choice
    today_cost: float
    gain: float
    gain_error: float


@dataclass(frozen=True)
class Mark:
    """Today's portfolio on a frontier; see `Point`."""

    cost: float
    expected_value: float
    standard_error: float
    tail: float


@dataclass(frozen=True, eq=False)
class Frontier:
    """Portfolios along a frontier, and where today's stands."""

    points: tuple[Point, ...]
    today: Mark


def best(
    engine: Engine,
    scenario: Scenario,
    p: FloatArray,
    asked: Asked,
    progress: Progress | None = None,
) -> Funding:
    """Return the portfolio that is asked for, compared with today's.

    Parameters
    ----------
    engine : Engine
        Of the pack as the scenario sees it.
    scenario : Scenario
    p : ndarray, shape (K,)
        The credence after what was observed.
    asked : Asked
    progress : callable, optional
        Called with the share that is done.

    Raises
    ------
    ValueError
        If the rule or the constraints cannot be kept to.
    """
    told = progress or (lambda _: None)
    chosen, within = asked.rule_of_choice(), asked.constraints(engine.model)
    choice = choose(
        engine, scenario, p, within, chosen, lambda share: told(_SHARE * share)
    )
    today = engine.model.means.field
    worth = scored(
        engine, scenario, p, [choice.portfolio, today], rule("expected-value")
    ).payoff.by_scramble
    gain, error = Payoff(worth[:1] - worth[1:]).expected(p)
    told(1.0)
    spent = cost(engine.model.means, today, scenario.months)
    return Funding(choice, spent, float(gain[0]), float(error[0]))


def wider(
    engine: Engine,
    scenario: Scenario,
    p: FloatArray,
    asked: Asked,
    progress: Progress | None = None,
) -> Frontier:
    """Return what less and more money than the budget would buy; see `best`.

    Budgets that do not pay for what is required are left out.
    """
    budgets = [share * asked.budget for share in SHARES]

    def within(budget: float) -> Constraints:
        return replace(asked, budget=budget).constraints(engine.model)

    paid = [budget for budget in budgets if _is_possible(within, budget)]
    points = cost_frontier(
        engine, scenario, p, within, paid or [asked.budget], progress
    )
    return Frontier(points, _today(engine, scenario, p, rule("cvar")))


def safer(
    engine: Engine,
    scenario: Scenario,
    p: FloatArray,
    asked: Asked,
    progress: Progress | None = None,
) -> Frontier:
    """Return what safety in bad cases costs at the budget; see `best`."""
    tail = tail_of(asked)
    within = asked.constraints(engine.model)
    points = tail_frontier(engine, scenario, p, within, tail, progress)
    return Frontier(points, _today(engine, scenario, p, tail))


def tail_of(asked: Asked) -> Rule:
    """Return the worst cases that count: those of the rule, or the worst tenth."""
    return asked.rule_of_choice() if asked.rule == "cvar" else rule("cvar")


def _is_possible(within: Callable[[float], Constraints], budget: float) -> bool:
    try:
        within(budget)
    except ValueError:
        return False
    return True


def _today(engine: Engine, scenario: Scenario, p: FloatArray, tail: Rule) -> Mark:
    field = engine.model.means.field
    score = scored(engine, scenario, p, [field], tail)
    expected, error = score.payoff.expected(p)
    return Mark(
        cost(engine.model.means, field, scenario.months),
        float(expected[0]),
        float(error[0]),
        float(score.objective[0]),
    )
