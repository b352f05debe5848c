"""Decision diagrams in compiled loops."""

from collections.abc import Mapping, Sequence

import numpy as np

from interventions.diagram import TRUE, Diagram, diagram
from interventions.requirement import Branch
from levels.arrays import FloatArray, IntArray
from simulator.world.compiled.compiling import TILE, compiled

MOST_CELLS = 1 << 22
"""Of the chances of nodes: large diagrams have fewer columns at a time."""


class CompiledDiagram(Diagram):
    """A forest whose chances are found by compiled loops."""

    def probabilities(self, q: FloatArray) -> FloatArray:
        """Return the exact probability of each root; see `Diagram`."""
        shape = len(self.variables), int(np.prod(q.shape[1:]))
        columns = np.ascontiguousarray(q.reshape(shape))
        found = np.empty((len(self.roots), columns.shape[1]))
        _chances(
            np.stack([self.variable, self.high, self.low], axis=1),
            self.roots,
            columns,
            found,
        )
        return found.reshape(len(self.roots), *q.shape[1:])


class Forest:
    """The diagrams of trees, each in an order of its own, in one list of nodes.

    Parameters
    ----------
    gates : mapping of str to Branch
    ids : sequence of str
        The interventions: a node tells of which of them it asks.
    """

    def __init__(self, gates: Mapping[str, Branch], ids: Sequence[str]) -> None:
        self._gates, self._ids = gates, ids
        self._roots: dict[Branch, int] = {}
        self._nodes: list[tuple[int, int, int]] = [(0, 0, 0), (0, 1, 1)]

    @property
    def nodes(self) -> IntArray:
        """The row of each node, and the nodes where it is ready and where it is not."""
        return np.array(self._nodes, dtype=np.int64)

    def roots(self, trees: Sequence[Branch]) -> IntArray:
        """Return the nodes that stand for trees; equal trees have the same."""
        for tree in trees:
            if tree not in self._roots:
                self._roots[tree] = self._planted(tree)
        return np.array([self._roots[tree] for tree in trees], dtype=np.int64)

    def _planted(self, tree: Branch) -> int:
        found = diagram([tree], self._gates)
        rows = [self._ids.index(name) for name in found.variables]

        def place(node: int) -> int:
            return node if node <= TRUE else node + moved

        moved = len(self._nodes) - TRUE - 1
        nodes = zip(found.variable, found.high, found.low, strict=True)
        self._nodes += [
            (rows[variable], place(high), place(low))
            for variable, high, low in list(nodes)[TRUE + 1 :]
        ]
        return place(int(found.roots[0]))


@compiled
def weigh(nodes: IntArray, now: FloatArray, chance: FloatArray, few: int) -> None:
    """Put the chance of each node; see `Diagram.probabilities`."""
    for node in range(2, len(nodes)):
        row, high, low = nodes[node]
        for w in range(few):
            more = chance[high, w] - chance[low, w]
            chance[node, w] = chance[low, w] + now[row, w] * more


@compiled
def _chances(
    nodes: IntArray, roots: IntArray, readiness: FloatArray, found: FloatArray
) -> None:
    """Put the chance of each root; see `Diagram.probabilities`.

    Parameters
    ----------
    nodes : ndarray, shape (n_nodes, 3)
        As in `Rules`.
    roots : ndarray, shape (n_roots,)
    readiness : ndarray, shape (n_variables, n_columns)
    found : ndarray, shape (n_roots, n_columns)
    """
    width = max(8, min(TILE, MOST_CELLS // len(nodes)))
    chance = np.zeros((len(nodes), width))
    chance[1] = 1.0
    for start in range(0, readiness.shape[1], width):
        ready = readiness[:, start : start + width].copy()
        few = ready.shape[1]
        weigh(nodes, ready, chance, few)
        for root in range(len(roots)):
            found[root, start : start + few] = chance[roots[root], :few]
