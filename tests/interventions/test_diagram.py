"""Decision diagrams: exact whatever is shared, whatever the order."""

from itertools import product
from math import prod

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from interventions import diagram as diagrams
from interventions.diagram import FALSE, TRUE, DiagramBuilder, diagram
from interventions.importance import path_sets
from interventions.requirement import Tree
from tests.strategies_trees import (
    NAMES,
    System,
    enumerated,
    holds,
    readiness,
    shuffled,
    systems,
    trees,
)

SHARED = Tree(any_of=(Tree(all_of=("a", "b")), Tree(all_of=("a", "c")), "d"))
SHARED_READINESS = np.array([0.8, 0.5, 0.4, 0.1])
BRIDGE = Tree(
    any_of=(
        Tree(all_of=("in_1", "out_1")),
        Tree(all_of=("in_2", "out_2")),
        Tree(all_of=("in_1", "across", "out_2")),
        Tree(all_of=("in_2", "across", "out_1")),
    )
)


def one(tree: Tree, q: np.ndarray) -> float:
    return float(diagram([tree], {}).probabilities(q)[0])


def of_names(system: System, q: np.ndarray) -> float:
    """Return the probability of a tree, with q in the order of the names."""
    forest = diagram([system.tree], system.gates)
    rows = [NAMES.index(name) for name in forest.variables]
    return float(forest.probabilities(q[rows])[0])


def test_a_shared_branch_is_counted_once() -> None:
    assert one(SHARED, SHARED_READINESS) == pytest.approx(0.604, abs=1e-12)


def test_paths_multiplied_as_if_independent_are_wrong_where_they_share() -> None:
    chances = [0.8 * 0.5, 0.8 * 0.4, 0.1]
    naive = 1 - prod(1 - p for p in chances)
    assert naive == pytest.approx(0.6328, abs=1e-12)
    assert one(SHARED, SHARED_READINESS) < naive - 0.02


def test_bonferroni_sums_over_paths_close_in_on_the_exact_value() -> None:
    forest = diagram([SHARED], {})
    ready = dict(zip(forest.variables, SHARED_READINESS, strict=True))
    paths = path_sets(forest)
    sums, total = [], 0.0
    for size in range(1, len(paths) + 1):
        chosen = [set().union(*some) for some in _choices(paths, size)]
        total -= (-1) ** size * sum(prod(ready[i] for i in some) for some in chosen)
        sums.append(total)
    assert_allclose(sums, [0.82, 0.588, 0.604], atol=1e-12)
    assert sums[-1] == pytest.approx(one(SHARED, SHARED_READINESS), abs=1e-12)


def _choices(paths: tuple, size: int) -> list[tuple]:
    return [
        tuple(path for path, taken in zip(paths, mask, strict=True) if taken)
        for mask in product((0, 1), repeat=len(paths))
        if sum(mask) == size
    ]


@pytest.mark.parametrize("p", [0.0, 0.3, 0.9, 1.0])
def test_a_bridge_holds_with_the_textbook_polynomial(p: float) -> None:
    expected = 2 * p**2 + 2 * p**3 - 5 * p**4 + 2 * p**5
    assert one(BRIDGE, np.full(5, p)) == pytest.approx(expected, abs=1e-12)


def test_a_bridge_of_nine_tenths_holds_in_97848_of_100000() -> None:
    assert one(BRIDGE, np.full(5, 0.9)) == pytest.approx(0.97848, abs=1e-12)


def test_two_of_three_at_seven_tenths_hold_in_784_of_1000() -> None:
    tree = Tree(at_least=2, of=("a", "b", "c"))
    assert one(tree, np.full(3, 0.7)) == pytest.approx(0.784, abs=1e-12)


def test_any_of_with_a_leak_is_the_leaky_noisy_or() -> None:
    tree = Tree(any_of=("leak", "first", "second"))
    assert one(tree, np.array([0.05, 0.6, 0.3])) == pytest.approx(0.734, abs=1e-12)


def test_all_of_what_may_be_survived_without_is_the_noisy_and() -> None:
    first, second = Tree(any_of=("a", "saved_a")), Tree(any_of=("b", "saved_b"))
    tree = Tree(all_of=("leak", first, second))
    chances = np.array([0.9, 0.8, 0.1, 0.5, 0.5])
    assert one(tree, chances) == pytest.approx(0.5535, abs=1e-12)


def test_a_common_cause_fails_three_redundant_layers_ten_times_as_often() -> None:
    layers = Tree(any_of=("a", "b", "c"))
    shared = Tree(all_of=("common", layers))
    q, beta = 0.1, 0.1
    alone, common = (1 - beta) * q, beta * q
    failure = 1 - one(shared, 1 - np.array([common, alone, alone, alone]))
    assert failure == pytest.approx(0.0107217, abs=5e-8)
    assert failure < common + alone**3 == pytest.approx(0.010729, abs=5e-7)
    assert 1 - one(layers, np.full(3, 1 - q)) == pytest.approx(0.001, abs=1e-12)


def test_levels_weigh_their_chances_of_success() -> None:
    forest = diagram([Tree(all_of=("easy",)), SHARED, Tree(all_of=("hard",))], {})
    assert forest.variables == ("easy", "a", "b", "c", "d", "hard")
    success = forest.probabilities(np.array([0.95, *SHARED_READINESS, 0.1]))
    assert_allclose(success, [0.95, 0.604, 0.1], atol=1e-12)
    assert np.array([0.5, 0.3, 0.2]) @ success == pytest.approx(0.6762, abs=1e-12)


