"""One intervention in full: what it is, its numbers, and what they rest on."""

import streamlit as st

from app import cached, state
from app.citation import cited
from app.markup import escaped
from app.texts import say
from interventions.intervention import Intervention
from levels.arrays import FloatArray
from levels.quantity import Based, Quantity
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
    means = state.model().means
    st.subheader(say("details.title"))
    order = [means.ids[place.index] for place in ranking.places]
    names = {i.id: i.name for i in means.interventions}
    chosen = st.selectbox(
        say("details.title"), order, key="about", format_func=lambda i: names[i],
        label_visibility="collapsed",
    )  # fmt: skip
    tell(means.intervention(chosen))


def tell(about: Intervention) -> None:
    """Tell all about an intervention."""
    st.write(escaped(about.summary))
    st.caption(escaped(say("details.maturity", maturity=about.maturity)))
    if about.results:
        st.markdown(f"**{say('details.results')}**")
        for result in about.results:
            st.markdown(
                f"- {escaped(result.finding)}  \n"
                f"  {cited(cached.source(result.source))}"
            )
    if about.cannot:
        st.markdown(f"**{say('details.cannot')}**")
        st.markdown("\n".join(f"- {escaped(text)}" for text in about.cannot))
    st.markdown(f"**{say('details.numbers')}**")
    for name in NUMBERS:
        _number(name, getattr(about, name))


def rivals(p: FloatArray) -> None:
    """Show a credence on the ladders that others use."""
    ladder = state.model().belief.ladder
    with st.expander(say("rivals.title")):
        for rival in ladder.rivals:
            shares = zip(rival.rungs, rival.transport(p, ladder.ids), strict=True)
            st.markdown(f"**{escaped(rival.name)}**")
            told = " · ".join(f"{rung.name} {share:.0%}" for rung, share in shares)
            st.write(escaped(told))
            st.caption(escaped(say("rivals.basis", judgment=rival.judgment)))


def _number(name: str, quantity: Quantity) -> None:
    """Show a number with its range and what it rests on."""
    value = say(
        "details.number",
        value=f"{quantity.value:g}",
        low=f"{quantity.low:g}",
        high=f"{quantity.high:g}",
    )
    st.markdown(say("details.line", name=say(f"details.{name}"), value=value))
    st.caption(basis(quantity))


def basis(entry: Based) -> str:
    """Return what an entry rests on, as Markdown: its source, its judgment, or both."""
    parts = [] if entry.source is None else [cited(cached.source(entry.source))]
    if entry.judgment is not None:
        parts.append(escaped(say("details.judgment", reason=entry.judgment)))
    return " · ".join(parts)
