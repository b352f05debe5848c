"""What the page of decisions computes once for all sessions."""

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import streamlit as st

from app import cached
from levels.arrays import FloatArray
from simulator.choice.acceptability import DRAWS, Acceptability, acceptability_of
from simulator.choice.decisions import Decisions
from simulator.choice.flips import Flips, flips
from simulator.choice.follow_ups import FollowUps, dates_of, follow_ups
from simulator.choice.harm import Harm, harm
from simulator.choice.information import Information, positive_given_level
from simulator.choice.offers import Offers, of_grants, of_portfolios
from simulator.choice.payoff import fresh_worlds
from simulator.choice.ranking import SOME_WORLDS, worth_knowing
from simulator.choice.tripwires import (
    Tripwire,
    Watched,
    followed,
    rescored,
    tripwires,
)
from simulator.choice.verdict import Verdict, verdicts
from simulator.scenario import Scenario
from simulator.world.simulation import draws_of

Kind = Literal["grant", "portfolio"]
"""What is chosen: who gets the next grant, or how all of the money is spent."""

VALUED = (*cached.SIMULATED, "utilities")
"""What the worth of offers depends on, beside the world of the pack."""


def offers_of(scenario: Scenario, kind: Kind) -> Offers:
    """Return what there is to choose among; a shift of credence needs no new worlds."""
    return _offers(cached.key_of(scenario, VALUED), kind, scenario)


@st.cache_resource(show_spinner=False, max_entries=32)
def _offers(
    key: tuple[str, str],  # noqa: ARG001  it is the key
    kind: Kind,
    _scenario: Scenario,
) -> Offers:
    engine, done = cached.engine_of(_scenario), cached.groundwork_of(_scenario)
    if kind == "grant":
        return of_grants(engine, _scenario, done.effects)
    return of_portfolios(engine, _scenario, done.decisions)


def verdicts_of(scenario: Scenario, kind: Kind) -> tuple[Verdict, ...]:
    """Return the verdict of every rule."""
    return _verdicts(scenario.digest, kind, scenario)


@st.cache_resource(show_spinner=False, max_entries=128)
def _verdicts(
    digest: str,  # noqa: ARG001  it is the key
    kind: Kind,
    _scenario: Scenario,
) -> tuple[Verdict, ...]:
    return verdicts(offers_of(_scenario, kind), p_of(_scenario))


def p_of(scenario: Scenario) -> FloatArray:
    """Return the credence after all observations, shape (K,)."""
    return cached.update_of(scenario).posterior.p


def acceptability_for(scenario: Scenario, kind: Kind) -> Acceptability:
    """Return how sure each place is, as drawn on the page of the ladder."""
    return _acceptability(scenario.digest, kind, scenario)


@st.cache_resource(show_spinner=False, max_entries=128)
def _acceptability(
    digest: str,  # noqa: ARG001  it is the key
    kind: Kind,
    _scenario: Scenario,
) -> Acceptability:
    held = replace(_scenario.credence, p=p_of(_scenario))
    rng = np.random.default_rng(_scenario.seed)
    drawn = held.draws(DRAWS, rng)
    return acceptability_of(offers_of(_scenario, kind).payoff, drawn, rng)


def flips_of(scenario: Scenario, kind: Kind) -> Flips:
    """Return the nearest flips of the first choice by expected value."""
    return _flips(scenario.digest, kind, scenario)


@st.cache_resource(show_spinner=False, max_entries=128)
def _flips(
    digest: str,  # noqa: ARG001  it is the key
    kind: Kind,
    _scenario: Scenario,
) -> Flips:
    return flips(offers_of(_scenario, kind).payoff, p_of(_scenario))


def harm_of(scenario: Scenario) -> Harm:
    """Return how often a scenario's portfolio does worse than nothing."""
    return _harm(cached.key_of(scenario, VALUED), scenario)


@st.cache_resource(show_spinner=False, max_entries=32)
def _harm(key: tuple[str, str], _scenario: Scenario) -> Harm:  # noqa: ARG001  the key
    return harm(cached.engine_of(_scenario), _scenario)


def known_of(scenario: Scenario, deadline: float) -> Information:
    """Return what finding out would be worth before a deadline."""
    mine = cached.revised(scenario)
    return worth_knowing(
        mine,
        decisions_of(scenario),
        scenario.utility(mine),
        p_of(scenario),
        mine.belief.network.weights(scenario.observations),
        deadline,
    )


def decisions_of(scenario: Scenario) -> Decisions:
    """Return the whole portfolios to choose among."""
    return cached.groundwork_of(scenario).decisions


@dataclass(frozen=True)
class Plans:
    """The plan on each proposed test, and what it is worth.

    Parameters
    ----------
    followed : tuple of int
        Which of the whole portfolios, the base first: the best by expected value.
    made : tuple of Tripwire
        In the worlds of the whole portfolios, where none is worth less than any of
        them. Follow-ups are places in `followed`.
    wires : tuple of Tripwire
        The same plans in fresh worlds.
    """

    followed: tuple[int, ...]
    made: tuple[Tripwire, ...]
    wires: tuple[Tripwire, ...]


def plans_of(scenario: Scenario) -> Plans:
    """Return the plan on each proposed test, and the portfolios they lead to."""
    return _plans(scenario.digest, scenario)


@st.cache_resource(show_spinner=False, max_entries=64)
def _plans(digest: str, _scenario: Scenario) -> Plans:  # noqa: ARG001  it is the key
    mine, p = cached.revised(_scenario), p_of(_scenario)
    weights = mine.belief.network.weights(_scenario.observations)
    positive = positive_given_level(mine.belief, mine.tests, weights)
    payoff = offers_of(_scenario, "portfolio").mean
    rows = followed(payoff, p, positive)
    watched = Watched(positive, [test.arrival.value for test in mine.tests])
    key, dates = cached.key_of(_scenario, cached.SIMULATED), dates_of(watched.arrivals)
    plans, fresh = (
        _followed(key, rows, dates, some, _scenario) for some in ("same", "fresh")
    )
    utilities = _scenario.utility(mine)
    made = tripwires(plans, utilities, p, watched)
    return Plans(rows, made, rescored(made, fresh, utilities, p, watched))


@st.cache_resource(show_spinner=False, max_entries=64)
def _followed(
    key: tuple[str, str],  # noqa: ARG001  it is the key
    rows: tuple[int, ...],
    dates: tuple[float, ...],
    some: Literal["same", "fresh"],
    _scenario: Scenario,
) -> FollowUps:
    """Follow plans in the worlds of the whole portfolios, or in as many fresh ones."""
    ready = cached.engine_of(_scenario)
    few = replace(_scenario, worlds=min(_scenario.worlds, SOME_WORLDS))
    same = draws_of(ready.model, few.worlds, few.seed, few.parameters)
    choices = decisions_of(_scenario).choices
    return follow_ups(
        ready,
        [choices[row].portfolio for row in rows],
        dates,
        same if some == "same" else fresh_worlds(ready, few),
        _scenario.months,
    )
