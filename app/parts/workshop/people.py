"""The people of a workshop: who has joined, paper forms, a rehearsal, erasing."""

import streamlit as st

from app import hosted, shelf
from app.forms import form
from app.markup import escaped
from app.parts.workshop import tokens
from app.parts.workshop.acting import act
from app.room.sheet import sheet_of
from app.room.values import check_value
from app.texts import in_a_row, say
from app.workshops import hosts
from app.workshops.basis import basis_of
from app.workshops.paper import enter
from app.workshops.rehearsing import fill
from app.workshops.workshop import Workshop
from simulator.group.rehearsal import MOST_PEOPLE

PAPER, FILL = "workshop.paper", "workshop.fill"
LEVEL = f"{PAPER}.level"
USUAL = 6
"""Simulated people of each of the first worldviews."""


def show(workshop: Workshop) -> None:
    """Show who has joined and what may be done for them."""
    left, right = st.columns(2, gap="large")
    with left:
        _joined()
    with right:
        if basis_of(workshop.scenario).is_rehearsal:
            _rehearsal(workshop)
        _paper(workshop)


def _joined() -> None:
    people = hosts.people(shelf.store(), tokens.held())
    st.subheader(say("workshop.people"))
    if not people:
        st.write(say("workshop.people.none"))
        return
    st.write(escaped(in_a_row([person.pseudonym for person in people])))
    st.markdown(f"**{say('workshop.erase')}**")
    st.write(say("workshop.erase.lead"))
    named = {person.id: f"{person.pseudonym} ({person.id[:6]})" for person in people}
    chosen = st.selectbox(
        say("workshop.erase.who"), list(named), None, key="workshop.erase.who",
        format_func=lambda name: named.get(name, name),
    )  # fmt: skip
    st.button(
        say("workshop.erase.go"), key="workshop.erase.go", disabled=chosen is None,
        on_click=_erase, args=(chosen,),
    )  # fmt: skip


def _erase(participant: str) -> None:
    def erased() -> str:
        shelf.store().erase_as(tokens.held(), participant)
        return say("workshop.erase.done")

    act(erased)


def _rehearsal(workshop: Workshop) -> None:
    st.subheader(say("workshop.fill"))
    st.write(say("workshop.fill.lead"))
    if workshop.now.kind != "answer":
        st.info(say("workshop.fill.later"))
        return
    priors = hosted.model_of(workshop).belief.priors
    named = {prior.id: prior.name for prior in priors}
    with st.form(FILL):
        st.multiselect(
            say("workshop.fill.views"), list(named), list(named)[1:4],
            format_func=named.__getitem__, key=f"{FILL}.views",
        )  # fmt: skip
        st.number_input(
            say("workshop.fill.each"), 1, MOST_PEOPLE, USUAL, key=f"{FILL}.each"
        )
        st.form_submit_button(
            say("workshop.fill.go"), key=f"{FILL}.go", on_click=_fill, args=(workshop,)
        )


def _fill(workshop: Workshop) -> None:
    chosen, each = (st.session_state[f"{FILL}.{x}"] for x in ("views", "each"))

    def filled() -> str:
        model = hosted.model_of(workshop)
        people = dict.fromkeys(chosen, each)
        number = fill(shelf.store(), tokens.held(), model, people)
        return say("workshop.fill.done", number=number)

    act(filled)


def _paper(workshop: Workshop) -> None:
    st.subheader(say("workshop.paper"))
    st.write(say("workshop.paper.lead"))
    questions = {q for step in workshop.agenda for q in step.questions}
    blank = form(workshop.name, workshop.scenario["sheet"], sorted(questions))
    st.download_button(
        say("workshop.paper.print"), blank, "form.html", "text/html",
        on_click="ignore", key="workshop.paper.print",
    )  # fmt: skip
    if workshop.now.kind != "answer":
        st.info(say("workshop.paper.later"))
        return
    sheet = sheet_of(workshop.scenario).document
    named = {each["id"]: each["name"] for each in sheet["interventions"]}
    with st.form(PAPER):
        st.text_input(say("workshop.paper.name"), key=f"{PAPER}.name", max_chars=40)
        for each in sheet["levels"]:
            label = f"{each['number']}. {each['short']}"
            st.number_input(
                escaped(label), 0.0, 1000.0, step=1.0, key=f"{LEVEL}.{each['id']}"
            )
        if "prediction" in workshop.now.questions:
            st.selectbox(
                say("workshop.paper.prediction"), list(named), None,
                format_func=lambda name: named[name], key=f"{PAPER}.prediction",
            )  # fmt: skip
        st.form_submit_button(
            say("workshop.paper.go"), key=f"{PAPER}.go", on_click=_entered,
            args=(workshop,),
        )  # fmt: skip


def _entered(workshop: Workshop) -> None:
    sheet = sheet_of(workshop.scenario)
    ids = [each["id"] for each in sheet.document["levels"]]
    given = {name: float(st.session_state[f"{LEVEL}.{name}"]) for name in ids}
    name = st.session_state[f"{PAPER}.name"]
    prediction = st.session_state.get(f"{PAPER}.prediction")

    def entered() -> str:
        told: dict[str, object] = {"credence": {"shares": shares(given)}}
        if prediction is not None:
            told["prediction"] = prediction
        for question, value in told.items():
            check_value(sheet, question, value)
        enter(shelf.store(), tokens.held(), name, told)
        return say("workshop.paper.done", name=name)

    if act(entered):  # what was refused stays, to be mended
        st.session_state[f"{PAPER}.name"] = ""
        st.session_state[f"{PAPER}.prediction"] = None
        for each in ids:
            st.session_state[f"{LEVEL}.{each}"] = 0.0


def shares(given: dict[str, float]) -> dict[str, float]:
    """Return points, chips or percent as shares.

    Raises
    ------
    ValueError
        If all are zero.

    Examples
    --------
    >>> shares({"a": 3.0, "b": 1.0})
    {'a': 0.75, 'b': 0.25}
    """
    total = sum(given.values())
    if not total > 0:
        msg = "points of a form must not all be 0"
        raise ValueError(msg)
    return {name: points / total for name, points in given.items()}
