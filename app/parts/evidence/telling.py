"""Can this evidence tell these levels apart? As a matrix, with its warnings."""

import numpy as np
import streamlit as st

from app import cached
from app.charts.apart import COIN, apart
from app.markup import escaped
from app.texts import say
from levels.arrays import FloatArray
from levels.belief import Belief
from levels.discriminability import (
    MOST_ITEMS,
    FalseComfort,
    bayes_errors,
    false_comforts,
)
from levels.evidence import YES
from levels.outlook import outlooks
from levels.reassurance import reassurance
from simulator.scenario import Scenario

FEW = 4
RATIO = 1.25
"""Bayes factor below which a result counts as saying nothing."""
CLOSE = 0.9 * COIN
"""Errors from here on are close to a coin flip."""


def show(scenario: Scenario) -> None:
    """Draw the matrix of the chosen items."""
    belief = cached.revised(scenario).belief
    st.write(say("telling.lead"))
    chosen = _chosen(scenario, belief)
    if not chosen:
        st.info(say("telling.empty"))
        return
    errors = bayes_errors(belief.network, chosen)
    _extremes(errors)
    names = [level.name for level in belief.ladder.levels]
    st.plotly_chart(
        apart(errors, names, called=say("telling.error")), key="telling.picture",
        alt=say("telling.chart"), config={"displayModeBar": False},
    )  # fmt: skip
    st.subheader(say("telling.comfort"))
    st.caption(say("telling.comfort.rule", ratio=RATIO))
    if len(chosen) > 1:
        _together(belief, chosen)
    _warnings(belief, chosen)


def _chosen(scenario: Scenario, belief: Belief) -> list[str]:
    names = {item.id: item.name for item in belief.evidence}
    start = [name for name in names if name in scenario.observations]
    if not start:
        found = outlooks(belief.network, scenario.credence, {})
        start = [outlook.item for outlook in found[:FEW]]
    key = "telling.items"
    kept = st.session_state.get(key, start)
    st.session_state[key] = [name for name in kept if name in names][:MOST_ITEMS]
    return st.multiselect(
        say("telling.items", most=MOST_ITEMS), list(names), key=key,
        max_selections=MOST_ITEMS, format_func=lambda name: names[name],
    )  # fmt: skip


def _extremes(errors: FloatArray) -> None:
    """Say in words which levels are told apart best and worst."""
    rows, columns = np.triu_indices(len(errors), 1)
    pairs = errors[rows, columns]
    best, worst = int(pairs.argmin()), int(pairs.argmax())
    for key, n in (("telling.best", best), ("telling.worst", worst)):
        places = {"easy": rows[n] + 1, "hard": columns[n] + 1}
        st.markdown(say(key, **places, error=f"{pairs[n]:.0%}"))
    count = int((pairs >= CLOSE).sum())
    share = say("telling.share", count=count, all=len(pairs), error=f"{CLOSE:.0%}")
    st.markdown(share)


def _warnings(belief: Belief, chosen: list[str]) -> None:
    names = {item.id: item.name for item in belief.evidence}
    ids = list(belief.ladder.ids)
    told = []
    for item in chosen:
        found = false_comforts(belief.network, item, ratio=RATIO)
        if found:
            told.append(f"- {escaped(_warning(found, names[item], ids))}")
    if told:
        st.warning("\n".join(told))
    else:
        st.success(say("telling.comfort.none", ratio=RATIO))


def _together(belief: Belief, chosen: list[str]) -> None:
    """Say what it would be worth if all of the items came out well."""
    found = reassurance(belief.network, chosen)
    hollow = found.hollow(RATIO)
    n_levels = len(belief.ladder)
    told = say(
        "telling.together",
        count=len(chosen),
        hard=n_levels,
        factor=f"{found.factor(1, n_levels):.3g}",
    )
    if hollow:
        easy, hard = max(hollow, key=lambda pair: pair[1] - pair[0])
        pairs = n_levels * (n_levels - 1) // 2
        told += " " + say(
            "telling.together.hollow",
            count=len(hollow), all=pairs, easy=easy, hard=hard,
            factor=f"{found.factor(easy, hard):.3g}",
        )  # fmt: skip
    (st.warning if hollow else st.success)(escaped(told))


def _warning(found: list[FalseComfort], name: str, ids: list[str]) -> str:
    """Return the worst pair of levels: no likelier where it is easy, and far apart."""
    far = max(
        found,
        key=lambda c: (c.at_hard >= c.at_easy, ids.index(c.hard) - ids.index(c.easy)),
    )
    is_seen = far.result == YES
    result = say("telling.seen" if is_seen else "telling.unseen", item=name)
    is_worse = far.at_hard >= far.at_easy
    told = say(
        "telling.comfort.worse" if is_worse else "telling.comfort.near",
        result=result,
        easy=ids.index(far.easy) + 1,
        hard=ids.index(far.hard) + 1,
        at_easy=f"{far.at_easy:.0%}",
        at_hard=f"{far.at_hard:.0%}",
    )
    if len(found) == 1:
        return told
    return told + " " + say("telling.comfort.more", count=len(found) - 1)
