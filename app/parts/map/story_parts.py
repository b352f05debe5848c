"""Parts that stories share: sets in words, who needs a node, how much it matters."""

from collections.abc import Sequence

import streamlit as st

from app import mapped
from app.atlas import job_name
from app.markup import escaped
from app.parts.grid import grid, heading, percent
from app.sentences import names as names_of
from app.sentences import points
from app.texts import listed, say
from interventions.diagram import diagram
from interventions.minimal import MinimalSets, minimal_sets
from interventions.requirement import Branch, support
from interventions.swing import Swing
from levels.fact import Fact
from simulator.choice.needed import needed
from simulator.model import Model
from simulator.scenario import Scenario

SHOWN = 5
LARGEST_FACTOR = 1e6


def sets(model: Model, tree: Branch) -> None:
    """Tell the smallest path and cut sets of a tree, and how many more there are."""
    forest = diagram([tree], model.means.trees)
    paths, cuts = (minimal_sets(forest, kind, SHOWN) for kind in ("path", "cut"))
    _told(model, say("map.story.paths"), paths)
    _told(model, say("map.story.cuts"), cuts)


def _told(model: Model, title: str, found: MinimalSets) -> None:
    if found.count == 0 or found.smallest == ((),):
        return
    names = names_of(model)
    lines = [escaped(listed([names[name] for name in some])) for some in found.smallest]
    if found.count is None:
        lines = [say("map.story.uncounted")]
    elif found.count > len(lines):
        lines.append(say("map.story.more", count=f"{found.count - len(lines):,}"))
    heading(title)
    st.markdown("\n".join(f"- {line}" for line in lines))


def who(model: Model, name: str) -> None:
    """Tell who needs an intervention or a gate."""
    found, names = needed(model, name), names_of(model)
    levels = model.belief.ladder.levels
    for number, level in enumerate(levels, start=1):
        names[level.id] = say("map.level.name", number=number, name=level.name)
    told = {
        say("map.story.who.levels", names="{}"): [
            names[levels[k].id] for k in found.levels
        ],
        say("map.story.who.directly", names="{}"): [names[n] for n in found.directly],
        say("map.story.who.before", names="{}"): [names[n] for n in found.before],
        say("map.story.who.helps", names="{}"): [names[n] for n in found.helps],
        say("map.story.who.jobs", names="{}"): [job_name(j) for j in found.jobs],
    }
    lines = [f"- {key.format(escaped(listed(v)))}" for key, v in told.items() if v]
    heading(say("map.story.who"))
    st.markdown("\n".join(lines) or say("map.story.who.nobody"))


def swings(model: Model, scenario: Scenario, name: str) -> None:
    """Show how far each level that rests on a node swings with it."""
    levels = needed(model, name).levels
    if not levels:
        return
    ladder = model.belief.ladder.levels
    rows = []
    for k in levels:
        found = mapped.swings_of(scenario, k, [name])[name]
        level = say("map.level", number=k + 1, name=ladder[k].short)
        chances = [percent(x) for x in (found.now, found.lost, found.certain)]
        rows.append([escaped(level), *chances, *_measured(found)])
    heading(say("map.story.importance"))
    grid(
        [
            say("map.story.column.level"),
            say("map.story.column.now"),
            say("map.story.column.lost"),
            say("map.story.column.certain"),
            *_columns(),
        ],
        rows,
    )
    st.caption(say("map.story.importance.words"))


def measures(model: Model, scenario: Scenario, level: int) -> None:
    """Show how much each intervention matters at one level."""
    means = model.means
    some = support(means.requirements[level].needs, means.trees)
    if not some:
        return
    found = mapped.swings_of(scenario, level, some)
    ready = dict(zip(means.ids, mapped.today_of(scenario), strict=True))
    rows = [
        [
            escaped(means.intervention(name).name),
            percent(ready[name]),
            *_measured(found[name]),
        ]
        for name in sorted(some, key=lambda name: -found[name].certain)
    ]
    heading(say("map.story.importance.level"))
    head = [say("map.coverage.measure"), say("details.readiness_today"), *_columns()]
    grid(head, rows)
    st.caption(say("map.story.importance.words"))


def _columns() -> list[str]:
    return [
        say("map.story.column.birnbaum"),
        say("map.story.column.raw"),
        say("map.story.column.rrw"),
        say("map.story.column.criticality"),
    ]


def _measured(found: Swing) -> list[str]:
    """Return the four importance measures in words and numbers."""
    gone = found.certain == 1
    return [
        points(found.birnbaum),
        say("map.story.times", factor=_factor(found.risk_achievement_worth)),
        say("map.story.gone")
        if gone
        else say("map.story.divided", factor=_factor(found.risk_reduction_worth)),
        percent(found.criticality) if found.now < 1 else say("map.story.nothing"),
    ]


def _factor(factor: float) -> str:
    return f"{factor:.4g}" if factor < LARGEST_FACTOR else "∞"


def facts(model: Model, level: str) -> None:
    """Tell what a level means: how likely each fact is there."""
    if not model.belief.facts:
        return
    heading(say("map.story.facts"))
    lines = [
        say("map.story.fact", name=escaped(fact.name), **_shares(fact, level))
        for fact in model.belief.facts
    ]
    st.markdown("\n".join(f"- {line}" for line in lines))


def by_level(model: Model, fact: Fact) -> None:
    """Tell how likely a fact is at each level."""
    heading(say("map.story.fact.lead"))
    lines = [
        say(
            "map.story.fact",
            name=escaped(say("map.level", number=number, name=level.name)),
            **_shares(fact, level.id),
        )
        for number, level in enumerate(model.belief.ladder.levels, start=1)
    ]
    st.markdown("\n".join(f"- {line}" for line in lines))


def _shares(fact: Fact, level: str) -> dict[str, str]:
    triple: Sequence[float] = fact.by_level[level]
    keys = ("value", "low", "high")
    return {key: percent(share) for key, share in zip(keys, triple, strict=True)}
