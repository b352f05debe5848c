"""The portfolio under the hand: sliders, locks, and a table of all interventions."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from app import cached, state
from app.texts import say
from interventions.portfolio import LARGEST, Portfolio
from interventions.rebalancing import rebalanced
from simulator.model import Model
from simulator.scenario import Scenario

LOCKS, KEEP, SHOWN = "simulate.locks", "simulate.keep", "simulate.sliders"
PART, TABLE, ALL = "simulate.part", "simulate.table", "simulate.all"
_MARKUP = re.compile(r"([\\`*_\[\]!$~<:])")
FIRST, MOST = 6, 20
"""How many sliders there are at first, and at most."""
REACH, LEAST = 3.0, 50.0
"""A slider goes to this many times today's amount, and at least so far."""
LINE, MOST_LINES = 35, 14
ANCHOR = "portfolio"
"""Where a narrow page goes to from its top."""


def edit(scenario: Scenario) -> None:
    """Let the portfolio be edited."""
    model = cached.revised(scenario)
    part = _part(scenario)
    amounts = _amounts(scenario, part)
    st.subheader(say("simulate.portfolio"), anchor=ANCHOR)
    st.caption(say("simulate.portfolio.total", total=f"{sum(amounts.values()):,.0f}"))
    st.session_state.setdefault(KEEP, True)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.toggle(say("simulate.keep"), key=KEEP, help=say("simulate.keep.help"))
        st.button(
            say("simulate.today"), on_click=_today, disabled=scenario.portfolio is None
        )
    st.caption(say("simulate.lock.rule"))
    for name in _chosen(model):
        _slider(model, part, amounts, name)
    _choose(model)
    if st.toggle(say("simulate.all"), key=ALL):
        _table(model, part, amounts)


def _part(scenario: Scenario) -> int:
    """Let one of several dated segments be chosen; return its place."""
    starts = _portfolio(scenario).starts
    if len(starts) == 1:
        return 0
    if st.session_state.get(PART) not in range(len(starts)):
        st.session_state[PART] = 0
    chosen: int = st.selectbox(
        say("simulate.part"), range(len(starts)), key=PART,
        format_func=lambda n: say("simulate.part.from", month=f"{starts[n]:g}"),
    )  # fmt: skip
    return chosen


def _portfolio(scenario: Scenario) -> Portfolio:
    return scenario.allocation(cached.revised(scenario))


def _amounts(scenario: Scenario, part: int) -> dict[str, float]:
    """Return the amount of every intervention in a segment."""
    given = _portfolio(scenario).segments[part].amounts
    return {name: given.get(name, 0.0) for name in cached.revised(scenario).means.ids}


def _field(model: Model) -> Mapping[str, float]:
    return model.means.field.segments[0].amounts


def _chosen(model: Model) -> list[str]:
    """Return the interventions with sliders: those with most people, until chosen."""
    field = _field(model)
    ids = sorted(model.means.ids, key=lambda name: -field.get(name, 0.0))
    chosen = st.session_state.setdefault(SHOWN, ids[:FIRST])
    return [name for name in chosen if name in field or name in ids]


def _choose(model: Model) -> None:
    """Let the interventions with sliders be chosen."""
    called = {
        i.id: say("simulate.option", kind=say(f"kind.{i.kind}"), name=i.name)
        for i in sorted(model.means.interventions, key=lambda i: (i.kind, i.name))
    }
    with st.popover(say("simulate.sliders"), width="stretch"):
        st.multiselect(
            say("simulate.sliders.choose"), list(called), _chosen(model),
            key=f"{SHOWN}.box", format_func=called.__getitem__, max_selections=MOST,
            on_change=_choice,
        )  # fmt: skip


def _choice() -> None:
    st.session_state[SHOWN] = list(st.session_state[f"{SHOWN}.box"])


def _slider(model: Model, part: int, amounts: Mapping[str, float], name: str) -> None:
    """Draw one slider with its lock; both show what the scenario holds."""
    called = spoken(model.means.intervention(name).name)
    key, lock = f"simulate.amount.{part}.{name}", f"simulate.lock.{name}"
    st.session_state[key] = amounts[name]
    st.session_state[lock] = name in _locks()
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.slider(
            called, 0.0, _reach(_field(model).get(name, 0.0), amounts[name]), step=1.0,
            format="%.0f", key=key, on_change=_moved, args=(key, part, name),
        )  # fmt: skip
        st.checkbox(
            say("simulate.lock", name=called), key=lock, label_visibility="collapsed",
            on_change=_lock, args=(lock, name), width="content",
        )  # fmt: skip


