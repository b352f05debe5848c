"""Simulate: what the months of a portfolio bring, as curves, ends and a story."""

from collections.abc import Callable

import streamlit as st

from app import simulated
from app.markup import escaped
from app.parts import frame
from app.parts.simulate import curves, ends, other, pipeline, portfolio, weighing, world
from app.parts.simulate.other import Other
from app.parts.simulate.weighing import Weighing
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
@media (max-width: 900px) {
  .st-key-simulate_page > [data-testid="stLayoutWrapper"] >
  [data-testid="stHorizontalBlock"] > [data-testid="stColumn"] { min-width: 100%; }
}
</style>"""


def page() -> None:
    """Draw the page."""
    scenario = frame.head("simulate")
    st.html(STYLE)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        shown = _view()
        weighed = weighing.choose(scenario)
    with st.container(key="simulate_page"):
        editing, telling = st.columns([2, 5], gap="large")
    with editing:
        portfolio.edit(scenario)
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
    chosen = st.segmented_control(
        say("simulate.view"), list(names), default="curves", key="simulate.view",
        format_func=names.__getitem__, required=True,
    )  # fmt: skip
    return chosen or "curves"


def _show(scenario: Scenario, weighed: Weighing, shown: str) -> None:
    """Show one view of the run; a run that is not kept yet takes a moment."""
    try:
        with st.spinner(say("simulate.running")):
            simulated.run_of(scenario)
        compared = other.choose(scenario)
    except ValueError as error:
        st.error(escaped(say("simulate.impossible", reason=error)))
        return
    if compared is not None:
        other.tell(scenario, compared, weighed.p)
    VIEWS[shown](scenario, compared, weighed)


page()
