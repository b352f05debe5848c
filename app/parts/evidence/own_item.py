"""Your own item of evidence: a form, and the items that it made."""

from dataclasses import replace

import streamlit as st

from app import cached, own_item, state
from app.markup import escaped
from app.own_item import Draft, States
from app.parts.evidence.card import EDITING
from app.parts.evidence.marking import accept, spoken
from app.texts import listed, say
from levels.belief import Belief
from levels.evidence import YES
from simulator.scenario import Scenario

DONE, ADDED = "own.done", "own.added"
LONGEST_NAME, LONGEST_TEXT = 80, 500


def show(scenario: Scenario) -> None:
    """Draw the list of a person's own items and the form."""
    belief = cached.revised(scenario).belief
    st.write(say("own.lead"))
    added = st.session_state.pop(ADDED, None)
    if added is not None:
        st.success(escaped(say("own.added", name=added)))
    if scenario.evidence:
        _list(scenario)
    own = {item["id"]: item for item in scenario.evidence}
    editing = st.session_state.get(EDITING)
    if editing not in own or not own_item.fits_the_form(own[editing]):
        editing = None
    _form(own_item.draft(own[editing]) if editing else Draft(), editing, belief)


def _list(scenario: Scenario) -> None:
    st.subheader(say("own.list"))
    for item in scenario.evidence:
        name, fits = spoken(item["name"]), own_item.fits_the_form(item)
        with st.container(horizontal=True):
            st.button(
                say("own.edit.of", name=name), key=f"own.edit.{item['id']}",
                on_click=_edit, args=(item["id"],), disabled=not fits,
                help=None if fits else say("own.file_only"),
            )  # fmt: skip
            st.button(
                say("own.remove.of", name=name), key=f"own.remove.{item['id']}",
                on_click=_remove, args=(item["id"],),
            )  # fmt: skip


def _form(begun: Draft, editing: str | None, belief: Belief) -> None:
    title = say("own.form")
    if editing:
        title = say("own.form.edit", name=escaped(begun.name))
    st.subheader(title)
    stem = f"own.{editing}.{st.session_state.get(DONE, 0)}.{state.version()}"
    facts, groups = _parents(begun, belief, stem)
    if not facts:
        st.info(say("own.choose"))
        return
    with st.form(stem):
        _texts(begun, stem)
        st.markdown(say("own.chances"))
        for states in own_item.combinations(len(facts)):
            words = _when(belief, facts, states)
            _chance(words, begun.chance(states), _key(stem, facts, states))
        if groups:
            otherwise = say("likelihood.otherwise")
            _chance(otherwise, begun.otherwise, f"{stem}.otherwise")
        st.checkbox(say("own.counted"), editing is None, key=f"{stem}.counted")
        st.form_submit_button(
            say("own.save" if editing else "own.add"), type="primary",
            on_click=_save, args=(editing, stem),
        )  # fmt: skip
    if editing:
        st.button(say("own.cancel"), on_click=_edit, args=(None,))


def _parents(
    begun: Draft, belief: Belief, stem: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Let the facts and the line of results be chosen; the form depends on them."""
    facts = {fact.id: fact.name for fact in belief.facts}
    groups = {group.id: group.name for group in belief.groups}
    chosen = st.multiselect(
        say("own.facts"), list(facts), list(begun.facts), key=f"{stem}.facts",
        max_selections=own_item.MOST_FACTS, format_func=lambda name: facts[name],
    )  # fmt: skip
    group = st.selectbox(
        say("own.group"), list(groups), key=f"{stem}.group",
        index=list(groups).index(begun.groups[0]) if begun.groups else None,
        format_func=lambda name: groups[name], placeholder=say("own.group.none"),
    )  # fmt: skip
    return tuple(chosen), (group,) if group else ()


def _texts(begun: Draft, stem: str) -> None:
    st.text_input(
        say("own.name"), begun.name, max_chars=LONGEST_NAME, key=f"{stem}.name"
    )
    st.text_area(
        say("own.observation"), begun.observation, max_chars=LONGEST_TEXT,
        key=f"{stem}.observation",
    )  # fmt: skip
    st.text_input(
        say("own.basis"), begun.basis, max_chars=LONGEST_TEXT, key=f"{stem}.basis"
    )
    st.number_input(say("own.year"), 0, 9999, begun.year, key=f"{stem}.year")


def _when(belief: Belief, facts: tuple[str, ...], states: States) -> str:
    names = {fact.id: fact.name for fact in belief.facts}
    told = [
        say("likelihood.fact.yes" if true else "likelihood.fact.no", fact=names[fact])
        for fact, true in zip(facts, states, strict=True)
    ]
    return say("likelihood.if", facts=listed(told))


def _chance(words: str, value: float, key: str) -> None:
    st.slider(spoken(words), 0.0, 1.0, value, 0.01, key=key)


def _key(stem: str, facts: tuple[str, ...], states: States) -> str:
    return f"{stem}.{facts}.{states}"


def _edit(item: str | None) -> None:
    st.session_state[EDITING] = item


def _remove(item: str) -> None:
    scenario = state.current()
    kept = tuple(own for own in scenario.evidence if own["id"] != item)
    marks = {k: x for k, x in scenario.observations.items() if k != item}
    accept(replace(scenario, evidence=kept, observations=marks))


def _save(editing: str | None, stem: str) -> None:
    scenario = state.current()
    taken = cached.revised(scenario).belief.network.item_ids
    name = editing or own_item.free_id(taken)
    made = own_item.entry(_draft(stem), name)
    marks = dict(scenario.observations)
    if st.session_state[f"{stem}.counted"]:
        marks.setdefault(name, YES)
    items = own_item.replaced(scenario.evidence, made)
    if accept(replace(scenario, evidence=items, observations=marks), shown=True):
        st.session_state[EDITING] = None
        st.session_state[DONE] = st.session_state.get(DONE, 0) + 1
        st.session_state[ADDED] = made["name"]


def _draft(stem: str) -> Draft:
    given = st.session_state
    facts, group = tuple(given[f"{stem}.facts"]), given[f"{stem}.group"]
    return Draft(
        name=given[f"{stem}.name"].strip(),
        observation=given[f"{stem}.observation"].strip(),
        basis=given[f"{stem}.basis"].strip() or say("own.basis.default"),
        year=given[f"{stem}.year"],
        facts=facts,
        groups=(group,) if group else (),
        chances={
            states: float(given[_key(stem, facts, states)])
            for states in own_item.combinations(len(facts))
        },
        otherwise=float(given.get(f"{stem}.otherwise", own_item.EVEN)),
    )
