from itertools import product

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from levels.belief import SCHEMAS, belief, table
from levels.document import parse
from levels.evidence import NO, YES
from levels.pack import read, shipped
from levels.problem import PackError
from tests.levels.enumeration import chance
from tests.levels.models import HALF, item
from tests.levels.models import shipped as shipped_belief


def changed(**changes):
    """Return the shipped documents with (old, new) text replaced in some catalogs."""
    documents = read()
    for stem, pairs in changes.items():
        name = f"{stem}.yaml"
        text = shipped(name).read_text(encoding="utf-8")
        for old, new in pairs:
            assert old in text, f"{name} no longer holds {old!r}"
            text = text.replace(old, new, 1)
        documents[name] = parse(text, name)
    return documents


def line_of(name, piece):
    """Return the number of the first line of a shipped catalog that holds a piece."""
    lines = shipped(name).read_text(encoding="utf-8").splitlines()
    return next(i for i, line in enumerate(lines, 1) if piece in line)


def problems(documents):
    with pytest.raises(PackError) as caught:
        belief(documents)
    return [(p.file, p.line, p.rule, p.value) for p in caught.value.problems]


# --- worked examples


def test_an_item_whose_group_does_not_transfer_is_told_by_nothing():
    probe = item(
        facts=("a", "b"),
        groups=("g", "h"),
        likelihood=tuple(
            {"facts": facts, "probability": (p, p, p)}
            for facts, p in (
                ((True, True), 0.9),
                ((True, False), 0.7),
                ((False, True), 0.6),
                ((False, False), 0.2),
            )
        ),
        otherwise=HALF,
    )

    cells = table(probe)

    assert_array_equal(cells[..., 0, 0], [[0.9, 0.7], [0.6, 0.2]])
    for g, h in ((0, 1), (1, 0), (1, 1)):
        assert_array_equal(cells[..., g, h], 0.5)


def test_an_item_without_groups_has_a_cell_for_each_state_of_its_facts():
    rows = (
        {"facts": (False,), "probability": (0.2, 0.1, 0.3)},
        {"facts": (True,), "probability": (0.8, 0.7, 0.9)},
    )

    cells = table(item(groups=(), otherwise=None, likelihood=rows))

    assert_array_equal(cells, [0.8, 0.2])


# --- the shipped pack


def test_the_shipped_network_is_the_one_that_the_catalogs_describe():
    shipped = shipped_belief()
    network = shipped.network

    assert network.levels == shipped.ladder.ids
    assert network.facts == tuple(fact.id for fact in shipped.facts)
    assert network.groups == tuple(group.id for group in shipped.groups)
    assert network.item_ids == tuple(entry.id for entry in shipped.evidence)
    for row, fact in zip(network.fact_given_level, shipped.facts, strict=True):
        assert row.tolist() == [fact.by_level[i][0] for i in shipped.ladder.ids]


def test_every_shipped_item_has_the_likelihoods_of_its_catalog_entry():
    shipped = shipped_belief()
    variables = (*shipped.network.facts, *shipped.network.groups)

    for node, entry in zip(shipped.network.items, shipped.evidence, strict=True):
        assert [variables[p - 1] for p in node.parents] == [*entry.facts, *entry.groups]
        for row in entry.likelihood:
            for transfers in product((True, False), repeat=len(entry.groups)):
                states = dict(zip(entry.facts, row.facts, strict=True))
                states |= dict(zip(entry.groups, transfers, strict=True))
                wanted = row.probability if all(transfers) else entry.otherwise
                world = tuple(states.get(name, False) for name in variables)
                assert chance(node, world) == wanted[0]


def test_every_shipped_fact_can_be_told_by_some_item():
    shipped = shipped_belief()

    told = {fact for entry in shipped.evidence for fact in entry.facts}
    assert told == {fact.id for fact in shipped.facts}
    grouped = {group for entry in shipped.evidence for group in entry.groups}
    assert grouped == {group.id for group in shipped.groups}


@pytest.mark.parametrize("outcome", [YES, NO])
def test_no_shipped_item_weighs_more_than_twenty_to_one(outcome):
    network = shipped_belief().network
    weights = [network.weights({name: outcome}) for name in network.item_ids]

    seen = network.log_likelihoods(np.stack(weights))

    assert (np.ptp(seen, axis=1) < np.log(20)).all()


def test_a_preset_that_is_not_there_is_unknown():
    with pytest.raises(KeyError, match="nobody"):
        shipped_belief().prior("nobody")


