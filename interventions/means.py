"""The means part of a pack: interventions, gates, and what each level requires."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from pydantic import BaseModel

from interventions.intervention import FailureMode, Intervention, InterventionFile
from interventions.portfolio import Portfolio, Segment
from interventions.requirement import (
    Branch,
    Gate,
    LevelRequirement,
    RequirementFile,
    leaves,
)
from levels.belief import Belief
from levels.checks import Parts, checked, repeated, unknown_sources
from levels.document import Document
from levels.problem import PackError, Place, Problem

SCHEMAS: dict[str, type[BaseModel]] = {
    "interventions.yaml": InterventionFile,
    "requirements.yaml": RequirementFile,
}
LONGEST_CHAIN = 24
"""How many gates may rest on each other in a row."""


@dataclass(frozen=True, eq=False)
class Means:
    """What can be done, and what each level requires of it, checked."""

    failure_modes: tuple[FailureMode, ...]
    interventions: tuple[Intervention, ...]
    gates: tuple[Gate, ...]
    requirements: tuple[LevelRequirement, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids of the interventions, in the order of every array over them."""
        return tuple(i.id for i in self.interventions)

    @property
    def trees(self) -> dict[str, Branch]:
        """The tree of each gate."""
        return {gate.id: gate.needs for gate in self.gates}

    def intervention(self, name: str) -> Intervention:
        """Return the intervention of this id."""
        return next(i for i in self.interventions if i.id == name)

    @property
    def field(self) -> Portfolio:
        """Today's allocation of the field."""
        amounts = {i.id: i.field.value for i in self.interventions}
        return Portfolio((Segment(0.0, amounts),))


def means(documents: Mapping[str, Document], belief: Belief) -> Means:
    """Return the means part of a pack.

    Raises
    ------
    PackError
        With every problem of these catalogs.
    """
    parts, problems = checked(documents, SCHEMAS)
    if not problems:
        problems += across(documents, parts, belief)
    if problems:
        raise PackError(problems)
    return assembled(parts, belief)


def assembled(parts: Parts, belief: Belief) -> Means:
    """Return the means part from its checked catalogs."""
    done: InterventionFile = parts["interventions.yaml"]
    needed: RequirementFile = parts["requirements.yaml"]
    by_level = {requirement.level: requirement for requirement in needed.levels}
    return Means(
        failure_modes=done.failure_modes,
        interventions=done.interventions,
        gates=needed.gates,
        requirements=tuple(
            by_level[level] for level in belief.ladder.ids if level in by_level
        ),
    )


def across(
    documents: Mapping[str, Document], parts: Parts, belief: Belief
) -> list[Problem]:
    """Return the problems between the entries of these catalogs."""
    done: InterventionFile = parts["interventions.yaml"]
    needed: RequirementFile = parts["requirements.yaml"]
    listed = documents["interventions.yaml"]
    trees = documents["requirements.yaml"]
    sources = {source.id for source in belief.sources}
    interventions = {i.id for i in done.interventions}
    gates = {g.id for g in needed.gates}
    problems = [
        *unknown_sources(listed, sources),
        *unknown_sources(trees, sources),
        *_names(belief, done, needed, listed, trees),
        *_links(done, listed),
        *_unknown_leaves(listed, interventions, "intervention"),
        *_unknown_leaves(trees, interventions | gates, "intervention or gate"),
        *_levels(trees, needed, belief.ladder.ids),
    ]
    if not problems:
        problems += _cycles(listed, "interventions", done.interventions)
        problems += _cycles(trees, "gates", needed.gates)
    return problems or _chains(trees, needed.gates)


def _names(
    belief: Belief,
    done: InterventionFile,
    needed: RequirementFile,
    listed: Document,
    trees: Document,
) -> list[Problem]:
    """Every node of the graph has a name of its own."""
    before = {"level", *belief.ladder.ids}
    before |= {fact.id for fact in belief.facts}
    before |= {group.id for group in belief.groups}
    before |= {item.id for item in belief.evidence}
    ids = [mode.id for mode in done.failure_modes]
    ids += [intervention.id for intervention in done.interventions]
    gates = [gate.id for gate in needed.gates]
    return repeated(listed, ids, before) + repeated(trees, gates, before | set(ids))


def _links(done: InterventionFile, document: Document) -> list[Problem]:
    known = {
        "failure_modes": {mode.id for mode in done.failure_modes},
        "helped_by": {i.id for i in done.interventions},
    }
    return [
        document.problem(
            ("interventions", index, key, n), f"must be one of {key}", name
        )
        for index, intervention in enumerate(done.interventions)
        for key, ids in known.items()
        for n, name in enumerate(getattr(intervention, key))
        if name not in ids
    ]


def _unknown_leaves(document: Document, known: set[str], kind: str) -> list[Problem]:
    """Return a problem for each leaf of a tree that nothing answers to."""
    return [
        document.problem(place, f"must be an {kind}", document.at(place))
        for place in _leaf_places(document)
        if document.at(place) not in known
    ]


def _leaf_places(document: Document) -> Iterator[Place]:
    for place in document.lines:
        inside = place[-2:-1] and place[-2] in ("all_of", "any_of", "of")
        if inside and isinstance(document.at(place), str):
            yield place


def _levels(
    document: Document, needed: RequirementFile, levels: Sequence[str]
) -> list[Problem]:
    """Each level has one requirement, and nothing else has."""
    given = [requirement.level for requirement in needed.levels]
    problems = [
        document.problem(("levels",), "must hold every level", level)
        for level in levels
        if level not in given
    ]
    for index, level in enumerate(given):
        place = ("levels", index, "level")
        if level not in levels:
            problems.append(document.problem(place, "must be a level", level))
        elif level in given[:index]:
            problems.append(document.problem(place, "level must not repeat", level))
    return problems


def _cycles(
    document: Document, key: str, nodes: Sequence[Intervention | Gate]
) -> list[Problem]:
    """Return a problem if something needs itself, at any remove."""
    needs = {node.id: set(leaves(node.needs)) for node in nodes}
    try:
        TopologicalSorter(needs).prepare()
    except CycleError as error:
        path = error.args[1][::-1]
        place = (key, list(needs).index(path[0]), "needs")
        rule = "needs must not form a cycle"
        return [document.problem(place, rule, " -> ".join(path))]
    return []


def _chains(document: Document, gates: Sequence[Gate]) -> list[Problem]:
    """Return a problem for each gate that rests on too many in a row."""
    needs = {gate.id: set(leaves(gate.needs)) for gate in gates}
    length = dict.fromkeys(TopologicalSorter(needs).static_order(), 0)
    for name in length:
        if name in needs:
            length[name] = 1 + max((length[leaf] for leaf in needs[name]), default=0)
    rule = f"must rest on fewer than {LONGEST_CHAIN} gates in a row"
    return [
        document.problem(("gates", index, "needs"), rule, length[name] - 1)
        for index, name in enumerate(needs)
        if length[name] > LONGEST_CHAIN
    ]
