"""The function from readiness to probability, by formula or by diagram."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from interventions import chance as chances
from interventions.chance import chance
from interventions.diagram import diagram
from interventions.requirement import Branch, Tree
from tests.strategies_trees import NAMES, System, read_once_trees, readiness, systems


def exact(tree: Branch, gates: dict[str, Branch], q: np.ndarray) -> np.ndarray:
    forest = diagram([tree], gates)
    rows = [NAMES.index(name) for name in forest.variables]
    return forest.probabilities(q[rows])[0]


@given(systems(), st.integers(0, 3).flatmap(lambda n: st.sampled_from([(n,), (n, 2)])))
def test_chance_equals_the_diagram_where_branches_are_shared(
    system: System, shape: tuple[int, ...]
) -> None:
    q = np.random.default_rng(3).random((len(NAMES), *shape))
    found = chance(system.tree, system.gates, NAMES)(q)
    assert found.shape == shape
    assert_allclose(found, exact(system.tree, system.gates, q), atol=1e-12)


@given(read_once_trees(), readiness())
def test_chance_equals_the_diagram_where_nothing_stands_twice(
    tree: Tree, q: np.ndarray
) -> None:
    assert_allclose(chance(tree, {}, NAMES)(q), exact(tree, {}, q), atol=1e-12)


@given(read_once_trees())
def test_a_tree_in_which_nothing_stands_twice_needs_no_diagram(tree: Tree) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.delattr(chances, "diagram")
        found = chance(tree, {}, NAMES)

    assert float(found(np.ones(len(NAMES)))) in (0.0, 1.0)


def test_a_product_is_refused_where_an_intervention_stands_twice() -> None:
    tree = Tree(any_of=(Tree(all_of=("a", "b")), Tree(all_of=("a", "c")), "d"))
    found = chance(tree, {}, ("a", "b", "c", "d"))(np.array([0.8, 0.5, 0.4, 0.1]))
    assert float(found) == pytest.approx(0.604, abs=1e-12)


def test_an_intervention_shared_through_two_gates_counts_once() -> None:
    gates = {"left": Tree(all_of=("a", "b")), "right": Tree(all_of=("a", "c"))}
    found = chance(Tree(all_of=("left", "right")), gates, NAMES)
    assert float(found(np.full(5, 0.5))) == pytest.approx(0.125, abs=1e-12)


def test_a_gate_that_stands_twice_counts_once() -> None:
    gates = {"g": Tree(any_of=("a", "b"))}
    found = chance(Tree(all_of=("g", "g")), gates, NAMES)
    assert float(found(np.full(5, 0.5))) == pytest.approx(0.75, abs=1e-12)


@pytest.mark.parametrize("name", ["b", "g"])
def test_a_bare_id_has_the_chance_of_what_it_names(name: str) -> None:
    found = chance(name, {"g": Tree(all_of=("b",))}, NAMES)
    q = np.random.default_rng(4).random((5, 3))
    assert (found(q) == q[1]).all()


def test_rows_follow_the_ids_and_not_the_tree() -> None:
    found = chance(Tree(all_of=("c", "a")), {}, ("a", "b", "c"))
    assert float(found(np.array([0.5, np.nan, 0.4]))) == pytest.approx(0.2, abs=1e-12)


def test_an_empty_tree_is_certain_in_every_column() -> None:
    q = np.zeros((5, 3))
    assert chance(Tree(all_of=()), {}, NAMES)(q).tolist() == [1.0] * 3
    assert chance(Tree(any_of=()), {}, NAMES)(q).tolist() == [0.0] * 3


def test_an_empty_gate_that_stands_twice_is_certain_in_every_column() -> None:
    gates = {"free": Tree(all_of=())}
    found = chance(Tree(all_of=("free", "free")), gates, NAMES)
    assert found(np.zeros((5, 3))).tolist() == [1.0] * 3


def test_readiness_is_not_changed() -> None:
    q = np.full((5, 3), 0.5)
    for tree in (Tree(any_of=NAMES), Tree(all_of=NAMES), Tree(at_least=2, of=NAMES)):
        chance(tree, {}, NAMES)(q)
    assert (q == 0.5).all()


def test_gates_that_double_at_every_step_are_judged_at_once() -> None:
    gates: dict[str, Branch] = {"g0": Tree(all_of=("a", "b"))}
    gates |= {f"g{n}": Tree(any_of=(f"g{n - 1}",) * 2) for n in range(1, 60)}
    assert float(chance("g59", gates, NAMES)(np.full(5, 0.5))) == 0.25


def test_an_unknown_id_is_a_key_error() -> None:
    with pytest.raises(KeyError, match="nobody"):
        chance(Tree(all_of=("nobody",)), {}, NAMES)
