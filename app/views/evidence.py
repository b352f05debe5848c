"""Evidence: what was seen, what it does to the ladder, and what it cannot tell."""

import streamlit as st

from app.markup import escaped
from app.parts import frame
from app.parts.evidence import (
    latent,
    ledger,
    marking,
    own_item,
    posterior,
    remaining,
    telling,
    weight,
)
from app.parts.evidence.card import VIEW
from app.texts import say
from simulator.scenario import Scenario


def page() -> None:
    """Draw the page."""
    scenario = frame.head("evidence")
    reason = marking.problem()
    if reason:
        st.error(escaped(say("evidence.problem", reason=reason)))
    _view(scenario, posterior.bar(scenario))
    frame.foot(scenario)


def _view(scenario: Scenario, number: int) -> None:
    """Draw the one view that is chosen; the others cost nothing."""
    words = {
        "ledger": say("evidence.view.ledger"),
        "weight": say("evidence.view.weight"),
        "facts": say("evidence.view.facts"),
        "remaining": say("evidence.view.remaining"),
        "telling": say("evidence.view.telling"),
        "own": say("evidence.view.own"),
    }
    st.session_state.setdefault(VIEW, "ledger")
    chosen = st.segmented_control(
        say("evidence.view"), list(words), required=True, key=VIEW,
        format_func=lambda view: words[view], label_visibility="collapsed",
    )  # fmt: skip
    if chosen == "weight":
        weight.show(scenario, number)
    elif chosen == "facts":
        latent.show(scenario)
    elif chosen == "remaining":
        remaining.show(scenario, number)
    elif chosen == "telling":
        telling.show(scenario)
    elif chosen == "own":
        own_item.show(scenario)
    else:
        ledger.show(scenario)


page()