def spoken(name: str) -> str:
    r"""Return a name as the label of a control shows it.

    Screen readers read a label as it is written, so no more is escaped than need be.

    Examples
    --------
    >>> spoken("Red-teaming (robust)"), spoken("a *b* ![c](d)")
    ('Red-teaming (robust)', 'a \\*b\\* \\!\\[c\\](d)')
    """
    return _MARKUP.sub(r"\\\1", name)


def _reach(today: float, now: float) -> float:
    """Return where a slider ends: it moves only when the amount has outgrown it.

    Examples
    --------
    >>> _reach(350.0, 10.0), _reach(5.0, 5.0), _reach(5.0, 70.0)
    (1100.0, 50.0, 100.0)
    """
    end = max(REACH * today, LEAST)
    while end < now:
        end *= 2
    step = 10.0 ** math.floor(math.log10(end))
    return min(math.ceil(end / step * 10) * step / 10, LARGEST)


def _locks() -> list[str]:
    locks: list[str] = st.session_state.setdefault(LOCKS, [])
    return locks


def _lock(key: str, name: str) -> None:
    others = [other for other in _locks() if other != name]
    st.session_state[LOCKS] = [*others, name] if st.session_state[key] else others


def _moved(key: str, part: int, name: str) -> None:
    _enter(part, name, float(st.session_state[key]))


def _enter(part: int, name: str, value: float) -> None:
    """Take over one amount, and let others give for it if the total is kept."""
    scenario = state.current()
    amounts = _amounts(scenario, part)
    if st.session_state[KEEP]:
        amounts = rebalanced(amounts, name, value, _locks())
    else:
        amounts[name] = value
    segments = list(_portfolio(scenario).segments)
    segments[part] = replace(segments[part], amounts=amounts)
    state.put(replace(scenario, portfolio=Portfolio(tuple(segments))))


def _today() -> None:
    state.put(replace(state.current(), portfolio=None))


def _table(model: Model, part: int, amounts: Mapping[str, float]) -> None:
    """Draw all interventions as a table; it starts afresh when it is out of date."""
    found = sorted(model.means.interventions, key=lambda i: (i.kind, -amounts[i.id]))
    ids = [i.id for i in found]
    columns = {
        "name": [i.name for i in found],
        "people": [amounts[name] for name in ids],
        "lock": [name in _locks() for name in ids],
        "kind": [say(f"kind.{i.kind}") for i in found],
    }
    key = f"{TABLE}.{hash(str(columns))}"
    st.data_editor(
        columns, hide_index=True, num_rows="fixed", key=key,
        height=LINE * min(len(ids) + 1, MOST_LINES) + 3, disabled=["name", "kind"],
        column_config={
            "name": st.column_config.TextColumn(
                say("simulate.column.name"), width=170
            ),
            "kind": st.column_config.TextColumn(say("simulate.column.kind")),
            "people": st.column_config.NumberColumn(
                say("simulate.column.people"), min_value=0.0, max_value=LARGEST,
                format="%.1f", width=70,
            ),
            "lock": st.column_config.CheckboxColumn(
                say("simulate.column.lock"), width=60
            ),
        },
        alt=say("simulate.all"), on_change=edited, args=(key, part, ids),
    )  # fmt: skip


def edited(key: str, part: int, ids: Sequence[str]) -> None:
    """Take over every entry of the table.

    Parameters
    ----------
    key : str
        Of the table in the session.
    part : int
        Of the plan.
    ids : sequence of str
        As they stand in the table.
    """
    cells: Mapping[int, Mapping[str, Any]] = st.session_state[key]["edited_rows"]
    for place, entered in cells.items():
        name = ids[place]
        if "lock" in entered:
            others = [other for other in _locks() if other != name]
            st.session_state[LOCKS] = [*others, name] if entered["lock"] else others
        if entered.get("people") is not None:
            _enter(part, name, float(entered["people"]))
