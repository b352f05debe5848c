"""What to find out: the worth of knowing the level, a fact, or a test's result."""

import streamlit as st

from app import cached, decided
from app.charts.apart import apart
from app.charts.bars import bars
from app.markup import escaped
from app.parts.decide.choosing import PLAIN, Choosing, names_of
from app.parts.decide.words import NONE, how, still, thousandths
from app.parts.grid import grid
from app.texts import in_a_row, joined, listed, say
from simulator.choice.agenda import Proposed, agenda
from simulator.choice.information import Information
from simulator.choice.ranking import evsi_by_intervention
from simulator.proposed import Proposal

DEADLINE, TEST = "decide.deadline", "decide.test"
MOST_MONTHS = 600.0
TOP = 5


def show(choosing: Choosing) -> None:
    """Show what finding out would be worth."""
    deadline = _deadline(choosing)
    known = decided.known_of(choosing.scenario, deadline)
    with st.container(key="decide_find"):
        left, right = st.columns(2, gap="large")
        with left:
            _perfect(choosing, known)
            _facts(choosing, known)
        with right:
            _tests(choosing, known, deadline)
        if choosing.model.tests:
            left, right = st.columns(2, gap="large")
            with left:
                _beside(choosing, known)
            with right:
                _telling(choosing, known)


def _deadline(choosing: Choosing) -> float:
    usual = min(decided.decisions_of(choosing.scenario).deadline, MOST_MONTHS)
    return float(
        st.number_input(
            say("decide.deadline"), 0.0, MOST_MONTHS, float(usual), 1.0,
            key=f"{DEADLINE}.{usual:g}", width=320, format="%.1f",
            help=say("decide.deadline.help"),
        )
    )  # fmt: skip


def _perfect(choosing: Choosing, known: Information) -> None:
    st.subheader(say("decide.perfect"))
    names = names_of(choosing.scenario, "portfolio")
    key = "decide.perfect.words" if known.evpi > 0 else "decide.perfect.none"
    st.write(
        say(
            key,
            evpi=thousandths(known.evpi),
            error=thousandths(known.evpi_error),
            count=len(names),
        )
    )
    with st.expander(say("decide.perfect.choices", count=len(names))):
        st.write(escaped(listed(list(names))))
    how(say("decide.how.information"))


def _facts(choosing: Choosing, known: Information) -> None:
    st.subheader(say("decide.facts"))
    facts = choosing.model.belief.facts
    if not facts:
        st.write(say("decide.facts.none"))
        return
    rows = sorted(range(len(facts)), key=lambda n: -known.facts[n])
    first = rows[0]
    key = "decide.facts.words" if known.facts[first] > 0 else "decide.facts.nothing"
    values = {"fact": facts[first].name, "worth": thousandths(known.facts[first])}
    st.write(escaped(say(key, **values, evpi=thousandths(known.evpi))))
    figure = bars(
        [facts[n].name for n in rows], (1000 * known.facts[rows]).tolist(),
        (1000 * known.facts_error[rows]).tolist(), axis=say("decide.unit"),
    )  # fmt: skip
    st.plotly_chart(
        figure, key="decide.chart.facts", config=PLAIN, alt=say("decide.facts.chart")
    )


def _tests(choosing: Choosing, known: Information, deadline: float) -> None:
    st.subheader(say("decide.tests"))
    tests = choosing.model.tests
    if not tests:
        st.write(say("decide.tests.none"))
        return
    rows = agenda(choosing.model.belief.network, tests, known)
    st.write(escaped(_foremost(tests, rows, deadline)))
    cells = [_row(tests[row.index], row) for row in rows]
    header = ["test", "worth", "cost", "per_cost", "arrival"]
    grid([say(f"decide.column.tests.{name}") for name in header], cells)
    st.caption(say("decide.tests.rule"))
    how(say("decide.how.agenda"))


def _foremost(
    tests: tuple[Proposal, ...], rows: tuple[Proposed, ...], deadline: float
) -> str:
    late = [tests[row.index].name for row in rows if row.late]
    first = rows[0]
    if first.evsi <= 0:
        told = say("decide.tests.nothing")
    else:
        told = say(
            "decide.tests.words",
            name=tests[first.index].name,
            worth=thousandths(first.evsi),
            cost=f"{first.cost:g}",
            arrival=f"{first.arrival:g}",
        )
    if late:
        months = f"{deadline:g}"
        missed = say("decide.tests.late", names=listed(late), months=months)
        told = joined([told, missed])
    return told


def _row(test: Proposal, row: Proposed) -> list[str]:
    arrival = f"{row.arrival:g}"
    if row.late:
        arrival = in_a_row([arrival, f"**{say('decide.tests.too_late')}**"])
    per_cost = thousandths(row.value_per_cost) if row.cost > 0 else NONE
    return [
        escaped(test.name),
        f"{thousandths(row.evsi)} ± {thousandths(row.standard_error)}",
        f"{row.cost:g}",
        per_cost,
        arrival,
    ]


def _beside(choosing: Choosing, known: Information) -> None:
    """Show what tests are worth beside the priority of what would run them."""
    st.subheader(say("decide.beside"))
    st.write(say("decide.beside.rule"))
    ranking = cached.ranking_of(choosing.scenario)
    names = [each.name for each in choosing.model.means.interventions]
    worth = evsi_by_intervention(choosing.model, known.tests)
    some = [
        (n, place) for n, place in enumerate(ranking.places, start=1)
        if n <= TOP or worth[place.index] > 0
    ]  # fmt: skip
    rows = [
        [
            f"{n}. {escaped(names[place.index])}",
            f"{thousandths(place.priority)} ± {thousandths(place.standard_error)}",
            thousandths(worth[place.index]) if worth[place.index] > 0 else NONE,
        ]
        for n, place in some
    ]
    header = ["intervention", "priority", "evsi"]
    grid([say(f"decide.column.beside.{name}") for name in header], rows)


def _telling(choosing: Choosing, known: Information) -> None:
    tests = choosing.model.tests
    rows = agenda(choosing.model.belief.network, tests, known)
    st.subheader(say("decide.telling"))
    by_test = {row.index: row for row in rows}
    still(TEST, list(by_test))
    chosen: int = st.selectbox(
        say("decide.telling.choose"), list(by_test), key=TEST,
        format_func=lambda n: tests[n].name,
    )  # fmt: skip
    row = by_test[chosen]
    st.write(escaped(tests[row.index].summary))
    _warning(choosing, row)
    names = [level.name for level in choosing.model.belief.ladder.levels]
    st.plotly_chart(
        apart(row.errors, names, called=say("telling.error")),
        key="decide.chart.telling", config=PLAIN, alt=say("telling.chart"),
    )  # fmt: skip
    st.caption(say("decide.telling.rule"))
    how(say("decide.how.telling"))


def _warning(choosing: Choosing, row: Proposed) -> None:
    """Warn of levels between which the good result of a test would say nothing."""
    if not row.comforts:
        st.success(say("decide.telling.fine"))
        return
    ids = list(choosing.model.belief.ladder.ids)
    far = max(
        row.comforts,
        key=lambda c: (c.at_hard >= c.at_easy, ids.index(c.hard) - ids.index(c.easy)),
    )
    st.warning(
        say(
            "decide.telling.warning",
            count=len(row.comforts),
            easy=ids.index(far.easy) + 1,
            hard=ids.index(far.hard) + 1,
            at_easy=f"{far.at_easy:.0%}",
            at_hard=f"{far.at_hard:.0%}",
        )
    )
