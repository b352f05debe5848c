"""The table of numbers, in which value and range can be edited in place.

An entry that is refused stays where it was typed. The table starts afresh when its
numbers were changed elsewhere, since what was typed would hide them.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from app import state
from app.parts.assumptions.entry import enter
from app.register import Row
from app.texts import say
from simulator.scenario import Scenario

ROUND, LEFT = "assumptions.round", "assumptions.left"
TABLE = "assumptions.table"
FILTER = ("assumptions.search", "assumptions.kind", "assumptions.only")
EDITED = ("value", "low", "high")
LINE, MOST_LINES = 35, 13
"""Height of a line in pixels, and how many are shown before the table scrolls."""


def begin(scenario: Scenario) -> None:
    """Start the table afresh if something else than the table changed the scenario."""
    if st.session_state.get(LEFT) != scenario.digest:
        st.session_state[LEFT] = scenario.digest
        st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1


def show(rows: Sequence[Row]) -> None:
    """Draw the table."""
    columns = _columns(rows)
    shown = [st.session_state[name] for name in (ROUND, *FILTER)]
    key = f"{TABLE}.{shown}"
    st.data_editor(
        columns, height=LINE * min(len(rows) + 1, MOST_LINES) + 3,
        hide_index=True, num_rows="fixed", key=key,
        disabled=[name for name in columns if name not in EDITED],
        column_config={
            "changed": st.column_config.TextColumn(
                say("assumptions.column.changed"), width=70
            ),
            "about": st.column_config.TextColumn(
                say("assumptions.column.about"), width=230
            ),
            "words": st.column_config.TextColumn(
                say("assumptions.column.words"), width=260
            ),
            "value": st.column_config.NumberColumn(say("assumptions.column.value")),
            "low": st.column_config.NumberColumn(say("assumptions.column.low")),
            "high": st.column_config.NumberColumn(say("assumptions.column.high")),
            "unit": say("assumptions.column.unit"),
            "basis": st.column_config.TextColumn(
                say("assumptions.column.basis"), width=150
            ),
            "who": say("assumptions.column.who"),
        },
        alt=say("assumptions.table"), on_change=edited, args=(key, tuple(rows)),
    )  # fmt: skip
    st.caption(say("assumptions.table"))


def _columns(rows: Sequence[Row]) -> dict[str, list[Any]]:
    mark, judged = say("assumptions.mark"), say("assumptions.judged")
    return {
        "changed": [mark if row.changed else "" for row in rows],
        "about": [row.about for row in rows],
        "words": [row.words for row in rows],
        "value": [row.value for row in rows],
        "low": [row.low for row in rows],
        "high": [row.high for row in rows],
        "unit": [row.unit for row in rows],
        "basis": [row.basis or judged for row in rows],
        "who": [row.who for row in rows],
    }


def edited(key: str, rows: Sequence[Row]) -> None:
    """Take over every entry of the table that the rules allow.

    Parameters
    ----------
    key : str
        Of the table in the session.
    rows : sequence of Row
        As they stand in it.
    """
    cells: Mapping[int, Mapping[str, Any]] = st.session_state[key]["edited_rows"]
    for place, entered in cells.items():
        row = rows[place]
        enter(row, [entered.get(end, getattr(row, end)) for end in EDITED])
    st.session_state[LEFT] = state.current().digest
