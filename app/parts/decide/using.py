"""A button that makes a portfolio that of the scenario."""

from dataclasses import replace

import streamlit as st

from app import state
from app.texts import say
from interventions.portfolio import Portfolio
from simulator.scenario import Scenario


def use(key: str, portfolio: Portfolio, scenario: Scenario) -> None:
    """Offer to make a portfolio that of the scenario, unless it is that already.

    Parameters
    ----------
    key : str
        Of the button.
    portfolio : Portfolio
    scenario : Scenario
    """
    st.button(
        say("decide.use"), key=key, on_click=_used, args=(portfolio,),
        disabled=scenario.portfolio == portfolio, help=say("decide.use.help"),
    )  # fmt: skip


def _used(portfolio: Portfolio) -> None:
    state.put(replace(state.current(), portfolio=portfolio))
