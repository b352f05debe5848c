"""The flow of credence, as a Sankey diagram and as a list."""

import numpy as np
import streamlit as st

from app import cached, mapped
from app.atlas import job_name
from app.charts.flow import sankey
from app.markup import escaped
from app.parts.grid import grid, heading
from app.texts import listed, say
from interventions.flow import FREE, NEVER, Flow
from interventions.orphans import orphans
from levels.arrays import FloatArray
from simulator.choice.needed import first_jobs, jobs
from simulator.model import Model
from simulator.scenario import Scenario

FIRST = 3
Names = dict[str, str]
STYLE = """<style>
@media (max-width: 640px) { .st-key-map_wide { display: none; } }
@media (min-width: 641px) { .st-key-map_narrow { display: none; } }
.st-key-map_wide .node-label { fill: currentColor !important; }
</style>"""


def show(scenario: Scenario, levels: tuple[str, ...]) -> None:
    """Show how the credence of some levels flows."""
    model, flow = cached.revised(scenario), mapped.flow_of(scenario)
    ids = model.belief.ladder.ids
    p = cached.update_of(scenario).posterior.p * np.isin(ids, levels)
    st.html(STYLE)
    st.caption(say("map.flow.rule"))
    if not p.any():
        st.info(say("map.flow.empty"))
        return
    names, short = _names(scenario), _short(scenario)
    with st.container(key="map_wide"):
        figure = sankey(flow, p, ids, names)
        st.plotly_chart(figure, key="map.sankey", config={"displayModeBar": False})
        _words(flow, p, names)
        with st.expander(say("map.flow.list")):
            _list(flow, p, names, short)
    with st.container(key="map_narrow"):
        _words(flow, p, names)
        _list(flow, p, names, short)
    if len(levels) == len(ids):
        _others(model)


def _names(scenario: Scenario) -> Names:
    graph = mapped.atlas_of(scenario)
    names = dict(graph.nodes(data="name"))
    ends = {FREE: say("map.flow.free"), NEVER: say("map.flow.never")}
    return {**names, **ends}


def _short(scenario: Scenario) -> list[str]:
    levels = cached.revised(scenario).belief.ladder.levels
    return [
        say("map.level", number=number, name=level.short)
        for number, level in enumerate(levels, start=1)
    ]


def _arrivals(flow: Flow, p: FloatArray) -> list[tuple[str, float, int]]:
    """Return where credence ends: the node, how much, and the level with most of it."""
    sources = {source for source, _ in flow.links}
    ends = dict.fromkeys(target for _, target in flow.links if target not in sources)
    parts = [(name, flow.reaching(name) * p) for name in ends]
    found = [(name, float(x.sum()), int(x.argmax())) for name, x in parts if x.any()]
    return sorted(found, key=lambda end: -end[1])


def _words(flow: Flow, p: FloatArray, names: Names) -> None:
    first = [
        say("map.flow.part", name=names[name], share=f"{share:.0%}")
        for name, share, _ in _arrivals(flow, p)[:FIRST]
    ]
    st.write(escaped(say("map.flow.words", names=listed(first))))


def _list(flow: Flow, p: FloatArray, names: Names, levels: list[str]) -> None:
    rows = [
        [escaped(names[name]), f"{share:.1%}", escaped(levels[most])]
        for name, share, most in _arrivals(flow, p)
    ]
    grid([say("map.flow.where"), say("map.flow.share"), say("map.flow.from")], rows)


def _others(model: Model) -> None:
    """Name the interventions that no level requires, by the job that they do."""
    roots = [job.root for job in jobs(model.world)]
    found = orphans(model.means, model.belief.ladder.ids, roots)
    if not found.interventions:
        return
    heading(say("map.flow.others"))
    st.write(say("map.flow.others.lead", count=len(found.interventions)))
    called = {i.id: i.name for i in model.means.interventions}
    lines = [
        say(
            "map.flow.others.line",
            job=escaped(job_name(job)),
            names=escaped(listed([called[name] for name in names])),
        )
        for job, names in first_jobs(model, found.interventions).items()
    ]
    if found.idle:
        idle = escaped(listed([called[name] for name in found.idle]))
        lines.append(say("map.flow.others.idle", names=idle))
    st.markdown("\n".join(f"- {line}" for line in lines))
