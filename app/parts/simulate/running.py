"""Running what is not kept yet: how far it is, and a way to stop it.

A stop, or any other wish of the visitor, ends the script where it next writes on the
page. So a run that is stopped leaves nothing behind, and the former run stands.
"""

import streamlit as st

from app import cached, simulated
from app.texts import say
from simulator import scenario as scenarios
from simulator.scenario import Scenario
from simulator.world.run import Run

STOPPED, SHOWN = "simulate.stopped", "simulate.shown"
HERE, THERE = "here", "there"
STYLE = """<style>
@keyframes simulate-late {
  from { visibility: hidden; max-height: 0; overflow: hidden; }
  to { visibility: visible; }
}
[class*="st-key-simulate_running"] { animation: simulate-late 0s linear 1s both; }
</style>"""
"""What takes no second is not worth a word."""


def shown(scenario: Scenario) -> Scenario | None:
    """Run a scenario; return the one to show, which is the former if it was stopped.

    Raises
    ------
    ValueError
        If the scenario cannot be run.
    """
    if run_of(scenario, HERE) is not None:
        st.session_state[SHOWN] = scenario.plain
        return scenario
    former = st.session_state.get(SHOWN)
    told = say("simulate.stopped") if former else say("simulate.stopped.first")
    _offer(scenario, told)
    return scenarios.from_plain(former, cached.model()) if former else None


def run_of(scenario: Scenario, name: str) -> Run | None:
    """Return the run of a scenario, none if the visitor stopped it.

    Parameters
    ----------
    scenario : Scenario
    name : str
        `HERE`, or `THERE` for the one to compare with.
    """
    if simulated.is_kept(scenario):
        return simulated.run_of(scenario)
    key = simulated.key_of(scenario)
    if st.session_state.get(STOPPED) == key:
        if name == THERE:
            _offer(scenario, say("simulate.stopped.other"))
        return None
    place = st.empty()
    with place.container(key=f"simulate_running_{name}"):
        bar = st.progress(0.0, say("simulate.running", share="0 %"))
        st.button(
            say("simulate.stop"), key=f"simulate.stop.{name}", on_click=_stop,
            args=(key,),
        )  # fmt: skip

    def tell(done: float) -> None:
        bar.progress(done, say("simulate.running", share=f"{100 * done:.0f} %"))

    run = simulated.run_of(scenario, tell)
    place.empty()
    return run


def _offer(scenario: Scenario, told: str) -> None:
    """Say that a run was stopped, and offer to run it after all."""
    st.warning(told)
    key = f"simulate.again.{simulated.key_of(scenario)}"
    st.button(say("simulate.again"), key=key, on_click=_stop, args=(None,))


def _stop(key: simulated.Key | None) -> None:
    st.session_state[STOPPED] = key
