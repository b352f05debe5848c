"""Whose page this is: the token of the address, kept for this visit alone.

The token is asked for at every act; what a session remembers of a role counts nothing.
"""

import streamlit as st

TOKEN, ADDRESS = "workshop.token", "facilitator"
SECRETS = "workshop.secrets"


def take() -> None:
    """Move a token from the address into this visit, where no screen shows it."""
    given = st.query_params.get(ADDRESS)
    if given is not None:
        hold(given)
        del st.query_params[ADDRESS]


def hold(token: str) -> None:
    """Keep a token for this visit."""
    st.session_state[TOKEN] = token


def held() -> str:
    """Return the token of this visit; empty if there is none."""
    token: str = st.session_state.get(TOKEN, "")
    return token


def drop() -> None:
    """Forget the token, and the links that are shown once."""
    st.session_state.pop(TOKEN, None)
    st.session_state.pop(SECRETS, None)
