"""The portfolio that was found: what it funds, its worth, and how sure that is."""

import csv
import io
from collections.abc import Mapping, Sequence

import streamlit as st

from app.charts.amounts import Funded, amounts
from app.funding import Funding
from app.markup import escaped
from app.parts.decide.choosing import PLAIN, Choosing, explained
from app.parts.decide.using import use
from app.parts.decide.words import amount, thousandths
from app.parts.grid import grid
from app.texts import joined, listed, say
from simulator.choice.choice import Choice
from simulator.choice.optimization import GapIs
from simulator.choice.teams import Team

SHOWN = 12
ALL = "decide.funded.all"
EXPECTED = "expected-value"
KINDS = ("technical", "governance")
ERRORS = 2.0
"""Standard errors below which a gain is not told apart from none."""


def show(choosing: Choosing, found: Funding) -> None:
    """Show what was found."""
    with st.container(border=True, key="decide_found"):
        st.markdown(f"#### {escaped(_worth(found))}")
        for line in _told(choosing, found):
            st.write(escaped(line))
        with st.container(horizontal=True):
            use("decide.use.funding", found.choice.portfolio, choosing.scenario)
            st.download_button(
                say("decide.budget.download"), as_csv(found.choice.amounts),
                "portfolio.csv", "text/csv", key="decide.download", on_click="ignore",
            )  # fmt: skip
    _amounts(choosing, found.choice)


def as_csv(given: Mapping[str, float]) -> str:
    r"""Return amounts as a table that can be read back, the most first.

    Examples
    --------
    >>> as_csv({"audits": 1.5, "theory": 20.0})
    'id,amount\ntheory,20.0\naudits,1.5\n'
    """
    text = io.StringIO()
    rows = sorted(given.items(), key=lambda item: -item[1])
    csv.writer(text, lineterminator="\n").writerows([("id", "amount"), *rows])
    return text.getvalue()


def _worth(found: Funding) -> str:
    """Return in a line whether it beats today's portfolio, and by how much."""
    gain, error = thousandths(abs(found.gain)), thousandths(found.gain_error)
    if abs(found.gain) <= ERRORS * found.gain_error:
        return say("decide.funded.same", gain=thousandths(found.gain), error=error)
    key = "decide.funded.better" if found.gain > 0 else "decide.funded.worse"
    return say(key, gain=gain, error=error)


def _told(choosing: Choosing, found: Funding) -> list[str]:
    choice = found.choice
    told = say(
        "decide.funded.worth",
        value=thousandths(choice.expected_value),
        error=thousandths(choice.standard_error),
        count=len(choice.amounts),
        cost=amount(choice.cost),
        budget=amount(choice.budget),
        today=amount(found.today_cost),
    )
    names = _names(choosing)
    needed = [_needed(team, names) for team in choice.teams]
    ruled = [] if choice.rule.id == EXPECTED else [_ruled(choice)]
    return [told, *ruled, _gap(choice), *needed]


def _ruled(choice: Choice) -> str:
    """Return what the rule says of it."""
    rule = choice.rule.id
    score = abs(choice.objective) if choice.rule.relative else choice.objective
    told = say(f"decide.score.{rule}", score=thousandths(score))
    return joined([explained(choice.rule), told])


def _gap(choice: Choice) -> str:
    """Return in words how much better another portfolio could be."""
    words: dict[GapIs, str] = {
        "proven": say("decide.gap.proven", gap=thousandths(choice.gap)),
        "estimated": say("decide.gap.estimated", gap=thousandths(choice.gap)),
    }
    return words[choice.gap_is]


def _needed(team: Team, names: Mapping[str, str]) -> str:
    return say(
        "decide.funded.team",
        names=listed([names[name] for name in team.members]),
        joint=thousandths(team.joint),
        alone=thousandths(team.alone),
    )


def _names(choosing: Choosing) -> dict[str, str]:
    return {each.id: each.name for each in choosing.model.means.interventions}


def _amounts(choosing: Choosing, choice: Choice) -> None:
    """Show the amounts as a chart and a table, the most first, then what is dropped."""
    given, today = choice.amounts, choosing.model.means.field.segments[0].amounts
    every = [name for name in _names(choosing) if given.get(name) or today.get(name)]
    every.sort(key=lambda name: (-given.get(name, 0.0), -today.get(name, 0.0)))
    shown = every if st.session_state.get(ALL) else every[:SHOWN]
    means = choosing.model.means
    rows = [
        Funded(
            means.intervention(name).name,
            say(f"kind.{means.intervention(name).kind}"),
            given.get(name, 0.0),
            today.get(name, 0.0),
        )
        for name in shown
    ]
    with st.container(key="decide_amounts"):
        left, right = st.columns(2, gap="large")
        with left:
            _chart(rows)
        with right:
            _table(rows)
    if len(every) > SHOWN:
        st.toggle(say("decide.ranking.all", count=len(every)), key=ALL)


def _chart(rows: Sequence[Funded]) -> None:
    figure = amounts(
        rows, legend=[say(f"kind.{kind}") for kind in KINDS],
        called=say("decide.funded.today"), axis=say("decide.funded.unit"),
    )  # fmt: skip
    st.plotly_chart(
        figure, key="decide.chart.amounts", config=PLAIN, alt=say("decide.funded.chart")
    )


def _table(rows: Sequence[Funded]) -> None:
    header = ["name", "kind", "given", "today"]
    cells = [
        [escaped(row.name), row.kind, amount(row.given), amount(row.other)]
        for row in rows
    ]
    grid([say(f"decide.column.funded.{name}") for name in header], cells)
    st.caption(say("decide.funded.rule"))
