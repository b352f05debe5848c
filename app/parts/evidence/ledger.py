"""The ledger: every item as a card, filtered, searched, and marked."""

import streamlit as st

from app import cached
from app.parts.evidence import marking
from app.parts.evidence.card import card
from app.selection import Selection, selected
from app.texts import say
from levels.belief import Belief
from levels.evidence import Evidence
from simulator.scenario import Scenario

ON_A_PAGE = 10
PAGE = "ledger.page"


def show(scenario: Scenario) -> None:
    """Draw the ledger."""
    belief = cached.revised(scenario).belief
    sources = {source.id: source for source in belief.sources}
    marks = scenario.observations
    found = selected(belief.evidence, sources, marks, _selection(scenario, belief))
    _bulk(found, scenario, len(belief.evidence))
    pages = max(1, -(-len(found) // ON_A_PAGE))
    first = (_page(pages) - 1) * ON_A_PAGE
    for item in found[first : first + ON_A_PAGE]:
        card(item, belief, scenario)
    if pages > 1:
        st.pagination(pages, key=PAGE)


def _page(pages: int) -> int:
    """Return the page to show; fewer results may have taken it away."""
    page: int = st.session_state.get(PAGE, 1)
    if page > pages:
        page = st.session_state[PAGE] = 1
    return page


def _selection(scenario: Scenario, belief: Belief) -> Selection:
    words, marked = st.columns([3, 2], vertical_alignment="bottom")
    fact, group, years = st.columns([1, 1, 1], vertical_alignment="bottom")
    search = words.text_input(
        say("ledger.search"), key="ledger.search",
        placeholder=say("ledger.search.placeholder"),
    )  # fmt: skip
    with marked:
        counted, within = _marked(scenario)
    facts = {entry.id: entry.name for entry in belief.facts}
    groups = {entry.id: entry.name for entry in belief.groups}
    return Selection(
        words=search,
        fact=fact.selectbox(
            say("ledger.fact"), list(facts), index=None, key="ledger.fact",
            format_func=lambda name: facts[name], placeholder=say("ledger.any"),
        ),
        group=group.selectbox(
            say("ledger.group"), list(groups), index=None, key="ledger.group",
            format_func=lambda name: groups[name], placeholder=say("ledger.any"),
        ),
        counted=counted,
        within=within,
        years=_years(belief, years),
    )  # fmt: skip


def _marked(scenario: Scenario) -> tuple[bool | None, list[str] | None]:
    words = {
        "all": say("ledger.marked.all"),
        "yes": say("ledger.marked.yes"),
        "no": say("ledger.marked.no"),
        "own": say("ledger.marked.own"),
    }
    chosen = st.segmented_control(
        say("ledger.marked"), list(words), default="all", required=True,
        format_func=lambda kind: words[kind], key="ledger.marked",
    )  # fmt: skip
    own = [item["id"] for item in scenario.evidence] if chosen == "own" else None
    return {"yes": True, "no": False}.get(chosen or ""), own


def _years(
    belief: Belief, place: "st.delta_generator.DeltaGenerator"
) -> tuple[int, int] | None:
    """Return the years chosen; None where all are, so that undated ones count too."""
    known = [item.year for item in belief.evidence if item.year is not None]
    if len(set(known)) < 2:
        return None
    span = min(known), max(known)
    chosen = place.slider(say("ledger.years"), *span, span, key=f"ledger.years.{span}")
    return None if chosen == span else chosen


def _bulk(found: list[Evidence], scenario: Scenario, n_all: int) -> None:
    ids = [item.id for item in found]
    counted = len(scenario.observations)
    st.write(say("ledger.found", found=len(ids), all=n_all, counted=counted))
    if not ids:
        st.info(say("ledger.none"))
        return
    with st.container(horizontal=True):
        st.button(
            say("ledger.count_all", count=len(ids)), key="ledger.count_all",
            on_click=marking.count, args=(ids,), help=say("ledger.undo"),
        )  # fmt: skip
        st.button(
            say("ledger.count_none", count=len(ids)), key="ledger.count_none",
            on_click=marking.leave_out, args=(ids,), help=say("ledger.undo"),
            disabled=not set(ids) & set(scenario.observations),
        )  # fmt: skip
