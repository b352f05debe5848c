"""One intervention in full: what it is, its numbers, and what they rest on."""

import streamlit as st

from app import cached
from app.texts import say
from app.views.opening import cite
from interventions.intervention import Intervention
from levels.arrays import FloatArray
from levels.quantity import Quantity
from simulator.choice.ranking import Ranking

NUMBERS = (
    "field",
    "cost",
    "readiness_today",
    "ceiling",
    "scale",
    "automatable",
    "lead_time",
)


def intervention(ranking: Ranking) -> None:
    """Let one be chosen, and tell all about it."""
    means = cached.model().means
    st.subheader(say("details.title"))
    order = [means.ids[place.index] for place in ranking.places]
    names = {i.id: i.name for i in means.interventions}
    chosen = st.selectbox(
        say("details.title"), order, key="about", format_func=lambda i: names[i],
        label_visibility="collapsed",
    )  # fmt: skip
    about = means.intervention(chosen)
    st.write(about.summary)
    st.caption(say("details.maturity", maturity=about.maturity))
    if about.results:
        st.markdown(f"**{say('details.results')}**")
        for result in about.results:
            st.markdown(f"- {result.finding}  \n  {cite(result.source)}")
    if about.cannot:
        st.markdown(f"**{say('details.cannot')}**")
        st.markdown("\n".join(f"- {text}" for text in about.cannot))
    st.markdown(f"**{say('details.numbers')}**")
    st.dataframe(_numbers(about), hide_index=True)


def rivals(p: FloatArray) -> None:
    """Show a credence on the ladders that others use."""
    ladder = cached.model().belief.ladder
    with st.expander(say("rivals.title")):
        for rival in ladder.rivals:
            shares = zip(rival.rungs, rival.transport(p, ladder.ids), strict=True)
            st.markdown(f"**{rival.name}**")
            st.write(" · ".join(f"{rung.name} {share:.0%}" for rung, share in shares))
            st.caption(say("rivals.basis", judgment=rival.judgment))


def _numbers(about: Intervention) -> list[dict[str, object]]:
    rows = []
    for name in NUMBERS:
        quantity: Quantity = getattr(about, name)
        rows.append(
            {
                "": say(f"details.{name}"),
                say("details.value"): quantity.value,
                say("details.range"): say(
                    "details.from_to",
                    low=f"{quantity.low:g}",
                    high=f"{quantity.high:g}",
                ),
                say("details.basis"): _basis(quantity),
            }
        )
    return rows


def _basis(quantity: Quantity) -> str:
    parts = [] if quantity.source is None else [cite(quantity.source)]
    if quantity.judgment is not None:
        parts.append(say("details.judgment", reason=quantity.judgment))
    return " · ".join(parts)
