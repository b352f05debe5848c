"""The facilitator's page of one workshop."""

from collections.abc import Callable

import streamlit as st

from app.markup import escaped
from app.parts.switch import switch
from app.parts.workshop import (
    acting,
    agenda,
    joining,
    once,
    people,
    records,
    results,
    tokens,
)
from app.parts.workshop.onward import onward
from app.parts.workshop.strip import strip
from app.texts import say
from app.workshops.workshop import Workshop

VIEW = "workshop.view"
VIEWS: dict[str, Callable[[Workshop], None]] = {
    "results": results.show,
    "agenda": agenda.show,
    "people": people.show,
    "records": records.show,
}


def show(workshop: Workshop) -> None:
    """Show where the workshop is, the way on, and what else there is to do."""
    title, out = st.columns([4, 1], vertical_alignment="bottom")
    title.title(escaped(workshop.name))
    with out.container(horizontal=True, horizontal_alignment="right"):
        st.button(say("workshop.leave"), key="workshop.leave", on_click=tokens.drop)
    acting.show()
    once.once(workshop)
    strip(workshop)
    way, join = st.columns([2, 1], gap="large")
    with way:
        onward(workshop)
    with join:
        joining.card(workshop)
    VIEWS[_view()](workshop)


def _view() -> str:
    words = {
        "results": say("workshop.view.results"),
        "agenda": say("workshop.view.agenda"),
        "people": say("workshop.view.people"),
        "records": say("workshop.view.records"),
    }
    return switch(say("workshop.view"), words, VIEW)
