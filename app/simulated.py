"""What the simulate page computes once for all sessions, kept by what it depends on."""

import threading

import streamlit as st

from app import cached
from simulator.scenario import Scenario
from simulator.world.run import Run, run
from simulator.world.sampling import Worlds
from simulator.world.simulation import Progress, worlds_of
from simulator.world.story import Story, story

DRAWN = ("parameters", "worlds", "seed")
"""What worlds depend on, beside the world of the pack."""
PLANNED = (*DRAWN, "portfolio", "months")
"""What a run depends on, beside the world of the pack: no credence and no values."""

Key = tuple[str, str]


class Place:
    """A place for one run, empty until the run is whole."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.run: Run | None = None


def key_of(scenario: Scenario, names: tuple[str, ...] = PLANNED) -> Key:
    """Return what two scenarios share if and only if they have the same run."""
    return cached.key_of(scenario, names)


def run_of(scenario: Scenario, progress: Progress | None = None) -> Run:
    """Return the run of a scenario; a shift of credence needs no new one.

    Parameters
    ----------
    scenario : Scenario
    progress : callable, optional
        Called with the share that is done. It may write on the page, which a cached
        function may not. If it raises, nothing is kept and nothing is broken.
    """
    place = _place(key_of(scenario))
    with place.lock:
        if place.run is None:
            place.run = _ran(scenario, progress)
        return place.run


def is_kept(scenario: Scenario) -> bool:
    """Return whether the run of a scenario is there already."""
    return _place(key_of(scenario)).run is not None


@st.cache_resource(show_spinner=False, max_entries=32)
def _place(key: Key) -> Place:  # noqa: ARG001  it is the key
    return Place()


def _ran(scenario: Scenario, progress: Progress | None) -> Run:
    engine = cached.engine_of(scenario)
    portfolio, worlds = scenario.allocation(engine.model), _worlds_of(scenario)
    return run(engine, portfolio, worlds, scenario.months, progress)


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
