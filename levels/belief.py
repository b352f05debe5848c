"""The belief part of a pack: its ladder, facts, evidence, presets, and network."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from pydantic import BaseModel

from levels.arrays import FloatArray
from levels.checks import Parts, checked, repeated, unknown_sources, wrong_levels
from levels.credence import Credence
from levels.document import Document
from levels.evidence import Evidence, EvidenceFile, Group
from levels.fact import Fact, FactFile
from levels.level import Ladder
from levels.network import NODE, Item, Network
from levels.prior import Prior, PriorFile
from levels.problem import PackError, Problem
from levels.source import Source, SourceFile

SCHEMAS: dict[str, type[BaseModel]] = {
    "sources.yaml": SourceFile,
    "levels.yaml": Ladder,
    "facts.yaml": FactFile,
    "evidence.yaml": EvidenceFile,
    "priors.yaml": PriorFile,
}
BY_LEVEL = (("facts.yaml", "facts", "by_level"), ("priors.yaml", "priors", "credence"))


@dataclass(frozen=True, eq=False)
class Belief:
    """What may be true and how evidence speaks to it, checked."""

    ladder: Ladder
    sources: tuple[Source, ...]
    facts: tuple[Fact, ...]
    groups: tuple[Group, ...]
    evidence: tuple[Evidence, ...]
    priors: tuple[Prior, ...]

    @cached_property
    def network(self) -> Network:
        """The Bayesian network that the catalogs describe."""
        return network(self)

    def prior(self, name: str) -> Credence:
        """Return a preset as a credence.

        Raises
        ------
        KeyError
            If there is no such preset.
        """
        preset = next((prior for prior in self.priors if prior.id == name), None)
        if preset is None:
            raise KeyError(name)
        p = np.array([preset.credence[level][0] for level in self.ladder.ids])
        return Credence(p, preset.concentration.value)


def belief(documents: Mapping[str, Document]) -> Belief:
    """Return the belief part of a pack.

    Raises
    ------
    PackError
        With every problem of these catalogs.
    """
    parts, problems = checked(documents, SCHEMAS)
    problems += across(documents, parts)
    if problems:
        raise PackError(problems)
    return assembled(parts)


def assembled(parts: Parts) -> Belief:
    """Return the belief part from its checked catalogs."""
    return Belief(
        ladder=parts["levels.yaml"],
        sources=parts["sources.yaml"].sources,
        facts=parts["facts.yaml"].facts,
        groups=parts["evidence.yaml"].groups,
        evidence=parts["evidence.yaml"].evidence,
        priors=parts["priors.yaml"].priors,
    )


def network(belief: Belief) -> Network:
    """Return the Bayesian network that the catalogs describe."""
    facts = [fact.id for fact in belief.facts]
    groups = [group.id for group in belief.groups]
    index = {name: 1 + i for i, name in enumerate([*facts, *groups])}
    levels = belief.ladder.ids
    given = [[fact.by_level[level][0] for level in levels] for fact in belief.facts]
    return Network(
        levels=levels,
        facts=tuple(facts),
        groups=tuple(groups),
        fact_given_level=np.array(given).reshape(len(facts), len(levels)),
        group_transfers=np.array([g.probability.value for g in belief.groups]),
        items=tuple(
            Item(e.id, tuple(index[p] for p in (*e.facts, *e.groups)), table(e))
            for e in belief.evidence
        ),
    )


def table(item: Evidence) -> FloatArray:
    """Return P(seen | facts, groups), each axis ordered yes, no.

    Where a group does not transfer, the facts make no difference.
    """
    n_facts, n_groups = len(item.facts), len(item.groups)
    result = np.empty((2,) * (n_facts + n_groups))
    if item.otherwise is not None:
        result[...] = item.otherwise[0]
    for row in item.likelihood:
        states = tuple(0 if state else 1 for state in row.facts)
        result[states + (0,) * n_groups] = row.probability[0]
    return result


def across(documents: Mapping[str, Document], parts: Parts) -> list[Problem]:
    """Return what breaks a rule between catalogs, of those that are sound alone."""
    problems: list[Problem] = []
    if "sources.yaml" in parts:
        sources = [source.id for source in parts["sources.yaml"].sources]
        problems += repeated(documents["sources.yaml"], sources)
        for name in SCHEMAS:
            problems += unknown_sources(documents[name], set(sources))
    if "priors.yaml" in parts:
        priors = [prior.id for prior in parts["priors.yaml"].priors]
        problems += repeated(documents["priors.yaml"], priors)
    for name, entries, table in BY_LEVEL:
        if name in parts and "levels.yaml" in parts:
            ladder = parts["levels.yaml"]
            problems += _tables(documents[name], entries, table, ladder)
    if "facts.yaml" in parts and "evidence.yaml" in parts:
        problems += _nodes(documents, parts["facts.yaml"], parts["evidence.yaml"])
    return problems


def _nodes(
    documents: Mapping[str, Document], facts: FactFile, evidence: EvidenceFile
) -> list[Problem]:
    first = [fact.id for fact in facts.facts]
    then = [*(group.id for group in evidence.groups)]
    then += [item.id for item in evidence.evidence]
    return [
        *repeated(documents["facts.yaml"], first, [NODE]),
        *repeated(documents["evidence.yaml"], then, [NODE, *first]),
        *_links(documents["evidence.yaml"], facts, evidence),
    ]


def _tables(
    document: Document, list_key: str, table_key: str, ladder: Ladder
) -> list[Problem]:
    problems = []
    for index, entry in enumerate(document.data[list_key]):
        place = (list_key, index, table_key)
        problems += wrong_levels(document, place, entry[table_key], ladder)
    return problems


def _links(
    document: Document, facts: FactFile, evidence: EvidenceFile
) -> list[Problem]:
    known = {
        "facts": {fact.id for fact in facts.facts},
        "groups": {group.id for group in evidence.groups},
    }
    problems = []
    for index, item in enumerate(evidence.evidence):
        for kind, names in (("facts", item.facts), ("groups", item.groups)):
            for position, name in enumerate(names):
                place = ("evidence", index, kind, position)
                if name not in known[kind]:
                    rule = f"must be one of the {kind}"
                    problems.append(document.problem(place, rule, name))
                elif name in names[:position]:
                    problems.append(document.problem(place, "must not repeat", name))
    return problems
