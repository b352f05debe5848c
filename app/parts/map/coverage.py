"""Coverage: how likely each requirement is complete, and by whose doing."""

import streamlit as st

from app import cached, mapped
from app.charts.covered import covered
from app.markup import escaped
from app.parts.grid import grid, heading, percent
from app.sentences import points
from app.texts import listed, say
from simulator.choice.coverage import Coverage
from simulator.model import Model
from simulator.scenario import Scenario


def show(scenario: Scenario, levels: tuple[str, ...]) -> None:
    """Show the coverage of every level, and the parts at one of those chosen."""
    model, coverage = cached.revised(scenario), mapped.coverage_of(scenario)
    bars, parts = st.columns([1, 1], gap="large")
    with bars:
        _bars(model, coverage, scenario)
    with parts:
        _parts(model, coverage, scenario, levels)


def _bars(model: Model, coverage: Coverage, scenario: Scenario) -> None:
    st.subheader(say("map.coverage.title"))
    size = {"worlds": scenario.worlds, "months": scenario.months}
    st.caption(say("map.coverage.lead", **size))
    levels = model.belief.ladder.levels
    named = [
        say("map.level", number=number, name=level.short)
        for number, level in enumerate(levels, start=1)
    ]
    dates = say("map.coverage.today"), say("map.coverage.planned")
    figure = covered(coverage, named, *dates)
    st.plotly_chart(figure, key="map.covered", config={"displayModeBar": False})
    told = [
        say("map.coverage.level", number=number, share=percent(share))
        for number, share in enumerate(coverage.planned.mean, start=1)
    ]
    st.caption(say("map.coverage.words", levels=listed(told)))


def _parts(
    model: Model, coverage: Coverage, scenario: Scenario, levels: tuple[str, ...]
) -> None:
    """Show each measure's part at one level, and what is needed together."""
    st.subheader(say("map.coverage.parts"))
    ids, ladder = model.belief.ladder.ids, model.belief.ladder.levels
    chosen = st.selectbox(
        say("map.coverage.choose"), levels, index=len(levels) // 2,
        format_func=lambda i: say(
            "map.level.name", number=ids.index(i) + 1, name=ladder[ids.index(i)].name
        ),
        key=f"map.part.{len(levels)}.{levels[0]}",
    )  # fmt: skip
    level = ids.index(chosen)
    if not coverage.lost[:, level].any() and not coverage.gained[:, level].any():
        free = coverage.planned.mean[level] > 0
        st.write(say("map.coverage.free") if free else say("map.coverage.never"))
        return
    st.write(_best(model, coverage, level))
    _measures(model, coverage, level)
    _together(model, scenario, level)


def _best(model: Model, coverage: Coverage, level: int) -> str:
    share = percent(coverage.planned.mean[level])
    best = coverage.best(level)
    if best is None:
        return say("map.coverage.best.none", number=level + 1, share=share)
    return say(
        "map.coverage.best",
        number=level + 1,
        share=share,
        name=escaped(model.means.interventions[best].name),
        points=points(coverage.gained[best, level]),
    )


def _measures(model: Model, coverage: Coverage, level: int) -> None:
    lost, gained = coverage.lost[:, level], coverage.gained[:, level]
    rows = [
        [
            escaped(model.means.interventions[row].name),
            f"{coverage.ready[row]:.0%}",
            points(lost[row]),
            points(gained[row]),
        ]
        for row in sorted(range(len(gained)), key=lambda i: (-gained[i], -lost[i]))
        if lost[row] or gained[row]
    ]
    grid(
        [
            say("map.coverage.measure"),
            say("map.coverage.ready"),
            say("map.coverage.lost"),
            say("map.coverage.gained"),
        ],
        rows,
    )
    st.caption(say("map.coverage.unit"))


def _together(model: Model, scenario: Scenario, level: int) -> None:
    heading(say("map.together.title"))
    found = mapped.together_of(scenario, level)
    if not found:
        st.write(say("map.together.none"))
        return
    st.caption(say("map.together.lead"))
    rows = []
    for some in found:
        names = listed([model.means.intervention(i).name for i in some.members])
        told = say("map.together.completes", names=names) if some.completes else names
        rows.append([escaped(told), points(some.alone), points(some.joint)])
    grid(
        [
            say("map.together.set"),
            say("map.together.alone"),
            say("map.together.joint"),
        ],
        rows,
    )
