"""Screen: what a room sees of its workshop on the wall; nothing can be done here."""

import streamlit as st

from app import shelf
from app.parts.screen import steps
from app.room.sheet import sheet_of
from app.texts import say
from app.workshops import hosts
from app.workshops.errors import NotAllowed, Unavailable, Unknown

TOKEN = "screen"  # noqa: S105  the name of it in the address
STYLE = """<style>
[data-testid="stHeader"], [data-testid="stSidebar"] { display: none; }
.stMainBlockContainer { padding: 2vh 3vw; max-width: 100%; }
.stMain { font-size: clamp(1rem, 1.45vw, 2.2rem); }
.stMain [data-testid="stMarkdownContainer"] :is(p, li, td, th) {
  font-size: clamp(1rem, 1.45vw, 2.2rem); line-height: 1.4; }
.stMain h1 { font-size: clamp(1.8rem, 3vw, 4.5rem); }
.stMain h2 { font-size: clamp(1.5rem, 2.2vw, 3.4rem); padding: .4rem 0; }
.stMain h3 { font-size: clamp(1.2rem, 1.7vw, 2.6rem); padding: .3rem 0; }
.tl-code { font: 700 clamp(2.2rem, 6.4vw, 9rem)/1.1 ui-monospace, "DejaVu Sans Mono",
  monospace; letter-spacing: .04em; }
.tl-code.small { font-size: clamp(1.5rem, 3vw, 4rem); }
.tl-count { font-weight: 700; font-size: clamp(3rem, 18vw, 24rem); line-height: 1; }
.st-key-screen_brief :is(p, li) { font-size: clamp(1.1rem, 1.8vw, 2.8rem) !important; }
.st-key-screen_reveal :is(p, li) { font-size: clamp(1rem, 1.25vw, 2rem) !important; }
.tl-strip li { font-size: clamp(.9rem, 1vw, 1.6rem); }
.tl-bar { height: 3vh; border-radius: 1.5vh; overflow: hidden;
  background: color-mix(in srgb, currentColor 18%, transparent); }
.tl-bar > div { height: 100%; background: #4f74d9; }
</style>"""


def page() -> None:
    """Draw the page."""
    st.html(STYLE)
    store, token = shelf.store(), st.query_params.get(TOKEN, "")
    try:
        workshop = hosts.watched(store, token)
        sheet_of(workshop.scenario)
        steps.show(workshop)
    except Unavailable:
        st.error(say("workshop.unavailable"))
    except (NotAllowed, Unknown, ValueError):
        st.title(say("screen.title"))
        st.error(say("screen.not_allowed"))


page()
