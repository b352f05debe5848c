"""The ranking: every intervention with its priority, its error, and its reasons."""

from dataclasses import dataclass

import numpy as np

from levels.arrays import FloatArray
from simulator.choice.decisions import Decisions, decisions, refocused
from simulator.choice.effects import Effects, effects
from simulator.choice.information import Information, chances, information
from simulator.choice.partner import Complements, Partner, complements, partners
from simulator.choice.priority import by_level, order, priorities
from simulator.model import Model
from simulator.scenario import Scenario
from simulator.world.engine import Engine
from simulator.world.simulation import Progress, draws_of, standard_error, worlds_of

FEW_WORLDS = 16
"""Worlds in which partners are looked for: which one is missing needs few."""

SOME_WORLDS = 128
"""Worlds at most in which decisions are tried: they differ by more than grants do."""


@dataclass(frozen=True, eq=False)
class Groundwork:
    """All of a scenario's ranking that needs simulation and no credence.

    Parameters
    ----------
    effects : Effects
    complements : Complements
    decisions : Decisions
        What information would be for.
    """

    effects: Effects
    complements: Complements
    decisions: Decisions


@dataclass(frozen=True, eq=False)
class Place:
    """One intervention in the ranking.

    Parameters
    ----------
    index : int
        Its place in the catalog.
    priority, standard_error : float
        Utility per 100 FTE-years under the credence.
    by_level : ndarray, shape (K,)
    effect : ndarray, shape (n_outcomes, K)
    partner : Partner or None
    evsi : float
        What the best test that it would run is worth; 0 if none is proposed.
    """

    index: int
    priority: float
    standard_error: float
    by_level: FloatArray
    effect: FloatArray
    partner: Partner | None
    evsi: float


@dataclass(frozen=True, eq=False)
class Ranking:
    """All interventions, highest priority first, and the portfolio they start from.

    Parameters
    ----------
    p : ndarray, shape (K,)
        The credence that weighs the levels.
    utilities : ndarray, shape (n_outcomes,)
    expected_value, standard_error : float
        Of the portfolio itself.
    outcomes : ndarray, shape (n_outcomes,)
        Probabilities of its outcomes under the credence.
    places : tuple of Place
    """

    p: FloatArray
    utilities: FloatArray
    expected_value: float
    standard_error: float
    outcomes: FloatArray
    places: tuple[Place, ...]


def groundwork(
    engine: Engine, scenario: Scenario, progress: Progress | None = None
) -> Groundwork:
    """Return all of a scenario's ranking that needs simulation and no credence.

    Parameters
    ----------
    engine : Engine
    scenario : Scenario
        Its credence, observations and utilities are not looked at.
    progress : callable, optional
        See `simulate`.
    """
    found = grants(engine, scenario, progress)
    few = worlds_of(engine.model, FEW_WORLDS, scenario.seed, scenario.parameters)
    portfolio = scenario.allocation(engine.model)
    return Groundwork(
        effects=found,
        complements=complements(
            engine, portfolio, few, scenario.grant, scenario.months
        ),
        decisions=respent(engine, scenario, found),
    )


def grants(
    engine: Engine, scenario: Scenario, progress: Progress | None = None
) -> Effects:
    """Return the effects of grants around a scenario's portfolio."""
    model = engine.model
    worlds = draws_of(model, scenario.worlds, scenario.seed, scenario.parameters)
    portfolio, grant = scenario.allocation(model), scenario.grant
    return effects(engine, portfolio, worlds, grant, scenario.months, progress)


def respent(engine: Engine, scenario: Scenario, effects: Effects) -> Decisions:
    """Return what it leads to if the money of a scenario's portfolio is spent anew."""
    model, n = engine.model, min(scenario.worlds, SOME_WORLDS)
    choices = refocused(engine, effects, scenario.allocation(model))
    worlds = draws_of(model, n, scenario.seed, scenario.parameters)
    return decisions(engine, choices, worlds, scenario.months)


def rank(
    model: Model,
    groundwork: Groundwork,
    utilities: FloatArray,
    p: FloatArray,
    weights: FloatArray,
) -> Ranking:
    """Return the ranking of all interventions under a credence.

    Parameters
    ----------
    model : Model
    groundwork : Groundwork
    utilities : ndarray, shape (n_outcomes,)
    p : ndarray, shape (K,)
        The credence after all observations.
    weights : ndarray, shape (n_items, 2)
        What was observed, for the value of tests; see `Network.weights`.
    """
    effects = groundwork.effects
    value = by_level(effects.effect, utilities)
    priority = priorities(value, p)
    spread = np.einsum("ikos,o,k->is", effects.by_scramble, utilities, p)
    errors = standard_error(spread)
    missing = partners(groundwork.complements, utilities, p)
    known = worth_knowing(model, groundwork.decisions, utilities, p, weights)
    tests = evsi_by_intervention(model, known.tests)
    base = effects.outcomes.by_scramble[0]
    worth = np.einsum("kos,o,k->s", base, utilities, p)
    places = tuple(
        Place(
            index=int(i),
            priority=float(priority[i]),
            standard_error=float(errors[i]),
            by_level=value[i],
            effect=effects.effect[i].T,
            partner=missing[i],
            evsi=float(tests[i]),
        )
        for i in order(priority)
    )
    return Ranking(
        p=p,
        utilities=utilities,
        expected_value=float(worth.mean()),
        standard_error=float(standard_error(worth)),
        outcomes=p @ effects.outcomes.mean[0],
        places=places,
    )


def worth_knowing(
    model: Model,
    decisions: Decisions,
    utilities: FloatArray,
    p: FloatArray,
    weights: FloatArray,
    deadline: float | None = None,
) -> Information:
    """Return what knowing the level, a fact or a test's result would be worth.

    Parameters
    ----------
    model : Model
    decisions : Decisions
        The choices there are.
    utilities : ndarray, shape (n_outcomes,)
    p : ndarray, shape (K,)
        The credence after all observations.
    weights : ndarray, shape (n_items, 2)
        What was observed; see `Network.weights`.
    deadline : float, optional
        In months; that of the decisions by default.
    """
    return information(
        decisions.payoff(utilities),
        p,
        chances(model.belief, model.tests, weights),
        [test.arrival.value for test in model.tests],
        decisions.deadline if deadline is None else deadline,
    )


def evsi_by_intervention(model: Model, tests: FloatArray) -> FloatArray:
    """Return what each intervention's best proposed test is worth.

    Parameters
    ----------
    model : Model
    tests : ndarray, shape (n_tests,)
        What each test is worth; see `information`.

    Returns
    -------
    ndarray, shape (n_interventions,)
        0 for one that would run none.
    """
    worth = np.zeros(len(model.means.ids))
    for test, gain in zip(model.tests, tests, strict=True):
        row = model.means.ids.index(test.intervention)
        worth[row] = max(worth[row], gain)
    return worth
