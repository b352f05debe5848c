"""What takes seconds: a button, how far it is, and a way to stop it."""

from typing import Any

import streamlit as st

from app import requested
from app.markup import escaped
from app.optimized import Asked
from app.texts import say
from simulator.scenario import Scenario


def asked(scenario: Scenario, name: str, button: str, wish: Asked | None = None) -> Any:
    """Return a result that is there, or offer to compute it; None if it is not there.

    Parameters
    ----------
    scenario : Scenario
    name : str
        One of `requested.MAKERS`, or with a wish of `requested.FINDERS`.
    button : str
        What the button says.
    wish : Asked, optional
        What is asked of a portfolio.
    """
    found = requested.kept(scenario, name, wish)
    if found is not None:
        return found
    offer, place = st.empty(), st.empty()
    with offer.container():
        wanted = st.button(button, key=f"decide.ask.{name}")
        long = say("decide.ask.longer") if wish else say("decide.ask.seconds")
        st.caption(long)
    if not wanted:
        return None
    offer.empty()
    return _computed(scenario, name, place, wish)


def _computed(scenario: Scenario, name: str, place: Any, wish: Asked | None) -> Any:
    with place.container():
        bar = st.progress(0.0, say("decide.ask.running", share="0 %"))
        st.button(say("decide.ask.stop"), key=f"decide.stop.{name}")

    def tell(done: float) -> None:
        share = min(max(done, 0.0), 1.0)
        bar.progress(share, say("decide.ask.running", share=f"{100 * share:.0f} %"))

    try:
        found = requested.asked(scenario, name, tell, wish)
    except ValueError as error:
        place.error(escaped(say("decide.ask.impossible", reason=error)))
        return None
    place.empty()
    return found
