"""Frontier: what more money buys, and what safety in bad cases costs.

For each of some budgets the best portfolio is looked for, starting from that of the
budget before. Those that are not beaten on both counts make the efficient frontier.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from interventions.portfolio import Portfolio
from levels.arrays import BoolArray, FloatArray
from simulator.choice.choice import scored, searched, value_of
from simulator.choice.constraints import Constraints
from simulator.choice.optimization import improve
from simulator.choice.rules import Rule, rule
from simulator.scenario import Scenario
from simulator.world.engine import Engine
from simulator.world.simulation import Progress

SHARES = (0.25, 0.5, 0.75, 1.0, 1.5)
"""Of a budget: a handful of budgets that tell what more and less money would do."""

WEIGHTS = (0.25, 0.5, 0.75, 1.0)
"""Of the tail against the expected value, for which portfolios are looked for."""


@dataclass(frozen=True, eq=False)
class Point:
    """A portfolio on or behind a frontier; numbers are those of fresh worlds.

    Parameters
    ----------
    portfolio : Portfolio
    cost : float
        In technical FTE-years a year.
    expected_value, standard_error : float
    tail : float
        Mean value of the worst tenth, or of the share that was asked for, of
        probability over levels and worlds.
    efficient : bool
        Whether no other point is better on one of value, tail and cost, and no worse on
        the others.
    """

    portfolio: Portfolio
    cost: float
    expected_value: float
    standard_error: float
    tail: float
    efficient: bool


def cost_frontier(
    engine: Engine,
    scenario: Scenario,
    p: FloatArray,
    within: Callable[[float], Constraints],
    budgets: Sequence[float],
    progress: Progress | None = None,
) -> tuple[Point, ...]:
    """Return value against cost: the best portfolio for each of some budgets.

    Parameters
    ----------
    engine : Engine
        Of the pack as the scenario sees it.
    scenario : Scenario
    p : ndarray, shape (K,)
        The credence after what was observed.
    within : callable
        The constraints at a budget.
    budgets : sequence of float
        In technical FTE-years a year.
    progress : callable, optional
        Called with the share that is done.

    Returns
    -------
    tuple of Point
        The smallest budget first.

    Raises
    ------
    ValueError
        If a budget does not pay for what is required.
    """
    aim, told = rule("expected-value"), progress or (lambda _: None)
    found: list[FloatArray] = []
    for done, budget in enumerate(sorted(set(budgets)), start=1):
        constraints = within(budget)
        if found:
            value = value_of(engine, scenario, constraints, aim.id)
            start = scaled(found[-1], constraints)
            found.append(improve(value, constraints, aim, p, start).money)
        else:
            found.append(searched(engine, scenario, p, constraints, aim).money)
        told(done / len(set(budgets)))
    return _points(engine, scenario, p, within(max(budgets)), found, rule("cvar"))


def scaled(money: FloatArray, constraints: Constraints) -> FloatArray:
    """Return a portfolio for another budget, shape (n_portfolios, n).

    One of nothing, or that cannot be paid for at its least, becomes what is required.
    """
    weights = np.where(constraints.allowed, money, 0.0)[None]
    if not constraints.admits(weights > 0)[0]:
        weights = constraints.completed(constraints.required)[None].astype(float)
    return constraints.shared(weights)


def tail_frontier(
    engine: Engine,
    scenario: Scenario,
    p: FloatArray,
    constraints: Constraints,
    tail: Rule | None = None,
    progress: Progress | None = None,
) -> tuple[Point, ...]:
    """Return value against tail risk, for one budget.

    Between the best expected value and the best tail, portfolios are looked for that
    are best in a weighted sum of both.

    Parameters
    ----------
    engine : Engine
    scenario : Scenario
    p : ndarray, shape (K,)
    constraints : Constraints
    tail : Rule, optional
        A cvar rule; the worst tenth by default.
    progress : callable, optional
        Called with the share that is done.

    Returns
    -------
    tuple of Point
        The best expected value first.
    """
    cautious, told = tail or rule("cvar"), progress or (lambda _: None)
    value = value_of(engine, scenario, constraints, cautious.id)
    found = [searched(engine, scenario, p, constraints, rule("expected-value")).money]
    for done, weight in enumerate(WEIGHTS, start=1):
        told(done / (1 + len(WEIGHTS)))
        mixed = Mixed(cautious, weight)
        found.append(improve(value, constraints, mixed, p, found[-1][None]).money)
    told(1.0)
    return _points(engine, scenario, p, constraints, found, cautious)


@dataclass(frozen=True)
class Mixed:
    """A weighted sum of expected value and what a rule says."""

    rule: Rule
    weight: float

    @property
    def relative(self) -> bool:
        """Whether a score depends on what else could be chosen."""
        return self.rule.relative

    def score(
        self, payoff: FloatArray, p: FloatArray, best: FloatArray | None = None
    ) -> FloatArray:
        """Return the score of each portfolio; see `Rule.score`."""
        expected = rule("expected-value").score(payoff, p)
        tail = self.rule.score(payoff, p, best)
        return (1 - self.weight) * expected + self.weight * tail


def efficient(counts: FloatArray) -> BoolArray:
    """Return which points no other beats on one count and equals on the others.

    Parameters
    ----------
    counts : ndarray, shape (n_points, n_counts)
        Higher is better.

    Examples
    --------
    >>> efficient(np.array([[1.0, 3.0], [2.0, 2.0], [1.0, 2.0]])).tolist()
    [True, True, False]
    """
    better = (counts[:, None] >= counts).all(axis=2)
    strictly = (counts[:, None] > counts).any(axis=2)
    free: BoolArray = ~np.any(better & strictly, axis=0)
    return free


def _points(
    engine: Engine,
    scenario: Scenario,
    p: FloatArray,
    constraints: Constraints,
    money: Sequence[FloatArray],
    tail: Rule,
) -> tuple[Point, ...]:
    """Score portfolios afresh, and see which are efficient."""
    portfolios = [constraints.portfolio(row) for row in money]
    score = scored(engine, scenario, p, portfolios, tail)
    expected, error = score.payoff.expected(p)
    cost = np.array([row.sum() for row in money])
    good = efficient(np.stack([expected, score.objective, -cost.round(6)], axis=1))
    numbers = (cost, expected, error, score.objective)
    rows = zip(portfolios, *(x.tolist() for x in numbers), good.tolist(), strict=True)
    return tuple(Point(*row) for row in rows)
