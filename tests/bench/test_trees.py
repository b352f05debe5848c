"""What a decision diagram saves over adding up all states: 12 interventions."""

import time
from collections.abc import Callable

import numpy as np

from interventions.diagram import diagram
from interventions.requirement import Tree, leaves
from tests.strategies_trees import holds

NAMES = tuple(f"x{n}" for n in range(12))
TREE = Tree(
    any_of=(
        Tree(all_of=("x0", Tree(at_least=2, of=NAMES[1:5]), Tree(any_of=NAMES[5:7]))),
        Tree(all_of=("x1", "x7", Tree(at_least=3, of=NAMES[6:12]))),
        Tree(all_of=("x0", "x8", Tree(any_of=("x2", Tree(all_of=("x9", "x10")))))),
        Tree(all_of=("x3", "x4", "x11")),
    )
)
N_COLUMNS = 200
N_RUNS = 5


def states() -> np.ndarray:
    """Return every state of the interventions, shape (2^n, n)."""
    codes = np.arange(1 << len(NAMES))[:, None]
    return (codes >> np.arange(len(NAMES))) & 1 == 1


def fastest(run: Callable[[], object]) -> float:
    """Return the seconds of the fastest of some runs."""
    seconds = []
    for _ in range(N_RUNS):
        start = time.perf_counter()
        run()
        seconds.append(time.perf_counter() - start)
    return min(seconds)


def test_a_diagram_is_faster_than_adding_up_all_states() -> None:
    assert set(leaves(TREE)) == set(NAMES)
    forest = diagram([TREE], {})
    rows = [NAMES.index(name) for name in forest.variables]
    q = np.random.default_rng(5).random((len(NAMES), N_COLUMNS))
    met = [
        state
        for state in states()
        if holds(TREE, {}, {n for n, on in zip(NAMES, state, strict=True) if on})
    ]

    def enumerated() -> np.ndarray:
        total = np.zeros(N_COLUMNS)
        for state in met:
            total += np.where(state[:, None], q, 1 - q).prod(axis=0)
        return total

    def by_diagram() -> np.ndarray:
        return forest.probabilities(q[rows])[0]

    np.testing.assert_allclose(by_diagram(), enumerated(), atol=1e-12)
    slow, fast = fastest(enumerated), fastest(by_diagram)
    print(
        f"\n{len(forest.variable)} nodes, {len(NAMES)} interventions: "
        f"{1e9 * fast / N_COLUMNS:.0f} ns a column by diagram, "
        f"{1e9 * slow / N_COLUMNS:.0f} ns over {len(met)} states, "
        f"{slow / fast:.0f} times as long"
    )
    assert fast < slow
