"""One graph of everything: levels, facts, evidence, gates, interventions, failures.

Edges point from a level or gate to what it requires, from an intervention to its
prerequisites, its complements and the failure modes that it addresses, from a level to
the facts that it means, and from a fact to the evidence that it bears on.
"""

from collections.abc import Iterator
from typing import Any

import networkx as nx

from interventions.means import Means
from interventions.requirement import Tree
from levels.belief import Belief

VARIABLE = "level"
"""The node that stands for the level as a variable, whose states are the levels."""

STATES = ("yes", "no")
Node = tuple[str, dict[str, Any]]
Edge = tuple[str, str, dict[str, Any]]


def graph(belief: Belief, means: Means) -> nx.DiGraph:
    """Return the graph of a pack, each node named by its id.

    Every node has a `kind` and a `name`. What needs something also has the whole tree
    as JSON in `needs`; its edges name the operators on the way to each leaf, as in
    "all of > at least 2 of". The variable, facts, groups and evidence with the edges
    between them are the belief network.

    Parameters
    ----------
    belief : Belief
    means : Means

    Returns
    -------
    networkx.DiGraph
        Edges have a `kind`: requires, prerequisite, complement, addresses, means,
        bears_on, state_of. A complement that is also a prerequisite is a prerequisite.

    Examples
    --------
    >>> from interventions.means import means
    >>> from levels.belief import belief
    >>> from levels.pack import read
    >>> catalogs = read()
    >>> believed = belief(catalogs)
    >>> whole = graph(believed, means(catalogs, believed))
    >>> whole.edges["scalable_oversight", "debate"]
    {'kind': 'requires', 'operators': 'all of > at least 2 of'}
    """
    whole = nx.DiGraph()
    whole.add_nodes_from(_belief_nodes(belief))
    whole.add_nodes_from(_means_nodes(means))
    for level, requirement in zip(belief.ladder.ids, means.requirements, strict=True):
        whole.nodes[level]["needs"] = _json(requirement.needs)
    whole.add_edges_from(_belief_edges(belief))
    whole.add_edges_from(_means_edges(means))
    return whole


def _belief_nodes(belief: Belief) -> Iterator[Node]:
    levels, name = belief.ladder.levels, belief.ladder.name
    states = list(belief.ladder.ids)
    yield VARIABLE, {"kind": "variable", "name": name, "states": states}
    for number, level in enumerate(levels, start=1):
        yield level.id, {"kind": "level", "name": level.name, "number": number}
    for fact in belief.facts:
        yield fact.id, _binary("fact", fact.name)
    for group in belief.groups:
        yield group.id, _binary("group", group.name)
    for item in belief.evidence:
        yield item.id, _binary("evidence", item.name)


def _binary(kind: str, name: str) -> dict[str, Any]:
    return {"kind": kind, "name": name, "states": list(STATES)}


def _means_nodes(means: Means) -> Iterator[Node]:
    for gate in means.gates:
        needs = _json(gate.needs)
        yield gate.id, {"kind": "gate", "name": gate.name, "needs": needs}
    for intervention in means.interventions:
        yield (
            intervention.id,
            {
                "kind": "intervention",
                "name": intervention.name,
                "intervention_kind": intervention.kind,
                "readiness_today": intervention.readiness_today.value,
                "field": intervention.field.value,
                "needs": _json(intervention.needs),
            },
        )
    for mode in means.failure_modes:
        yield mode.id, {"kind": "failure_mode", "name": mode.name}


def _json(tree: Tree) -> str:
    return tree.model_dump_json(exclude_none=True)


def _belief_edges(belief: Belief) -> Iterator[Edge]:
    for level in belief.ladder.ids:
        yield level, VARIABLE, {"kind": "state_of"}
    for fact in belief.facts:
        yield VARIABLE, fact.id, {"kind": "means"}
        for level in belief.ladder.ids:
            probability = fact.by_level[level][0]
            yield level, fact.id, {"kind": "means", "probability": probability}
    for item in belief.evidence:
        for parent in (*item.facts, *item.groups):
            yield parent, item.id, {"kind": "bears_on"}


def _means_edges(means: Means) -> Iterator[Edge]:
    for requirement in means.requirements:
        yield from _tree_edges(requirement.level, requirement.needs, "requires")
    for gate in means.gates:
        yield from _tree_edges(gate.id, gate.needs, "requires")
    for intervention in means.interventions:
        name = intervention.id
        for mode in intervention.failure_modes:
            yield name, mode, {"kind": "addresses"}
        for helper in intervention.helped_by:
            yield name, helper, {"kind": "complement"}
        yield from _tree_edges(name, intervention.needs, "prerequisite")


def _tree_edges(source: str, tree: Tree, kind: str) -> Iterator[Edge]:
    """Return an edge to each leaf, with every way of operators that leads to it."""
    ways: dict[str, list[str]] = {}
    for leaf, way in _ways(tree):
        ways.setdefault(leaf, []).append(way)
    for leaf, found in ways.items():
        operators = "; ".join(dict.fromkeys(found))
        yield source, leaf, {"kind": kind, "operators": operators}


def _ways(tree: Tree) -> Iterator[tuple[str, str]]:
    operator = _operator(tree)
    for part in tree.branches:
        if isinstance(part, str):
            yield part, operator
        else:
            yield from ((leaf, f"{operator} > {way}") for leaf, way in _ways(part))


def _operator(tree: Tree) -> str:
    if tree.at_least is not None:
        return f"at least {tree.at_least} of"
    return "all of" if tree.all_of is not None else "any of"
