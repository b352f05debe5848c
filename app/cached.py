"""What is computed once and shared by all sessions."""

import json
import os
from pathlib import Path

import streamlit as st

from simulator import scenario as scenarios
from simulator.choice.effects import Effects
from simulator.choice.partner import Complements
from simulator.choice.ranking import groundwork
from simulator.model import Model, load
from simulator.scenario import Scenario
from simulator.world.engine import Engine, engine

PACK = "TENLEVELS_PACK"
"""The environment variable that names the pack the dashboard runs on."""


@st.cache_resource(show_spinner=False)
def model() -> Model:
    """Return the model of the pack."""
    folder = os.environ.get(PACK)
    return load(Path(folder) if folder else None)


@st.cache_resource(show_spinner=False)
def ready() -> Engine:
    """Return the engine of the model."""
    return engine(model())


def effects_of(scenario: Scenario) -> tuple[Effects, Complements]:
    """Return the effects of a scenario; a shift of credence needs no new ones."""
    return _effects(_run(scenario))


def _run(scenario: Scenario) -> str:
    """Return what effects depend on, as text: all but credence and values."""
    plain = scenario.plain
    names = ("portfolio", "parameters", "worlds", "months", "grant", "seed")
    return json.dumps({name: plain[name] for name in names})


@st.cache_resource(show_spinner=False, max_entries=64)
def _effects(run: str) -> tuple[Effects, Complements]:
    given = model()
    flat = [1 / len(given.belief.ladder)] * len(given.belief.ladder)
    scenario = scenarios.from_plain({**json.loads(run), "credence": flat}, given)
    return groundwork(ready(), scenario)


def warm() -> None:
    """Do before serving what the first visitor would wait for."""
    effects_of(scenarios.new(model()))
