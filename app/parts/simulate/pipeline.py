"""The pipeline as a funnel: where misaligned systems are caught, and which pass."""

from collections.abc import Callable, Iterator

import streamlit as st

from app import cached, simulated
from app.charts.chances import chances
from app.charts.funnel import Row, funnel
from app.charts.stacked import TONES
from app.markup import escaped
from app.parts.grid import grid, percent
from app.parts.simulate.other import Other
from app.parts.simulate.weighing import Weighing, named
from app.texts import say
from levels.arrays import FloatArray
from simulator.model import Model
from simulator.scenario import Scenario
from simulator.world.funnel import Funnel
from simulator.world.simulation import standard_error

PLAIN = {"displayModeBar": False}
WHOLE, CAUGHT, DOUBT = "#8796a5", "#3f7fbf", TONES["neutral"]
ALARM, HID, LOOSE = "#cc6a5a", "#b1495a", TONES["worst"]

Part = Callable[[Funnel], FloatArray]
"""What is looked at of a funnel, at each level."""
Group = list[tuple[str, str, Part]]
"""The name, color and size of each part of a whole."""


def show(scenario: Scenario, other: Other | None, weighing: Weighing) -> None:
    """Show the funnel of what is looked at, and what passes at each level."""
    model = cached.revised(scenario)
    found = simulated.run_of(scenario).funnel
    there = None if other is None else other.run.funnel
    levels = [named(n, k) for n, k in enumerate(model.belief.ladder.levels)]
    one = weighing.level
    where = say("simulate.weighed") if one is None else levels[one]
    st.subheader(escaped(say("simulate.funnel", where=where)))
    st.write(_sentence(found, weighing))
    st.plotly_chart(
        funnel(
            list(_rows(model, found, there, weighing.weights)),
            ghost="" if other is None else other.name,
        ),
        key="simulate.chart.funnel", config=PLAIN, alt=say("simulate.funnel.alt"),
    )  # fmt: skip
    st.caption(say("simulate.funnel.rule"))
    if other is not None:
        st.caption(escaped(say("simulate.funnel.ghost", name=other.name)))
    st.subheader(say("simulate.passing"))
    _passing(levels, found, other)
    with st.expander(say("simulate.numbers")):
        _table(model, levels, found)


def _sentence(found: Funnel, weighing: Weighing) -> str:
    """Tell the funnel in one sentence."""
    shares = {
        name: percent(float((weighing.weights @ part).mean()))
        for name, part in (
            ("misaligned", found.misaligned),
            ("rung", found.rung),
            ("shipped", found.shipped),
            ("caught", found.caught),
        )
    }
    return say("simulate.funnel.words", **shares)


def _rows(
    model: Model, found: Funnel, there: Funnel | None, weights: FloatArray
) -> Iterator[Row]:
    """Yield the rows of the funnel: in each group the whole, and what falls away."""
    groups: tuple[tuple[str, str, Part, Group], ...] = (
        (
            say("simulate.stage.first"),
            say("simulate.stage.misaligned"),
            lambda f: f.misaligned,
            _first(model, found),
        ),
        (
            say("simulate.stage.then"),
            say("simulate.stage.misaligned"),
            lambda f: f.misaligned,
            _ways(),
        ),
        (
            say("simulate.stage.use"),
            say("simulate.stage.shipped"),
            lambda f: f.shipped,
            _use(),
        ),
    )
    for heading, called, whole, parts in groups:
        yield Row(heading)
        yield _row(called, WHOLE, [whole], [found, there], weights)
        left = [part for *_, part in parts]
        for n, (name, color, _) in enumerate(parts):
            yield _row(name, color, left[n:], [found, there], weights)


def _row(
    name: str,
    color: str,
    left: list[Part],
    funnels: list[Funnel | None],
    weights: FloatArray,
) -> Row:
    """Return the bar of the first of the parts that are left; the others stay."""
    spans = []
    for found in funnels:
        if found is not None:
            sizes = [float((weights @ part(found)).mean()) for part in left]
            spans.append((sum(sizes[1:]), sum(sizes)))
    here, *then = spans
    first = funnels[0]
    told = "" if first is None else spelled(weights @ left[0](first))
    return Row(name, *here, told, color, then[0] if then else None)


def spelled(by_scramble: FloatArray) -> str:
    """Return a chance with its standard error, in percent.

    Parameters
    ----------
    by_scramble : ndarray, shape (n_scrambles,)
    """
    chance, error = by_scramble.mean(), standard_error(by_scramble)
    return say("simulate.chance", chance=f"{chance:.1%}", error=f"{100 * error:.1f}")


def _first(model: Model, found: Funnel) -> Group:
    called = {layer.id: layer.name for layer in model.world.layers}
    planted = {layer.id for layer in model.world.layers if layer.planted is not None}

    def rings(name: str) -> Part:
        return lambda f: f.first[name]

    layers = [
        (
            say("simulate.stage.stress", name=called[name])
            if name in planted
            else say("simulate.stage.validation", name=called[name]),
            CAUGHT,
            rings(name),
        )
        for name in found.first
    ]
    return [*layers, (say("simulate.stage.unseen"), LOOSE, lambda f: f.unseen)]


def _ways() -> Group:
    return [
        (say("simulate.way.stopped"), CAUGHT, lambda f: f.ways["stopped"]),
        (say("simulate.way.fixed"), CAUGHT, lambda f: f.ways["fixed"]),
        (say("simulate.way.stopped_unseen"), DOUBT, lambda f: f.ways["stopped_unseen"]),
        (say("simulate.way.pressed"), ALARM, lambda f: f.ways["pressed"]),
        (say("simulate.way.hidden"), HID, lambda f: f.ways["hidden"]),
        (say("simulate.way.passed"), LOOSE, lambda f: f.ways["passed"]),
    ]


def _use() -> Group:
    return [
        (say("simulate.way.caught"), CAUGHT, lambda f: f.caught),
        (say("simulate.way.loose"), LOOSE, lambda f: f.loose),
    ]


def _passing(levels: list[str], found: Funnel, other: Other | None) -> None:
    """Show P(passed and misaligned) at each level."""
    passed = found.passed_misaligned
    then = None if other is None else other.run.funnel.passed_misaligned.mean(axis=-1)
    called = (say("simulate.here"), "" if other is None else other.name)
    figure = chances(
        levels, passed.mean(axis=-1), standard_error(passed), then, called=called
    )
    st.plotly_chart(
        figure, key="simulate.chart.passing", config=PLAIN, alt=say("simulate.passing")
    )
    st.caption(say("simulate.passing.rule"))


def _table(model: Model, levels: list[str], found: Funnel) -> None:
    """Tell all of it at each level, with standard errors."""
    others: Group = [
        (say("simulate.way.unreached"), "", lambda f: f.ways["unreached"]),
        (say("simulate.way.prompt"), "", lambda f: f.ways["prompt"]),
        (say("simulate.way.delayed"), "", lambda f: f.ways["delayed"]),
        (say("simulate.way.needless"), "", lambda f: f.ways["needless"]),
    ]
    whole: Group = [(say("simulate.stage.misaligned"), "", lambda f: f.misaligned)]
    passed: Group = [
        (say("simulate.passing.column"), "", lambda f: f.passed_misaligned)
    ]
    parts = [*others, *whole, *_first(model, found), *_ways(), *_use(), *passed]
    rows = [
        [escaped(name), *(spelled(chance) for chance in part(found))]
        for name, _, part in parts
    ]
    grid([say("simulate.column.stage"), *map(escaped, levels)], rows)
    st.caption(say("simulate.numbers.error"))
