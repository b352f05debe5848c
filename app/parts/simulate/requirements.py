"""How likely each level's requirement is met: as it is measured, and really."""

import streamlit as st

from app import cached
from app.charts.before_after import before_after
from app.charts.fan import COLORS, Fan
from app.charts.flow import ladder_colors
from app.markup import escaped
from app.parts.grid import heading
from app.parts.simulate.bands import PLAIN, Look, line
from app.parts.simulate.weighing import Weighing, named
from app.texts import listed, say
from simulator.scenario import Scenario
from simulator.world.run import Run

MEASURED, REAL = "requirement", "real_requirement"
LEAST = 0.0005
"""A smaller gap between the two would not be seen in tenths of a percent."""


def met(scenario: Scenario, look: Look, weighing: Weighing) -> None:
    """Show how likely requirements really hold: all medians, or one level's fans."""
    title = say("simulate.met")
    heading(title)
    if weighing.level is None:
        shown = _all(scenario, look)
    else:
        shown = _one(look, weighing.level)
    look.draw(title, shown, ".0%")
    key = "simulate.met.all" if weighing.level is None else "simulate.met.one"
    st.caption(say(key))


def _all(scenario: Scenario, look: Look) -> list[Fan]:
    levels = cached.revised(scenario).belief.ladder.levels
    colors = ladder_colors(len(levels))
    return [
        line(look.fan(REAL, named(n, level), colors[n], n))
        for n, level in enumerate(levels)
    ]


def _one(look: Look, level: int) -> list[Fan]:
    return [
        look.fan(REAL, say("simulate.real"), COLORS[0], level),
        look.fan(MEASURED, say("simulate.measured"), COLORS[1], level),
    ]


def gap(scenario: Scenario, run: Run) -> None:
    """Show, level by level, how far what is measured is more than what is real."""
    title = say("simulate.gap")
    heading(title)
    levels = cached.revised(scenario).belief.ladder.levels
    called = [named(n, level) for n, level in enumerate(levels)]
    pairs = gaps(run)
    figure = before_after(
        called, [seen for seen, _ in pairs], [real for _, real in pairs],
        called=(say("simulate.measured"), say("simulate.real")),
    )  # fmt: skip
    figure.update_xaxes(range=[0, 1.02])
    st.plotly_chart(figure, key="simulate.chart.gap", config=PLAIN, alt=title)
    st.caption(escaped(_words(called, pairs)))


def gaps(run: Run) -> list[tuple[float, float]]:
    """Return the medians at the end of the plan at each level: measured, and real."""
    seen, real = (
        [points[-1] for points in run.series.by_level(name)["p50"]]
        for name in (MEASURED, REAL)
    )
    return list(zip(seen, real, strict=True))


def _words(called: list[str], pairs: list[tuple[float, float]]) -> str:
    told = [
        say("simulate.gap.level", name=name, measured=f"{seen:.1%}", real=f"{real:.1%}")
        for name, (seen, real) in zip(called, pairs, strict=True)
        if seen - real >= LEAST
    ]
    if not told:
        return say("simulate.gap.none")
    return say("simulate.gap.words", levels=listed(told))
