"""What grows month by month: capability, automation, readiness, and what is met."""

import streamlit as st

from app import cached, simulated
from app.charts.fan import COLORS
from app.markup import escaped
from app.parts.grid import heading, percent
from app.parts.simulate import replay, requirements, research, threshold
from app.parts.simulate.bands import Look, band
from app.parts.simulate.other import Other
from app.parts.simulate.weighing import Weighing
from app.texts import listed, say
from simulator.scenario import Scenario
from simulator.world.run import Run

CHOSEN = "simulate.ready"
STYLE = """<style>
@media (max-width: 1200px) {
  .st-key-simulate_curves [data-testid="stColumn"] { min-width: 100%; }
}
</style>"""


def show(scenario: Scenario, other: Other | None, weighing: Weighing) -> None:
    """Show the fans."""
    st.html(STYLE)
    run = simulated.run_of(scenario)
    look = Look(run, other, replay.step(scenario, other))
    with st.container(key="simulate_curves"):
        left, right = st.columns(2, gap="large")
        with left:
            threshold.capability(look)
        with right:
            threshold.when(look)
        left, right = st.columns(2, gap="large")
        with left:
            research.automation(look)
            research.remainder(run)
        with right:
            _readiness(scenario, look)
        left, right = st.columns(2, gap="large")
        with left:
            requirements.met(scenario, look, weighing)
        with right:
            requirements.gap(scenario, run)
    st.caption(say("simulate.curves.rule", worlds=len(run.dates)))


def _readiness(scenario: Scenario, look: Look) -> None:
    """Show the readiness of chosen interventions."""
    title = say("simulate.readiness")
    heading(title)
    called = {i.id: i.name for i in cached.revised(scenario).means.interventions}
    chosen = [name for name in st.session_state.get(CHOSEN, ()) if name in called]
    st.session_state[CHOSEN] = chosen or _grown(look.run, list(called))
    place = st.container()
    picked = st.multiselect(
        say("simulate.readiness.choose"), list(called), key=CHOSEN,
        format_func=called.__getitem__, max_selections=len(COLORS),
    )  # fmt: skip
    if not picked:
        return
    shown = [
        look.fan(f"readiness.{name}", called[name], color)
        for name, color in zip(picked, COLORS, strict=False)
    ]
    with place:
        look.draw(title, shown, ".0%")
    st.caption(escaped(_words(look.run, {name: called[name] for name in picked})))


def _words(run: Run, called: dict[str, str]) -> str:
    medians = {n: band(run.series, f"readiness.{n}")["p50"] for n in called}
    ends = [
        say(
            "simulate.from_to",
            name=called[name],
            first=percent(points[0]),
            last=percent(points[-1]),
        )
        for name, points in medians.items()
    ]
    return say("simulate.readiness.words", ends=listed(ends))


def _grown(run: Run, ids: list[str]) -> list[str]:
    """Return the three interventions whose readiness grows most."""
    medians = {name: band(run.series, f"readiness.{name}")["p50"] for name in ids}
    return sorted(ids, key=lambda n: medians[n][0] - medians[n][-1])[:3]
