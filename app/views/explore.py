"""Explore: the ladder, the ranking, and why the first ones are first."""

from dataclasses import replace

import streamlit as st

from app import cached, state
from app.explorer import explorer_data
from app.markup import escaped
from app.parts import frame, ladder
from app.parts.explore import about, opening
from app.sentences import sentences
from app.texts import joined, say
from simulator.choice.acceptability import acceptability
from simulator.choice.ranking import Ranking
from simulator.choice.reasons import reason
from simulator.scenario import Scenario

LADDER, SHOWN = "ladder", 5


def why(scenario: Scenario, ranking: Ranking) -> None:
    """Say why the first interventions are first."""
    model = cached.revised(scenario)
    st.subheader(say("reasons.title"))
    held = replace(scenario.credence, p=ranking.p)
    effects, _ = cached.effects_of(scenario)
    sure = acceptability(effects, ranking.utilities, held, scenario.seed)
    first, three = sure.among(1), sure.among(3)
    shown = len(ranking.places) if st.session_state.get("all_reasons") else SHOWN
    for n, place in enumerate(ranking.places[:shown]):
        intervention = model.means.interventions[place.index]
        told = sentences(model, intervention.id, reason(model, place, ranking.p))
        if place.priority < 0:
            told.insert(0, say("reasons.harms"))
        ahead, near = first[place.index], three[place.index]
        firm = say("reasons.first", first=f"{ahead:.0%}", three=f"{near:.0%}")
        error = say(
            "reasons.error",
            priority=f"{1000 * place.priority:.2f}",
            error=f"{1000 * place.standard_error:.2f}",
            unit=say("explore.unit"),
        )
        st.markdown(f"**{n + 1}. {escaped(intervention.name)}**")
        st.write(escaped(joined(told)))
        st.caption(joined([error, firm]))
    st.toggle(say("reasons.more"), key="all_reasons")


def page() -> None:
    """Draw the page."""
    scenario = frame.head("explore")
    model = cached.revised(scenario)
    opening.bar(scenario)
    effects, _ = cached.effects_of(scenario)
    told = cached.update_of(scenario)
    locks = ladder.locks(len(model.belief.ladder))
    ladder.show(
        explorer_data(
            model, effects, scenario, locks, told.log_likelihood, state.version()
        ),
        LADDER,
    )
    ranking = cached.ranking_of(scenario)
    reasons, details = st.columns([3, 2], gap="large")
    with reasons:
        why(scenario, ranking)
    with details:
        about.intervention(ranking)
        about.rivals(ranking.p)
    frame.foot(scenario)


page()
