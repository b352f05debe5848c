"""The top of the evidence page: the credence before and after, and what moved."""

import numpy as np
import streamlit as st

from app import cached, state
from app.charts.before_after import before_after
from app.markup import escaped
from app.texts import say
from levels.belief import Belief
from levels.update import Update
from simulator.scenario import Scenario

NUMBER = "evidence.number"


def bar(scenario: Scenario) -> int:
    """Draw the top; return the level to watch."""
    belief = cached.revised(scenario).belief
    told = cached.update_of(scenario)
    words, picture = st.columns([2, 3], gap="large")
    with words:
        number = _watched(belief)
        st.markdown(moved(told, number, len(scenario.observations)))
        if scenario.observations:
            st.write(escaped(_most(told, belief)))
        st.caption(say("evidence.twice"))
    with picture:
        _picture(told, belief)
    return number


def moved(told: Update, number: int, n_items: int) -> str:
    """Return what the items did to a level or harder ones, in a sentence."""
    before = f"{told.prior.at_least(number):.1%}"
    if n_items == 0:
        return say("evidence.still", number=number, before=before)
    after = f"{told.posterior.at_least(number):.1%}"
    count = say("evidence.count", count=n_items)
    if n_items == 1:
        count = say("evidence.count.one")
    return say("evidence.moved", number=number, before=before, after=after, count=count)


def _most(told: Update, belief: Belief) -> str:
    before, after = told.prior.p, told.posterior.p
    k = int(np.argmax(np.abs(after - before)))
    return say(
        "evidence.most",
        number=k + 1,
        name=belief.ladder.levels[k].name,
        before=f"{before[k]:.1%}",
        after=f"{after[k]:.1%}",
    )


def _watched(belief: Belief) -> int:
    n_levels = len(belief.ladder)
    st.session_state.setdefault(NUMBER, n_levels // 2 + 1)
    chosen: int = st.selectbox(
        say("evidence.number"), range(2, n_levels + 1), key=NUMBER,
        format_func=lambda n: say("evidence.number.choice", number=n),
    )  # fmt: skip
    return chosen


def _picture(told: Update, belief: Belief) -> None:
    names = [
        say("evidence.level", number=n, name=level.short)
        for n, level in enumerate(belief.ladder.levels, start=1)
    ]
    called = say("evidence.prior"), say("evidence.posterior")
    before, after = told.prior.p.tolist(), told.posterior.p.tolist()
    st.plotly_chart(
        before_after(names, before, after, called=called),
        key=f"evidence.picture.{state.version()}", alt=say("evidence.chart"),
        config={"displayModeBar": False},
    )  # fmt: skip
    with st.expander(say("evidence.table")):
        st.table(
            {
                say("evidence.table.level"): [escaped(name) for name in names],
                called[0]: [f"{p:.1%}" for p in before],
                called[1]: [f"{p:.1%}" for p in after],
            },
            hide_index=True,
        )
