"""What is computed once and shared by all sessions."""

import json
import os
from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from app.briefs import formats
from app.briefs.brief import Brief
from app.briefs.commands import today
from app.briefs.comparison import file as comparison_file
from app.briefs.comparison.comparison import Comparison
from app.briefs.comparison.making import compared
from app.briefs.doubts import Doubts, doubts
from app.briefs.edition import Edition
from app.briefs.making import Results, brief
from app.texts import language
from levels.source import Source
from levels.update import Update, update
from simulator import scenario as scenarios
from simulator.choice.effects import Effects
from simulator.choice.partner import Complements
from simulator.choice.ranking import Groundwork, Ranking, groundwork, rank
from simulator.model import Model, load
from simulator.scenario import Scenario
from simulator.translation import translated
from simulator.world.engine import Engine, engine

PACK = "TENLEVELS_PACK"
"""The environment variable that names the pack the dashboard runs on."""

SIMULATED = ("portfolio", "parameters", "worlds", "months", "grant", "seed")
"""What effects depend on, beside the world of the pack: no credence and no values."""


@st.cache_resource(show_spinner=False)
def model() -> Model:
    """Return the model of the pack, as it is shipped."""
    folder = os.environ.get(PACK)
    return load(Path(folder) if folder else None)


def source(name: str) -> Source:
    """Return the source of this id."""
    return next(s for s in model().belief.sources if s.id == name)


def in_words() -> Model:
    """Return the model of the pack with its names in the present language."""
    return translated(model(), language())


def revised(scenario: Scenario) -> Model:
    """Return the model as a scenario sees it, in the present language."""
    return translated(scenario.revised(model()), language())


def engine_of(scenario: Scenario) -> Engine:
    """Return the engine of a scenario's world."""
    mine = scenario.revised(model())  # every language shares it
    return _engine(mine.world_digest, mine)


@st.cache_resource(show_spinner=False, max_entries=16)
def _engine(world: str, _model: Model) -> Engine:  # noqa: ARG001  it is the key
    return engine(_model)


def effects_of(scenario: Scenario) -> tuple[Effects, Complements]:
    """Return the effects of a scenario; a shift of credence needs no new ones."""
    done = groundwork_of(scenario)
    return done.effects, done.complements


def groundwork_of(scenario: Scenario) -> Groundwork:
    """Return what a scenario's choices rest on, which no shift of credence changes."""
    return _groundwork(key_of(scenario, SIMULATED), scenario)


@st.cache_resource(show_spinner=False, max_entries=64)
def _groundwork(
    key: tuple[str, str],  # noqa: ARG001  it is the key
    _scenario: Scenario,
) -> Groundwork:
    return groundwork(engine_of(_scenario), _scenario)


def key_of(scenario: Scenario, names: Sequence[str]) -> tuple[str, str]:
    """Return what two scenarios share if they say the same here, of the same world."""
    return part_of(scenario, names), revised(scenario).world_digest


def part_of(scenario: Scenario, names: Sequence[str]) -> str:
    """Return what a scenario says under these names, as a key."""
    plain = scenario.plain
    return json.dumps({name: plain[name] for name in names}, sort_keys=True)


def update_of(scenario: Scenario) -> Update:
    """Return the credence of a scenario after its observations, and all they say."""
    return _update(scenario.digest, scenario)


@st.cache_resource(show_spinner=False, max_entries=256)
def _update(digest: str, _scenario: Scenario) -> Update:  # noqa: ARG001  the key
    network = revised(_scenario).belief.network
    return update(network, _scenario.credence, _scenario.observations)


def ranking_of(scenario: Scenario) -> Ranking:
    """Return the ranking of a scenario."""
    return _ranking(scenario.digest, scenario)


@st.cache_resource(show_spinner=False, max_entries=256)
def _ranking(digest: str, _scenario: Scenario) -> Ranking:  # noqa: ARG001  the key
    mine = revised(_scenario)
    return rank(
        mine,
        groundwork_of(_scenario),
        _scenario.utility(mine),
        update_of(_scenario).posterior.p,
        mine.belief.network.weights(_scenario.observations),
    )


def page_of(scenario: Scenario, scheme: str, edition: Edition) -> str:
    """Return the brief of a scenario as a part of a page.

    Parameters
    ----------
    scenario : Scenario
    scheme : str
        `light` or `dark`: the colors.
    edition : Edition
    """
    return _page((*_written(scenario), scheme), edition, scenario)


def brief_file(scenario: Scenario, form: str, edition: Edition) -> bytes:
    """Return the brief of a scenario as a file of a format."""
    return _file((*_written(scenario), form), edition, scenario)


def _written(scenario: Scenario) -> tuple[str, ...]:
    """Return what the words of a brief depend on."""
    return scenario.digest, scenario.title, scenario.note, language(), today()


@st.cache_resource(show_spinner=False, max_entries=64, hash_funcs={Edition: repr})
def _page(key: tuple[str, ...], edition: Edition, _scenario: Scenario) -> str:
    *words, scheme = key
    return formats.shown(_brief(tuple(words), edition, _scenario), scheme)


@st.cache_resource(show_spinner=False, max_entries=64, hash_funcs={Edition: repr})
def _file(key: tuple[str, ...], edition: Edition, _scenario: Scenario) -> bytes:
    *words, form = key
    return formats.encoded(_brief(tuple(words), edition, _scenario), form)


@st.cache_resource(show_spinner=False, max_entries=32, hash_funcs={Edition: repr})
def _brief(key: tuple[str, ...], edition: Edition, _scenario: Scenario) -> Brief:
    found = Results(
        update_of(_scenario),
        effects_of(_scenario)[0],
        ranking_of(_scenario),
        _doubts(_scenario.digest, _scenario),
    )
    return brief(model(), _scenario, found, made=key[-1], edition=edition)


@st.cache_resource(show_spinner=False, max_entries=32)
def _doubts(digest: str, _scenario: Scenario) -> Doubts:  # noqa: ARG001  the key
    p = update_of(_scenario).posterior.p
    return doubts(engine_of(_scenario), _scenario, groundwork_of(_scenario), p)


def comparison_of(scenarios: tuple[Scenario, ...], form: str) -> bytes:
    """Return the brief on several scenarios as a file of a format."""
    return _compared_file((*map(_written, scenarios), form), scenarios)


@st.cache_resource(show_spinner=False, max_entries=16)
def _compared_file(
    key: tuple[tuple[str, ...] | str, ...], _scenarios: tuple[Scenario, ...]
) -> bytes:
    *words, form = key
    return comparison_file.encoded(_comparison(tuple(words), _scenarios), str(form))


@st.cache_resource(show_spinner=False, max_entries=8)
def _comparison(
    key: tuple[tuple[str, ...] | str, ...],  # noqa: ARG001  it is the key
    _scenarios: tuple[Scenario, ...],
) -> Comparison:
    return compared(model(), _scenarios, today(), groundwork_of)


def warm() -> None:
    """Do before serving what the first visitor would wait for."""
    ranking_of(scenarios.new(model()))
