"""Entering a number, being told what became of it, and taking it back."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from app import cached, state
from app.markup import escaped
from app.register import Row
from app.texts import say
from simulator.assumption import Triple
from simulator.change import changed, moved, number, own, reset
from simulator.scenario import Scenario

TOLD = "assumptions.told"


def name(row: Row) -> str:
    """Return what a number is called."""
    return say("assumptions.one.option", about=row.about, words=row.words)


def spelled(triple: Triple) -> str:
    """Return a number with its range, if it has one."""
    value, low, high = (f"{x:g}" for x in triple)
    if low == high:
        return value
    return say("assumptions.triple", value=value, low=low, high=high)


def bound(row: Row) -> str:
    """Return why a number cannot change here."""
    if row.assumption.can_change:
        return say("assumptions.mine", name=name(row))
    return say("assumptions.bound", name=name(row))


def enter(row: Row, entered: Sequence[Any]) -> None:
    """Take over a number if the pack's rules allow it, and say why if they do not.

    Parameters
    ----------
    row : Row
    entered : sequence
        Value, low and high. If the value alone is other, the range follows it.
    """
    if tuple(entered) == (row.value, row.low, row.high):
        return
    if not row.free:
        _tell(bound(row))
        return
    scenario, model = state.current(), cached.model()
    now, new = number(scenario, model, row.address), tuple(entered)
    is_value_alone = new[1:] == now[1:] and new[0] is not None
    if is_value_alone:
        new = moved(scenario, model, row.address, new[0])
    try:
        state.put(changed(scenario, model, row.address, new))
    except ValueError as error:
        _tell(say("assumptions.refused", reason=error))
        return
    if is_value_alone:
        _say_stretched(row, now, number(state.current(), model, row.address))


def _say_stretched(row: Row, before: Triple, after: Triple) -> None:
    low, high = after[1:]
    if before[1:] != after[1:] and low < high:
        told = say(
            "assumptions.stretched", name=name(row), low=f"{low:g}", high=f"{high:g}"
        )
        _tell(told, refused=False)


def _tell(text: str, *, refused: bool = True) -> None:
    """Keep what is to be told once."""
    st.session_state.setdefault(TOLD, []).append((text, refused))


def told() -> None:
    """Tell what became of the last entries, once."""
    for text, refused in st.session_state.pop(TOLD, []):
        (st.error if refused else st.info)(escaped(text))


def resets(scenario: Scenario, address: str, key: str) -> None:
    """Offer to take one number back: to what was opened, or to the model's own."""
    opened = reset(scenario, state.opened(), address)
    mine = own(scenario, address)
    with st.container(horizontal=True):
        for label, target in (
            (say("assumptions.reset"), opened),
            (say("assumptions.reset.own"), mine),
        ):
            st.button(
                label, key=f"{key}.{label}.{address}", on_click=state.put,
                args=(target,), disabled=target.plain == scenario.plain,
            )  # fmt: skip
