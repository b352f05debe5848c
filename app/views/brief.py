"""Brief: the strategy as a document, as it will be, and the files of it."""

from dataclasses import replace
from functools import partial

import streamlit as st

from app import cached, state
from app.briefs.edition import FULL, Audience, Edition, Length
from app.briefs.sections.content import COMMAND
from app.briefs.writers.html import style
from app.parts import frame
from app.parts.downloads import downloads
from app.texts import say
from simulator.scenario import LONGEST_NOTE

NOTE, LENGTH, AUDIENCE = "brief.note", "brief.length", "brief.audience"


def noted() -> None:
    """Take over what the author says."""
    note = st.session_state[f"{NOTE}.{state.version()}"]
    state.put(replace(state.current(), note=note), shown=True)


def _edition() -> Edition:
    """Let length and audience be chosen."""
    lengths: dict[Length, str] = {
        "one": say("brief.length.one"),
        "four": say("brief.length.four"),
        "full": say("brief.length.full"),
    }
    audiences: dict[Audience, str] = {
        "decision_maker": say("brief.audience.decision_maker"),
        "grant_maker": say("brief.audience.grant_maker"),
        "researcher": say("brief.audience.researcher"),
    }
    usual = FULL
    with st.container(horizontal=True):
        length = st.segmented_control(
            say("brief.length"), list(lengths), default=usual.length, key=LENGTH,
            format_func=lengths.__getitem__, required=True,
        )  # fmt: skip
        audience = st.segmented_control(
            say("brief.audience"), list(audiences), default=usual.audience,
            key=AUDIENCE, format_func=audiences.__getitem__, required=True,
        )  # fmt: skip
    return Edition(length, audience)


def page() -> None:
    """Draw the page."""
    scenario = frame.head("brief")
    scheme = st.context.theme.type or "light"
    st.text_area(
        say("brief.author"), scenario.note, max_chars=LONGEST_NOTE,
        key=f"{NOTE}.{state.version()}", on_change=noted, help=say("brief.author.help"),
    )  # fmt: skip
    edition = _edition()
    written = partial(cached.brief_file, scenario, edition=edition)
    downloads(written, "brief", "brief")
    st.caption(say("brief.check", command=COMMAND))
    st.html(f"<style>{style()}</style>")
    with st.container(border=True):
        st.html(cached.page_of(scenario, scheme, edition))
    frame.foot(scenario)


page()
