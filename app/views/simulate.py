"""Simulate: what the months of a portfolio bring, as curves, ends and a story."""

from collections.abc import Callable

import streamlit as st

from app.markup import escaped
from app.parts import frame
from app.parts.simulate import (
    curves,
    ends,
    mechanisms,
    other,
    pipeline,
    portfolio,
    running,
    weighing,
    world,
)
from app.parts.simulate.other import Other
from app.parts.simulate.weighing import Weighing
from app.parts.switch import switch
from app.texts import say
from simulator.scenario import Scenario

View = Callable[[Scenario, Other | None, Weighing], None]
VIEWS: dict[str, View] = {
    "curves": curves.show,
    "ends": ends.show,
    "pipeline": pipeline.show,
    "story": world.show,
}
STYLE = """<style>
.st-key-simulate_down { display: none; }
.st-key-simulate_page h3 { font-size: 1.3rem; }
@media (max-width: 900px) {
  .st-key-simulate_page > [data-testid="stLayoutWrapper"] >
  [data-testid="stHorizontalBlock"] > [data-testid="stColumn"] { min-width: 100%; }
  .st-key-simulate_down { display: flex; }
}
</style>"""


def page() -> None:
    """Draw the page."""
    scenario = frame.head("simulate")
    st.html(STYLE + running.STYLE)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        shown = _view()
        weighed = weighing.choose(scenario)
    with st.container(key="simulate_down"):
        st.markdown(f"[{say('simulate.down')}](#{portfolio.ANCHOR})")
    with st.container(key="simulate_page"):
        telling, editing = st.columns([5, 2], gap="large")
    with editing:
        portfolio.edit(scenario)
        mechanisms.edit(scenario)
    with telling:
        _show(scenario, weighed, shown)
    frame.foot(scenario)


def _view() -> str:
    names = {
        "curves": say("simulate.view.curves"),
        "ends": say("simulate.view.ends"),
        "pipeline": say("simulate.view.pipeline"),
        "story": say("simulate.view.story"),
    }
    return switch(say("simulate.view"), names, "simulate.view")


def _show(scenario: Scenario, weighed: Weighing, shown: str) -> None:
    """Show one view of the run; a run that is not kept yet takes a moment."""
    try:
        told = running.shown(scenario)
        compared = None if told is None else other.choose(told)
    except ValueError as error:
        st.error(escaped(say("simulate.impossible", reason=error)))
        return
    if told is None:
        return
    if compared is not None:
        other.tell(told, compared, weighed.p)
    VIEWS[shown](told, compared, weighed)


page()
