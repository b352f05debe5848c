"""The language of a session: chosen by the person, else by address, else by browser."""

import json

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from app import texts

LANGUAGE, ADDRESS = "language", "lang"


def begin() -> None:
    """Speak the session's language from here on, and keep it in the address."""
    if LANGUAGE not in st.session_state:
        st.session_state[LANGUAGE] = _first()
    chosen = st.session_state[LANGUAGE]
    texts.speak(chosen)
    if chosen != _of_the_browser() and st.query_params.get(ADDRESS) != chosen:
        st.query_params[ADDRESS] = chosen


def declare() -> None:
    """Tell the browser the session's language, for its hyphens and screen readers."""
    tongue = json.dumps(texts.language())
    st.html(
        f"<script>document.documentElement.lang = {tongue}</script>",
        unsafe_allow_javascript=True,
    )


def choose(tongue: str) -> None:
    """Make a language the session's own."""
    st.session_state[LANGUAGE] = tongue
    st.query_params[ADDRESS] = tongue


def _first() -> str:
    asked = st.query_params.get(ADDRESS)
    return asked if asked in texts.languages() else _of_the_browser()


def _of_the_browser() -> str:
    return texts.suited(st.context.locale or "")


def _of_session() -> str | None:
    """Return the session's language, where a callback runs before the page."""
    if get_script_run_ctx(suppress_warning=True) is None:
        return None
    language: str | None = st.session_state.get(LANGUAGE)
    return language


texts.look_up(_of_session)
