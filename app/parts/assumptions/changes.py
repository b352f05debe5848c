"""What was changed, and what each change does to the first places."""

from collections.abc import Sequence

import streamlit as st

from app import assumed, cached, state
from app.markup import escaped
from app.parts.assumptions.entry import name, resets, spelled
from app.register import Row
from app.texts import joined, listed, say
from simulator.change import differing, number, overrides, own_all, reset_all
from simulator.choice.consequence import FIRST, Consequence
from simulator.scenario import Scenario

SHOWN, STEP = "assumptions.shown", 5


def show(scenario: Scenario, rows: Sequence[Row]) -> None:
    """List what differs from the model or from what was opened, the newest first."""
    st.subheader(say("assumptions.changes"))
    addresses = _addresses(scenario)
    if not addresses:
        st.write(say("assumptions.changes.none"))
        return
    st.caption(say("assumptions.changes.lead", first=FIRST))
    _all(scenario)
    by_address = {row.address: row for row in rows}
    shown = st.session_state.get(SHOWN, STEP)
    with st.spinner(say("assumptions.changes.working")):
        for address in addresses[:shown]:
            _change(scenario, by_address[address])
    if len(addresses) > shown:
        more = min(STEP, len(addresses) - shown)
        st.button(say("assumptions.changes.more", count=more), on_click=_more)


def _addresses(scenario: Scenario) -> list[str]:
    theirs = differing(scenario, state.opened())
    return list(dict.fromkeys([*reversed(overrides(scenario)), *theirs]))


def _more() -> None:
    st.session_state[SHOWN] = st.session_state.get(SHOWN, STEP) + STEP


def _all(scenario: Scenario) -> None:
    """Offer to take all numbers back."""
    opened, mine = reset_all(scenario, state.opened()), own_all(scenario)
    with st.container(horizontal=True):
        for label, target in (
            (say("assumptions.reset.all"), opened),
            (say("assumptions.reset.all.own"), mine),
        ):
            st.button(
                label, on_click=state.put, args=(target,),
                disabled=target.plain == scenario.plain,
            )  # fmt: skip


def _change(scenario: Scenario, row: Row) -> None:
    """Tell one change, what it does, and offer to take it back."""
    model = cached.model()
    own = spelled(model.assumptions[row.address].triple)
    shown = spelled((row.value, row.low, row.high))
    told = [
        say("assumptions.changes.now", number=shown, own=own)
        if row.changed
        else say("assumptions.changes.back", number=shown)
    ]
    then = number(state.opened(), model, row.address)
    if then != number(scenario, model, row.address):
        told.append(say("assumptions.changes.then", number=spelled(then)))
    st.markdown(f"**{escaped(name(row))}**  \n{joined(told)}")
    if row.changed:
        st.write(escaped(_effect(assumed.consequence_of(scenario, row.address))))
    resets(scenario, row.address, "assumptions.changes")


def _effect(found: Consequence) -> str:
    """Return what a change does, in words."""
    value = f"{found.rise:+.4f}"
    if not found.moves:
        return say("assumptions.moves.none", first=FIRST, value=value)
    names = {i.id: i.name for i in cached.in_words().means.interventions}
    moves = [
        say(
            "assumptions.moves.one",
            name=names[move.id],
            before=move.there,
            after=move.here,
        )
        for move in found.moves
    ]
    return say("assumptions.moves", moves=listed(moves), value=value)
