"""What grows month by month: capability, automation, readiness, and what is met."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from app import cached, simulated
from app.charts.fan import COLORS, Fan, fans
from app.charts.flow import ladder_colors
from app.markup import escaped
from app.parts.grid import heading, percent
from app.parts.simulate.other import Other
from app.parts.simulate.weighing import Weighing, named
from app.texts import listed, say
from simulator.scenario import Scenario
from simulator.world.run import Run
from simulator.world.series import Series

CHOSEN = "simulate.ready"
PLAIN = {"displayModeBar": False}
STYLE = """<style>
@media (max-width: 1200px) {
  .st-key-simulate_curves [data-testid="stColumn"] { min-width: 100%; }
}
</style>"""
Band = dict[str, list[float]]


def show(scenario: Scenario, other: Other | None, weighing: Weighing) -> None:
    """Show the fans."""
    st.html(STYLE)
    run = simulated.run_of(scenario)
    st.caption(say("simulate.curves.rule", worlds=scenario.worlds))
    with st.container(key="simulate_curves"):
        left, right = st.columns(2, gap="medium")
        with left:
            _capability(run, other)
            _past(run, other)
            _remainder(run)
        with right:
            _automation(run, other)
            _met(scenario, run, other, weighing)
        _readiness(scenario, run, other)


def _band(series: Series, name: str, level: int | None = None) -> Band:
    """Return a band as it stands in the run, for one level if it depends on it."""
    bands: Mapping[str, Sequence[Any]] = series.bands[name]
    return {q: list(x if level is None else x[level]) for q, x in bands.items()}


def _fan(
    run: Run, other: Other | None, name: str, called: str, color: str,
    level: int | None = None,
) -> Fan:  # fmt: skip
    ghost = None if other is None else _band(other.run.series, name, level)
    return Fan(called, _band(run.series, name, level), ghost, color)


def _draw(
    run: Run, other: Other | None, key: str, shown: Sequence[Fan], form: str
) -> None:
    name = "" if other is None else other.name
    replay = say("simulate.replay") if other is not None and other.last else ""
    figure = fans(
        run.series.months, shown, axis=say("simulate.months"), ghost=name, form=form,
        replay=replay,
    )  # fmt: skip
    st.plotly_chart(figure, key=f"simulate.chart.{key}", config=PLAIN, alt=key)


def _ends(band: Band, form: str) -> dict[str, str]:
    """Return the last points of a band, spelled."""
    return {name: format(points[-1], form) for name, points in band.items()}


def _capability(run: Run, other: Other | None) -> None:
    title = say("simulate.capability")
    heading(title)
    shown = [
        _fan(run, other, "capability", say("simulate.here"), COLORS[0]),
        Fan(say("simulate.threshold"), _band(run.series, "threshold"), None, COLORS[1]),
    ]
    _draw(run, other, title, shown, ".1f")
    ends = _ends(_band(run.series, "capability"), ".1f")
    threshold = _ends(_band(run.series, "threshold"), ".1f")["p50"]
    st.caption(say("simulate.capability.words", threshold=threshold, **ends))


def _past(run: Run, other: Other | None) -> None:
    title = say("simulate.past")
    heading(title)
    fan = _fan(run, other, "dangerous", say("simulate.here"), COLORS[1])
    _draw(run, other, title, [fan], ".0%")
    low, middle, high = (_month(month) for month in run.critical)
    share = percent(fan.band["p50"][-1])
    told = say("simulate.past.words", share=share, low=low, middle=middle, high=high)
    if other is not None:
        told += " " + say(
            "simulate.past.other", name=other.name, middle=_month(other.run.critical[1])
        )
    st.caption(escaped(told))


def _month(month: float) -> str:
    return say("simulate.never") if month == float("inf") else f"{month:.0f}"


def _automation(run: Run, other: Other | None) -> None:
    title = say("simulate.automation")
    heading(title)
    fan = _fan(run, other, "automated_share", say("simulate.here"), COLORS[2])
    _draw(run, other, title, [fan], ".0%")
    ends = {name: percent(points[-1]) for name, points in fan.band.items()}
    speed = _ends(_band(run.series, "research_multiplier"), ".2f")["p50"]
    st.caption(say("simulate.automation.words", speed=speed, **ends))


def _remainder(run: Run) -> None:
    """Tell in numbers how the tasks that are left to people bind research."""
    heading(say("simulate.remainder"))
    lines = [
        say(
            "simulate.remainder.line",
            share=f"{100 * r.share:.3g}",
            left=f"{100 * (1 - r.share):.3g}",
            bound=f"{r.bound[1]:.1f}",
            free=f"{r.free[1]:.1f}",
        )
        for r in run.remainders
    ]
    st.markdown("\n".join(f"- {line}" for line in lines))
    st.caption(say("simulate.remainder.basis"))


def _met(scenario: Scenario, run: Run, other: Other | None, weighing: Weighing) -> None:
    """Show how likely requirements are met: one level's fan, or all medians."""
    heading(say("simulate.met"))
    levels = cached.revised(scenario).belief.ladder.levels
    colors = ladder_colors(len(levels))
    if weighing.level is None:
        shown = [
            _line(_fan(run, other, "requirement", named(n, level), colors[n], n))
            for n, level in enumerate(levels)
        ]
    else:
        called = named(weighing.level, levels[weighing.level])
        fan = _fan(run, other, "requirement", called, COLORS[0], weighing.level)
        shown = [fan]
    _draw(run, other, say("simulate.met"), shown, ".0%")
    ends = [
        say("simulate.at", name=fan.name, share=percent(fan.band["p50"][-1]))
        for fan in shown
    ]
    told = say("simulate.met.words", ends=listed(ends))
    st.caption(
        escaped(
            told if weighing.level is not None else f"{say('simulate.met.all')} {told}"
        )
    )


def _line(fan: Fan) -> Fan:
    """Return the median alone."""
    median = fan.band["p50"]
    ghost = None if fan.ghost is None else fan.ghost["p50"]
    return Fan(
        fan.name,
        dict.fromkeys(fan.band, median),
        None if ghost is None else dict.fromkeys(fan.band, ghost),
        fan.color,
    )


def _readiness(scenario: Scenario, run: Run, other: Other | None) -> None:
    """Show the readiness of chosen interventions."""
    title = say("simulate.readiness")
    heading(title)
    called = {i.id: i.name for i in cached.revised(scenario).means.interventions}
    chosen = [name for name in st.session_state.get(CHOSEN, ()) if name in called]
    st.session_state[CHOSEN] = chosen or _grown(run, list(called))
    picked = st.multiselect(
        say("simulate.readiness.choose"), list(called), key=CHOSEN,
        format_func=called.__getitem__, max_selections=len(COLORS),
    )  # fmt: skip
    shown = [
        _fan(run, other, f"readiness.{name}", called[name], color)
        for name, color in zip(picked, COLORS, strict=False)
    ]
    if not shown:
        return
    _draw(run, other, title, shown, ".0%")
    ends = [
        say(
            "simulate.from_to",
            name=fan.name,
            first=percent(fan.band["p50"][0]),
            last=percent(fan.band["p50"][-1]),
        )
        for fan in shown
    ]
    st.caption(escaped(say("simulate.readiness.words", ends=listed(ends))))


def _grown(run: Run, ids: list[str]) -> list[str]:
    """Return the three interventions whose readiness grows most."""
    medians = {name: _band(run.series, f"readiness.{name}")["p50"] for name in ids}
    return sorted(ids, key=lambda n: medians[n][0] - medians[n][-1])[:3]
