"""Assumptions: every number of the pack, who disagrees, and a place for one's own."""

import streamlit as st

from app import assumed, cached
from app.register import ONLY, Only, Row, found
from app.texts import say
from app.views import (
    assumption_changes,
    assumption_entry,
    assumption_form,
    assumption_table,
    frame,
)
from app.views import orphans as stand_alone
from app.wording import KINDS


def page() -> None:
    """Draw the page."""
    scenario = frame.head("assumptions")
    assumption_table.begin(scenario)
    rows = assumed.register_of(scenario)
    shown = _filtered(rows)
    _counted(shown, rows)
    assumption_entry.told()
    if shown:
        assumption_table.show(shown)
        st.divider()
        assumption_form.show(scenario, shown)
    st.divider()
    assumption_changes.show(scenario, rows)
    st.divider()
    stand_alone.show(assumed.orphans_of(scenario), cached.revised(scenario))
    frame.foot(scenario)


def _filtered(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """Let rows be searched for."""
    search, kind = st.columns([3, 2], vertical_alignment="bottom")
    terms = search.text_input(
        say("assumptions.search"), key="assumptions.search",
        help=say("assumptions.search.help"),
    )  # fmt: skip
    present = {row.kind for row in rows}
    chosen = kind.selectbox(
        say("assumptions.kind"), [k for k in KINDS if k in present], index=None,
        key="assumptions.kind", placeholder=say("assumptions.kind.all"),
        format_func=lambda k: say(f"assumptions.kind.{k}"),
    )  # fmt: skip
    sort: Only | None = st.segmented_control(
        say("assumptions.only"), ONLY, default="all", key="assumptions.only",
        format_func=lambda o: say(f"assumptions.only.{o}"), required=True,
    )  # fmt: skip
    return found(rows, terms, chosen, sort or "all")


def _counted(shown: tuple[Row, ...], rows: tuple[Row, ...]) -> None:
    """Say how many numbers there are, and of what sort."""
    st.caption(
        say(
            "assumptions.count",
            found=len(shown),
            all=len(rows),
            judgment=len(found(shown, only="judgment")),
            disputed=len(found(shown, only="disputed")),
            changed=len(found(shown, only="changed")),
        )
    )
    if not shown:
        st.info(say("assumptions.nothing"))


page()
