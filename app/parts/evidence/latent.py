"""The facts: how likely each is before and after the evidence, and what bears on it."""

from dataclasses import replace

import streamlit as st

from app import cached
from app.charts.before_after import before_after
from app.markup import escaped
from app.texts import listed, say
from levels.belief import Belief
from levels.fact import Fact
from simulator.scenario import Scenario


def show(scenario: Scenario) -> None:
    """Draw the facts."""
    belief = cached.revised(scenario).belief
    before = cached.update_of(replace(scenario, observations={})).facts
    after = cached.update_of(scenario).facts
    st.write(say("facts.lead"))
    st.plotly_chart(
        before_after(
            [fact.name for fact in belief.facts],
            [before[fact.id] for fact in belief.facts],
            [after[fact.id] for fact in belief.facts],
            called=(say("evidence.prior"), say("evidence.posterior")),
        ),
        key="facts.picture", alt=say("facts.chart"),
        config={"displayModeBar": False},
    )  # fmt: skip
    for fact in belief.facts:
        told = say(
            "facts.moved",
            fact=escaped(fact.name),
            before=f"{before[fact.id]:.1%}",
            after=f"{after[fact.id]:.1%}",
        )
        bear = escaped(_bear(fact, belief, scenario))
        st.markdown(f"{told}  \n{escaped(fact.meaning)}  \n:small[{bear}]")


def _bear(fact: Fact, belief: Belief, scenario: Scenario) -> str:
    """Return which items bear on a fact."""
    items = [item for item in belief.evidence if fact.id in item.facts]
    counted = [item.name for item in items if item.id in scenario.observations]
    if not items:
        return say("facts.bear.nothing")
    if not counted:
        return say("facts.bear.none", all=len(items))
    names = listed([f"“{name}”" for name in counted])
    return say("facts.bear", all=len(items), items=names)
