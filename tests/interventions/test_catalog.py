"""The shipped interventions and requirements: complete, sourced, and in order."""

from collections.abc import Iterator
from itertools import pairwise

import pytest

from interventions.diagram import TRUE, DiagramBuilder
from interventions.means import Means, means
from interventions.requirement import leaves, support
from levels.belief import belief
from levels.pack import read

DOCUMENTS = read()
LEVELS = belief(DOCUMENTS).ladder.ids
DONE: Means = means(DOCUMENTS, belief(DOCUMENTS))


def mappings(data: object) -> Iterator[dict]:
    if isinstance(data, dict):
        yield data
        for value in data.values():
            yield from mappings(value)
    elif isinstance(data, list):
        for value in data:
            yield from mappings(value)


def numbers(mapping: dict) -> set[str]:
    return {
        key
        for key, value in mapping.items()
        if isinstance(value, int | float) and not isinstance(value, bool)
    }


def based(mapping: dict) -> bool:
    return bool(mapping.get("source") or mapping.get("judgment"))


def test_there_are_at_least_35_interventions_of_both_kinds() -> None:
    kinds = [intervention.kind for intervention in DONE.interventions]
    assert len(kinds) >= 35
    assert set(kinds) == {"technical", "governance"}


def test_every_level_has_a_requirement() -> None:
    assert [requirement.level for requirement in DONE.requirements] == list(LEVELS)


def test_every_number_of_an_intervention_has_a_range_and_a_basis() -> None:
    found = list(mappings(DOCUMENTS["interventions.yaml"].data))
    quantities = [mapping for mapping in found if "value" in mapping]
    assert len(quantities) >= 7 * len(DONE.interventions)
    assert all(based(mapping) for mapping in quantities)
    assert all({"low", "high"} <= set(mapping) for mapping in quantities)
    named = {key for mapping in found for key in numbers(mapping)}
    assert named <= {"value", "low", "high", "at_least"}


def test_every_requirement_and_gate_has_a_basis() -> None:
    data = DOCUMENTS["requirements.yaml"].data
    assert all(based(entry) for entry in (*data["gates"], *data["levels"]))
    named = {key for mapping in mappings(data) for key in numbers(mapping)}
    assert named <= {"at_least"}


def test_every_gate_is_used_by_a_level_a_gate_or_the_world() -> None:
    world = DOCUMENTS["world.yaml"].data
    used = set(world["roles"].values())
    used |= {accelerator["gate"] for accelerator in world["accelerators"]}
    used |= {harm["prevention"] for harm in world["harms"]}
    used |= {layer["gate"] for layer in world["layers"]}
    for tree in (*DONE.trees.values(), *(r.needs for r in DONE.requirements)):
        used |= set(leaves(tree))
    assert not [gate.id for gate in DONE.gates if gate.id not in used]


@pytest.fixture(scope="module")
def required() -> tuple[DiagramBuilder, dict[str, int]]:
    """Return the diagram of each level's requirement, in one forest."""
    builder = DiagramBuilder(DONE.ids, DONE.trees)
    return builder, {r.level: builder.tree(r.needs) for r in DONE.requirements}


@pytest.mark.parametrize(("easier", "harder"), list(pairwise(LEVELS[1:7])))
def test_what_a_harder_level_requires_covers_the_easier_one(
    required: tuple[DiagramBuilder, dict[str, int]], easier: str, harder: str
) -> None:
    builder, roots = required
    assert builder.choose(roots[harder], roots[easier], TRUE) == TRUE
    assert builder.choose(roots[easier], roots[harder], TRUE) != TRUE


def test_the_first_level_requires_nothing_and_the_last_cannot_be_met() -> None:
    assert DONE.requirements[0].needs.all_of == ()
    assert DONE.requirements[-1].needs.any_of == ()


def test_no_level_requires_one_intervention_that_stands_for_all() -> None:
    for intervention in DONE.interventions:
        text = f"{intervention.id} {intervention.name}".lower()
        assert not [w for w in ("portfolio", "combin", "composite") if w in text]
    for requirement in DONE.requirements[3:9]:
        assert len(support(requirement.needs, DONE.trees)) > 1


def test_every_intervention_addresses_something_and_says_what_it_cannot() -> None:
    for intervention in DONE.interventions:
        assert intervention.failure_modes, intervention.id
        assert intervention.cannot, intervention.id


def test_every_failure_mode_is_addressed() -> None:
    addressed = {mode for i in DONE.interventions for mode in i.failure_modes}
    assert not [m.id for m in DONE.failure_modes if m.id not in addressed]


def test_readiness_today_lies_below_the_ceiling() -> None:
    for intervention in DONE.interventions:
        today, ceiling = intervention.readiness_today, intervention.ceiling
        assert today.value < ceiling.value, intervention.id
