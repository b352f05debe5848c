"""Brief: the strategy as a document, as it will be, and the files of it."""

from dataclasses import replace
from functools import partial

import streamlit as st

from app import cached, state
from app.briefs.content import COMMAND
from app.briefs.formats import MEDIA
from app.briefs.html import style
from app.parts import frame
from app.texts import say
from simulator.scenario import LONGEST_NOTE

NOTE = "brief.note"


def noted() -> None:
    """Take over what the author says."""
    note = st.session_state[f"{NOTE}.{state.version()}"]
    state.put(replace(state.current(), note=note), shown=True)


def page() -> None:
    """Draw the page."""
    scenario = frame.head("brief")
    scheme = st.context.theme.type or "light"
    st.text_area(
        say("brief.author"), scenario.note, max_chars=LONGEST_NOTE,
        key=f"{NOTE}.{state.version()}", on_change=noted, help=say("brief.author.help"),
    )  # fmt: skip
    labels = {
        "pdf": say("brief.download.pdf"),
        "docx": say("brief.download.docx"),
        "pptx": say("brief.download.pptx"),
        "html": say("brief.download.html"),
        "md": say("brief.download.md"),
        "json": say("brief.download.json"),
    }
    with st.container(horizontal=True):
        for form, label in labels.items():
            st.download_button(
                label, partial(cached.brief_file, scenario, form), f"brief.{form}",
                MEDIA[form], on_click="ignore",
            )  # fmt: skip
    st.caption(say("brief.check", command=COMMAND))
    st.html(f"<style>{style()}</style>")
    with st.container(border=True):
        st.html(cached.page_of(scenario, scheme))
    frame.foot(scenario)


page()
