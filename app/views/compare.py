"""Compare: two scenarios side by side."""

from functools import partial
from typing import Any

import streamlit as st

from app import cached, state
from app.briefs.comparison.comparison import MOST
from app.charts.before_after import before_after
from app.limits import affordable
from app.markup import escaped
from app.parts import frame
from app.parts.downloads import downloads
from app.sentences import differing_name, names
from app.texts import say
from simulator import scenario as scenarios
from simulator.choice.comparison import Difference, differences, moves
from simulator.choice.hybrid import under
from simulator.model import Model
from simulator.scenario import Scenario

OTHER, KEPT, UPLOAD = "compare.other", "compare.kept", "compare.upload"
PRESETS = "compare.presets"
OPENED, SAVED = "opened", "saved"
PLAIN = {"displayModeBar": False}


def _keep() -> None:
    """Keep the present scenario, to compare later ones with it."""
    st.session_state[KEPT] = state.current().plain
    st.session_state[OTHER] = SAVED


def _brought() -> None:
    """Compare with the scenario of a file."""
    file = st.session_state[UPLOAD]
    if file is None:
        return
    try:
        other = affordable(frame.read(file))
    except ValueError as error:
        state.refuse(str(error))
        return
    st.session_state[KEPT] = other.plain
    st.session_state[OTHER] = SAVED


def _other() -> Scenario:
    """Let the other scenario be chosen."""
    kept = st.session_state.get(KEPT)
    choices = [OPENED] if kept is None else [OPENED, SAVED]
    chosen, keep, bring = st.columns([3, 2, 2], vertical_alignment="bottom")
    with chosen:
        st.radio(
            say("compare.with"), choices, len(choices) - 1, key=OTHER, horizontal=True,
            format_func=lambda choice: say(f"compare.{choice}"),
        )  # fmt: skip
    keep.button(say("compare.keep"), on_click=_keep, width="stretch")
    with bring, st.popover(say("compare.bring"), width="stretch"):
        st.file_uploader(
            say("compare.file"), type=frame.TYPES, key=UPLOAD, on_change=_brought
        )
    if st.session_state[OTHER] == OPENED or kept is None:
        return state.opened()
    return scenarios.from_plain(kept, cached.model())


def _differing(found: list[Difference], model: Model) -> None:
    """List what differs."""
    st.subheader(say("compare.differs"))
    if not found:
        st.info(say("compare.same"))
        return
    called = _called(model)
    rows = [
        {
            say("compare.part"): say(f"compare.part.{d.part}"),
            say("compare.name"): differing_name(called, d.name),
            say("compare.here"): _shown(d.here),
            say("compare.there"): _shown(d.there),
        }
        for d in found
    ]
    st.table(rows, hide_index=True)


def _called(model: Model) -> dict[str, str]:
    levels = model.belief.ladder.levels
    return {
        **names(model),
        **{e.id: e.name for e in model.belief.evidence},
        **{o.id: o.name for o in model.world.outcomes},
        **{k.id: f"{n}. {k.name}" for n, k in enumerate(levels, 1)},
    }


def _shown(value: Any) -> str:
    if value is None:
        return say("compare.none")
    if isinstance(value, dict):
        return str(value.get("name"))
    if isinstance(value, list):
        first, low, high = value
        return say(
            "compare.range", value=f"{first:g}", low=f"{low:g}", high=f"{high:g}"
        )
    return f"{value:g}" if isinstance(value, float) else str(value)


def _outcomes(here: Scenario, there: Scenario) -> None:
    """Show where each scenario ends: expected value and outcomes."""
    one, two = cached.ranking_of(here), cached.ranking_of(there)
    outcomes = cached.revised(here).world.outcomes
    values = [(say("compare.value"), one.expected_value, two.expected_value, "{:.3f}")]
    shares = zip(outcomes, one.outcomes, two.outcomes, strict=True)
    values += [(o.name, float(a), float(b), "{:.1%}") for o, a, b in shares]
    rows = [
        {
            say("compare.what"): name,
            say("compare.here"): form.format(a),
            say("compare.there"): form.format(b),
            say("compare.change"): form.replace(":", ":+").format(a - b),
        }
        for name, a, b, form in values
    ]
    st.table(rows, hide_index=True)


def _ranks(here: Scenario, there: Scenario) -> None:
    """Show both rankings, and how many places each intervention moved."""
    model = cached.revised(here)
    called = names(model)
    found = moves(cached.ranking_of(here), cached.ranking_of(there), model.means.ids)
    st.subheader(say("compare.ranks"))
    intervention = say("compare.intervention")
    rows = [
        {
            intervention: called[m.id],
            say("compare.here"): m.here,
            say("compare.there"): m.there,
            say("compare.moved"): f"{m.rise:+d}" if m.rise else "·",
            say("compare.priority.here"): round(1000 * m.priority_here, 2),
            say("compare.priority.there"): round(1000 * m.priority_there, 2),
        }
        for m in found
    ]
    narrow = {
        name: st.column_config.Column(width="small")
        for name in rows[0]
        if name != intervention
    }
    st.dataframe(rows, hide_index=True, column_config=narrow, height=420)
    st.caption(say("compare.unit", unit=say("explore.unit.thousandths")))


def _brief(here: Scenario, there: Scenario) -> None:
    """Offer a brief on both, and on the present one under presets."""
    st.subheader(say("compare.brief"))
    model = cached.in_words()
    called = {prior.id: prior.name for prior in model.belief.priors}
    chosen = st.multiselect(
        say("compare.presets"), list(called), format_func=lambda name: called[name],
        key=PRESETS, max_selections=MOST - 2, help=say("compare.presets.help"),
    )  # fmt: skip
    others = tuple(under(here, model, name) for name in chosen)
    downloads(
        partial(cached.comparison_of, (here, there, *others)),
        "comparison", "compare.brief",
    )  # fmt: skip


def _follows(here: Scenario, there: Scenario) -> None:
    """Show what follows from each."""
    ladder = cached.revised(here).belief.ladder
    st.subheader(say("compare.follows"))
    chart, table = st.columns([3, 2], gap="large")
    with chart:
        levels = [f"{n}. {k.short}" for n, k in enumerate(ladder.levels, 1)]
        after, before = (cached.update_of(s).posterior.p for s in (here, there))
        told = say("compare.chart")
        called = (say("compare.there"), say("compare.here"))
        figure = before_after(levels, before, after, called=called)
        st.plotly_chart(figure, config=PLAIN, key="compare.chart", alt=told)
        st.caption(told)
    with table:
        _outcomes(here, there)
    _ranks(here, there)


def page() -> None:
    """Draw the page."""
    here = frame.head("compare")
    model = cached.revised(here)
    there = _other()
    titles = [escaped(s.title or say("compare.untitled")) for s in (here, there)]
    st.write(say("compare.between", here=titles[0], there=titles[1]))
    found = differences(here, there, model.belief.ladder.ids)
    _differing(found, model)
    if found:
        _follows(here, there)
    _brief(here, there)
    frame.foot(here)


page()
