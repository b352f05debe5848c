"""What is chosen among, by which rule, and the answer that this gives."""

from dataclasses import dataclass

import streamlit as st

from app import cached, decided
from app.decided import Kind
from app.markup import escaped
from app.parts.decide.words import thousandths
from app.parts.switch import switch
from app.sentences import portfolio_name
from app.texts import joined, listed, say
from levels.arrays import FloatArray
from simulator.choice.offers import Offers
from simulator.choice.rules import Rule
from simulator.choice.verdict import Verdict, agreed
from simulator.model import Model
from simulator.scenario import Scenario

KIND, RULE = "decide.kind", "decide.rule"
PLAIN = {"displayModeBar": False}
FEW = 3
"""How many offers are named in a row."""


@dataclass(frozen=True, eq=False)
class Choosing:
    """A choice: what there is, what each rule says, and by which one looks.

    Parameters
    ----------
    scenario : Scenario
    kind : str
        `grant` or `portfolio`.
    names : tuple of str
        What to call the offers.
    p : ndarray, shape (K,)
        The credence after all observations.
    found : tuple of Verdict
        Of all rules.
    verdict : Verdict
        Of the rule by which one looks.
    """

    scenario: Scenario
    kind: Kind
    names: tuple[str, ...]
    p: FloatArray
    found: tuple[Verdict, ...]
    verdict: Verdict

    @property
    def model(self) -> Model:
        """The model as the scenario sees it."""
        return cached.revised(self.scenario)

    @property
    def offers(self) -> Offers:
        """What each offer is worth."""
        return decided.offers_of(self.scenario, self.kind)

    @property
    def labels(self) -> tuple[str, ...]:
        """What to call the offers in a figure."""
        if self.kind == "grant":
            return self.names
        choices = decided.decisions_of(self.scenario).choices
        return tuple(portfolio_name(self.model, choice, "short") for choice in choices)

    @property
    def levels(self) -> tuple[str, ...]:
        """What to call the levels in a sentence."""
        return tuple(
            say("reasons.level", number=n, name=level.name)
            for n, level in enumerate(self.model.belief.ladder.levels, start=1)
        )

    def by(self, rule: str) -> Verdict:
        """Return the verdict of this rule."""
        return next(each for each in self.found if each.rule.id == rule)


def choose(scenario: Scenario) -> Choosing:
    """Let what is chosen among, and the rule, be chosen; tell the answer beside it."""
    kind = _kind()
    place = st.container(border=True, key="decide_answer")
    found = decided.verdicts_of(scenario, kind)
    ids: list[str] = [each.rule.id for each in found]
    chosen = _rule(ids)
    verdict = found[ids.index(chosen)]
    names = names_of(scenario, kind)
    choosing = Choosing(scenario, kind, names, decided.p_of(scenario), found, verdict)
    with place:
        _answer(choosing)
    return choosing


def _kind() -> Kind:
    words: dict[Kind, str] = {
        "grant": say("decide.kind.grant"),
        "portfolio": say("decide.kind.portfolio"),
    }
    return switch(say("decide.kind"), words, KIND)


def _rule(ids: list[str]) -> str:
    chosen: str | None = st.segmented_control(
        say("decide.rule"), ids, default=ids[0], key=RULE, required=True,
        format_func=lambda name: say(f"decide.rule.{name}"),
    )  # fmt: skip
    return chosen or ids[0]


def _answer(choosing: Choosing) -> None:
    """Say what comes first, by how much, and whether the other rules agree."""
    first = choosing.names[choosing.verdict.first]
    st.markdown(f"### {escaped(say('decide.first', first=first))}")
    st.write(escaped(joined([lead(choosing), agreement(choosing)])))
    st.caption(escaped(explained(choosing.verdict.rule)))


def lead(choosing: Choosing) -> str:
    """Return by how much the first leads, or what is not told apart from it."""
    verdict, names = choosing.verdict, choosing.names
    if len(names) == 1:
        return say("decide.ahead.alone")
    others = [names[row] for row in verdict.abreast[1:]]
    if others:
        more = len(others) - FEW
        shown = others if more <= 0 else others[:FEW]
        key = "decide.ahead.abreast" if more <= 0 else "decide.ahead.abreast.more"
        return say(key, others=listed(shown), more=more)
    following = verdict.order[1]
    return say(
        "decide.ahead",
        next=names[following],
        gap=thousandths(verdict.behind[following]),
        error=thousandths(verdict.standard_error[following]),
    )


def agreement(choosing: Choosing) -> str:
    """Return in words how many rules put the same first."""
    found, first = choosing.found, choosing.verdict.first
    groups = agreed(found)
    if len(groups) == 1:
        return say("decide.agree.all", count=len(found))
    same = sum(each.first == first for each in found)
    others = [choosing.names[row] for row, _ in groups if row != first]
    key = "decide.agree.alone" if same == 1 else "decide.agree.some"
    return say(key, same=same, count=len(found), others=listed(others))


def explained(rule: Rule) -> str:
    """Return what a rule looks at, in words."""
    return say(
        f"decide.rule.{rule.id}.is",
        alpha=f"{rule.alpha:.0%}",
        rest=f"{1 - rule.alpha:.0%}",
        points=f"{100 * rule.radius:.0f}",
        radius=f"{rule.radius:g}",
    )


def names_of(scenario: Scenario, kind: Kind) -> tuple[str, ...]:
    """Return what to call the offers."""
    model = cached.revised(scenario)
    if kind == "grant":
        return tuple(each.name for each in model.means.interventions)
    choices = decided.decisions_of(scenario).choices
    return tuple(portfolio_name(model, choice) for choice in choices)
