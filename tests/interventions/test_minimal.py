"""Counted families of minimal sets, against sets that are written out."""

from math import comb

import pytest
from hypothesis import given, settings

from interventions import minimal
from interventions.diagram import Diagram, DiagramBuilder, diagram
from interventions.importance import cut_sets, path_sets
from interventions.minimal import MinimalSets, minimal_sets
from interventions.requirement import Tree
from tests.strategies_trees import NAMES, System, systems, trees

SHARED = Tree(any_of=(Tree(all_of=("a", "b")), Tree(all_of=("a", "c")), "d"))


def over_names(system: System) -> Diagram:
    builder = DiagramBuilder(NAMES, system.gates)
    return builder.diagram([builder.tree(system.tree)])


def test_paths_and_cuts_of_the_shared_tree_are_those_of_the_textbook() -> None:
    forest = diagram([SHARED], {})
    assert minimal_sets(forest, "path", 9) == MinimalSets(
        3, (("d",), ("a", "b"), ("a", "c"))
    )
    assert minimal_sets(forest, "cut", 9) == MinimalSets(
        2, (("a", "d"), ("b", "c", "d"))
    )


def test_a_set_that_suffices_without_a_variable_is_not_told_again_with_it() -> None:
    tree = Tree(any_of=(Tree(all_of=("a", "b", "d")), Tree(all_of=("b", "c"))))
    forest = diagram([tree], {}, ("a", "b", "c", "d"))
    assert minimal_sets(forest, "path", 9) == MinimalSets(
        2, (("b", "c"), ("a", "b", "d"))
    )


@given(trees(tuple("abcdefgh"), max_leaves=24))
@settings(max_examples=200)
def test_sets_of_larger_trees_are_those_that_are_written_out(tree: Tree) -> None:
    forest = diagram([tree], {})
    for kind, written in (("path", path_sets(forest)), ("cut", cut_sets(forest))):
        found = minimal_sets(forest, kind, 1000).smallest
        assert {frozenset(some) for some in found} == set(written)
        assert len(found) == len(written)


def test_only_as_many_as_asked_are_read_off_and_all_are_counted() -> None:
    found = minimal_sets(diagram([SHARED], {}), "path", 1)
    assert found == MinimalSets(3, (("d",),))
    assert minimal_sets(diagram([SHARED], {}), "path", 0) == MinimalSets(3, ())


@given(systems())
def test_all_sets_are_found_the_smallest_first(system: System) -> None:
    forest = over_names(system)
    for kind, written in (("path", path_sets(forest)), ("cut", cut_sets(forest))):
        found = minimal_sets(forest, kind, 1000)
        assert found.count == len(written)
        assert {frozenset(some) for some in found.smallest} == set(written)
        sizes = [len(some) for some in found.smallest]
        assert sizes == sorted(sizes)


@given(systems())
def test_the_first_few_are_the_first_of_all(system: System) -> None:
    forest = over_names(system)
    few, every = (minimal_sets(forest, "path", n).smallest for n in (2, 1000))
    assert few == every[:2]


@pytest.mark.parametrize(("k", "n"), [(3, 7), (20, 40), (5, 120)])
def test_k_of_n_has_as_many_paths_as_there_are_choices(k: int, n: int) -> None:
    names = tuple(f"x{i:03}" for i in range(n))
    forest = diagram([Tree(at_least=k, of=names)], {})
    assert minimal_sets(forest, "path", 2).count == comb(n, k)
    assert minimal_sets(forest, "cut", 2).count == comb(n, n - k + 1)


def test_what_would_take_too_long_is_not_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(minimal, "MOST_STEPS", 10)
    names = tuple(f"x{i:02}" for i in range(20))
    forest = diagram([Tree(at_least=10, of=names)], {})
    assert minimal_sets(forest, "path", 3) == MinimalSets(None, ())


def test_what_always_holds_has_one_empty_path_and_no_cut() -> None:
    always = diagram([Tree(all_of=())], {})
    assert minimal_sets(always, "path", 3) == MinimalSets(1, ((),))
    assert minimal_sets(always, "cut", 3) == MinimalSets(0, ())
