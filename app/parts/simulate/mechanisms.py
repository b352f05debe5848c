"""Mechanisms: the switches of the model's structure, each with the pack's reason."""

import streamlit as st

from app import cached, state
from app.markup import escaped
from app.parts.simulate.portfolio import spoken
from app.texts import say
from simulator.change import changed, number, own
from simulator.scenario import Scenario
from simulator.world.parameter import Parameter

UNIT = "switch"
"""A parameter with this unit is one."""


def edit(scenario: Scenario) -> None:
    """Let mechanisms be switched off and on, as on the page of assumptions."""
    switches = [p for p in cached.in_words().world.parameters if p.unit == UNIT]
    if not switches:
        return
    st.subheader(say("simulate.mechanisms"))
    st.caption(say("simulate.mechanisms.rule"))
    for parameter in switches:
        _switch(scenario, parameter)


def _switch(scenario: Scenario, parameter: Parameter) -> None:
    key, address = f"simulate.switch.{parameter.id}", f"parameters.{parameter.id}"
    st.session_state[key] = bool(number(scenario, cached.model(), address)[0])
    st.toggle(
        spoken(parameter.name), key=key, help=escaped(parameter.judgment or ""),
        on_change=_switched, args=(key, address),
    )  # fmt: skip


def _switched(key: str, address: str) -> None:
    scenario, model = state.current(), cached.model()
    value, low, high = model.assumptions[address].triple
    wanted = float(st.session_state[key])
    new = (wanted, min(low, wanted), max(high, wanted))
    is_own = wanted == value
    state.put(
        own(scenario, address) if is_own else changed(scenario, model, address, new)
    )
