"""The one big button: what comes next, and how far the room is."""

import streamlit as st

from app import hosted, shelf
from app.parts.decide.choosing import names_of
from app.parts.workshop import live, records, tokens
from app.parts.workshop.acting import act
from app.parts.workshop.strip import called
from app.texts import say
from app.workshops import hosts
from app.workshops.counted import counted
from app.workshops.revealing import fewest, reveal
from app.workshops.reveals import SHOWING
from app.workshops.workshop import Workshop
from simulator.group.result import Setting

SURE = "workshop.sure"
FINAL = SHOWING
"""What all have seen, no step back takes from them."""


def onward(workshop: Workshop) -> None:
    """Show where we are, how many have answered, and the way on."""
    with st.container(border=True, key="workshop_onward"):
        st.subheader(called(workshop.now))
        st.write(say(f"workshop.now.{workshop.now.kind}"))
        live.counts(workshop, len(shelf.store().published(workshop.id)))
        _enough(workshop)
        if workshop.now.kind == "result":
            records.brief(workshop, "onward")
        _buttons(workshop)


def _enough(workshop: Workshop) -> None:
    """Warn before a reveal that would show nothing."""
    if workshop.now.kind == "lock":
        found = counted(shelf.store(), workshop, workshop.now.round)
        if found is None:
            st.warning(say("workshop.few", fewest=fewest(workshop)))
    if workshop.now.kind in SHOWING and not _is_shown(workshop):
        st.warning(say("workshop.few", fewest=fewest(workshop)))
        st.button(
            say("workshop.compute"), on_click=_reveal, args=(workshop,),
            key="workshop.compute",
        )  # fmt: skip


def _is_shown(workshop: Workshop) -> bool:
    shown = shelf.store().published(workshop.id)
    return any(each.step == workshop.step for each in shown)


def _buttons(workshop: Workshop) -> None:
    to = workshop.step + 1
    if to < len(workshop.agenda):
        if st.session_state.get(SURE) == (workshop.version, to):
            _asked(workshop, to)
            return
        _next(workshop, to)
    if workshop.step:
        back = called(workshop.agenda[workshop.step - 1])
        st.button(
            say("workshop.back", step=back), key="workshop.back", on_click=_go,
            args=(workshop, workshop.step - 1),
        )  # fmt: skip


def _next(workshop: Workshop, to: int) -> None:
    step = workshop.agenda[to]
    final = step.kind in FINAL
    st.button(
        say("workshop.next", what=say(f"workshop.next.{step.kind}", round=step.round)),
        key="workshop.next", type="primary", width="stretch",
        on_click=_ask if final else _go, args=(workshop, to),
    )  # fmt: skip


def _asked(workshop: Workshop, to: int) -> None:
    st.warning(say("workshop.sure"))
    with st.container(horizontal=True):
        st.button(
            say("workshop.sure.yes"), key="workshop.yes", type="primary",
            on_click=_show, args=(workshop, to),
        )  # fmt: skip
        st.button(say("workshop.sure.no"), key="workshop.no", on_click=_unask)


def _ask(workshop: Workshop, to: int) -> None:
    st.session_state[SURE] = (workshop.version, to)


def _unask() -> None:
    st.session_state.pop(SURE, None)


def _go(workshop: Workshop, to: int) -> None:
    """Move, unless somebody else has."""

    def moved() -> None:
        shelf.store().move(tokens.held(), to, workshop.version)

    act(moved)


def _show(workshop: Workshop, to: int) -> None:
    """Simulate first, so that the room does not wait at a reveal without one."""
    _unask()

    def moved() -> None:
        hosts.hosted(shelf.store(), tokens.held())
        hosted.setting_of(workshop)
        shelf.store().move(tokens.held(), to, workshop.version)

    with st.spinner(say("workshop.computing")):
        if act(moved):
            _reveal(workshop)


def _reveal(workshop: Workshop) -> None:
    def shown() -> None:
        setting = hosted.setting_of(workshop)
        reveal(shelf.store(), tokens.held(), setting, named_decisions(setting))

    act(shown)


def named_decisions(setting: Setting) -> dict[str, str]:
    """Return what to call each decision, by id."""
    ids = [choice.id for choice in setting.groundwork.decisions.choices]
    return dict(zip(ids, names_of(setting.scenario, "portfolio"), strict=True))
