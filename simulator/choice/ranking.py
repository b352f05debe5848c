"""The ranking: every intervention with its priority, its error, and its reasons."""

from dataclasses import dataclass

import numpy as np

from levels.arrays import FloatArray
from levels.belief import Belief
from simulator.choice.effects import UNIT, Effects, effects
from simulator.choice.information import (
    expected_value_of_sample_information,
    positive_given_level,
)
from simulator.choice.partner import Complements, Partner, complements, partners
from simulator.choice.priority import by_level, order, priorities
from simulator.model import Model
from simulator.scenario import Scenario
from simulator.world.engine import Engine
from simulator.world.simulation import Progress, draws_of, standard_error, worlds_of

FEW_WORLDS = 16
"""Worlds in which partners are looked for: which one is missing needs few."""


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
) -> tuple[Effects, Complements]:
    """Return all of a scenario's ranking that needs simulation and no credence.

    Parameters
    ----------
    engine : Engine
    scenario : Scenario
        Its credence, observations and utilities are not looked at.
    progress : callable, optional
        See `simulate`.
    """
    model, portfolio = engine.model, scenario.allocation(engine.model)
    seed, held = scenario.seed, scenario.parameters
    many = draws_of(model, scenario.worlds, seed, held)
    few = worlds_of(model, FEW_WORLDS, seed, held)
    grant, months = scenario.grant, scenario.months
    return (
        effects(engine, portfolio, many, grant, months, progress),
        complements(engine, portfolio, few, grant, months),
    )


def rank(
    model: Model,
    effects: Effects,
    complements: Complements,
    utilities: FloatArray,
    p: FloatArray,
    weights: FloatArray,
) -> Ranking:
    """Return the ranking of all interventions under a credence.

    Parameters
    ----------
    model : Model
    effects : Effects
    complements : Complements
    utilities : ndarray, shape (n_outcomes,)
    p : ndarray, shape (K,)
        The credence after all observations.
    weights : ndarray, shape (n_items, 2)
        What was observed, for the value of tests; see `Network.weights`.
    """
    value = by_level(effects.effect, utilities)
    priority = priorities(value, p)
    spread = np.einsum("ikos,o,k->is", effects.by_scramble, utilities, p)
    errors = standard_error(spread)
    missing = partners(complements, utilities, p)
    tests = evsi_by_intervention(model, value * effects.grant / UNIT, p, weights)
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


def evsi_by_intervention(
    model: Model, value: FloatArray, p: FloatArray, weights: FloatArray
) -> FloatArray:
    """Return what each intervention's best proposed test is worth.

    The choices are to give the grant to any one intervention, or to none.

    Parameters
    ----------
    model : Model
    value : ndarray, shape (n_interventions, K)
        Of the grant to each intervention.
    p : ndarray, shape (K,)
    weights : ndarray, shape (n_items, 2)

    Returns
    -------
    ndarray, shape (n_interventions,)
    """
    belief: Belief = model.belief
    worth = np.zeros(len(value))
    if not model.tests:
        return worth
    payoff = np.vstack([np.zeros(value.shape[1]), value])
    positive = positive_given_level(belief, model.tests, weights)
    each = expected_value_of_sample_information(payoff, p, positive)
    for test, gain in zip(model.tests, each, strict=True):
        row = model.means.ids.index(test.intervention)
        worth[row] = max(worth[row], gain)
    return worth