def test_a_preset_is_a_credence():
    credence = shipped_belief().prior("uniform")

    n_levels = len(shipped_belief().ladder)
    assert_allclose(credence.p, np.full(n_levels, 1 / n_levels))
    assert credence.concentration == 10


# --- refusals


def test_an_unknown_fact_or_group_is_a_problem_where_it_is_named():
    documents = changed(
        evidence=[
            ("facts: [human_feedback_sufficiency]", "facts: [rumor]"),
            ("groups: [constructed_models]", "groups: [gossip]"),
        ]
    )

    found = problems(documents)

    assert ("must be one of the facts", "'rumor'") in [p[2:] for p in found]
    assert ("must be one of the groups", "'gossip'") in [p[2:] for p in found]
    lines = {p[3]: p[1] for p in found}
    wanted = line_of("evidence.yaml", "facts: [human_feedback_sufficiency]")
    assert lines["'rumor'"] == wanted


def test_a_fact_named_twice_by_an_item_is_a_problem():
    once = "facts: [human_feedback_sufficiency]"
    twice = "facts: [human_feedback_sufficiency, human_feedback_sufficiency]"

    found = problems(changed(evidence=[(once, twice)]))

    # The likelihood lacks the second fact; the link itself waits for a sound entry.
    assert [p[2] for p in found] == [
        "likelihood must hold each combination of 2 facts once"
    ]


def test_a_group_named_twice_by_an_item_is_a_problem():
    once = "groups: [constructed_models]"
    twice = "groups: [constructed_models, constructed_models]"

    found = problems(changed(evidence=[(once, twice)]))

    assert [p[2:] for p in found] == [("must not repeat", "'constructed_models'")]


def test_ids_of_nodes_are_unique_over_facts_groups_and_evidence():
    documents = changed(
        facts=[("- id: reward_exploitation", "- id: level")],
        evidence=[("- id: sleeper_probes", "- id: internals_legibility")],
    )

    repeated = [p for p in problems(documents) if p[2] == "id must not repeat"]

    assert repeated == [
        ("facts.yaml", line_of("facts.yaml", "id: reward_"), repeated[0][2], "'level'"),
        (
            "evidence.yaml",
            line_of("evidence.yaml", "id: sleeper_probes"),
            repeated[0][2],
            "'internals_legibility'",
        ),
    ]


def test_ids_of_priors_and_sources_are_unique():
    first = shipped_belief().sources[0].id
    second = shipped_belief().sources[1].id
    documents = changed(
        priors=[("- id: easy_tier", "- id: uniform")],
        sources=[(f"- id: {second}\n", f"- id: {first}\n")],
    )

    repeated = [p for p in problems(documents) if p[2] == "id must not repeat"]

    assert {(p[0], p[3]) for p in repeated} == {
        ("priors.yaml", "'uniform'"),
        ("sources.yaml", f"'{first}'"),
    }


@pytest.mark.parametrize("name", ["facts", "priors"])
def test_a_table_by_level_holds_each_level(name):
    last = shipped_belief().ladder.ids[-1]

    found = problems(changed(**{name: [(f"      {last}:", "      unheard_of:")]}))

    assert (f"{name}.yaml", "must be a level", "'unheard_of'") in [
        (p[0], *p[2:]) for p in found
    ]
    lacking = f"must have a number for each level, lacks {last}"
    assert lacking in [p[2] for p in found]


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_a_catalog_of_the_wrong_shape_is_a_problem(name):
    for text in ("", "- 1", "text", "unheard_of: 1"):
        documents = {**read(), name: parse(text, name)}

        assert {p[0] for p in problems(documents)} == {name}


def test_the_problems_of_all_catalogs_are_reported_at_once():
    documents = changed(
        facts=[("[0.15, 0.06, 0.3]", "[0.15, 0.26, 0.3]")],
        evidence=[("sources: [probes_sleeper]", "sources: [rumor]")],
        priors=[("- id: easy_tier", "- id: uniform")],
    )

    found = problems(documents)

    assert set(found) == {
        (
            "facts.yaml",
            line_of("facts.yaml", "[0.15, 0.06, 0.3]"),
            "value 0.15 must lie between low 0.26 and high 0.3",
            "[0.15, 0.26, 0.3]",
        ),
        (
            "evidence.yaml",
            line_of("evidence.yaml", "sources: [probes_sleeper]"),
            "must be the id of a source",
            "'rumor'",
        ),
        (
            "priors.yaml",
            line_of("priors.yaml", "id: easy_tier"),
            "id must not repeat",
            "'uniform'",
        ),
    }
