"""One number in full, with a form: the same as the table, for keyboard and reader."""

import math
from collections.abc import Sequence

import streamlit as st

from app import cached, state
from app.citation import cited
from app.markup import escaped
from app.parts.assumptions.entry import bound, enter, name, resets, spelled
from app.register import Row
from app.texts import say
from simulator.assumption import Triple
from simulator.change import UTILITIES, number
from simulator.scenario import Scenario

ONE, ENDS = "assumptions.one", ("value", "low", "high")


def show(scenario: Scenario, rows: Sequence[Row]) -> None:
    """Let one number be chosen, tell all about it, and let it be changed."""
    st.subheader(say("assumptions.one"))
    by_address = {row.address: row for row in rows}
    if st.session_state.get(ONE) not in by_address:
        st.session_state[ONE] = rows[0].address
    chosen = st.selectbox(
        say("assumptions.one.choose"), list(by_address), key=ONE,
        format_func=lambda a: name(by_address[a]),
    )  # fmt: skip
    row = by_address[chosen]
    telling, changing = st.columns([3, 2], gap="large")
    with telling:
        _basis(row)
        _who(row)
    with changing:
        _numbers(scenario, row)
        if row.free:
            _form(scenario, row)
        else:
            st.info(escaped(bound(row)))


def _numbers(scenario: Scenario, row: Row) -> None:
    shown = spelled((row.value, row.low, row.high))
    st.markdown(say("assumptions.one.number", number=shown, unit=escaped(row.unit)))
    if not row.free:
        return
    own_triple = cached.model().assumptions[row.address].triple
    st.caption(say("assumptions.one.own", number=spelled(own_triple)))
    then = number(state.opened(), cached.model(), row.address)
    if then not in (own_triple, number(scenario, cached.model(), row.address)):
        st.caption(say("assumptions.one.opened", number=spelled(then)))


def _basis(row: Row) -> None:
    """Show what a number rests on."""
    told = row.assumption
    st.markdown(f"**{escaped(name(row))}**")
    if told.source:
        st.markdown(
            say(
                "assumptions.one.source",
                source=cited(cached.source(told.source)),
            )
        )
    for source in told.sources:
        st.markdown(say("assumptions.one.finding", source=cited(cached.source(source))))
    if told.judgment:
        st.markdown(escaped(say("assumptions.one.judgment", reason=told.judgment)))
    st.caption(escaped(say("assumptions.one.address", address=row.address)))


def _who(row: Row) -> None:
    """Show who disagrees."""
    st.markdown(f"**{say('assumptions.one.who')}**")
    presets = _presets(row)
    if presets:
        st.markdown(presets)
    for dispute in row.assumption.disputed:
        who, says = escaped(dispute["who"]), escaped(dispute["says"])
        source = dispute.get("source")
        line = say("assumptions.one.says", who=who, says=says)
        st.markdown(
            f"- {line}" + (f"  \n  {cited(cached.source(source))}" if source else "")
        )
    if not presets and not row.assumption.disputed:
        st.caption(say("assumptions.one.nobody"))


def _presets(row: Row) -> str:
    """Return how far the presets differ on a level, for a preset's number."""
    parts = row.assumption.field.split(".")
    if row.assumption.can_change or len(parts) < 2:
        return ""
    shares = sorted(
        (prior.credence[parts[1]][0], prior.name)
        for prior in cached.in_words().belief.priors
    )
    (low, lowest), (high, highest) = shares[0], shares[-1]
    return say(
        "assumptions.one.presets",
        low=f"{low:.0%}",
        lowest=escaped(lowest),
        high=f"{high:.0%}",
        highest=escaped(highest),
    )


def _form(scenario: Scenario, row: Row) -> None:
    """Let a number be changed; entries stay until they are taken over."""
    now = number(scenario, cached.model(), row.address)
    names = {
        "value": say("assumptions.one.value"),
        "low": say("assumptions.one.low"),
        "high": say("assumptions.one.high"),
    }
    keys = [f"{ONE}.{end}.{row.address}.{now}" for end in ENDS]
    is_utility = row.kind == UTILITIES
    with st.form(f"{ONE}.form", border=False):
        places = st.columns(3)
        for place, end, key, x in zip(places, ENDS, keys, now, strict=True):
            place.number_input(
                names[end], value=x, step=_step(now), format="%g", key=key,
                disabled=is_utility and end != "value",
            )  # fmt: skip
        st.form_submit_button(
            say("assumptions.one.change"), type="primary", on_click=_submitted,
            args=(row, keys),
        )  # fmt: skip
    st.caption(say("assumptions.one.range"))
    resets(scenario, row.address, ONE)


def _step(triple: Triple) -> float:
    """Return a step that suits the size of a number."""
    size = max(abs(x) for x in triple) or 1.0
    return float(10.0 ** (math.floor(math.log10(size)) - 1))


def _submitted(row: Row, keys: Sequence[str]) -> None:
    enter(row, [st.session_state[key] for key in keys])
