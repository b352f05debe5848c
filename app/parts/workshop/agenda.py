"""The agenda: what is asked in the steps to come, and further rounds."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import streamlit as st

from app import shelf
from app.parts.workshop import tokens
from app.parts.workshop.acting import act
from app.parts.workshop.strip import called
from app.texts import say
from app.workshops.counted import CREDENCE
from app.workshops.rounds import QUESTIONS, Step
from app.workshops.workshop import Workshop


def show(workshop: Workshop) -> None:
    """Show the steps to come, each with what may be changed of it."""
    st.write(say("workshop.agenda.lead"))
    for place in range(workshop.step + 1, len(workshop.agenda)):
        _step(workshop, place)
    st.button(
        say("workshop.agenda.round"), key="workshop.agenda.add", on_click=_edit,
        args=(workshop, with_round, workshop.agenda, workshop.step),
    )  # fmt: skip


def _step(workshop: Workshop, place: int) -> None:
    step = workshop.agenda[place]
    key = f"workshop.agenda.{workshop.version}.{place}"
    with st.container(border=True):
        st.markdown(f"**{called(step)}**")
        if step.kind == "answer":
            st.multiselect(
                say("workshop.questions"), QUESTIONS, step.questions, key=key,
                format_func=asked, on_change=_ask, args=(workshop, place, key),
            )  # fmt: skip
        if step.kind in {"answer", "discussion"}:
            st.button(
                say("workshop.agenda.remove"), key=f"{key}.remove", on_click=_edit,
                args=(workshop, without, workshop.agenda, place),
            )  # fmt: skip


def asked(question: str) -> str:
    """Return what to call a question."""
    return say(f"workshop.question.{question}")


def _ask(workshop: Workshop, place: int, key: str) -> None:
    some = {CREDENCE, *st.session_state[key]}
    questions = tuple(q for q in QUESTIONS if q in some)
    changed = list(workshop.agenda)
    changed[place] = replace(changed[place], questions=questions)
    _edit(workshop, list, changed)


def _edit(
    workshop: Workshop, change: Callable[..., Sequence[Step]], *given: object
) -> None:
    def edited() -> None:
        shelf.store().edit(tokens.held(), change(*given), workshop.version)

    act(edited)


def without(agenda: Sequence[Step], place: int) -> list[Step]:
    """Return the agenda without a step, or without its whole round."""
    gone = agenda[place]
    return [
        step
        for n, step in enumerate(agenda)
        if n != place and not (gone.round and n > place and step.round == gone.round)
    ]


def with_round(agenda: Sequence[Step], now: int) -> list[Step]:
    """Return the agenda with one more round before the result, if that is to come."""
    number = 1 + max((step.round for step in agenda), default=0)
    more = [
        Step("discussion"),
        Step("answer", number, (CREDENCE,)),
        Step("lock", number),
        Step("reveal", number),
    ]
    steps = list(agenda)
    ends = [n for n, step in enumerate(steps) if step.kind == "result" and n > now]
    place = ends[-1] if ends else len(steps)
    return [*steps[:place], *more, *steps[place:]]
