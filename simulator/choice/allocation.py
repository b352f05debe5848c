"""Allocation: what one's own is worth, where it falls short, and what is next."""

from dataclasses import dataclass

import numpy as np

from interventions.means import Means
from interventions.portfolio import Portfolio
from levels.arrays import FloatArray
from simulator.choice.closing import Closing, closings
from simulator.choice.effects import effects
from simulator.choice.limits import costs
from simulator.choice.payoff import Payoff, search_worlds
from simulator.choice.priority import by_scramble, order
from simulator.scenario import Scenario
from simulator.world.engine import Engine
from simulator.world.simulation import Progress, worlds_of

_SHARE = 0.8
"""Of the work, what the effects are told to take."""


@dataclass(frozen=True)
class Expected:
    """A value under one credence, with its standard error."""

    id: str
    value: float
    standard_error: float


@dataclass(frozen=True)
class Use:
    """What the next unit of money does if one intervention gets it.

    Parameters
    ----------
    id : str
    gain, standard_error : float
        Utility per 100 FTE-years under the credence.
    """

    id: str
    gain: float
    standard_error: float


@dataclass(frozen=True, eq=False)
class Assessment:
    """What an allocation is worth, where it falls short, and what would help next.

    Parameters
    ----------
    portfolio : Portfolio
    cost : float
        In technical FTE-years a year, on average over the plan.
    expected : Expected
        Under the credence of the scenario.
    presets : tuple of Expected
        Under each preset, in the order of the pack.
    value, value_error : ndarray, shape (K,)
        At each level, and its standard error.
    p : ndarray, shape (K,)
        The credence.
    uses : tuple of Use
        Of a grant of the scenario's size, the best first.
    closings : tuple of Closing
        By level and goal: coverage, shortfall, and what closes it.
    """

    portfolio: Portfolio
    cost: float
    expected: Expected
    presets: tuple[Expected, ...]
    value: FloatArray
    value_error: FloatArray
    p: FloatArray
    uses: tuple[Use, ...]
    closings: tuple[Closing, ...]


def assess(
    engine: Engine, scenario: Scenario, p: FloatArray, progress: Progress | None = None
) -> Assessment:
    """Return what the scenario's allocation is worth.

    Parameters
    ----------
    engine : Engine
        Of the pack as the scenario sees it.
    scenario : Scenario
        Its portfolio is what is assessed; without one, today's field.
    p : ndarray, shape (K,)
        The credence after what was observed.
    progress : callable, optional
        Called with the share that is done.

    Raises
    ------
    ValueError
        If parameters are so extreme that a probability is not a number.
    """
    told, model = progress or (lambda _: None), engine.model
    portfolio, utility = scenario.allocation(model), scenario.utility(model)
    worlds = worlds_of(model, scenario.worlds, scenario.seed, scenario.parameters)
    found = effects(
        engine,
        portfolio,
        worlds,
        scenario.grant,
        scenario.months,
        lambda share: told(_SHARE * share),
    )
    worth = Payoff(by_scramble(found.outcomes.by_scramble, utility))
    closed = closings(
        engine, search_worlds(engine, scenario), portfolio, scenario.months
    )
    told(1.0)
    return Assessment(
        portfolio=portfolio,
        cost=cost(model.means, portfolio, scenario.months),
        expected=_expected("credence", worth, p),
        presets=tuple(
            _expected(preset.id, worth, model.belief.prior(preset.id).p)
            for preset in model.belief.priors
        ),
        value=worth.mean[0],
        value_error=worth.standard_error[0],
        p=p,
        uses=_uses(model.means, Payoff(by_scramble(found.by_scramble, utility)), p),
        closings=closed,
    )


def cost(means: Means, portfolio: Portfolio, months: int) -> float:
    """Return what a portfolio costs a year over the plan, in technical FTE-years."""
    ends = np.minimum([*portfolio.starts[1:], months], months)
    lengths = np.maximum(ends - portfolio.starts, 0.0)
    spent = portfolio.matrix(means.ids) @ costs(means)
    return float(lengths @ spent / months)


def _expected(name: str, worth: Payoff, p: FloatArray) -> Expected:
    value, error = worth.expected(p)
    return Expected(name, float(value[0]), float(error[0]))


def _uses(means: Means, gained: Payoff, p: FloatArray) -> tuple[Use, ...]:
    """Return the gains of a grant to each intervention, the best first."""
    gain, error = gained.expected(p)
    return tuple(
        Use(means.ids[row], float(gain[row]), float(error[row])) for row in order(gain)
    )