@given(systems(), readiness())
def test_a_diagram_agrees_with_adding_up_all_states(
    system: System, q: np.ndarray
) -> None:
    assert of_names(system, q) == pytest.approx(enumerated(system, q), abs=1e-12)


@given(systems(), st.lists(st.booleans(), min_size=5, max_size=5))
def test_a_diagram_is_certain_where_every_intervention_is(
    system: System, state: list[bool]
) -> None:
    ready = {name for name, on in zip(NAMES, state, strict=True) if on}
    expected = holds(system.tree, system.gates, ready)
    assert of_names(system, np.array(state, dtype=float)) == float(expected)


@given(st.data(), trees(), readiness())
def test_the_order_of_branches_does_not_change_the_probability(
    data: st.DataObject, tree: Tree, q: np.ndarray
) -> None:
    other = data.draw(shuffled(tree))
    expected = of_names(System(tree, {}), q)
    assert of_names(System(other, {}), q) == pytest.approx(expected, abs=1e-12)


@given(systems(), readiness(), st.permutations(NAMES))
def test_the_order_of_variables_does_not_change_the_probability(
    system: System, q: np.ndarray, order: list[str]
) -> None:
    builder = DiagramBuilder(order, system.gates)
    forest = builder.diagram([builder.tree(system.tree)])
    rows = [NAMES.index(name) for name in order]
    found = float(forest.probabilities(q[rows])[0])
    assert found == pytest.approx(enumerated(system, q), abs=1e-12)


@given(trees(NAMES[:2]), trees(NAMES[:2]))
def test_two_trees_are_the_same_node_if_they_agree_in_every_state(
    first: Tree, second: Tree
) -> None:
    builder = DiagramBuilder(NAMES, {})
    states = [set(), {"a"}, {"b"}, {"a", "b"}]
    agree = all(holds(first, {}, s) == holds(second, {}, s) for s in states)
    assert (builder.tree(first) == builder.tree(second)) == agree


@given(systems(), trees(), trees())
def test_nodes_stand_deepest_first_so_that_a_layer_is_one_span(
    system: System, second: Tree, third: Tree
) -> None:
    forest = diagram([system.tree, second, third], system.gates)
    inner = np.arange(2, len(forest.variable))
    assert (np.diff(forest.variable) <= 0).all()
    assert (forest.high[2:] < inner).all()
    assert (forest.low[2:] < inner).all()


def test_what_adds_nothing_leaves_no_node() -> None:
    builder = DiagramBuilder(("a", "b"), {})
    absorbed = builder.tree(Tree(any_of=(Tree(all_of=("a", "b")), "b")))
    assert absorbed == builder.tree("b")


def test_an_empty_all_of_always_holds_and_an_empty_any_of_never() -> None:
    forest = diagram([Tree(all_of=()), Tree(any_of=())], {})
    assert forest.roots.tolist() == [TRUE, FALSE]
    assert forest.probabilities(np.empty((0, 3))).tolist() == [[1.0] * 3, [0.0] * 3]


def test_an_empty_branch_decides_as_its_form_says() -> None:
    never = Tree(all_of=("a", Tree(any_of=())))
    always = Tree(any_of=("a", Tree(all_of=())))
    forest = diagram([never, always], {})
    assert forest.probabilities(np.array([0.3])).tolist() == [0.0, 1.0]


@given(st.lists(systems(), min_size=2, max_size=4), readiness())
def test_trees_of_one_forest_are_what_they_are_alone(
    some: list[System], q: np.ndarray
) -> None:
    gates = some[0].gates
    forest = diagram([system.tree for system in some], gates)
    rows = [NAMES.index(name) for name in forest.variables]
    alone = [of_names(System(system.tree, gates), q) for system in some]
    assert_allclose(forest.probabilities(q[rows]), alone, atol=1e-12)


def test_conjunction_and_negation_are_those_of_logic() -> None:
    builder = DiagramBuilder(("a", "b"), {})
    a, b = builder.tree("a"), builder.tree("b")
    only_a = builder.both(a, builder.negated(b))
    nothing = builder.both(a, builder.negated(a))
    forest = builder.diagram([only_a, nothing, builder.negated(nothing)])
    found = forest.probabilities(np.array([0.5, 0.4]))
    assert_allclose(found, [0.3, 0.0, 1.0], atol=1e-12)


@pytest.mark.parametrize("shape", [(), (7,), (3, 2), (0,)])
def test_probabilities_keep_the_shape_of_the_columns(shape: tuple[int, ...]) -> None:
    q = np.random.default_rng(1).random((4, *shape))
    found = diagram([SHARED, BRIDGE.branches[0]], {}).probabilities
    assert found(np.concatenate([q, q[:2]])).shape == (2, *shape)


def test_blocks_of_columns_join_without_a_seam() -> None:
    forest = diagram([SHARED], {})
    q = np.random.default_rng(2).random((4, 1001))
    # In blocks first: fresh memory could hold the results of the whole.
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(diagrams, "_BLOCK_CELLS", 1)
        in_blocks = forest.probabilities(q)
    assert (in_blocks == forest.probabilities(q)).all()


def test_a_tree_whose_diagram_explodes_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(diagrams, "MOST_NODES", 50)
    names = [f"x{n}" for n in range(40)]
    with pytest.raises(ValueError, match="must need fewer than 50 diagram nodes"):
        diagram([Tree(at_least=20, of=tuple(names))], {})
