"""The weight of each item: a waterfall of decibans, and the same as numbers."""

import numpy as np
import streamlit as st

from app import cached
from app.charts.odds import signed
from app.charts.way import way
from app.markup import escaped
from app.texts import say
from levels.belief import Belief
from levels.waterfall import Waterfall, waterfall
from simulator.scenario import Scenario

SHOWN = 12


def show(scenario: Scenario, number: int) -> None:
    """Draw the waterfall for a level or harder ones."""
    if not scenario.observations:
        st.info(say("weight.empty"))
        return
    belief = cached.revised(scenario).belief
    st.write(say("weight.lead"))
    found = waterfall(
        belief.network,
        scenario.credence,
        scenario.observations,
        _order(scenario, belief),
        number=number,
    )
    names = {item.id: item.name for item in belief.evidence}
    if np.isfinite([found.start, found.end]).all():
        _picture(found, names, number)
    else:
        st.info(say("weight.certain", number=number))
    _table(found, names, scenario)


def _order(scenario: Scenario, belief: Belief) -> list[str]:
    words = {"year": say("weight.order.year"), "listed": say("weight.order.listed")}
    chosen = st.segmented_control(
        say("weight.order"), list(words), default="year", required=True,
        format_func=lambda kind: words[kind], key="weight.order",
    )  # fmt: skip
    items = [item for item in belief.evidence if item.id in scenario.observations]
    if chosen == "year":
        items.sort(key=lambda item: (item.year is None, item.year or 0))
    return [item.id for item in items]


def _picture(found: Waterfall, names: dict[str, str], number: int) -> None:
    kept = found.largest(SHOWN)
    rows, values = [names[item] for item in kept.items], kept.steps.tolist()
    others = len(found.items) - len(kept.items)
    if others:
        rows.append(say("weight.rest", count=others))
        values.append(found.end - found.start - sum(values))
    first = int(np.argmax(np.abs(found.steps)))
    told = say(
        "weight.told",
        number=number,
        start=signed(found.start),
        end=signed(found.end),
        item=names[found.items[first]],
        step=signed(found.steps[first]),
    )
    st.write(escaped(told))
    st.plotly_chart(
        way(
            rows,
            [found.start, *values],
            ends=(say("weight.start"), say("weight.end")),
        ),
        key="weight.picture", alt=say("weight.chart"),
        config={"displayModeBar": False},
    )  # fmt: skip


def _table(found: Waterfall, names: dict[str, str], scenario: Scenario) -> None:
    st.markdown(f"**{say('weight.table')}**")
    st.caption(say("weight.table.lead"))
    decibans = cached.update_of(scenario).decibans
    by_level = np.array([decibans[item] for item in found.items])
    columns = {
        say("weight.item"): [names[item] for item in found.items],
        say("weight.in_turn"): found.steps.tolist(),
        say("weight.last"): found.alone.tolist(),
    }
    for k, column in enumerate(by_level.T, start=1):
        columns[say("weight.level", number=k)] = column.tolist()
    number = st.column_config.NumberColumn(format="%+.2f")
    st.dataframe(
        columns, hide_index=True, key="weight.table",
        column_config=dict.fromkeys(list(columns)[1:], number),
    )  # fmt: skip
