"""What was entered on the page: kept while one looks at other views and pages."""

from collections.abc import Collection, Sequence
from typing import Any

import streamlit as st

KEPT = "kept"


def restore(key: str, default: object) -> None:
    """Give a widget back what it held when it was last drawn, before it is drawn.

    Parameters
    ----------
    key : str
    default : object
        What it holds at first.
    """
    if key not in st.session_state:
        st.session_state[key] = st.session_state.get(f"{key}.{KEPT}", default)


def restore_among(key: str, options: Collection[str]) -> None:
    """Give back which of some options were chosen; those that are gone are dropped."""
    restore(key, [])
    chosen: Sequence[str] = st.session_state[key]
    if any(name not in options for name in chosen):
        st.session_state[key] = [name for name in chosen if name in options]


def keep(key: str) -> Any:
    """Keep what a widget holds, after it was drawn, and return it."""
    st.session_state[f"{key}.{KEPT}"] = st.session_state[key]
    return st.session_state[key]
