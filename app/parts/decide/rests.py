"""What it rests on: assumptions one by one and together, and who adds how much."""

import streamlit as st

from app.charts.bars import bars, ends
from app.markup import escaped
from app.parts.decide.asking import asked
from app.parts.decide.choosing import PLAIN, Choosing
from app.parts.decide.words import NONE, how, thousandths
from app.parts.grid import grid, percent
from app.texts import say
from app.wording import about, kind, unit, words
from simulator.choice.attribution import Attribution, shares
from simulator.choice.sensitivity import Input, Sensitivity
from simulator.choice.tornado import Bar, Tornado

SHOWN = 12
PARAMETERS = "parameters"
"""The list whose entries are numbers themselves."""


def show(choosing: Choosing) -> None:
    """Show what the worth of the present portfolio rests on."""
    st.caption(say("decide.rests.portfolio"))
    _tornado(choosing)
    _sobol(choosing)
    _shapley(choosing)


def _called(choosing: Choosing, name: str) -> str:
    """Return what to call a number of the pack."""
    assumption = choosing.model.assumptions[name]
    if kind(assumption) == PARAMETERS:
        return about(assumption)
    told = words(choosing.model, assumption)
    return say("decide.assumption", about=about(assumption), words=told)


def _tornado(choosing: Choosing) -> None:
    st.subheader(say("decide.tornado"))
    st.write(say("decide.tornado.lead"))
    found: Tornado | None = asked(
        choosing.scenario, "tornado", say("decide.tornado.ask")
    )
    if found is not None:
        _bars(choosing, found)
    how(say("decide.how.tornado"))


def _bars(choosing: Choosing, found: Tornado) -> None:
    widest = found.bars[:SHOWN]
    if not widest or widest[0].width <= 0:
        st.write(say("decide.tornado.nothing"))
        return
    names = [_called(choosing, bar.name) for bar in widest]
    st.write(escaped(_widest(choosing, widest[0], found.middle)))
    figure = ends(
        names, [1000 * bar.low for bar in widest], [1000 * bar.high for bar in widest],
        1000 * found.middle,
        called=(say("decide.tornado.low"), say("decide.tornado.high")),
        axis=say("decide.unit.value"),
    )  # fmt: skip
    st.plotly_chart(
        figure, key="decide.chart.tornado", config=PLAIN,
        alt=say("decide.tornado.chart"),
    )  # fmt: skip
    count, rest = len(found.bars), len(found.bars) - len(widest)
    st.caption(say("decide.tornado.spread", count=count, rest=rest))
    with st.expander(say("simulate.numbers")):
        header = ["assumption", "ends", "answers"]
        rows = [
            [
                escaped(name),
                _span(bar.at_low, bar.at_high, ".3g"),
                _span(1000 * bar.low, 1000 * bar.high, ".1f"),
            ]
            for name, bar in zip(names, widest, strict=True)
        ]
        grid([say(f"decide.column.tornado.{name}") for name in header], rows)


def _span(low: float, high: float, form: str) -> str:
    return say("decide.from_to", low=format(low, form), high=format(high, form))


def _widest(choosing: Choosing, bar: Bar, middle: float) -> str:
    return say(
        "decide.tornado.words",
        name=_called(choosing, bar.name),
        unit=unit(choosing.model, choosing.model.assumptions[bar.name].unit),
        low=f"{1000 * bar.low:.1f}",
        high=f"{1000 * bar.high:.1f}",
        at_low=f"{bar.at_low:.3g}",
        at_high=f"{bar.at_high:.3g}",
        middle=f"{1000 * middle:.1f}",
    )


def _sobol(choosing: Choosing) -> None:
    st.subheader(say("decide.sobol"))
    st.write(say("decide.sobol.lead"))
    found: Sensitivity | None = asked(
        choosing.scenario, "sensitivity", say("decide.sobol.ask")
    )
    if found is not None:
        _indices(choosing, found)
    how(say("decide.how.sobol"))


def _indices(choosing: Choosing, found: Sensitivity) -> None:
    if not found.inputs or found.variance <= 0:
        st.write(say("decide.sobol.nothing"))
        return
    names = {
        row.bar.name: _called(choosing, row.bar.name) for row in found.inputs if row.bar
    }
    shown = [row for row in found.inputs if row.bar][:SHOWN]
    first = shown[0]
    called = names[first.bar.name] if first.bar else ""
    st.write(
        escaped(say("decide.sobol.words", name=called, total=f"{first.total:.0%}"))
    )
    rows = [_index(names[row.bar.name], row) for row in shown if row.bar]
    if found.others is not None:
        rows.append(_index(say("decide.sobol.others"), found.others))
    header = ["assumption", "alone", "together"]
    grid([say(f"decide.column.sobol.{name}") for name in header], rows)
    st.caption(say("decide.sobol.rule", draws=found.draws))


def _index(name: str, row: Input) -> list[str]:
    return [
        escaped(name),
        _share(row.first_order, row.first_order_interval),
        _share(row.total, row.total_interval),
    ]


def _share(share: float, interval: tuple[float, float]) -> str:
    low, high = (max(100 * x, 0.0) for x in interval)
    return f"{100 * max(share, 0.0):.0f} % ({low:.0f}{NONE}{high:.0f})"


def _shapley(choosing: Choosing) -> None:
    st.subheader(say("decide.shapley"))
    st.write(say("decide.shapley.lead"))
    if not any(
        s.amounts for s in choosing.scenario.allocation(choosing.model).segments
    ):
        st.write(say("decide.shapley.empty"))
        return
    found: Attribution | None = asked(
        choosing.scenario, "attribution", say("decide.shapley.ask")
    )
    if found is not None:
        _parts(choosing, found)
    how(say("decide.how.shapley"))


def _parts(choosing: Choosing, found: Attribution) -> None:
    told = shares(found, choosing.scenario.utility(choosing.model), choosing.p)
    named = {each.id: each.name for each in choosing.model.means.interventions}
    names = [named[name] for name in told.players]
    part = told.value[0] / told.total if told.total > 0 else 0.0
    st.write(
        escaped(
            say(
                "decide.shapley.words",
                name=names[0],
                value=thousandths(told.value[0]),
                total=thousandths(told.total),
                share=percent(max(part, 0.0)),
            )
        )
    )
    figure = bars(
        names[:SHOWN], (1000 * told.value[:SHOWN]).tolist(),
        (1000 * told.standard_error[:SHOWN]).tolist(), axis=say("decide.unit"),
    )  # fmt: skip
    st.plotly_chart(
        figure, key="decide.chart.shapley", config=PLAIN,
        alt=say("decide.shapley.chart"),
    )  # fmt: skip
    exact = "decide.shapley.exact" if told.is_exact else "decide.shapley.sampled"
    st.caption(say(exact, shown=min(SHOWN, len(names)), count=len(names)))
