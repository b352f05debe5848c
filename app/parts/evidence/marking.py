"""Marks on items of evidence: yes, no, how sure, or not counted."""

import re
from collections.abc import Collection, Mapping
from dataclasses import replace

import streamlit as st

from app import cached, state
from app.texts import say
from levels.evidence import NO, YES, Evidence, Observation
from simulator import scenario as scenarios
from simulator.scenario import Scenario

NONE, SEEN, UNSEEN, SURE = "none", "yes", "no", "ratio"
PROBLEM = "evidence.problem"
EVEN = Observation(1.0, 1.0)
FACTORS = (2.0, 3.0, 5.0, 10.0, 20.0, 50.0, 100.0)
RATIOS = (*(1 / factor for factor in reversed(FACTORS)), 1.0, *FACTORS)
"""Steps of the control: a part in a hundred to a hundred times, even in between."""

_MARKUP = re.compile(r"[\\`*_\[\]!$~<>|#:]+")


def accept(scenario: Scenario, *, shown: bool = False) -> bool:
    """Make a scenario the current one if every rule holds; else keep the reason.

    Parameters
    ----------
    scenario : Scenario
    shown : bool
        Whether the controls on the page show it already.
    """
    try:
        whole = scenarios.from_plain(scenario.plain, cached.model())
        cached.update_of(whole)
        _check_length(whole)
    except ValueError as error:
        st.session_state[PROBLEM] = str(error)
        return False
    state.put(whole, shown=shown)
    return True


def _check_length(scenario: Scenario) -> None:
    """Refuse what a refresh of the page would lose."""
    if len(scenario.link) > scenarios.LONGEST_LINK:
        raise ValueError(say("evidence.too_long", most=scenarios.LONGEST_LINK))


def problem() -> str:
    """Return why something was not taken over, and forget it."""
    reason: str = st.session_state.pop(PROBLEM, "")
    return reason


def spoken(name: str) -> str:
    """Return a name for the label of a control, without what Markdown would read."""
    return _MARKUP.sub(" ", name)


def control(item: Evidence, observations: Mapping[str, Observation]) -> None:
    """Let a person say what holds of an item."""
    observation = observations.get(item.id)
    name = spoken(item.name)
    words = {
        NONE: say("card.mark.none"),
        SEEN: say("card.mark.yes"),
        UNSEEN: say("card.mark.no"),
        SURE: say("card.mark.ratio"),
    }
    key = f"card.mark.{item.id}.{state.version()}"
    st.session_state.setdefault(key, _kind(observation))
    st.segmented_control(
        say("card.mark", name=name), list(words), required=True, key=key,
        format_func=lambda kind: words[kind], label_visibility="collapsed",
        on_change=_marked, args=(item.id, key),
    )  # fmt: skip
    if observation is not None and _kind(observation) == SURE:
        _ratio(item.id, name, observation.seen / observation.unseen)


def count(items: Collection[str]) -> None:
    """Count items as reported."""
    scenario = state.current()
    marks = {**scenario.observations, **dict.fromkeys(items, YES)}
    accept(replace(scenario, observations=marks))


def leave_out(items: Collection[str]) -> None:
    """Count none of these items."""
    scenario = state.current()
    marks = {k: x for k, x in scenario.observations.items() if k not in items}
    accept(replace(scenario, observations=marks))


def ratio_words(ratio: float) -> str:
    """Return a likelihood ratio in words.

    Examples
    --------
    >>> ratio_words(0.1)
    '10 times likelier if it does not'
    """
    if ratio == 1:
        return say("card.ratio.even")
    if ratio > 1:
        return say("card.ratio.for", ratio=f"{ratio:.3g}")
    return say("card.ratio.against", ratio=f"{1 / ratio:.3g}")


def _kind(observation: Observation | None) -> str:
    if observation is None:
        return NONE
    return {"yes": SEEN, "no": UNSEEN}.get(observation.text, SURE)


def _ratio(item: str, name: str, ratio: float) -> None:
    near = next((r for r in RATIOS if abs(r - ratio) < 1e-9 * r), ratio)
    key = f"card.ratio.{item}.{state.version()}"
    st.session_state.setdefault(key, near)
    st.select_slider(
        say("card.ratio", name=name), sorted({*RATIOS, near}), key=key,
        format_func=ratio_words, label_visibility="collapsed",
        help=say("card.ratio.help"), on_change=_weighed, args=(item, key),
    )  # fmt: skip


def _marked(item: str, key: str) -> None:
    scenario = state.current()
    marks = dict(scenario.observations)
    kind = st.session_state[key]
    before = _kind(marks.pop(item, None))
    observation = {SEEN: YES, UNSEEN: NO, SURE: EVEN}.get(kind)
    if observation is not None:
        marks[item] = observation
    if not accept(replace(scenario, observations=marks), shown=True):
        st.session_state[key] = before


def _weighed(item: str, key: str) -> None:
    scenario = state.current()
    sure = Observation(float(st.session_state[key]), 1.0)
    marks = {**scenario.observations, item: sure}
    accept(replace(scenario, observations=marks), shown=True)
