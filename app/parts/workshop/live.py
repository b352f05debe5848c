"""What changes by itself: the counts, and the page when somebody moves on."""

import streamlit as st

from app import shelf
from app.texts import say
from app.workshops.errors import Unavailable, Unknown
from app.workshops.reveals import SHOWING
from app.workshops.workshop import Workshop

EVERY = 1.0
"""Seconds between two looks."""

UPTO = "workshop.upto"


def follow(workshop: Workshop, documents: int) -> None:
    """Draw the whole page again when the workshop is no longer as it was drawn.

    To be called in what runs every second.

    Parameters
    ----------
    workshop : Workshop
        As it was drawn.
    documents : int
        How many were published then.
    """
    try:
        if _has_moved(workshop.id, workshop.version, documents):
            st.rerun()
    except Unavailable:
        st.warning(say("workshop.unavailable"))
    except Unknown:
        st.rerun()


def _has_moved(workshop_id: str, version: int, documents: int) -> bool:
    """Return whether a workshop moved; what was published is read where it matters."""
    store, before = shelf.store(), st.session_state.get(UPTO)
    upto = store.versions(before or 0).upto
    st.session_state[UPTO] = upto
    if upto == before:
        return False
    workshop = store.workshop(workshop_id)
    if workshop.version != version or workshop.now.kind not in SHOWING:
        return workshop.version != version
    return len(store.published(workshop_id)) != documents


@st.fragment(run_every=EVERY)
def counts(workshop: Workshop, documents: int) -> None:
    """Show how many have joined, and answered in this round; never what."""
    follow(workshop, documents)
    joined, answered = lately(workshop)
    with st.container(horizontal=True):
        st.metric(say("workshop.joined"), joined)
        if workshop.now.round:
            st.metric(say("workshop.answered"), answered)
    if workshop.now.kind == "answer" and joined:
        share = min(answered / joined, 1.0)
        st.progress(share, say("workshop.progress", answered=answered, joined=joined))


def lately(workshop: Workshop) -> tuple[int, int]:
    """Return the same numbers as of half a second ago, counted once for all pages."""
    return _lately(workshop.id, workshop.version, workshop)


@st.cache_resource(show_spinner=False, ttl=EVERY / 2, max_entries=64)
def _lately(
    workshop_id: str,  # noqa: ARG001  it is the key
    version: int,  # noqa: ARG001  a step later another round is counted
    _workshop: Workshop,
) -> tuple[int, int]:
    return numbers(_workshop)


def numbers(workshop: Workshop) -> tuple[int, int]:
    """Return how many have joined, and how many answered in the present round."""
    try:
        found = shelf.store().counts(workshop.id, workshop.now.round)
    except (Unavailable, Unknown):
        return 0, 0
    return found.joined, found.answered
