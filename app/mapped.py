"""What the map page computes once for all sessions, kept by what it depends on."""

from collections.abc import Iterable, Sequence

import networkx as nx
import streamlit as st

from app import cached
from app.atlas import atlas, web_of
from app.charts.web import places
from app.texts import language
from interventions.flow import Flow, flow
from interventions.swing import Swing, swing
from levels.arrays import FloatArray
from simulator.choice.coverage import (
    Coverage,
    Together,
    coverage,
    readiness_planned,
    readiness_today,
    together,
)
from simulator.model import Model
from simulator.scenario import Scenario
from simulator.world.sampling import Worlds
from simulator.world.simulation import worlds_of

PLANNED = ("portfolio", "parameters", "worlds", "months", "seed")
"""What readiness depends on, beside the world of the pack."""

MOST_SETS = 3
Web = tuple[nx.DiGraph, dict[str, tuple[float, float]]]


def today_of(scenario: Scenario) -> FloatArray:
    """Return readiness today as a scenario sees it, shape (n_interventions,)."""
    return readiness_today(cached.revised(scenario).means, scenario.parameters)


def atlas_of(scenario: Scenario) -> nx.DiGraph:
    """Return the map of a scenario's pack."""
    mine = cached.revised(scenario)
    return _atlas(mine.digest, language(), mine)


@st.cache_resource(show_spinner=False, max_entries=16)
def _atlas(
    pack: str,  # noqa: ARG001  it is the key, as is the next
    tongue: str,  # noqa: ARG001
    _model: Model,
) -> nx.DiGraph:
    return atlas(_model)


def web(scenario: Scenario, levels: Sequence[str], kinds: Sequence[str]) -> Web:
    """Return the network of some levels and kinds of nodes, and its layout."""
    mine = cached.revised(scenario)
    return _web(mine.digest, language(), tuple(levels), tuple(kinds), mine)


@st.cache_resource(show_spinner=False, max_entries=64)
def _web(
    pack: str,
    tongue: str,
    levels: tuple[str, ...],
    kinds: tuple[str, ...],
    _model: Model,
) -> Web:
    drawn = web_of(_atlas(pack, tongue, _model), levels, kinds)
    return drawn, places(drawn)


def flow_of(scenario: Scenario) -> Flow:
    """Return how credence flows in a scenario; a shift of it needs no new flow."""
    mine, today = cached.revised(scenario), today_of(scenario)
    return _flow(mine.world_digest, today.tobytes(), mine, today)


@st.cache_resource(show_spinner=False, max_entries=32)
def _flow(
    world: str,  # noqa: ARG001  it is the key, as is the next
    ready: bytes,  # noqa: ARG001
    _model: Model,
    _today: FloatArray,
) -> Flow:
    return flow(_model.means, _model.belief.ladder.ids, _today)


def coverage_of(scenario: Scenario) -> Coverage:
    """Return the coverage of a scenario; a shift of credence needs no new one."""
    return _coverage(*_run(scenario), scenario)


def _run(scenario: Scenario) -> tuple[str, str]:
    return cached.key_of(scenario, PLANNED)


@st.cache_resource(show_spinner=False, max_entries=32)
def _coverage(run: str, world: str, _scenario: Scenario) -> Coverage:
    worlds, planned = _planned(run, world, _scenario)
    return coverage(cached.revised(_scenario), worlds.readiness_today, planned)


@st.cache_resource(show_spinner=False, max_entries=4)
def _planned(
    run: str,  # noqa: ARG001  it is the key, as is the next
    world: str,  # noqa: ARG001
    _scenario: Scenario,
) -> tuple[Worlds, FloatArray]:
    engine, s = cached.engine_of(_scenario), _scenario
    worlds = worlds_of(engine.model, s.worlds, s.seed, s.parameters)
    portfolio = s.allocation(engine.model)
    return worlds, readiness_planned(engine, worlds, portfolio, s.months)


def together_of(scenario: Scenario, level: int) -> tuple[Together, ...]:
    """Return what is needed together at a level under a scenario."""
    return _together(*_run(scenario), level, scenario)


@st.cache_resource(show_spinner=False, max_entries=128)
def _together(
    run: str, world: str, level: int, _scenario: Scenario
) -> tuple[Together, ...]:
    _, planned = _planned(run, world, _scenario)
    return together(cached.revised(_scenario), level, planned, MOST_SETS)


def swings_of(scenario: Scenario, level: int, names: Iterable[str]) -> dict[str, Swing]:
    """Return how far a level's requirement swings with some nodes, as of today."""
    mine, today = cached.revised(scenario), today_of(scenario)
    key = mine.world_digest, today.tobytes(), level, tuple(names)
    return _swings(*key, mine, today)


@st.cache_resource(show_spinner=False, max_entries=256)
def _swings(
    world: str,  # noqa: ARG001  it is the key, as is the next
    ready: bytes,  # noqa: ARG001
    level: int,
    names: tuple[str, ...],
    _model: Model,
    _today: FloatArray,
) -> dict[str, Swing]:
    means = _model.means
    tree, trees, ids = means.requirements[level].needs, means.trees, means.ids
    return {name: swing(tree, trees, ids, _today, name) for name in names}
