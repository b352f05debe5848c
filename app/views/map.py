"""Map: from levels through requirements to interventions, and a story of each node."""

from collections.abc import Callable

import streamlit as st

from app import cached
from app.parts import frame
from app.parts.map import coverage, flow, story, web
from app.parts.switch import switch
from app.texts import say
from levels.level import Ladder
from simulator.scenario import Scenario

View = Callable[[Scenario, tuple[str, ...]], None]
VIEWS: dict[str, View] = {"flow": flow.show, "web": web.show, "coverage": coverage.show}
ALL = "all"


def page() -> None:
    """Draw the page."""
    scenario = frame.head("map")
    ladder = cached.revised(scenario).belief.ladder
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        shown = _view()
        levels = _levels(ladder)
    VIEWS[shown](scenario, levels)
    st.divider()
    story.show(scenario)
    frame.foot(scenario)


def _view() -> str:
    names = {
        "flow": say("map.view.flow"),
        "web": say("map.view.web"),
        "coverage": say("map.view.coverage"),
    }
    return switch(say("map.view"), names, "map.view")


def _levels(ladder: Ladder) -> tuple[str, ...]:
    """Let a part of the ladder be chosen; return the ids of its levels."""
    parts = {ALL: ladder.ids}
    names = {ALL: say("map.levels.all")}
    for tier in ladder.tiers:
        inside = tuple(level.id for level in ladder.levels if level.tier == tier.id)
        if inside:
            parts[f"tier {tier.id}"] = inside
            names[f"tier {tier.id}"] = say("map.levels.tier", name=tier.name)
    for number, level in enumerate(ladder.levels, start=1):
        parts[level.id] = (level.id,)
        names[level.id] = say("map.levels.level", number=number, name=level.name)
    chosen = st.selectbox(
        say("map.levels"), list(parts), key="map.levels", width=360,
        format_func=names.__getitem__,
    )  # fmt: skip
    return parts[chosen]


page()
