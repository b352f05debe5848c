"""The session's state: one scenario, and the ones before and after it.

Only plain data is kept, since an edited module may be loaded anew.
"""

from dataclasses import replace
from typing import Any

import numpy as np
import streamlit as st

from app import cached
from app.limits import affordable
from levels.credence import Credence
from simulator import scenario as scenarios
from simulator.model import Model
from simulator.scenario import Scenario

HISTORY, PLACE, VERSION = "history", "place", "version"
OPENED, REFUSED = "opened", "refused"
ADDRESS = "s"
LONGEST_HISTORY = 200


def begin() -> None:
    """Start from the address if it holds a scenario, else from no opinion."""
    if HISTORY in st.session_state:
        return
    start = scenarios.new(cached.model())
    st.session_state[REFUSED] = ""
    link = st.query_params.get(ADDRESS)
    if link:
        try:
            start = affordable(scenarios.from_link(link, cached.model()))
        except ValueError as error:
            st.session_state[REFUSED] = str(error)
    st.session_state[HISTORY] = [start.plain]
    st.session_state[PLACE] = 0
    st.session_state[VERSION] = 0
    st.session_state[OPENED] = start.plain


def current() -> Scenario:
    """Return the scenario of this session."""
    plain: dict[str, Any] = st.session_state[HISTORY][st.session_state[PLACE]]
    return scenarios.from_plain(plain, cached.model())


def put(scenario: Scenario, *, shown: bool = False) -> None:
    """Make a scenario the current one; those that were undone are forgotten.

    Parameters
    ----------
    scenario : Scenario
    shown : bool
        Whether the ladder shows it already, as after a drag.
    """
    place = st.session_state[PLACE]
    history = st.session_state[HISTORY][: place + 1]
    if scenario.plain == history[-1]:
        return
    history = [*history, scenario.plain][-LONGEST_HISTORY:]
    st.session_state[HISTORY] = history
    st.session_state[PLACE] = len(history) - 1
    if not shown:
        st.session_state[VERSION] += 1


def past() -> list[dict[str, Any]]:
    """Return the scenarios before the current one as plain data, the latest first."""
    earlier: list[dict[str, Any]] = st.session_state[HISTORY]
    return earlier[: st.session_state[PLACE]][::-1]


def opened() -> Scenario:
    """Return the scenario that was opened: the one that a reset goes back to."""
    return scenarios.from_plain(st.session_state[OPENED], cached.model())


def model() -> Model:
    """Return the model as the current scenario sees it."""
    return cached.revised(current())


def open_(scenario: Scenario) -> None:
    """Open a scenario: make it the current one, and the one that resets go back to.

    Raises
    ------
    ValueError
        If it asks for more than a page may.
    """
    put(affordable(scenario))
    st.session_state[OPENED] = scenario.plain


def can_move(step: int) -> bool:
    """Return whether there is a scenario that many steps away in the history."""
    place: int = st.session_state[PLACE] + step
    return 0 <= place < len(st.session_state[HISTORY])


def move(step: int) -> None:
    """Go back or forth in the history."""
    if can_move(step):
        st.session_state[PLACE] += step
        st.session_state[VERSION] += 1


def version() -> int:
    """Return a number that changes when the ladder should show the scenario anew."""
    shown: int = st.session_state[VERSION]
    return shown


def drag(credence: tuple[float, ...], concentration: float) -> None:
    """Take over what was released on the ladder."""
    held = Credence(np.array(credence), concentration)
    put(replace(current(), credence=held), shown=True)


def write_address() -> bool:
    """Put the scenario into the address bar; return whether it fits."""
    link = current().link
    if len(link) > scenarios.LONGEST_LINK:
        return False
    if st.query_params.get(ADDRESS) != link:
        st.query_params[ADDRESS] = link
    return True


def refuse(reason: str) -> None:
    """Keep a reason to show once."""
    st.session_state[REFUSED] = reason


def refused() -> str:
    """Return the reason that something was refused, and forget it."""
    reason: str = st.session_state[REFUSED]
    st.session_state[REFUSED] = ""
    return reason
