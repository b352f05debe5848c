"""Choice: the best portfolio under a rule, and what it is worth in fresh worlds.

The portfolio is found in a few worlds and scored in others: what is best in some worlds
owes part of that to their chance, so its value there would flatter it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from interventions.portfolio import Portfolio
from levels.arrays import FloatArray
from simulator.choice.by_world import values_by_world
from simulator.choice.candidates import candidates
from simulator.choice.constraints import Constraints
from simulator.choice.optimization import Found, GapIs, Value, optimize
from simulator.choice.payoff import (
    Payoff,
    fresh_worlds,
    payoff,
    search_worlds,
)
from simulator.choice.rules import Rule, RuleId
from simulator.choice.teams import Team, teams
from simulator.scenario import Scenario
from simulator.world.engine import Engine
from simulator.world.simulation import Progress

_SHARE = 0.9
"""Of the work, what the search is told to take."""


@dataclass(frozen=True, eq=False)
class Choice:
    """The portfolio that a rule chooses; numbers are those of fresh worlds.

    Parameters
    ----------
    portfolio : Portfolio
    cost, budget : float
        In technical FTE-years a year.
    rule : Rule
    objective : float
        What the rule says of it; higher is better, so it is minus the largest regret.
    expected_value, standard_error : float
        Under the credence.
    value, value_error : ndarray, shape (K,)
        At each level, and its standard error.
    p : ndarray, shape (K,)
        The credence.
    gap : float
        How much more the rule may say of another portfolio, in the worlds of the
        search.
    gap_is : str
        "proven": none of the family of all sets that share the budget evenly is better
        by more. "estimated": so much better would be the best portfolio found for each
        level, if the level were known.
    tried : int
        How many portfolios were simulated.
    teams : tuple of Team
        Sets of what is funded that are needed together.
    """

    portfolio: Portfolio
    cost: float
    budget: float
    rule: Rule
    objective: float
    expected_value: float
    standard_error: float
    value: FloatArray
    value_error: FloatArray
    p: FloatArray
    gap: float
    gap_is: GapIs
    tried: int
    teams: tuple[Team, ...]

    @property
    def amounts(self) -> dict[str, float]:
        """FTE-years a year by intervention, of those that are funded."""
        return dict(self.portfolio.segments[0].amounts)


@dataclass(frozen=True, eq=False)
class Score:
    """What portfolios are worth under a rule, in the same worlds.

    Parameters
    ----------
    objective : ndarray, shape (n_portfolios,)
    payoff : Payoff
    """

    objective: FloatArray
    payoff: Payoff


def choose(
    engine: Engine,
    scenario: Scenario,
    p: FloatArray,
    constraints: Constraints,
    rule: Rule,
    progress: Progress | None = None,
) -> Choice:
    """Return the best portfolio for a scenario.

    Parameters
    ----------
    engine : Engine
        Of the pack as the scenario sees it.
    scenario : Scenario
        Its utilities, plan, held parameters, seed, and worlds (for the final score).
    p : ndarray, shape (K,)
        The credence after what was observed.
    constraints : Constraints
    rule : Rule
    progress : callable, optional
        Called with the share that is done.

    Raises
    ------
    ValueError
        If parameters are so extreme that a probability is not a number.
    """
    told = progress or (lambda _: None)
    found = searched(
        engine, scenario, p, constraints, rule, lambda share: told(_SHARE * share)
    )
    told(_SHARE)
    rivals = [constraints.portfolio(money) for money in found.best]
    chosen = constraints.portfolio(found.money)
    needed = rivals if rule.relative else []
    score = scored(engine, scenario, p, [chosen, *needed], rule)
    expected, error = score.payoff.expected(p)
    choice = Choice(
        portfolio=chosen,
        cost=float(found.money.sum()),
        budget=constraints.budget,
        rule=rule,
        objective=float(score.objective[0]),
        expected_value=float(expected[0]),
        standard_error=float(error[0]),
        value=score.payoff.mean[0],
        value_error=score.payoff.standard_error[0],
        p=p,
        gap=found.gap,
        gap_is=found.gap_is,
        tried=found.tried,
        teams=teams(engine, scenario, p, constraints, chosen),
    )
    told(1.0)
    return choice


def searched(
    engine: Engine,
    scenario: Scenario,
    p: FloatArray,
    constraints: Constraints,
    rule: Rule,
    progress: Progress | None = None,
) -> Found:
    """Return what the search finds, in its own worlds."""
    return optimize(
        value_of(engine, scenario, constraints, rule.id),
        constraints,
        rule,
        p,
        candidates(engine.model, constraints),
        progress,
    )


def value_of(
    engine: Engine, scenario: Scenario, constraints: Constraints, rule: RuleId
) -> Value:
    """Return the payoff of portfolios in the worlds of the search, as a function."""
    worlds, months = search_worlds(engine, scenario), scenario.months
    utility = scenario.utility(engine.model)

    def value(amounts: FloatArray) -> FloatArray:
        portfolios = [constraints.portfolio(row * constraints.cost) for row in amounts]
        if rule == "cvar":
            return values_by_world(engine, portfolios, worlds, utility, months)
        return payoff(engine, portfolios, worlds, utility, months).mean

    return value


def scored(
    engine: Engine,
    scenario: Scenario,
    p: FloatArray,
    portfolios: Sequence[Portfolio],
    rule: Rule,
) -> Score:
    """Return what a rule says of portfolios, in fresh worlds.

    Regret is counted from the best of these portfolios at each level.
    """
    worlds = fresh_worlds(engine, scenario)
    utility, months = scenario.utility(engine.model), scenario.months
    if rule.id != "cvar":
        found = payoff(engine, portfolios, worlds, utility, months)
        return Score(rule.score(found.mean, p), found)
    cases = values_by_world(engine, portfolios, worlds, utility, months)
    grouped = cases.reshape(*cases.shape[:2], worlds.scrambles, -1).mean(axis=-1)
    return Score(rule.score(cases, p), Payoff(grouped))
