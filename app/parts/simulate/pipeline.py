"""The pipeline as a funnel: what becomes of misaligned systems before release."""

import streamlit as st

from app import cached, simulated
from app.charts.funnel import funnel
from app.charts.stacked import TONES, Part, stacked
from app.markup import escaped
from app.parts.grid import grid, heading
from app.parts.simulate.other import Other
from app.parts.simulate.weighing import Weighing, named
from app.texts import say
from levels.arrays import FloatArray
from simulator.scenario import Scenario
from simulator.world.passage import Passage

PLAIN = {"displayModeBar": False}
Stages = dict[str, FloatArray]


def show(scenario: Scenario, other: Other | None, weighing: Weighing) -> None:
    """Show the funnel of what is looked at, and the parts by level."""
    model = cached.revised(scenario)
    passed = simulated.run_of(scenario).passage
    levels = [named(n, k) for n, k in enumerate(model.belief.ladder.levels)]
    where = (
        say("simulate.weighed") if weighing.level is None else levels[weighing.level]
    )
    heading(escaped(say("simulate.funnel", where=where)))
    stages = _stages(passed)
    left = [float(weighing.weights @ x) for x in stages.values()]
    st.plotly_chart(
        funnel(list(stages), left), key="simulate.chart.funnel", config=PLAIN,
        alt=say("simulate.funnel.rule"),
    )  # fmt: skip
    st.caption(say("simulate.funnel.rule"))
    _numbers(stages, left, other, weighing)
    heading(say("simulate.passage"))
    ghost = None if other is None else _ways(other.run.passage)
    parts = [
        Part(name, color, x, None if ghost is None else ghost[name][1])
        for name, (color, x) in _ways(passed).items()
    ]
    st.plotly_chart(
        stacked(levels, parts, ghost="" if other is None else other.name),
        key="simulate.chart.passage", config=PLAIN, alt=say("simulate.passage"),
    )  # fmt: skip
    with st.expander(say("simulate.numbers")):
        _table(levels, parts)


def _stages(passed: Passage) -> Stages:
    """Return what is left at each stage, at each level; it does not rise."""
    past = passed.released + passed.doubted
    return {
        say("simulate.stage.reached"): 1 - passed.unreached[:, 0],
        say("simulate.stage.misaligned"): passed.misaligned[:, 0],
        say("simulate.stage.tests"): past[:, 0],
        say("simulate.stage.released"): passed.released[:, 0],
        say("simulate.stage.loose"): passed.lost[:, 0],
    }


def _numbers(
    stages: Stages, left: list[float], other: Other | None, weighing: Weighing
) -> None:
    """Tell the funnel of the other run beside it."""
    if other is None:
        return
    there = [float(weighing.weights @ x) for x in _stages(other.run.passage).values()]
    header = [say("simulate.column.stage"), say("simulate.here"), escaped(other.name)]
    triples = zip(stages, left, there, strict=True)
    grid(header, [[name, f"{now:.1%}", f"{then:.1%}"] for name, now, then in triples])


def _ways(passed: Passage) -> dict[str, tuple[str, FloatArray]]:
    """Return the ways through the pipeline with their colors, at each level."""
    ways = {
        say("simulate.way.unreached"): ("#c9d2da", passed.unreached),
        say("simulate.way.aligned"): (TONES["good"], passed.aligned),
        say("simulate.way.delayed"): ("#5aa98c", passed.delayed),
        say("simulate.way.needless"): ("#7cc4ab", passed.needless),
        say("simulate.way.repaired"): ("#2f6fb0", passed.repaired),
        say("simulate.way.alarmed"): ("#6d9bd1", passed.alarmed),
        say("simulate.way.doubted"): (TONES["neutral"], passed.doubted),
        say("simulate.way.caught"): (TONES["bad"], passed.caught),
        say("simulate.way.pressed"): ("#cc6a5a", _loose(passed, passed.pressed)),
        say("simulate.way.hidden"): ("#b1495a", _loose(passed, passed.hidden)),
        say("simulate.way.unseen"): (TONES["worst"], _loose(passed, passed.unseen)),
    }
    return {name: (color, x[:, 0]) for name, (color, x) in ways.items()}


def _loose(passed: Passage, part: FloatArray) -> FloatArray:
    """Return a part of what is released without what is caught in use."""
    share = passed.lost / passed.released.clip(1e-300)
    loose: FloatArray = part * share
    return loose


def _table(levels: list[str], parts: list[Part]) -> None:
    rows = [
        [escaped(level), *(f"{part.shares[n]:.1%}" for part in parts)]
        for n, level in enumerate(levels)
    ]
    grid([say("simulate.column.level"), *(part.name for part in parts)], rows)
