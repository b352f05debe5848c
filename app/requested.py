"""What the page of decisions computes on request only, and keeps for all sessions."""

import threading
from collections.abc import Callable
from typing import Any

import streamlit as st

from app import cached, decided
from simulator.choice.attribution import Attribution, attribution
from simulator.choice.question import Question, of_value
from simulator.choice.sensitivity import Sensitivity, sensitivity
from simulator.choice.tornado import Tornado, tornado
from simulator.scenario import Scenario
from simulator.world.simulation import Progress

PLANNED = ("portfolio", "parameters", "months", "seed")
"""What attribution depends on, beside the world of the pack."""

FEW_WORLDS = 64
"""Worlds at most in which assumptions are tried one by one."""


class Place:
    """A place for one result, empty until it is whole."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.result: Any = None


def _tornado(scenario: Scenario, progress: Progress | None) -> Tornado:
    return tornado(_question(scenario), progress)


def _sensitivity(scenario: Scenario, progress: Progress | None) -> Sensitivity:
    bars: Tornado = asked(scenario, "tornado")
    return sensitivity(_question(scenario), bars, progress=progress)


def _attribution(scenario: Scenario, progress: Progress | None) -> Attribution:
    return attribution(cached.engine_of(scenario), scenario, progress=progress)


def _question(scenario: Scenario) -> Question:
    worlds = min(scenario.worlds, FEW_WORLDS)
    return of_value(
        cached.engine_of(scenario), scenario, decided.p_of(scenario), worlds
    )


MAKERS: dict[str, Callable[[Scenario, Progress | None], Any]] = {
    "tornado": _tornado,
    "sensitivity": _sensitivity,
    "attribution": _attribution,
}
"""What takes seconds, and is computed on request only."""


def kept(scenario: Scenario, name: str) -> Any:
    """Return what was computed on request, None if it is not there."""
    return _place(name, *_key_of(scenario, name)).result


def asked(scenario: Scenario, name: str, progress: Progress | None = None) -> Any:
    """Compute what takes long, and keep it.

    Parameters
    ----------
    scenario : Scenario
    name : str
        One of `MAKERS`.
    progress : callable, optional
        Called with the share that is done; if it raises, nothing is kept.

    Raises
    ------
    ValueError
        If it cannot be computed for this scenario.
    """
    place = _place(name, *_key_of(scenario, name))
    with place.lock:
        if place.result is None:
            place.result = MAKERS[name](scenario, progress)
        return place.result


@st.cache_resource(show_spinner=False, max_entries=64)
def _place(name: str, one: str, other: str) -> Place:  # noqa: ARG001  they are the key
    return Place()


def _key_of(scenario: Scenario, name: str) -> tuple[str, str]:
    if name == "attribution":  # it knows no credence and no values
        return decided.key_of(scenario, PLANNED)
    return scenario.digest, ""
