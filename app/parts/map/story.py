"""The story of one node of the map, whatever kind it is."""

from collections.abc import Callable, Sequence

import streamlit as st

from app import cached, mapped
from app.citation import cited
from app.explorer import needs_in_words
from app.markup import escaped
from app.parts.explore import about
from app.parts.grid import heading, percent
from app.parts.map import story_parts
from app.sentences import names as names_of
from app.texts import listed, say
from interventions.chance import chance
from interventions.requirement import NOTHING, Branch
from levels.quantity import Based
from simulator.choice.needed import jobs
from simulator.model import Model
from simulator.scenario import Scenario

NODE = "map.node"


def chosen() -> str | None:
    """Return the id of the selected node."""
    name: str | None = st.session_state.get(NODE)
    return name


def choose(name: str) -> None:
    """Select a node."""
    st.session_state[NODE] = name


def show(scenario: Scenario) -> None:
    """Let a node be chosen, and tell its story."""
    nodes = dict(mapped.atlas_of(scenario).nodes(data=True))
    if chosen() not in nodes:
        st.session_state.pop(NODE, None)
    st.selectbox(
        say("map.story"), list(nodes), index=None, key=NODE,
        placeholder=say("map.story.none"),
        format_func=lambda name: say(
            "map.story.option",
            kind=say(f"map.kind.{nodes[name]['kind']}"),
            name=nodes[name]["name"],
        ),
    )  # fmt: skip
    name = chosen()
    if name is not None:
        st.subheader(escaped(nodes[name]["name"]))
        STORIES[nodes[name]["kind"]](cached.revised(scenario), scenario, name)


def _level(model: Model, scenario: Scenario, name: str) -> None:
    number = model.belief.ladder.ids.index(name)
    level = model.belief.ladder.levels[number]
    tree = model.means.requirements[number].needs
    left, right = st.columns([2, 3], gap="large")
    with left:
        st.write(escaped(level.summary))
        st.write(escaped(say("map.story.risk", text=level.risk)))
        if level.why_not_previous:
            text = level.why_not_previous
            st.write(escaped(say("map.story.previous", text=text)))
        _ready(model, scenario, tree, "map.story.chance.level")
        _needs(model, tree)
        story_parts.sets(model, tree)
        _sources([*level.sources, model.means.requirements[number].source])
    with right:
        story_parts.measures(model, scenario, number)
        story_parts.facts(model, name)


def _gate(model: Model, scenario: Scenario, name: str) -> None:
    gate = next(gate for gate in model.means.gates if gate.id == name)
    left, right = st.columns([2, 3], gap="large")
    with left:
        st.write(escaped(gate.summary))
        _ready(model, scenario, name, "map.story.chance")
        _needs(model, gate.needs)
        story_parts.sets(model, name)
        _basis(gate)
    with right:
        story_parts.who(model, name)
        story_parts.swings(model, scenario, name)


def _intervention(model: Model, scenario: Scenario, name: str) -> None:
    mine = model.means.intervention(name)
    told, numbers = st.columns([3, 2], gap="large")
    with numbers:
        about.tell(mine)
    with told:
        ready = mine.readiness_today
        given = {"value": ready.value, "low": ready.low, "high": ready.high}
        shares = {key: percent(share) for key, share in given.items()}
        st.markdown(say("map.story.ready", **shares))
        held = scenario.parameters.get(f"{name}.readiness_today")
        if held is not None:
            st.caption(say("map.story.held", value=percent(held)))
        if mine.needs != NOTHING:
            needs = needs_in_words(mine.needs, {}, names_of(model))
            st.write(escaped(say("map.story.builds", needs=needs)))
        modes = {mode.id: mode.name for mode in model.means.failure_modes}
        if mine.failure_modes:
            against = listed([modes[mode] for mode in mine.failure_modes])
            st.write(escaped(say("map.story.against", names=against)))
        story_parts.who(model, name)
        story_parts.swings(model, scenario, name)


def _job(model: Model, scenario: Scenario, name: str) -> None:
    number = mapped.atlas_of(scenario).nodes[name]["number"]
    job = jobs(model.world)[number]
    share = _chance(model, scenario, job.root)
    root = escaped(names_of(model)[job.root])
    st.markdown(say("map.story.job", name=root, share=percent(share)))
    st.write(escaped(say(f"reasons.{job.role}", gate=names_of(model)[job.root])))
    story_parts.sets(model, job.root)


def _failure_mode(model: Model, scenario: Scenario, name: str) -> None:
    mode = next(mode for mode in model.means.failure_modes if mode.id == name)
    st.write(escaped(mode.summary))
    heading(say("map.story.mode"))
    ready = dict(zip(model.means.ids, mapped.today_of(scenario), strict=True))
    lines = [
        say("map.story.mode.line", name=escaped(i.name), share=percent(ready[i.id]))
        for i in model.means.interventions
        if name in i.failure_modes
    ]
    told = "\n".join(f"- {line}" for line in lines)
    st.markdown(told or say("map.story.mode.none"))


def _fact(model: Model, scenario: Scenario, name: str) -> None:
    fact = next(fact for fact in model.belief.facts if fact.id == name)
    left, right = st.columns([2, 3], gap="large")
    with left:
        st.write(escaped(fact.meaning))
        share = cached.update_of(scenario).facts[name]
        st.markdown(say("map.story.fact.now", share=percent(share)))
        items = [item for item in model.belief.evidence if name in item.facts]
        st.write(say("map.story.fact.evidence", count=len(items)))
        _basis(fact)
    with right:
        story_parts.by_level(model, fact)


STORIES: dict[str, Callable[[Model, Scenario, str], None]] = {
    "level": _level,
    "gate": _gate,
    "intervention": _intervention,
    "job": _job,
    "failure_mode": _failure_mode,
    "fact": _fact,
}


def _ready(model: Model, scenario: Scenario, branch: Branch, key: str) -> None:
    st.markdown(say(key, share=percent(_chance(model, scenario, branch))))


def _chance(model: Model, scenario: Scenario, branch: Branch) -> float:
    ready = chance(branch, model.means.trees, model.means.ids)
    return float(ready(mapped.today_of(scenario)))


def _needs(model: Model, tree: Branch) -> None:
    gates = {gate.id: gate for gate in model.means.gates}
    needs = needs_in_words(tree, gates, names_of(model))
    heading(say("map.story.needs"))
    st.write(escaped(say("map.story.needs.words", needs=needs)))


def _basis(entry: Based) -> None:
    st.caption(say("map.story.basis", basis=about.basis(entry)))


def _sources(names: Sequence[str | None]) -> None:
    found = [
        cited(cached.source(name)) for name in dict.fromkeys(names) if name is not None
    ]
    if found:
        heading(say("map.story.sources"))
        st.markdown("\n".join(f"- {source}" for source in found))
