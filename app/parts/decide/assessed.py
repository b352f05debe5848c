"""What an allocation is worth, by preset and by level, and what is best next."""

from collections.abc import Sequence

import streamlit as st

from app.charts.bars import bars
from app.markup import escaped
from app.parts.decide import gaps
from app.parts.decide.choosing import PLAIN, Choosing
from app.parts.decide.words import amount, thousandths
from app.parts.grid import grid, heading
from app.parts.simulate.weighing import named
from app.texts import joined, say
from simulator.choice.allocation import Assessment, Use

FIRST = 5
THOUSAND = 1000.0
Row = tuple[str, float, float]
"""A name, a value and its standard error."""


def show(choosing: Choosing, found: Assessment) -> None:
    """Show an assessment."""
    st.markdown(f"#### {escaped(_worth(found))}")
    st.write(escaped(_spread(choosing, found)))
    with st.container(key="decide_mine"):
        left, right = st.columns(2, gap="large")
        with left:
            heading(say("decide.mine.presets"))
            rows = _presets(choosing, found)
            _bars("presets", rows, say("decide.column.preset"), most=2)
        with right:
            heading(say("decide.mine.levels"))
            _bars("levels", _levels(choosing, found), say("decide.column.level"))
            gaps.chart(choosing, found.closings)
    gaps.words(choosing, found.closings)
    _next(choosing, found.uses[:FIRST])


def _worth(found: Assessment) -> str:
    return say(
        "decide.mine.worth",
        value=thousandths(found.expected.value),
        error=thousandths(found.expected.standard_error),
        cost=amount(found.cost),
    )


def _spread(choosing: Choosing, found: Assessment) -> str:
    """Return in words under which preset, and at which level, it is worth most."""
    presets = _presets(choosing, found)
    best, worst = int(found.value.argmax()), int(found.value.argmin())
    told = say(
        "decide.mine.by_level",
        best=choosing.levels[best],
        most=thousandths(found.value[best]),
        worst=choosing.levels[worst],
        least=thousandths(found.value[worst]),
    )
    if not presets:
        return told
    by_preset = say(
        "decide.mine.by_preset",
        best=presets[0][0],
        most=thousandths(presets[0][1]),
        worst=presets[-1][0],
        least=thousandths(presets[-1][1]),
    )
    return joined([by_preset, told])


def _presets(choosing: Choosing, found: Assessment) -> list[Row]:
    """Return the value under each preset, the best first."""
    names = {prior.id: prior.name for prior in choosing.model.belief.priors}
    rows = [(names[x.id], x.value, x.standard_error) for x in found.presets]
    return sorted(rows, key=lambda row: -row[1])


def _levels(choosing: Choosing, found: Assessment) -> list[Row]:
    levels = choosing.model.belief.ladder.levels
    names = [named(n, level) for n, level in enumerate(levels)]
    rows = zip(names, found.value.tolist(), found.value_error.tolist(), strict=True)
    return list(rows)


def _bars(name: str, rows: Sequence[Row], called: str, *, most: int = 1) -> None:
    names, values, errors = ([row[part] for row in rows] for part in range(3))
    figure = bars(
        [str(x) for x in names], [THOUSAND * float(x) for x in values],
        [THOUSAND * float(x) for x in errors], axis=say("decide.unit.value"),
        form=".1f", most=most,
    )  # fmt: skip
    st.plotly_chart(
        figure, key=f"decide.chart.mine.{name}", config=PLAIN,
        alt=say("decide.mine.chart", by=called),
    )  # fmt: skip
    with st.expander(say("simulate.numbers")):
        told = [
            [escaped(row[0]), f"{thousandths(row[1])} ± {thousandths(row[2])}"]
            for row in rows
        ]
        grid([called, say("decide.column.value")], told)


def _next(choosing: Choosing, uses: Sequence[Use]) -> None:
    """Show which interventions the next unit of money does most for."""
    heading(say("decide.mine.next"))
    names = {each.id: each.name for each in choosing.model.means.interventions}
    header = [say("decide.column.funded.name"), say("decide.column.gain")]
    rows = [
        [
            f"{n}. {escaped(names[each.id])}",
            f"{thousandths(each.gain)} ± {thousandths(each.standard_error)}",
        ]
        for n, each in enumerate(uses, start=1)
    ]
    grid(header, rows)
    st.caption(say("decide.mine.next.rule"))
