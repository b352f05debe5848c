"""Brief: the strategy as a document, as it will be, and the files of it."""

from dataclasses import replace

import streamlit as st

from app import cached, state
from app.briefs.content import COMMAND
from app.briefs.html import style
from app.parts import frame
from app.texts import say
from simulator.scenario import LONGEST_NOTE

NOTE = "brief.note"
TYPES = {"md": "text/markdown", "html": "text/html"}


def noted() -> None:
    """Take over what the author says."""
    note = st.session_state[f"{NOTE}.{state.version()}"]
    state.put(replace(state.current(), note=note), shown=True)


def page() -> None:
    """Draw the page."""
    scenario = frame.head("brief")
    scheme = st.context.theme.type or "light"
    found = cached.briefs_of(scenario, scheme)
    st.text_area(
        say("brief.author"), scenario.note, max_chars=LONGEST_NOTE,
        key=f"{NOTE}.{state.version()}", on_change=noted, help=say("brief.author.help"),
    )  # fmt: skip
    labels = {"md": say("brief.download.md"), "html": say("brief.download.html")}
    with st.container(horizontal=True):
        for form, label in labels.items():
            st.download_button(
                label, found[form], f"brief.{form}", TYPES[form], on_click="ignore"
            )
    st.caption(say("brief.check", command=COMMAND))
    st.html(f"<style>{style()}</style>")
    with st.container(border=True):
        st.html(found["page"])
    frame.foot(scenario)


page()
