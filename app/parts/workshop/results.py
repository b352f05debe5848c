"""What was revealed so far, for the facilitator to speak about."""

import streamlit as st

from app import hosted, shelf
from app.dissent import divided
from app.markup import escaped
from app.parts.workshop import shown
from app.texts import say
from app.workshops.workshop import Published, Workshop


def show(workshop: Workshop) -> None:
    """Show the newest document that was published."""
    found = newest(workshop)
    if found is None:
        st.write(say("workshop.results.none"))
        return
    told = hosted.told_of(workshop, found)
    st.caption(say("workshop.results.of", round=told.numbers[-1]))
    left, right = st.columns(2, gap="large")
    with left:
        st.subheader(say("workshop.pools"))
        shown.credences(told)
        st.subheader(say("workshop.moved.title"))
        shown.movement(told)
        st.subheader(say("workshop.views"))
        shown.views(told)
    with right:
        st.subheader(say("workshop.ranking"))
        shown.ranking(told)
        shown.firsts(told)
        st.subheader(say("workshop.divided"))
        st.write(escaped(divided(told)))
        shown.anatomy(told)
        st.subheader(say("workshop.rules"))
        shown.rules(told)
        st.subheader(say("workshop.price"))
        shown.decision(told)


def newest(workshop: Workshop) -> Published | None:
    """Return what was shown last at a step that was reached."""
    published = shelf.store().published(workshop.id)
    reached = [each for each in published if each.step <= workshop.step]
    return max(reached, key=lambda each: (each.step, each.upto), default=None)
