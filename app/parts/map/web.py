"""The map as a network: click a node to select it."""

import streamlit as st

from app import mapped
from app.atlas import ALWAYS, around
from app.charts.web import network
from app.parts.map import story
from app.texts import say
from simulator.scenario import Scenario

CHART = "map.web"
STYLE = """<style>
.st-key-map_web .textpoint text { fill: currentColor !important; }
@media (max-width: 900px) {
  .st-key-map_web { overflow-x: auto; }
  .st-key-map_web > * { min-width: 1000px; }
}
</style>"""


def show(scenario: Scenario, levels: tuple[str, ...]) -> None:
    """Show the network of some levels."""
    also = st.pills(
        say("map.web.also"), ["job", "failure_mode"], selection_mode="multi",
        default=["job"], key="map.also", format_func=lambda k: say(f"map.kinds.{k}"),
    )  # fmt: skip
    drawn, places = mapped.web(scenario, levels, (*ALWAYS, *also))
    kinds = {k: say(f"map.kind.{k}") for k in (*ALWAYS, "job", "failure_mode")}
    lines = {
        "requires": say("map.line.requires"),
        "prerequisite": say("map.line.prerequisite"),
        "addresses": say("map.line.addresses"),
    }
    st.html(STYLE)
    lit = around(drawn, story.chosen() or "")
    with st.container(key="map_web"):
        st.plotly_chart(
            network(drawn, places, kinds, lines, lit), key=CHART, on_select=_picked,
            selection_mode="points", config={"displayModeBar": False},
        )  # fmt: skip
    counts = {"nodes": len(drawn), "edges": drawn.number_of_edges()}
    st.caption(say("map.web.words", **counts))


def _picked() -> None:
    """Select the node that was clicked."""
    points = st.session_state[CHART].selection.points
    if points:
        story.choose(points[0]["customdata"][0])
