"""What the simulate page computes once for all sessions, kept by what it depends on."""

import json

import streamlit as st

from app import cached
from simulator.scenario import Scenario
from simulator.world.run import Run, run
from simulator.world.sampling import Worlds
from simulator.world.simulation import worlds_of
from simulator.world.story import Story, story

DRAWN = ("parameters", "worlds", "seed")
"""What worlds depend on, beside the world of the pack."""
PLANNED = (*DRAWN, "portfolio", "months")
"""What a run depends on, beside the world of the pack: no credence and no values."""

Key = tuple[str, str]


def key_of(scenario: Scenario, names: tuple[str, ...] = PLANNED) -> Key:
    """Return what two scenarios share if and only if they have the same run."""
    plain = scenario.plain
    asked = json.dumps({name: plain[name] for name in names}, sort_keys=True)
    return asked, cached.revised(scenario).world_digest


def run_of(scenario: Scenario) -> Run:
    """Return the run of a scenario; a shift of credence needs no new one."""
    return _run(key_of(scenario), scenario)


@st.cache_resource(show_spinner=False, max_entries=32)
def _run(key: Key, _scenario: Scenario) -> Run:  # noqa: ARG001  it is the key
    engine = cached.engine_of(_scenario)
    portfolio = _scenario.allocation(engine.model)
    return run(engine, portfolio, _worlds_of(_scenario), _scenario.months)


def story_of(scenario: Scenario, world: int, level: int) -> Story:
    """Return the story of one world of a scenario at a level."""
    return _story(key_of(scenario), world, level, scenario)


@st.cache_resource(show_spinner=False, max_entries=128)
def _story(
    key: Key,  # noqa: ARG001  it is the key
    world: int,
    level: int,
    _scenario: Scenario,
) -> Story:
    engine = cached.engine_of(_scenario)
    portfolio, months = _scenario.allocation(engine.model), _scenario.months
    worlds = _worlds_of(_scenario)
    return story(engine, worlds, portfolio, months, world=world, level=level)


def _worlds_of(scenario: Scenario) -> Worlds:
    return _worlds(key_of(scenario, DRAWN), scenario)


@st.cache_resource(show_spinner=False, max_entries=4)
def _worlds(key: Key, _scenario: Scenario) -> Worlds:  # noqa: ARG001  it is the key
    mine, s = cached.revised(_scenario), _scenario
    return worlds_of(mine, s.worlds, s.seed, s.parameters)
