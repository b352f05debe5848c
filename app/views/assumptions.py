"""Assumptions: every number of the pack, who disagrees, and a place for one's own."""

import streamlit as st

from app import assumed, cached
from app.parts import frame
from app.parts.assumptions import changes, entry, form, orphans, table
from app.register import ONLY, Only, Row, found
from app.texts import say
from app.wording import KINDS


def page() -> None:
    """Draw the page."""
    scenario = frame.head("assumptions")
    table.begin(scenario)
    rows = assumed.register_of(scenario)
    shown = _filtered(rows)
    _counted(shown, rows)
    entry.told()
    if shown:
        table.show(shown)
        st.divider()
        form.show(scenario, shown)
    st.divider()
    changes.show(scenario, rows)
    st.divider()
    orphans.show(assumed.orphans_of(scenario), cached.revised(scenario))
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
