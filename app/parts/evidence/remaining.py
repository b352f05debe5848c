"""What would tell more: each item not counted, and where it would lead."""

import numpy as np
import streamlit as st

from app import cached
from app.charts.swing import swing
from app.markup import escaped
from app.texts import say
from levels.arrays import FloatArray
from levels.outlook import Outlook, outlooks
from simulator.scenario import Scenario

PICTURED, TOLD = 12, 3
NOTHING = 1e-9
"""Bits below which an item says nothing about the level, but for rounding."""


def show(scenario: Scenario, number: int) -> None:
    """Draw what each remaining item would do to a level or harder ones."""
    belief = cached.revised(scenario).belief
    found = outlooks(belief.network, scenario.credence, scenario.observations)
    if not found:
        st.info(say("remaining.empty"))
        return
    names = {item.id: item.name for item in belief.evidence}
    now = cached.update_of(scenario).posterior.at_least(number)
    st.write(say("remaining.lead", number=number))
    for outlook in found[:TOLD]:
        st.markdown(_told(outlook, names[outlook.item], number, now))
    idle = sum(outlook.information < NOTHING for outlook in found)
    if idle:
        st.caption(say("remaining.nothing", count=idle))
    _picture(found[:PICTURED], names, number, now)
    _table(found, names, number, now)


def _tail(p: FloatArray, number: int) -> float:
    return float(p[number - 1 :].sum())


def _percent(p: float) -> str:
    return say("remaining.never") if np.isnan(p) else f"{p:.1%}"


def _told(outlook: Outlook, name: str, number: int, now: float) -> str:
    return say(
        "remaining.told",
        item=escaped(name),
        chance=f"{outlook.chance:.0%}",
        number=number,
        seen=_percent(_tail(outlook.if_seen, number)),
        unseen=_percent(_tail(outlook.if_unseen, number)),
        now=f"{now:.1%}",
    )


def _picture(
    found: list[Outlook], names: dict[str, str], number: int, now: float
) -> None:
    st.plotly_chart(
        swing(
            [names[outlook.item] for outlook in found],
            [_tail(outlook.if_seen, number) for outlook in found],
            [_tail(outlook.if_unseen, number) for outlook in found],
            now,
            called=(say("remaining.seen"), say("remaining.unseen")),
        ),
        key="remaining.picture", alt=say("remaining.chart", number=number),
        config={"displayModeBar": False},
    )  # fmt: skip


def _table(
    found: list[Outlook], names: dict[str, str], number: int, now: float
) -> None:
    tails = np.array(
        [[_tail(o.if_seen, number), _tail(o.if_unseen, number)] for o in found]
    )
    columns = {
        say("remaining.item"): [names[outlook.item] for outlook in found],
        say("remaining.chance"): [outlook.chance for outlook in found],
        say("remaining.seen"): tails[:, 0].tolist(),
        say("remaining.unseen"): tails[:, 1].tolist(),
        say("remaining.move"): np.nanmax(np.abs(tails - now), axis=1).tolist(),
        say("remaining.bits"): [outlook.information for outlook in found],
    }
    percent = st.column_config.NumberColumn(format="percent")
    bits = st.column_config.NumberColumn(format="%.4f")
    formats = dict.fromkeys(list(columns)[1:-1], percent)
    st.markdown(f"**{say('remaining.table')}**")
    st.dataframe(
        columns, hide_index=True, key="remaining.table",
        column_config={**formats, say("remaining.bits"): bits},
    )  # fmt: skip
