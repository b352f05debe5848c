"""The graph of everything: every node, every edge, and nothing else."""

from collections import Counter
from dataclasses import replace

import networkx as nx
import pytest
from hypothesis import given

from interventions.graph import graph
from interventions.means import Means, means
from interventions.requirement import Gate, Tree, leaves
from levels.belief import Belief, belief
from levels.pack import read
from tests.strategies_trees import NAMES, trees

BELIEVED: Belief = belief(read())
DONE: Means = means(read(), BELIEVED)


@pytest.fixture(scope="module")
def whole() -> nx.DiGraph:
    return graph(BELIEVED, DONE)


def edges(whole: nx.DiGraph, kind: str) -> set[tuple[str, str]]:
    return {(a, b) for a, b, found in whole.edges(data="kind") if found == kind}


def test_every_entry_of_the_pack_is_a_node_of_its_kind(whole: nx.DiGraph) -> None:
    expected = {
        "level": set(BELIEVED.ladder.ids),
        "fact": {fact.id for fact in BELIEVED.facts},
        "group": {group.id for group in BELIEVED.groups},
        "evidence": {item.id for item in BELIEVED.evidence},
        "gate": set(DONE.trees),
        "intervention": set(DONE.ids),
        "failure_mode": {mode.id for mode in DONE.failure_modes},
        "variable": {"level"},
    }
    found = {
        kind: {node for node, known in whole.nodes(data="kind") if known == kind}
        for kind in expected
    }
    assert found == expected
    assert len(whole) == sum(map(len, expected.values()))


def test_every_node_and_edge_has_a_kind_and_every_node_a_name(
    whole: nx.DiGraph,
) -> None:
    assert all(name for _, name in whole.nodes(data="name"))
    kinds = Counter(kind for _, _, kind in whole.edges(data="kind"))
    assert set(kinds) == {
        "requires",
        "prerequisite",
        "complement",
        "addresses",
        "means",
        "bears_on",
        "state_of",
    }


def test_the_states_of_the_level_variable_are_the_levels_in_order(
    whole: nx.DiGraph,
) -> None:
    assert whole.nodes["level"]["states"] == list(BELIEVED.ladder.ids)
    numbers = [whole.nodes[level]["number"] for level in BELIEVED.ladder.ids]
    assert numbers == list(range(1, len(BELIEVED.ladder) + 1))
    assert edges(whole, "state_of") == {(i, "level") for i in BELIEVED.ladder.ids}


@pytest.mark.parametrize("kind", ["fact", "group", "evidence"])
def test_what_is_true_or_false_has_the_states_yes_and_no(
    whole: nx.DiGraph, kind: str
) -> None:
    nodes = [node for node, known in whole.nodes(data="kind") if known == kind]
    assert all(whole.nodes[node]["states"] == ["yes", "no"] for node in nodes)


def test_the_variable_facts_groups_and_evidence_are_the_belief_network(
    whole: nx.DiGraph,
) -> None:
    network = BELIEVED.network
    kinds = {"variable", "fact", "group", "evidence"}
    nodes = [node for node, kind in whole.nodes(data="kind") if kind in kinds]
    parents = ["level", *network.facts, *network.groups]
    expected = {("level", fact) for fact in network.facts}
    for item in BELIEVED.evidence:
        expected |= {(parent, item.id) for parent in (*item.facts, *item.groups)}
    assert set(whole.subgraph(nodes).edges) == expected
    assert set(parents) <= set(nodes)


def test_a_level_means_a_fact_with_a_probability(whole: nx.DiGraph) -> None:
    fact = BELIEVED.facts[0]
    for level, triple in fact.by_level.items():
        assert whole.edges[level, fact.id]["kind"] == "means"
        assert whole.edges[level, fact.id]["probability"] == triple[0]


def test_requires_leads_to_every_leaf_of_the_tree_of_a_level_or_gate(
    whole: nx.DiGraph,
) -> None:
    named = {gate.id: gate.needs for gate in DONE.gates}
    named |= {r.level: r.needs for r in DONE.requirements}
    expected = {(name, leaf) for name, tree in named.items() for leaf in leaves(tree)}
    assert edges(whole, "requires") == expected


