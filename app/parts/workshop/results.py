"""What was revealed so far, for the facilitator to speak about."""

import streamlit as st

from app import shelf
from app.dissent import divided
from app.markup import escaped
from app.parts.workshop import shown
from app.texts import say
from app.told import Told
from app.workshops.workshop import Workshop


def show(workshop: Workshop) -> None:
    """Show the newest document that was published."""
    told = newest(workshop)
    if told is None:
        st.write(say("workshop.results.none"))
        return
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


def newest(workshop: Workshop) -> Told | None:
    """Return the newest document of a step that was reached."""
    published = shelf.store().published(workshop.id)
    reached = [each for each in published if each.step <= workshop.step]
    if not reached:
        return None
    latest = max(reached, key=lambda each: (each.step, each.upto))
    return Told(latest.document, workshop.scenario["sheet"])
