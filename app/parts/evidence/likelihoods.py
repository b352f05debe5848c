"""How likely an item is in each case: the model's numbers, and a person's own."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import streamlit as st

from app import cached, state
from app.markup import escaped
from app.parts.evidence.marking import accept, spoken
from app.texts import listed, say
from levels.belief import Belief
from levels.evidence import Evidence, Row
from simulator.assumption import Triple
from simulator.scenario import Scenario


@dataclass(frozen=True)
class Case:
    """One number of an item: its address, and when it holds."""

    address: str
    words: str


def cases(belief: Belief, item: Evidence) -> Iterator[Case]:
    """Yield each number that says how an item speaks, its lines of results last."""
    start = f"evidence.{item.id}"
    for n, row in enumerate(item.likelihood):
        yield Case(f"{start}.likelihood.{n}.probability", when(belief, item, row))
    if item.otherwise is not None:
        yield Case(f"{start}.otherwise", say("likelihood.otherwise"))
    names = {group.id: group.name for group in belief.groups}
    for group in item.groups:
        words = say("likelihood.group", group=names[group])
        yield Case(f"groups.{group}.probability", words)


def when(belief: Belief, item: Evidence, row: Row) -> str:
    """Return the states of an item's facts in words."""
    names = {fact.id: fact.name for fact in belief.facts}
    states = zip(item.facts, row.facts, strict=True)
    told = [
        say("likelihood.fact.yes" if true else "likelihood.fact.no", fact=names[fact])
        for fact, true in states
    ]
    return say("likelihood.if", facts=listed(told))


def is_changed(scenario: Scenario, item: Evidence) -> bool:
    """Return whether a person sees an item's likelihoods otherwise."""
    starts = f"evidence.{item.id}.", *(f"groups.{name}." for name in item.groups)
    return any(name.startswith(starts) for name in scenario.changes)


def shown(item: Evidence, belief: Belief) -> None:
    """Show the likelihoods of a person's own item."""
    st.caption(say("likelihood.lead.own"))
    for row in item.likelihood:
        _own(when(belief, item, row), row.probability[0])
    if item.otherwise is not None:
        _own(say("likelihood.otherwise"), item.otherwise[0])


def editor(item: Evidence, belief: Belief, scenario: Scenario) -> None:
    """Let a person put other numbers in place of the model's."""
    st.caption(say("likelihood.lead"))
    if item.judgment:
        st.caption(escaped(say("card.basis", basis=item.judgment)))
    found = list(cases(belief, item))
    with st.form(f"likelihood.{item.id}.{state.version()}", border=False):
        for case in found:
            _case(case, scenario)
        use, back = st.columns(2)
        addresses = [case.address for case in found]
        use.form_submit_button(
            say("likelihood.use"), on_click=_use, args=(addresses,), width="stretch"
        )
        back.form_submit_button(
            say("likelihood.back"), on_click=_back, args=(addresses,), width="stretch"
        )


def _own(words: str, value: float) -> None:
    st.markdown(say("likelihood.own", case=escaped(words), value=f"{value:.0%}"))


def _case(case: Case, scenario: Scenario) -> None:
    st.markdown(escaped(case.words))
    value, low, high = _ours(case.address)
    key = "likelihood.yours" if case.address in scenario.changes else "likelihood.ours"
    st.caption(say(key, value=f"{value:g}", low=f"{low:g}", high=f"{high:g}"))
    numbers = scenario.changes.get(case.address, (value, low, high))
    labels = say("likelihood.value"), say("likelihood.low"), say("likelihood.high")
    columns = st.columns(3)
    for column, label, name, x in zip(
        columns, labels, _keys(case.address), numbers, strict=True
    ):
        st.session_state.setdefault(name, x)
        column.caption(label)
        column.number_input(
            say("likelihood.of", part=label, case=spoken(case.words)), 0.0, 1.0,
            step=0.01, format="%g", key=name, label_visibility="collapsed",
        )  # fmt: skip


def _keys(address: str) -> list[str]:
    return [f"likelihood.{address}.{n}.{state.version()}" for n in range(3)]


def _ours(address: str) -> Triple:
    return cached.model().assumptions[address].triple


def _use(addresses: list[str]) -> None:
    scenario = state.current()
    changes = dict(scenario.changes)
    for address in addresses:
        value, low, high = (float(st.session_state[key]) for key in _keys(address))
        changes[address] = value, low, high
        if changes[address] == _ours(address):
            del changes[address]
    accept(replace(scenario, changes=changes), shown=True)


def _back(addresses: list[str]) -> None:
    scenario = state.current()
    kept = {k: x for k, x in scenario.changes.items() if k not in addresses}
    if not accept(replace(scenario, changes=kept)):
        return
    for address in addresses:
        for key in _keys(address):
            st.session_state.pop(key, None)
