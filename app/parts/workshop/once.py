"""The secret links of a new workshop, shown once."""

import streamlit as st

from app.parts.workshop import tokens
from app.parts.workshop.joining import base
from app.texts import say
from app.workshops.workshop import Workshop

PAGES = {
    "facilitator": "workshop?facilitator",
    "screen": "screen?screen",
    "observer": "screen?screen",
}


def once(workshop: Workshop) -> None:
    """Show the links until somebody says that they are kept."""
    secrets: dict[str, str] = st.session_state.get(tokens.SECRETS, {})
    if not secrets:
        return
    words = {
        "facilitator": say("workshop.link.facilitator"),
        "screen": say("workshop.link.screen"),
        "observer": say("workshop.link.observer"),
    }
    with st.container(border=True):
        st.subheader(say("workshop.link"))
        st.write(say("workshop.link.lead"))
        for role, token in secrets.items():
            st.markdown(f"**{words[role]}**")
            address = f"{base(workshop)}/{PAGES[role]}={token}"
            st.code(address, language=None, wrap_lines=True)
        st.button(say("workshop.link.kept"), key="workshop.kept", on_click=_kept)


def _kept() -> None:
    st.session_state.pop(tokens.SECRETS, None)
