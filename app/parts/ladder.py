"""The ladder on a page: its locks, and what is taken over when it is let go."""

from collections.abc import Mapping
from functools import partial

import streamlit as st

from app import state
from app.components.ladder import explore

LOCKS = "locks"


def show(data: Mapping[str, object], key: str) -> None:
    """Show the ladder with what follows from it.

    Parameters
    ----------
    data : mapping
        Of the component.
    key : str
        Of the component in the session.
    """
    explore(data, key=key, on_change=partial(released, key))


def locks(count: int) -> list[bool]:
    """Return which of the levels are locked, on every page alike."""
    return st.session_state.get(LOCKS) or [False] * count


def released(key: str) -> None:
    """Take over what was released on the ladder of this key."""
    value = st.session_state[key].ladder
    try:
        state.drag(tuple(value["credence"]), float(value["concentration"]))
        st.session_state[LOCKS] = list(value["locks"])
    except (TypeError, KeyError, ValueError) as error:
        state.refuse(str(error))
