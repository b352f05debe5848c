"""A budget: the portfolio that the rule prefers, and what else money could buy."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from app.funding import Funding
from app.markup import escaped
from app.optimized import Asked
from app.parts.decide import found, frontiers
from app.parts.decide.asking import asked
from app.parts.decide.choosing import Choosing
from app.parts.decide.kept import keep, restore, restore_among
from app.parts.decide.words import how
from app.parts.simulate.portfolio import spoken
from app.texts import say
from interventions.portfolio import LARGEST
from simulator.choice.allocation import cost

BUDGET, REQUIRE, FORBID = "decide.budget", "decide.require", "decide.forbid"
LIMITED, LEAST, MOST = "decide.limited", "decide.least", "decide.most"
Limits = dict[str, float]


def show(choosing: Choosing) -> None:
    """Show the portfolio for a budget."""
    st.subheader(say("decide.budget"))
    st.write(say("decide.budget.lead"))
    wish = _wish(choosing)
    try:
        wish.constraints(choosing.model)
    except ValueError as error:
        st.error(escaped(say("decide.budget.impossible", reason=error)))
        return
    result: Funding | None = asked(
        choosing.scenario, "funding", say("decide.budget.find"), wish
    )
    if result is not None:
        found.show(choosing, result)
    how(say("decide.how.budget"))
    frontiers.show(choosing, wish)


def _wish(choosing: Choosing) -> Asked:
    """Let a budget and its constraints be entered; the rule is that of the page."""
    rule = choosing.verdict.rule
    called = {each.id: each.name for each in choosing.model.means.interventions}
    with st.container(key="decide_budget"):
        one, two, three = st.columns([1, 2, 2])
        with one:
            budget = _budget(choosing)
        with two:
            require = _some(REQUIRE, say("decide.require"), called)
        with three:
            forbid = _some(FORBID, say("decide.forbid"), called)
    with st.expander(say("decide.limits")):
        least, most = _limits(called)
    return Asked(
        budget=budget,
        rule=rule.id,
        alpha=rule.alpha,
        radius=rule.radius,
        require=tuple(require),
        forbid=tuple(forbid),
        least=least,
        most=most,
    )


def _budget(choosing: Choosing) -> float:
    """Let the budget be entered; at first it is what is spent today."""
    means = choosing.model.means
    today = cost(means, means.field, choosing.scenario.months)
    restore(BUDGET, min(round(today, 1), LARGEST))
    st.number_input(
        say("decide.budget.enter"), 0.0, LARGEST, step=10.0, format="%.1f", key=BUDGET,
        help=say("decide.budget.help"),
    )  # fmt: skip
    return float(keep(BUDGET))


def _some(key: str, label: str, called: dict[str, str]) -> list[str]:
    """Let some interventions be chosen."""
    restore_among(key, called)
    st.multiselect(label, list(called), key=key, format_func=called.__getitem__)
    return list(keep(key))


def _limits(called: dict[str, str]) -> tuple[Limits, Limits]:
    """Let the least and the most of some interventions be entered."""
    st.caption(say("decide.limits.rule"))
    limited = _some(LIMITED, say("decide.limits.choose"), called)
    least: Limits = {}
    most: Limits = {}
    for name in limited:
        (left, right), label = st.columns(2), spoken(called[name])
        low = _limit(left, LEAST, name, say("decide.least", name=label))
        high = _limit(right, MOST, name, say("decide.most", name=label))
        least |= {} if low is None else {name: low}
        most |= {} if high is None else {name: high}
    return least, most


def _limit(column: DeltaGenerator, kind: str, name: str, label: str) -> float | None:
    key = f"{kind}.{name}"
    restore(key, None)
    with column:
        st.number_input(
            label, 0.0, LARGEST, value=None, step=1.0, format="%.1f", key=key,
            placeholder=say("decide.limits.none"),
        )  # fmt: skip
    return None if keep(key) is None else float(keep(key))
