"""The other run to compare with, and what differs, in words."""

from dataclasses import dataclass, replace
from functools import partial

import streamlit as st

from app import cached, simulated, state
from app.markup import escaped
from app.parts.simulate import running
from app.parts.simulate.mechanisms import UNIT
from app.sentences import differing_name, names
from app.texts import joined, listed, say
from levels.arrays import FloatArray
from simulator import scenario as scenarios
from simulator.choice.comparison import Difference, differences
from simulator.model import Model
from simulator.scenario import Scenario
from simulator.world.run import Run

BOX, CHOSEN, KEPT = "simulate.other", "simulate.other.chosen", "simulate.other.kept"
NONE, TODAY, LAST, SAVED = "none", "today", "last", "saved"
STEP, STEP_OF = "simulate.step", "simulate.step.of"
"""Where a replay is, and of which run it is the replay."""
PARAMETERS = "parameters."
MOST = 4
"""How many differences are told one by one."""


@dataclass(frozen=True, eq=False)
class Other:
    """Another run, what to call it, and whether it is what the last change left."""

    scenario: Scenario
    run: Run
    name: str
    last: bool


def choose(scenario: Scenario) -> Other | None:
    """Let the other run be chosen; today's field is it where the portfolio differs."""
    found = _found(scenario)
    wanted = st.session_state.get(CHOSEN)
    usual = TODAY if TODAY in found else NONE
    st.session_state[BOX] = wanted if wanted in (NONE, *found) else usual
    called = {
        NONE: say("simulate.other.none"),
        TODAY: say("simulate.other.today"),
        LAST: say("simulate.other.last"),
        SAVED: say("simulate.other.saved"),
    }
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            say("simulate.other"), [NONE, *found], key=BOX, width=260,
            format_func=called.__getitem__, on_change=_chosen,
        )  # fmt: skip
        st.button(say("simulate.save"), on_click=_save)
        st.button(say("simulate.last"), on_click=_last, disabled=LAST not in found)
    if chosen == NONE:
        return None
    there = found[chosen]
    run = running.run_of(there, running.THERE)
    if run is None:
        return None
    return Other(there, run, called[chosen], last=chosen == LAST)


def _found(scenario: Scenario) -> dict[str, Scenario]:
    """Return the other runs there are."""
    here = simulated.key_of(scenario)
    found = {TODAY: replace(scenario, portfolio=None)}
    last = _last_other(scenario)
    if last is not None:
        found[LAST] = last
    kept = st.session_state.get(KEPT)
    if kept is not None:
        found[SAVED] = scenarios.from_plain(kept, cached.model())
    return {name: s for name, s in found.items() if simulated.key_of(s) != here}


def _last_other(scenario: Scenario) -> Scenario | None:
    """Return the latest scenario before this one that has another run."""
    here, plain = simulated.key_of(scenario), scenario.plain
    names = (*simulated.PLANNED, "changes")
    for earlier in state.past():
        if any(earlier[name] != plain[name] for name in names):  # else spare the check
            found = scenarios.from_plain(earlier, cached.model())
            if simulated.key_of(found) != here:
                return found
    return None


def _chosen() -> None:
    st.session_state[CHOSEN] = st.session_state[BOX]


def _save() -> None:
    st.session_state[KEPT] = state.current().plain
    st.session_state[CHOSEN] = SAVED


def _last() -> None:
    st.session_state[CHOSEN] = LAST
    st.session_state[STEP], st.session_state[STEP_OF] = 0.0, _now()


def _now() -> simulated.Key:
    return simulated.key_of(state.current())


def tell(scenario: Scenario, other: Other, p: FloatArray) -> None:
    """Say what differs from the other run, and what that does to the outcomes.

    Parameters
    ----------
    scenario : Scenario
    other : Other
    p : ndarray, shape (K,)
        Credence.
    """
    model = cached.revised(scenario)
    now, then = (
        p @ r.outcomes.mean[0] for r in (simulated.run_of(scenario), other.run)
    )
    moved = [
        say("simulate.moved", name=o.name, then=f"{a:.1%}", now=f"{b:.1%}")
        for o, a, b in zip(model.world.outcomes, then, now, strict=True)
    ]
    lines = [
        say("simulate.differs", name=other.name, what=listed(_what(scenario, other))),
        say("simulate.moves", moved=listed(moved)),
    ]
    st.caption(escaped(joined(lines)))


def _what(scenario: Scenario, other: Other) -> list[str]:
    """Return what differs between two runs, as parts of a sentence."""
    model = cached.revised(scenario)
    here, there = (
        replace(s, portfolio=s.allocation(model)) for s in (scenario, other.scenario)
    )
    kinds = ("portfolio", "parameters", "changes", "worlds", "months", "seed")
    found = [
        d for d in differences(here, there, model.belief.ladder.ids) if d.part in kinds
    ]
    found.sort(key=lambda d: -_size(d))
    told = [_difference(model, d) for d in found[:MOST]]
    rest = len(found) - len(told)
    return [*told, say("simulate.more", count=rest)] if rest else told


def _difference(model: Model, difference: Difference) -> str:
    parameters = {p.id: p for p in model.world.parameters}
    parameter = parameters.get(difference.name.removeprefix(PARAMETERS))
    called = differing_name(names(model), difference.name) or difference.part
    shown = _shown
    if parameter is not None:
        called = parameter.name
        if parameter.unit == UNIT:
            own = cached.model().assumptions[f"{PARAMETERS}{parameter.id}"].value
            shown = partial(_switch, own)
    here, there = shown(difference.here), shown(difference.there)
    return say("simulate.difference", name=called, here=here, there=there)


def _switch(own: float, value: object) -> str:
    """Return how a mechanism stands; where nothing is said, as in the model."""
    now = value[0] if isinstance(value, list | tuple) else value
    is_on = bool(own if now is None else now)
    return say("simulate.on") if is_on else say("simulate.off")


def _size(difference: Difference) -> float:
    here, there = difference.here, difference.there
    if isinstance(here, int | float) and isinstance(there, int | float):
        return abs(float(here) - float(there))
    return float("inf")


def _shown(value: object) -> str:
    if isinstance(value, list):
        value = value[0]
    if value is None:
        return say("simulate.usual")
    return f"{value:,.4g}" if isinstance(value, float) else str(value)
