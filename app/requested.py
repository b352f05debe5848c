"""What the page of decisions computes on request only, and keeps for all sessions."""

import json
import threading
from collections.abc import Callable
from dataclasses import asdict, replace
from typing import Any

import streamlit as st

from app import cached, decided
from app.funding import Frontier, Funding, best, safer, wider
from app.optimized import Asked
from simulator.choice.allocation import Assessment, assess
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


def _assessment(scenario: Scenario, progress: Progress | None) -> Assessment:
    p = decided.p_of(scenario)
    return assess(cached.engine_of(scenario), scenario, p, progress)


def _funding(scenario: Scenario, wish: Asked, progress: Progress | None) -> Funding:
    p = decided.p_of(scenario)
    return best(cached.engine_of(scenario), scenario, p, wish, progress)


def _wider(scenario: Scenario, wish: Asked, progress: Progress | None) -> Frontier:
    p = decided.p_of(scenario)
    return wider(cached.engine_of(scenario), scenario, p, wish, progress)


def _safer(scenario: Scenario, wish: Asked, progress: Progress | None) -> Frontier:
    p = decided.p_of(scenario)
    return safer(cached.engine_of(scenario), scenario, p, wish, progress)


def _question(scenario: Scenario) -> Question:
    worlds = min(scenario.worlds, FEW_WORLDS)
    return of_value(
        cached.engine_of(scenario), scenario, decided.p_of(scenario), worlds
    )


MAKERS: dict[str, Callable[[Scenario, Progress | None], Any]] = {
    "tornado": _tornado,
    "sensitivity": _sensitivity,
    "attribution": _attribution,
    "assessment": _assessment,
}
"""What takes seconds, and is computed on request only."""

FINDERS: dict[str, Callable[[Scenario, Asked, Progress | None], Any]] = {
    "funding": _funding,
    "wider": _wider,
    "safer": _safer,
}
"""Likewise, but besides the scenario something is wished; its portfolio is not used."""


def kept(scenario: Scenario, name: str, wish: Asked | None = None) -> Any:
    """Return what was computed on request, None if it is not there."""
    return _place(name, *_key_of(scenario, name, wish)).result


def asked(
    scenario: Scenario,
    name: str,
    progress: Progress | None = None,
    wish: Asked | None = None,
) -> Any:
    """Compute what takes long, and keep it.

    Parameters
    ----------
    scenario : Scenario
    name : str
        One of `MAKERS`, or with a wish of `FINDERS`.
    progress : callable, optional
        Called with the share that is done; if it raises, nothing is kept.
    wish : Asked, optional
        What is asked of a portfolio.

    Raises
    ------
    ValueError
        If it cannot be computed for this scenario.
    """
    place = _place(name, *_key_of(scenario, name, wish))
    with place.lock:
        if place.result is None:
            place.result = (
                MAKERS[name](scenario, progress)
                if wish is None
                else FINDERS[name](scenario, wish, progress)
            )
        return place.result


@st.cache_resource(show_spinner=False, max_entries=64)
def _place(name: str, one: str, other: str) -> Place:  # noqa: ARG001  they are the key
    return Place()


def _key_of(scenario: Scenario, name: str, wish: Asked | None) -> tuple[str, str]:
    if wish is not None:
        plain = json.dumps(asdict(wish), sort_keys=True)
        return replace(scenario, portfolio=None).digest, plain
    if name == "attribution":  # it knows no credence and no values
        return cached.key_of(scenario, PLANNED)
    return scenario.digest, ""
