"""Random success trees, and what they must come to, state by state."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations, product
from typing import NamedTuple

import numpy as np
from hypothesis import strategies as st

from interventions.requirement import Branch, Tree

NAMES = ("a", "b", "c", "d", "e")


class System(NamedTuple):
    """A tree with the gates that it may refer to."""

    tree: Tree
    gates: dict[str, Branch]


@st.composite
def joined(draw: st.DrawFn, parts: Sequence[Branch]) -> Tree:
    """Draw an operator over given branches."""
    form = draw(st.sampled_from(["all_of", "any_of", "at_least"]))
    if form == "at_least" and parts:
        needed = draw(st.integers(1, len(parts)))
        return Tree(at_least=needed, of=tuple(parts))
    if form == "all_of":
        return Tree(all_of=tuple(parts))
    return Tree(any_of=tuple(parts))


def trees(names: Sequence[str] = NAMES, max_leaves: int = 8) -> st.SearchStrategy[Tree]:
    """Trees in which an id may stand any number of times."""
    branches = st.recursive(
        st.sampled_from(names),
        lambda below: st.lists(below, max_size=4).flatmap(joined),
        max_leaves=max_leaves,
    )
    return st.lists(branches, max_size=4).flatmap(joined)


@st.composite
def systems(draw: st.DrawFn) -> System:
    """Trees over interventions and two gates, of which one may rest on the other."""
    first = draw(trees(max_leaves=4))
    second = draw(trees((*NAMES, "first_gate"), max_leaves=4))
    tree = draw(trees((*NAMES, "first_gate", "second_gate"), max_leaves=6))
    return System(tree, {"second_gate": second, "first_gate": first})


@st.composite
def read_once_trees(draw: st.DrawFn) -> Tree:
    """Trees in which no id stands twice."""
    names = draw(st.permutations(NAMES))
    return draw(_grown(names[: draw(st.integers(1, len(names)))]))


@st.composite
def _grown(draw: st.DrawFn, names: Sequence[str]) -> Tree:
    cuts = sorted(draw(st.sets(st.integers(1, max(1, len(names) - 1)), max_size=3)))
    chunks = [names[a:b] for a, b in zip([0, *cuts], [*cuts, len(names)], strict=True)]
    parts = [
        chunk[0] if len(chunk) == 1 else draw(_grown(chunk))
        for chunk in chunks
        if chunk and len(chunk) < len(names)
    ]
    return draw(joined(parts or list(names)))


def readiness(n: int = len(NAMES)) -> st.SearchStrategy[np.ndarray]:
    """P(ready) of n interventions, certainties included."""
    return st.lists(st.floats(0, 1), min_size=n, max_size=n).map(np.array)


def shuffled(tree: Tree) -> st.SearchStrategy[Tree]:
    """The same tree with the branches of every node in some other order."""
    parts = [
        st.just(part) if isinstance(part, str) else shuffled(part)
        for part in tree.branches
    ]
    ordered = st.tuples(*parts).flatmap(st.permutations).map(tuple)
    if tree.at_least is not None:
        return ordered.map(lambda found: Tree(at_least=tree.at_least, of=found))
    if tree.all_of is not None:
        return ordered.map(lambda found: Tree(all_of=found))
    return ordered.map(lambda found: Tree(any_of=found))


def holds(branch: Branch, gates: Mapping[str, Branch], ready: set[str]) -> bool:
    """Return whether a tree holds in one state of the interventions."""
    if isinstance(branch, str):
        return (
            holds(gates[branch], gates, ready) if branch in gates else branch in ready
        )
    if branch.all_of is not None:
        return all(holds(part, gates, ready) for part in branch.all_of)
    if branch.any_of is not None:
        return any(holds(part, gates, ready) for part in branch.any_of)
    return sum(holds(part, gates, ready) for part in branch.of) >= branch.at_least


def enumerated(system: System, q: Sequence[float]) -> float:
    """Return the probability of a tree by adding up all states."""
    total = 0.0
    for state in product((False, True), repeat=len(NAMES)):
        ready = {name for name, on in zip(NAMES, state, strict=True) if on}
        if holds(system.tree, system.gates, ready):
            chances = [p if on else 1 - p for p, on in zip(q, state, strict=True)]
            total += float(np.prod(chances))
    return total


def smallest_sets(works: Callable[[set[str]], bool]) -> set[frozenset[str]]:
    """Return the sets of names that work while none of their proper subsets does."""
    found: set[frozenset[str]] = set()
    for chosen in _by_size():
        if works(set(chosen)) and not any(known <= chosen for known in found):
            found.add(chosen)
    return found


def _by_size() -> Iterator[frozenset[str]]:
    for size in range(len(NAMES) + 1):
        for chosen in combinations(NAMES, size):
            yield frozenset(chosen)
