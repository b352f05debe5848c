"""A whole model pack: what may be true, what can be done, and how the world runs."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from pydantic import BaseModel

from interventions import means as means_part
from interventions.means import Means
from levels import belief as belief_part
from levels.belief import Belief
from levels.checks import Parts, checked, repeated, unknown_sources, wrong_levels
from levels.document import Document
from levels.pack import read
from levels.problem import PackError, Place, Problem
from levels.words import WordsFile
from simulator.assumption import Assumption, assumptions
from simulator.proposed import Proposal, ProposalFile
from simulator.words import words
from simulator.world.world import World

SCHEMAS: dict[str, type[BaseModel]] = {"world.yaml": World, "tests.yaml": ProposalFile}
ALL_SCHEMAS: dict[str, type[BaseModel]] = {
    **belief_part.SCHEMAS,
    **means_part.SCHEMAS,
    **SCHEMAS,
}

NEEDED = (
    "compute_growth",
    "algorithmic_growth",
    "threshold",
    "slowing_effect",
    "algorithms_on_compute",
    "field_growth",
    "field_limit",
    "crowding",
    "crowding_size",
    "groundwork",
    "pledged_share",
    "delivered",
    "compute_exponent",
    "automation_width",
    "task_speed",
    "substitution",
    "untrusted_use",
    "automation_on",
    "sabotage_on",
    "shared_stealth",
    "correlated_layers",
    "visibility_shift",
    "false_alarm",
    "planted",
    "stress_luck",
    "transfer_weight",
    "ship_threshold",
    "race_pressure",
    "prior_misaligned",
    "tolerance",
    "decision_spread",
    "proof_ratio",
    "caught_ratio",
    "slack_months",
    "tries",
    "hiding",
    "hiding_on",
    "halting_possible",
    "halt_breaks",
    "lock_in",
    "release",
)
"""The parameters that the mechanisms read."""

SHAPING = ("interventions.yaml", "requirements.yaml", "world.yaml")
"""The catalogs that outcomes depend on; the others shape beliefs only."""


@dataclass(frozen=True, eq=False)
class Model:
    """A checked pack.

    Parameters
    ----------
    belief : Belief
    means : Means
    world : World
    tests : tuple of Proposal
    documents : mapping of str to Document
        The catalogs that it was made from.
    digest : str
        Of all its numbers and words: the same digest gives the same results.
    world_digest : str
        Of what outcomes depend on: the same digest gives the same outcomes.
    words : mapping of str to WordsFile
        Its words in other languages; see `translated`.
    """

    belief: Belief
    means: Means
    world: World
    tests: tuple[Proposal, ...]
    documents: Mapping[str, Document]
    digest: str
    world_digest: str
    words: Mapping[str, WordsFile] = field(default_factory=dict)

    @cached_property
    def assumptions(self) -> dict[str, Assumption]:
        """Every number of the pack, by its address."""
        return assumptions(self.documents)


def load(folder: Path | None = None) -> Model:
    """Return the model of a pack, the shipped one by default.

    Raises
    ------
    PackError
        With every problem of every catalog.

    Examples
    --------
    >>> model = load()
    >>> len(model.belief.ladder), len(model.means.interventions)
    (10, 38)
    """
    documents = read(folder)
    return replace(model(documents), words=words(documents, folder, ALL_SCHEMAS))


def model(
    documents: Mapping[str, Document], spoken: Mapping[str, WordsFile] | None = None
) -> Model:
    """Return the model of catalogs that have been read.

    Parameters
    ----------
    documents : mapping of str to Document
    spoken : mapping of str to WordsFile, optional
        Its words in other languages.

    Raises
    ------
    PackError
        With every problem of every catalog.
    """
    parts, problems = checked(documents, ALL_SCHEMAS)
    problems += _across(documents, parts)
    if problems:
        raise PackError(problems)
    believed = belief_part.assembled(parts)
    return Model(
        belief=believed,
        means=means_part.assembled(parts, believed),
        world=parts["world.yaml"],
        tests=parts["tests.yaml"].tests,
        documents=documents,
        digest=digest(documents),
        world_digest=digest({name: documents[name] for name in SHAPING}),
        words=spoken or {},
    )


def _across(documents: Mapping[str, Document], parts: Parts) -> list[Problem]:
    """Return the problems between entries, of all catalogs that can be compared."""
    problems = belief_part.across(documents, parts)
    if not parts.keys() >= {*belief_part.SCHEMAS, *means_part.SCHEMAS}:
        return problems
    believed = belief_part.assembled(parts)
    done = means_part.assembled(parts, believed)
    problems += means_part.across(documents, parts, believed)
    if "world.yaml" in parts:
        document, world = documents["world.yaml"], parts["world.yaml"]
        problems += _world_problems(document, world, believed, done)
    if "tests.yaml" in parts:
        document, tests = documents["tests.yaml"], parts["tests.yaml"]
        problems += _test_problems(document, tests, believed, done)
    return problems


def digest(documents: Mapping[str, Document]) -> str:
    """Return a digest of the plain data of all catalogs, free of layout."""
    text = repr([(name, documents[name].data) for name in sorted(documents)])
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _world_problems(
    document: Document, world: World, believed: Belief, done: Means
) -> list[Problem]:
    problems = unknown_sources(document, {s.id for s in believed.sources})
    known = {
        "an outcome": {outcome.id for outcome in world.outcomes},
        "a gate or intervention": {*done.ids, *done.trees},
        "a parameter": {parameter.id for parameter in world.parameters},
    }
    for kind, place in _references(world):
        if document.at(place) not in known[kind]:
            rule = f"must be the id of {kind}"
            problems.append(document.problem(place, rule, document.at(place)))
    for name in NEEDED:
        if name not in known["a parameter"]:
            rule = "must hold every parameter that the mechanisms read"
            problems.append(document.problem(("parameters",), rule, name))
    tables = ["proof_visibility", "containable", "irreversible", "sabotage"]
    places: list[Place] = [(name, "by_level") for name in tables]
    places += [("layers", n, "by_level") for n in range(len(world.layers))]
    for place in places:
        problems += wrong_levels(document, place, document.at(place), believed.ladder)
    problems += repeated(document, [p.id for p in world.parameters])
    problems += repeated(document, [task.id for task in world.tasks])
    return problems + repeated(document, [o.id for o in world.outcomes])


def _references(world: World) -> list[tuple[str, Place]]:
    """Return what each reference of the world should name, and its place."""
    gate, parameter = "a gate or intervention", "a parameter"
    found: list[tuple[str, Place]] = []
    found += [("an outcome", ("ends", name)) for name in type(world.ends).model_fields]
    found += [(gate, ("roles", name)) for name in type(world.roles).model_fields]
    for n in range(len(world.accelerators)):
        found += [(gate, ("accelerators", n, "gate"))]
        found += [(parameter, ("accelerators", n, "boost"))]
    for n, task in enumerate(world.tasks):
        found += [(parameter, ("tasks", n, "time"))]
        found += [(parameter, ("tasks", n, "midpoint"))]
        found += [(gate, ("tasks", n, "rests_on"))] if task.rests_on else []
    for n in range(len(world.harms)):
        found += [(gate, ("harms", n, "prevention"))]
        found += [(parameter, ("harms", n, "chance"))]
        found += [(parameter, ("harms", n, "prevented"))]
    found += [(gate, ("layers", n, "gate")) for n in range(len(world.layers))]
    return found


def _test_problems(
    document: Document, tests: ProposalFile, believed: Belief, done: Means
) -> list[Problem]:
    problems = unknown_sources(document, {s.id for s in believed.sources})
    facts = {fact.id for fact in believed.facts}
    for n, test in enumerate(tests.tests):
        if test.intervention not in done.ids:
            place = ("tests", n, "intervention")
            rule = "must be the id of an intervention"
            problems.append(document.problem(place, rule, test.intervention))
        if test.fact not in facts:
            rule = "must be the id of a fact"
            problems.append(document.problem(("tests", n, "fact"), rule, test.fact))
    return problems + repeated(document, [test.id for test in tests.tests])
