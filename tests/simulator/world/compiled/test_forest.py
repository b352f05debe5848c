"""Decision diagrams in compiled loops, held to those of numpy."""

import numpy as np
import pytest
from hypothesis import given, settings
from numpy.testing import assert_allclose

from interventions.chance import chance
from interventions.diagram import Diagram, diagram
from interventions.requirement import NOTHING, Branch, Tree
from levels.arrays import FloatArray
from simulator.model import Model
from simulator.world.compiled.compiling import TILE
from simulator.world.compiled.forest import CompiledDiagram, Forest
from tests.packs import Pack, made, packs

NEVER = Tree(any_of=())


def trees(model: Model) -> list[Branch]:
    needs = [requirement.needs for requirement in model.means.requirements]
    return [*needs, *model.means.trees, NOTHING, NEVER]


def compiled(forest: Diagram) -> CompiledDiagram:
    return CompiledDiagram(**vars(forest))


def drawn(*shape: int) -> FloatArray:
    return np.random.default_rng(0).random(shape)


@settings(max_examples=20)
@given(packs(8))
def test_a_compiled_diagram_finds_what_the_diagram_does(pack: Pack) -> None:
    model = made(pack)
    forest = diagram(trees(model), model.means.trees)
    q = drawn(len(forest.variables), 2, 3)
    found = compiled(forest).probabilities(q)
    assert_allclose(found, forest.probabilities(q), rtol=0, atol=1e-15)


@pytest.mark.parametrize("n_columns", [0, 1, TILE, TILE + 1, 2 * TILE + 5])
def test_columns_are_as_many_as_are_given(n_columns: int) -> None:
    forest = diagram([Tree(all_of=("a", "b")), Tree(any_of=("a", "b"))], {})
    q = drawn(2, n_columns)
    both = q[0] * q[1]
    assert_allclose(
        compiled(forest).probabilities(q), [both, q.sum(axis=0) - both], atol=1e-15
    )


def test_what_rests_on_nothing_is_always_or_never() -> None:
    forest = diagram([NOTHING, NEVER], {})
    found = compiled(forest).probabilities(np.empty((0, 3)))
    assert found.tolist() == [[1.0] * 3, [0.0] * 3]


@settings(max_examples=20)
@given(packs(8))
def test_the_trees_of_a_forest_are_those_of_their_own_diagrams(pack: Pack) -> None:
    model = made(pack)
    means, some = model.means, trees(model)
    forest = Forest(means.trees, means.ids)

    roots = forest.roots([*some, some[0]])

    assert roots[0] == roots[-1]
    ready, nodes = drawn(len(means.ids)), forest.nodes
    chances = np.array([0.0, 1.0, *np.zeros(len(nodes) - 2)])
    for n, (row, high, low) in enumerate(nodes[2:], 2):
        chances[n] = ready[row] * chances[high] + (1 - ready[row]) * chances[low]
    alone = [chance(tree, means.trees, means.ids)(ready[:, None])[0] for tree in some]
    assert_allclose(chances[roots[:-1]], alone, atol=1e-15)
