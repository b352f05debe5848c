"""Replay: the curves on their way from the other run to this one, step by step."""

import streamlit as st

from app import simulated
from app.parts.simulate.other import STEP, STEP_OF, Other
from app.texts import say
from simulator.scenario import Scenario

STEPS = (0.0, 0.25, 0.5, 0.75, 1.0)


def step(scenario: Scenario, other: Other | None) -> float:
    """Let the replay of the last change be moved; return where it is, 1 at its end."""
    if other is None or not other.last:
        return 1.0
    key = simulated.key_of(scenario)
    if st.session_state.get(STEP_OF) != key or STEP not in st.session_state:
        st.session_state[STEP], st.session_state[STEP_OF] = STEPS[-1], key
    chosen: float = st.select_slider(
        say("simulate.replay"), STEPS, key=STEP, format_func=_called,
        help=say("simulate.replay.help"),
    )  # fmt: skip
    if 0 < chosen < 1:
        st.caption(say("simulate.replay.rule"))
    return chosen


def _called(share: float) -> str:
    if share == STEPS[0]:
        return say("simulate.replay.then")
    if share == STEPS[-1]:
        return say("simulate.replay.now")
    return f"{share:.0%}"
