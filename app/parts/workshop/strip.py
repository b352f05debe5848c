"""The agenda as a strip, with where we are."""

from html import escape

import streamlit as st

from app.texts import say
from app.workshops.rounds import Step
from app.workshops.workshop import Workshop

STYLE = """<style>
ol.tl-strip { display: flex; flex-wrap: wrap; gap: .35rem; list-style: none;
  margin: 0 !important; padding: 0 !important; }
.tl-strip li { border: 1px solid color-mix(in srgb, currentColor 25%, transparent);
  border-radius: 999px; padding: .2rem .8rem; margin: 0; }
.tl-strip li.past { opacity: .75; }
.tl-strip li[aria-current] { background: #3f63c8; border-color: #3f63c8; color: #fff;
  font-weight: 600; }
</style>"""


def strip(workshop: Workshop) -> None:
    """Show every step of the agenda in order."""
    items = "".join(_item(workshop, n) for n in range(len(workshop.agenda)))
    label = escape(say("workshop.agenda"))
    st.html(f'{STYLE}<ol class="tl-strip" aria-label="{label}">{items}</ol>')


def _item(workshop: Workshop, place: int) -> str:
    kind = ' class="past"' if place < workshop.step else ""
    if place == workshop.step:
        kind = ' aria-current="step"'
    mark = "✓ " if place < workshop.step else ""
    return f"<li{kind}>{mark}{escape(called(workshop.agenda[place]))}</li>"


def called(step: Step) -> str:
    """Return what to call a step."""
    return say(f"workshop.step.{step.kind}", round=step.round)
