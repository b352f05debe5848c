"""Frontiers: what more money would buy, and what safety in bad cases costs."""

from dataclasses import replace

import streamlit as st

from app.charts.frontier import Spot, frontier
from app.funding import Frontier, Mark, tail_of
from app.markup import escaped
from app.optimized import Asked
from app.parts.decide.asking import asked
from app.parts.decide.choosing import PLAIN, Choosing
from app.parts.decide.words import amount, how, thousandths
from app.parts.grid import grid
from app.texts import say
from simulator.choice.frontier import Point

THOUSAND = 1000.0


def show(choosing: Choosing, wish: Asked) -> None:
    """Offer the frontiers that lead through a wish."""
    st.subheader(say("decide.frontiers"))
    with st.container(key="decide_frontiers"):
        left, right = st.columns(2, gap="large")
        with left:
            _wider(
                choosing, replace(wish, rule="expected-value", alpha=0.0, radius=0.0)
            )
        with right:
            cautious = tail_of(wish)
            _safer(
                choosing,
                replace(wish, rule=cautious.id, alpha=cautious.alpha, radius=0.0),
            )
    how(say("decide.how.frontiers"))


def _wider(choosing: Choosing, wish: Asked) -> None:
    st.write(say("decide.wider.lead"))
    found: Frontier | None = asked(
        choosing.scenario, "wider", say("decide.wider.ask"), wish
    )
    if found is None:
        return
    least, most = found.points[0], found.points[-1]
    st.write(
        escaped(
            say(
                "decide.wider.words",
                least=amount(least.cost),
                low=thousandths(least.expected_value),
                most=amount(most.cost),
                high=thousandths(most.expected_value),
            )
        )
    )
    figure = frontier(
        [_spot(point, point.cost, efficient=point.efficient) for point in found.points],
        _spot(found.today, found.today.cost),
        called=_called(), axes=(say("decide.unit.cost"), say("decide.unit.value")),
    )  # fmt: skip
    st.plotly_chart(
        figure, key="decide.chart.wider", config=PLAIN, alt=say("decide.wider.chart")
    )
    _numbers(found)


def _safer(choosing: Choosing, wish: Asked) -> None:
    share = f"{tail_of(wish).alpha:.0%}"
    st.write(escaped(say("decide.safer.lead", share=share)))
    found: Frontier | None = asked(
        choosing.scenario, "safer", say("decide.safer.ask"), wish
    )
    if found is None:
        return
    boldest = max(found.points, key=lambda point: point.expected_value)
    safest = max(found.points, key=lambda point: point.tail)
    st.write(
        escaped(
            say(
                "decide.safer.words",
                value=thousandths(boldest.expected_value),
                tail=thousandths(boldest.tail),
                safe=thousandths(safest.tail),
                left=thousandths(safest.expected_value),
            )
        )
    )
    figure = frontier(
        [
            _spot(point, THOUSAND * point.tail, efficient=point.efficient)
            for point in found.points
        ],
        _spot(found.today, THOUSAND * found.today.tail),
        called=_called(), form=".2f",
        axes=(say("decide.unit.tail", share=share), say("decide.unit.value")),
    )  # fmt: skip
    st.plotly_chart(
        figure, key="decide.chart.safer", config=PLAIN, alt=say("decide.safer.chart")
    )
    _numbers(found)


def _called() -> tuple[str, str, str]:
    return (
        say("decide.frontier.efficient"),
        say("decide.frontier.other"),
        say("decide.frontier.today"),
    )


def _spot(point: Point | Mark, across: float, *, efficient: bool = True) -> Spot:
    value, error = THOUSAND * point.expected_value, THOUSAND * point.standard_error
    return Spot(across, value, error, efficient)


def _numbers(found: Frontier) -> None:
    header = ["portfolio", "cost", "value", "tail"]
    named: list[tuple[str, Point | Mark]] = [
        (
            say(
                "decide.frontier.efficient" if x.efficient else "decide.frontier.other"
            ),
            x,
        )
        for x in found.points
    ]
    rows = [
        [
            name,
            amount(x.cost),
            f"{thousandths(x.expected_value)} ± {thousandths(x.standard_error)}",
            thousandths(x.tail),
        ]
        for name, x in [*named, (say("decide.frontier.today"), found.today)]
    ]
    with st.expander(say("simulate.numbers")):
        grid([say(f"decide.column.frontier.{name}") for name in header], rows)
