"""One item of evidence as a card."""

import streamlit as st

from app.citation import cited
from app.markup import escaped
from app.parts.evidence import likelihoods, marking
from app.texts import listed, say
from levels.belief import Belief
from levels.evidence import Evidence
from simulator.scenario import Scenario

VIEW, OWN, EDITING = "evidence.view", "own", "own.editing"


def card(item: Evidence, belief: Belief, scenario: Scenario) -> None:
    """Draw a card: what was seen, what it rests on, and what a person says of it."""
    with st.container(border=True):
        st.markdown(_title(item, scenario))
        st.write(escaped(item.observation))
        st.caption(_rests_on(item, belief, own=is_own(item, scenario)))
        marking.control(item, scenario.observations)
        more = st.expander(
            say("card.likelihood"), key=f"card.more.{item.id}", on_change="rerun"
        )
        if more.open:
            with more:
                _likelihoods(item, belief, scenario)


def is_own(item: Evidence, scenario: Scenario) -> bool:
    """Return whether a person brought this item."""
    return any(own["id"] == item.id for own in scenario.evidence)


def _title(item: Evidence, scenario: Scenario) -> str:
    parts = [f"**{escaped(item.name)}**"]
    if item.year is not None:
        parts.append(str(item.year))
    if is_own(item, scenario):
        parts.append(_badge(say("card.yours")))
    if likelihoods.is_changed(scenario, item):
        parts.append(_badge(say("card.changed")))
    return " · ".join(parts)


def _badge(text: str) -> str:
    return f":blue-badge[{text}]"


def _rests_on(item: Evidence, belief: Belief, *, own: bool) -> str:
    facts = {fact.id: fact.name for fact in belief.facts}
    groups = {group.id: group.name for group in belief.groups}
    sources = {source.id: source for source in belief.sources}
    lines = []
    if item.caveat:
        lines.append(escaped(say("card.caveat", caveat=item.caveat)))
    about = say("card.facts", facts=listed([facts[name] for name in item.facts]))
    if item.groups:
        names = listed([groups[name] for name in item.groups])
        about += " " + say("card.groups", groups=names)
    lines.append(escaped(about))
    cites = dict.fromkeys(name for name in (item.source, *item.sources) if name)
    lines += [say("card.source", source=cited(sources[name])) for name in cites]
    if item.judgment and own:
        lines.append(escaped(say("card.basis", basis=item.judgment)))
    return "  \n".join(lines)


def _likelihoods(item: Evidence, belief: Belief, scenario: Scenario) -> None:
    if not is_own(item, scenario):
        likelihoods.editor(item, belief, scenario)
        return
    likelihoods.shown(item, belief)
    st.button(
        say("likelihood.edit"), key=f"card.edit.{item.id}", on_click=edit,
        args=(item.id,),
    )  # fmt: skip


def edit(item: str) -> None:
    """Go to the form with a person's own item in it."""
    st.session_state[VIEW] = OWN
    st.session_state[EDITING] = item