def test_prerequisites_and_complements_join_interventions(whole: nx.DiGraph) -> None:
    listed = DONE.interventions
    assert edges(whole, "prerequisite") == {
        (i.id, leaf) for i in listed for leaf in leaves(i.needs)
    }
    assert edges(whole, "complement") == {
        (i.id, helper)
        for i in listed
        for helper in i.helped_by
        if helper not in set(leaves(i.needs))
    }
    assert edges(whole, "addresses") == {
        (i.id, mode) for i in listed for mode in i.failure_modes
    }


def test_an_intervention_shows_its_field_and_readiness(whole: nx.DiGraph) -> None:
    for intervention in DONE.interventions:
        node = whole.nodes[intervention.id]
        assert node["field"] == intervention.field.value
        assert node["readiness_today"] == intervention.readiness_today.value
        assert node["intervention_kind"] == intervention.kind


def test_trees_can_be_read_back_from_the_nodes(whole: nx.DiGraph) -> None:
    named = {gate.id: gate.needs for gate in DONE.gates}
    named |= {r.level: r.needs for r in DONE.requirements}
    named |= {i.id: i.needs for i in DONE.interventions}
    found = {node: text for node, text in whole.nodes(data="needs") if text}
    assert {n: Tree.model_validate_json(text) for n, text in found.items()} == named


def with_gate(tree: Tree) -> nx.DiGraph:
    gate = Gate(id="drawn", name="Drawn", summary="-", needs=tree, judgment="-")
    return graph(BELIEVED, replace(DONE, gates=(*DONE.gates, gate)))


@given(trees(NAMES))
def test_any_tree_is_kept_whole(tree: Tree) -> None:
    found = with_gate(tree)
    assert Tree.model_validate_json(found.nodes["drawn"]["needs"]) == tree
    assert set(found.successors("drawn")) == set(leaves(tree))


def test_an_edge_names_the_operators_on_the_way_to_its_leaf() -> None:
    inner = Tree(all_of=("debate", Tree(any_of=("elk",))))
    found = with_gate(Tree(at_least=2, of=("rlhf", "pause", inner)))
    assert {leaf: edge["operators"] for leaf, edge in found["drawn"].items()} == {
        "rlhf": "at least 2 of",
        "pause": "at least 2 of",
        "debate": "at least 2 of > all of",
        "elk": "at least 2 of > all of > any of",
    }


def test_a_leaf_that_stands_twice_has_one_edge_that_names_each_way() -> None:
    pair = Tree(all_of=("rlhf", "debate"))
    found = with_gate(Tree(any_of=("rlhf", pair, pair)))
    assert found.edges["drawn", "rlhf"]["operators"] == "any of; any of > all of"
    assert found.edges["drawn", "debate"]["operators"] == "any of > all of"


def test_a_complement_that_is_also_a_prerequisite_is_a_prerequisite() -> None:
    needing = DONE.intervention("debate").model_copy(
        update={"needs": Tree(any_of=("rlhf",)), "helped_by": ("rlhf", "elk")}
    )
    listed = tuple(needing if i.id == "debate" else i for i in DONE.interventions)
    found = graph(BELIEVED, replace(DONE, interventions=listed))
    expected = {"kind": "prerequisite", "operators": "any of"}
    assert found.edges["debate", "rlhf"] == expected
    assert found.edges["debate", "elk"] == {"kind": "complement"}


def test_what_is_required_never_leads_back(whole: nx.DiGraph) -> None:
    kinds = {"requires", "prerequisite"}
    kept = [(a, b) for a, b, kind in whole.edges(data="kind") if kind in kinds]
    assert nx.is_directed_acyclic_graph(nx.DiGraph(kept))


def test_the_order_of_nodes_and_edges_is_the_order_of_the_pack(
    whole: nx.DiGraph,
) -> None:
    again = graph(belief(read()), means(read(), BELIEVED))
    assert list(again.nodes(data=True)) == list(whole.nodes(data=True))
    helped = [i for i in DONE.interventions if len(i.helped_by) > 1]
    for intervention in helped:
        found = [
            b
            for b in whole[intervention.id]
            if whole.edges[intervention.id, b]["kind"] == "complement"
        ]
        assert found == [h for h in intervention.helped_by if h in found]
