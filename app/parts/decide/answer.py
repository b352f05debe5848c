"""The answer: the ranking under a rule with its reasons, and where rules disagree."""

from collections.abc import Sequence

import streamlit as st

from app import cached, decided
from app.markup import escaped
from app.parts.decide.choosing import Choosing, explained
from app.parts.decide.words import how, thousandths
from app.parts.grid import grid, percent
from app.sentences import sentences
from app.texts import joined, listed, say
from simulator.choice.reasons import reason
from simulator.choice.verdict import Ground, Verdict, agreed, ground

SHOWN, REASONED = 8, 3
EXPECTED = "expected-value"
LARGEST = 4
"""How many interventions of a portfolio are named."""


def show(choosing: Choosing) -> None:
    """Show the answer."""
    ranked, why = st.columns([1, 1], gap="large")
    with ranked:
        st.subheader(say("decide.ranking"))
        st.write(say("decide.ranking.rule"))
        _ranking(choosing)
    with why:
        st.subheader(say("decide.why"))
        _reasons(choosing)
    st.subheader(say("decide.rules"))
    st.write(escaped(_disagreement(choosing)))
    _rules(choosing)
    how(say("decide.how.rules"))


def _ranking(choosing: Choosing) -> None:
    verdict = choosing.verdict
    is_expected = verdict.rule.id == EXPECTED
    usual = {row: n for n, row in enumerate(choosing.found[0].order, start=1)}
    count = len(verdict.order) if st.session_state.get("decide.all") else SHOWN
    header = [say("decide.column.choice"), say("decide.column.behind")]
    rows = []
    for n, row in enumerate(verdict.order[:count], start=1):
        cells = [f"{n}. {escaped(choosing.names[row])}", _behind(verdict, row)]
        rows.append(cells if is_expected else [*cells, str(usual[row])])
    grid(header if is_expected else [*header, say("decide.column.usual")], rows)
    if len(verdict.order) > SHOWN:
        label = say("decide.ranking.all", count=len(verdict.order))
        st.toggle(label, key="decide.all")


def _behind(verdict: Verdict, row: int) -> str:
    if row == verdict.first:
        return say("decide.behind.first")
    told = f"{thousandths(verdict.behind[row])} ± "
    return told + thousandths(verdict.standard_error[row])


def _reasons(choosing: Choosing) -> None:
    payoff, verdict = choosing.offers.mean, choosing.verdict
    for n, row in enumerate(verdict.order[:REASONED], start=1):
        st.markdown(f"**{n}. {escaped(choosing.names[row])}**")
        told = [_scored(choosing, row)]
        if verdict.rule.id != EXPECTED:
            radius = verdict.rule.radius or 0.1
            found = ground(payoff, choosing.p, row, radius)
            told += _grounds(choosing, found)
        st.write(escaped(joined([*told, *_about(choosing, row)])))


def _scored(choosing: Choosing, row: int) -> str:
    verdict = choosing.verdict
    score = abs(verdict.score[row]) if _is_regret(verdict) else verdict.score[row]
    return say(f"decide.score.{verdict.rule.id}", score=f"{1000 * score:.1f}")


def _is_regret(verdict: Verdict) -> bool:
    return verdict.rule.id == "minimax-regret"


def _grounds(choosing: Choosing, found: Ground) -> list[str]:
    """Return which levels decide under the rule, in words."""
    levels, name = choosing.levels, choosing.verdict.rule.id
    if name == "cvar":
        return []
    if name == "minimax-regret" and found.regret <= 0:
        return [say("decide.ground.regret.none")]
    return [
        say(
            f"decide.ground.{name}",
            worst=levels[found.worst],
            best=levels[found.best],
            regretted=levels[found.regretted],
            rival=choosing.names[found.rival],
            tilted=levels[found.tilted],
        )
    ]


def _about(choosing: Choosing, row: int) -> list[str]:
    """Return what an offer does: why a grant helps, or what a portfolio funds."""
    if choosing.kind == "portfolio":
        return [_funds(choosing, row)]
    model, ranking = choosing.model, cached.ranking_of(choosing.scenario)
    place = next(place for place in ranking.places if place.index == row)
    name = model.means.interventions[row].id
    told = sentences(model, name, reason(model, place, ranking.p))
    if place.priority < 0:
        told = [say("reasons.harms"), *told]
    is_expected = choosing.verdict.rule.id == EXPECTED
    return told if is_expected else [say("decide.usually"), *told]


def _funds(choosing: Choosing, row: int) -> str:
    """Return what a portfolio spends its people on, the most first."""
    portfolio = decided.decisions_of(choosing.scenario).choices[row].portfolio
    amounts = portfolio.segments[0].amounts
    total = sum(amounts.values())
    if total <= 0:
        return say("decide.funds.nothing")
    named = {each.id: each.name for each in choosing.model.means.interventions}
    most = sorted(amounts, key=lambda name: -amounts[name])[:LARGEST]
    told = [
        say("decide.funds.part", name=named[name], share=percent(amounts[name] / total))
        for name in most
    ]
    return say("decide.funds", parts=listed(told), people=f"{total:.0f}")


def _disagreement(choosing: Choosing) -> str:
    """Return in words what rules other than the one looked at would choose."""
    first = choosing.verdict.first
    others = [group for group in agreed(choosing.found) if group[0] != first]
    if not others:
        return say("decide.rules.agree")
    told = [
        say("decide.rules.other", first=choosing.names[row], rules=_quoted(some))
        for row, some in others
    ]
    return say("decide.rules.disagree", firsts=say("tree.all").join(told))


def _quoted(some: Sequence[Verdict]) -> str:
    names = [say(f"decide.rule.{each.rule.id}") for each in some]
    return listed([say("decide.rules.quoted", rule=name) for name in names])


def _rules(choosing: Choosing) -> None:
    rows = [
        [
            f"**{escaped(say(f'decide.rule.{each.rule.id}'))}**",
            escaped(choosing.names[each.first]),
            escaped(explained(each.rule)),
        ]
        for each in choosing.found
    ]
    header = ["rule", "first", "looks"]
    lines = [
        f"| {' | '.join(say(f'decide.column.rules.{name}') for name in header)} |",
        "| :--- | :--- | :--- |",
        *(f"| {' | '.join(row)} |" for row in rows),
    ]
    st.markdown("\n".join(lines))
