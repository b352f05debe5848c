"""The bar above the ladder: presets, values, and what is counted beside the ladder."""

from dataclasses import replace

import streamlit as st

from app import cached, state
from app.citation import cited
from app.markup import escaped
from app.texts import say
from levels.prior import Prior
from simulator.scenario import Scenario

PRESET = "preset"


def bar(scenario: Scenario) -> None:
    """Draw the bar."""
    presets, values = st.columns([4, 1], vertical_alignment="bottom", gap="medium")
    with presets:
        chosen = _presets()
    with values, st.popover(say("explore.utilities"), width="stretch"):
        _utilities(scenario)
    if chosen is not None:
        _rests_on(chosen)
    _counted(scenario)


def _counted(scenario: Scenario) -> None:
    """Say what shapes the ranking beside the ladder."""
    if scenario.observations:
        told, clear = st.columns([4, 1], vertical_alignment="center")
        told.info(say("explore.observed", count=len(scenario.observations)))
        clear.button(say("explore.observed.clear"), on_click=_forget, width="stretch")
    changes = len({*scenario.changes, *scenario.held})
    if changes:
        st.info(say("explore.changed", count=changes))


def _forget() -> None:
    state.put(replace(state.current(), observations={}))


def _presets() -> Prior | None:
    priors = {prior.id: prior for prior in cached.in_words().belief.priors}
    st.selectbox(
        say("explore.preset"),
        list(priors),
        index=None,
        key=PRESET,
        format_func=lambda name: priors[name].name,
        placeholder=say("explore.preset.none"),
        help=say("explore.preset.help"),
        on_change=_chosen,
    )
    return priors.get(st.session_state.get(PRESET) or "")


def _rests_on(preset: Prior) -> None:
    """Show what a preset rests on, and how it was made."""
    lines = [
        escaped(say("explore.preset.rests", statement=preset.statement)),
        escaped(say("explore.preset.mapping", mapping=preset.mapping)),
    ]
    if preset.source:
        lines.append(
            say(
                "explore.preset.source",
                source=cited(cached.source(preset.source)),
            )
        )
    st.caption("  \n".join(lines))


def _chosen() -> None:
    name = st.session_state[PRESET]
    if name is not None:
        state.put(replace(state.current(), credence=cached.model().belief.prior(name)))


def _utilities(scenario: Scenario) -> None:
    st.caption(say("explore.utilities.lead"))
    model = cached.revised(scenario)
    worth = scenario.utility(model)
    for outcome, value in zip(model.world.outcomes, worth, strict=True):
        key = f"utility.{outcome.id}.{state.version()}"
        st.slider(
            outcome.name, 0.0, 1.0, float(value), 0.05, key=key,
            help=say(
                "explore.utilities.help",
                name=outcome.summary,
                judgment=outcome.utility.judgment,
            ),
            on_change=_valued, args=(outcome.id, key),
        )  # fmt: skip


def _valued(name: str, key: str) -> None:
    scenario = state.current()
    utilities = {**scenario.utilities, name: float(st.session_state[key])}
    state.put(replace(scenario, utilities=utilities), shown=True)
