"""The doubts of a brief: what would change it, and who would choose otherwise.

All of it is computed from what the ranking rests on, with few simulations more.
"""

from dataclasses import dataclass, replace

from levels.arrays import FloatArray
from simulator.choice.agenda import Proposed, agenda
from simulator.choice.decisions import Decision, Decisions, critical_months
from simulator.choice.flips import Flips, flips
from simulator.choice.follow_ups import dates_of, follow_ups
from simulator.choice.information import Information, positive_given_level
from simulator.choice.offers import of_grants
from simulator.choice.payoff import fresh_worlds
from simulator.choice.priority import by_scramble
from simulator.choice.ranking import SOME_WORLDS, Groundwork, worth_knowing
from simulator.choice.signs import SignMap, sign_map
from simulator.choice.tripwires import (
    Tripwire,
    Watched,
    followed,
    rescored,
    tripwires,
)
from simulator.choice.verdict import Verdict, verdicts
from simulator.scenario import Scenario
from simulator.world.engine import Engine
from simulator.world.simulation import draws_of


@dataclass(frozen=True, eq=False)
class Doubts:
    """What would change a brief, what to find out, and where rules disagree.

    Parameters
    ----------
    flips : Flips
        Of the first intervention.
    verdicts : tuple of Verdict
        Of all rules, on who gets the next grant.
    signs : SignMap
        What each intervention does at each level, and whether that is sure.
    choices : tuple of Decision
        Whole portfolios of the same money; the first is the given one.
    value : ndarray, shape (n_choices, K)
        Of these portfolios.
    known : Information
        Before choosing one of them.
    agenda : tuple of Proposed
        The proposed tests, the most value for its cost first.
    deadline : float
        When it is too late to choose, in months.
    followed : tuple of int
        Which portfolios the tripwires lead to; the first is the best one now.
    wires : tuple of Tripwire
    critical : ndarray, shape (n_worlds,)
        Months until capability is dangerous in each world; inf for never.
    scrambles : int
        Independent parts of the worlds, which standard errors come from.
    """

    flips: Flips
    verdicts: tuple[Verdict, ...]
    signs: SignMap
    choices: tuple[Decision, ...]
    value: FloatArray
    known: Information
    agenda: tuple[Proposed, ...]
    deadline: float
    followed: tuple[int, ...]
    wires: tuple[Tripwire, ...]
    critical: FloatArray
    scrambles: int


def doubts(
    engine: Engine, scenario: Scenario, done: Groundwork, p: FloatArray
) -> Doubts:
    """Return the doubts of a scenario.

    Parameters
    ----------
    engine : Engine
    scenario : Scenario
    done : Groundwork
        Of this scenario.
    p : ndarray, shape (K,)
        The credence after all observations.
    """
    model, utilities = engine.model, scenario.utility(engine.model)
    weights = model.belief.network.weights(scenario.observations)
    known = worth_knowing(model, done.decisions, utilities, p, weights)
    value = done.decisions.payoff(utilities).mean(axis=-1)
    positive = positive_given_level(model.belief, model.tests, weights)
    plans = followed(value, p, positive)
    worlds = draws_of(model, scenario.worlds, scenario.seed, scenario.parameters)
    return Doubts(
        flips=flips(by_scramble(done.effects.by_scramble, utilities), p),
        verdicts=verdicts(of_grants(engine, scenario, done.effects), p),
        signs=sign_map(done.effects, utilities).clear(),
        choices=done.decisions.choices,
        value=value,
        known=known,
        agenda=agenda(model.belief.network, model.tests, known),
        deadline=done.decisions.deadline,
        followed=plans,
        wires=_wires(engine, scenario, done.decisions, plans, p, positive),
        critical=critical_months(
            engine, scenario.allocation(model), worlds, scenario.months
        ),
        scrambles=worlds.scrambles,
    )


def _wires(
    engine: Engine,
    scenario: Scenario,
    decisions: Decisions,
    plans: tuple[int, ...],
    p: FloatArray,
    positive: FloatArray,
) -> tuple[Tripwire, ...]:
    """Return the plan on each test that may lead elsewhere, worth in fresh worlds."""
    model = engine.model
    if len(plans) == 1:
        return ()
    watched = Watched(positive, [test.arrival.value for test in model.tests])
    few = replace(scenario, worlds=min(scenario.worlds, SOME_WORLDS))
    same = draws_of(model, few.worlds, few.seed, few.parameters)
    same_plans, fresh_plans = (
        follow_ups(
            engine,
            [decisions.choices[row].portfolio for row in plans],
            dates_of(watched.arrivals),
            worlds,
            scenario.months,
        )
        for worlds in (same, fresh_worlds(engine, few))
    )
    utilities = scenario.utility(model)
    made = tripwires(same_plans, utilities, p, watched)
    found = rescored(made, fresh_plans, utilities, p, watched)
    return tuple(wire for wire in found if wire.fires > 0)
