"""Offers: what there is to choose among, and what each is worth at each level.

Either the next grant, to one of the interventions on top of a portfolio; or all of the
money, spent anew on one of some whole portfolios of the same cost. All rules of choice
look at what is reached in the end, so an offer's worth is that of the whole portfolio
with the grant in it, not of the grant alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from interventions.portfolio import Portfolio
from levels.arrays import FloatArray
from simulator.choice.by_world import values_by_world
from simulator.choice.decisions import Decisions
from simulator.choice.effects import UNIT, Effects, granted
from simulator.choice.priority import by_scramble
from simulator.choice.ranking import SOME_WORLDS
from simulator.scenario import Scenario
from simulator.world.engine import Engine
from simulator.world.simulation import draws_of


@dataclass(frozen=True, eq=False)
class Offers:
    """What each offer is worth at each level.

    Parameters
    ----------
    payoff : ndarray, shape (n_offers, K, n_scrambles)
        Utility, from 0 to 1 if utilities lie there.
    by_world : ndarray, shape (n_offers, K, n_worlds)
        The same in each of fewer worlds; those of a scramble stand together.
    """

    payoff: FloatArray
    by_world: FloatArray

    @property
    def mean(self) -> FloatArray:
        """Shape (n_offers, K)."""
        mean: FloatArray = self.payoff.mean(axis=-1)
        return mean


def of_grants(engine: Engine, scenario: Scenario, effects: Effects) -> Offers:
    """Return what the scenario's portfolio is worth with a grant to each intervention.

    Parameters
    ----------
    engine : Engine
    scenario : Scenario
        Its credence and observations are not looked at.
    effects : Effects
        Around its portfolio.
    """
    model, utilities = engine.model, scenario.utility(engine.model)
    base = by_scramble(effects.outcomes.by_scramble, utilities)
    added = by_scramble(effects.by_scramble, utilities) * (effects.grant / UNIT)
    tried = granted(
        model.means, scenario.allocation(model), scenario.grant, scenario.months
    )
    return Offers(base + added, _by_world(engine, scenario, tried))


def of_portfolios(engine: Engine, scenario: Scenario, decisions: Decisions) -> Offers:
    """Return what each of some whole portfolios is worth.

    Parameters
    ----------
    engine : Engine
    scenario : Scenario
        Its credence and observations are not looked at.
    decisions : Decisions
        See `refocused`.
    """
    tried = [choice.portfolio for choice in decisions.choices]
    payoff = decisions.payoff(scenario.utility(engine.model))
    return Offers(payoff, _by_world(engine, scenario, tried))


def _by_world(
    engine: Engine, scenario: Scenario, tried: Sequence[Portfolio]
) -> FloatArray:
    model, n = engine.model, min(scenario.worlds, SOME_WORLDS)
    worlds = draws_of(model, n, scenario.seed, scenario.parameters)
    utilities, months = scenario.utility(model), scenario.months
    return values_by_world(engine, tried, worlds, utilities, months)
