"""Workshop: create one, or lead the one whose secret link was opened."""

import streamlit as st

from app import hosted, shelf
from app.markup import escaped
from app.parts import frame
from app.parts.workshop import acting, opening, records, room, tokens
from app.texts import say
from app.workshops import hosts
from app.workshops.errors import NotAllowed, Unavailable, Unknown
from app.workshops.workshop import Workshop


def page() -> None:
    """Draw the page."""
    tokens.take()
    workshop = _workshop()
    if workshop is None:
        scenario = frame.head("workshop")
        acting.show()
        opening.show(scenario)
        frame.foot(scenario)
        return
    try:
        hosted.scenario_of(workshop)
    except ValueError as error:
        st.title(escaped(workshop.name))
        st.error(escaped(say("workshop.other", reason=error)))
        records.kept(workshop)
        return
    room.show(workshop)


def _workshop() -> Workshop | None:
    """Return the workshop of this visit's token; a token that is none is forgotten."""
    if not tokens.held():
        return None
    try:
        return hosts.hosted(shelf.store(), tokens.held())
    except Unavailable as error:
        st.error(say("workshop.unavailable"))
        acting.tell("error", str(error))
    except (NotAllowed, Unknown):
        tokens.drop()
        acting.tell("error", say("workshop.not_allowed"))
    return None


page()
