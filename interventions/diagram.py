"""Exact evaluation of success trees: reduced ordered binary decision diagrams.

The probability of a tree is never a product up the tree, which is wrong as soon as a
branch is shared. Each tree becomes a diagram in which every path meets a variable at
most once [1]_; then P(f) = q P(f | i) + (1 - q) P(f | not i) is exact, and costs one
multiplication a node, for all rows of a batch together.

References
----------
.. [1] Bryant, R. E. (1986). Graph-based algorithms for Boolean function manipulation.
   IEEE Trans. Comput. C-35(8), 677-691.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from interventions.requirement import Branch, support
from levels.arrays import FloatArray, IntArray

FALSE, TRUE = 0, 1
MOST_NODES = 200_000
Layers = list[tuple[int, int, int]]
_BLOCK_CELLS = 1 << 19  # small enough for the cache, large enough for few calls


class DiagramBuilder:
    """Builds diagrams that share their nodes.

    Parameters
    ----------
    variables : sequence of str
        The order in which paths meet the interventions.
    gates : mapping of str to Branch
        Named trees that others may refer to.

    Examples
    --------
    >>> from interventions.requirement import Tree
    >>> builder = DiagramBuilder(("a", "b"), {})
    >>> both = builder.tree(Tree(all_of=("a", "b")))
    >>> diagram = builder.diagram([both])
    >>> diagram.probabilities(np.array([0.5, 0.4])).tolist()
    [0.2]
    """

    def __init__(self, variables: Sequence[str], gates: Mapping[str, Branch]) -> None:
        self.variables = tuple(variables)
        self._gates = gates
        self._index = {name: i for i, name in enumerate(self.variables)}
        self._named: dict[str, int] = {}
        last = len(self.variables)
        self._nodes: list[tuple[int, int, int]] = [(last, 0, 0), (last, 1, 1)]
        self._unique: dict[tuple[int, int, int], int] = {}
        self._memo: dict[tuple[int, int, int], int] = {}

    def tree(self, branch: Branch) -> int:
        """Return the diagram of a tree."""
        if isinstance(branch, str):
            if branch not in self._named:
                self._named[branch] = self._leaf(branch)
            return self._named[branch]
        parts = [self.tree(part) for part in branch.branches]
        return self._at_least(branch.threshold, parts)

    def _leaf(self, name: str) -> int:
        if name in self._gates:
            return self.tree(self._gates[name])
        return self._node(self._index[name], TRUE, FALSE)

    def _at_least(self, threshold: int, parts: Sequence[int]) -> int:
        """Return at least k of the parts: count[j] holds j of those met so far."""
        count = [TRUE] + [FALSE] * threshold
        for part in parts:
            for k in range(threshold, 0, -1):
                count[k] = self.choose(part, count[k - 1], count[k])
        return count[threshold]

    def both(self, first: int, second: int) -> int:
        """Return the diagram of first and second."""
        return self.choose(first, second, FALSE)

    def negated(self, diagram: int) -> int:
        """Return the diagram of not."""
        return self.choose(diagram, FALSE, TRUE)

    def choose(self, test: int, then: int, otherwise: int) -> int:
        """Return the diagram of if-then-else."""
        if test in (FALSE, TRUE):
            return then if test == TRUE else otherwise
        if then == otherwise:
            return then
        key = (test, then, otherwise)
        if key not in self._memo:
            top = min(self._nodes[i][0] for i in key)
            high = self.choose(*(self._branch(i, top, 1) for i in key))
            low = self.choose(*(self._branch(i, top, 2) for i in key))
            self._memo[key] = self._node(top, high, low)
        return self._memo[key]

    def _branch(self, node: int, variable: int, side: int) -> int:
        return self._nodes[node][side] if self._nodes[node][0] == variable else node

    def _node(self, variable: int, high: int, low: int) -> int:
        if high == low:
            return high
        key = (variable, high, low)
        if key not in self._unique:
            if len(self._nodes) >= MOST_NODES:
                msg = f"a success tree must need fewer than {MOST_NODES} diagram nodes"
                raise ValueError(msg)
            self._unique[key] = len(self._nodes)
            self._nodes.append(key)
        return self._unique[key]

    def diagram(self, roots: Iterable[int]) -> "Diagram":
        """Return the diagrams of the roots as one frozen forest."""
        roots = tuple(roots)
        reached, left = {FALSE, TRUE}, list(roots)
        while left:
            node = left.pop()
            if node not in reached:
                reached.add(node)
                left += self._nodes[node][1:]
        order = sorted(reached, key=lambda n: (-self._nodes[n][0], n))
        place = {node: i for i, node in enumerate(order)}
        kept = np.array([self._nodes[node] for node in order])
        return Diagram(
            variables=self.variables,
            variable=kept[:, 0],
            high=np.array([place[n] for n in kept[:, 1]]),
            low=np.array([place[n] for n in kept[:, 2]]),
            roots=np.array([place[n] for n in roots], dtype=np.int64),
        )


@dataclass(frozen=True, eq=False)
class Diagram:
    """A forest of decision diagrams, deepest variable first.

    Parameters
    ----------
    variables : tuple of str
    variable, high, low : ndarray, shape (n_nodes,)
        Of each node: its variable, and the nodes where that is ready and is not. The
        first two nodes are false and true.
    roots : ndarray, shape (n_roots,)
        The nodes that stand for the trees.
    """

    variables: tuple[str, ...]
    variable: IntArray
    high: IntArray
    low: IntArray
    roots: IntArray

    def probabilities(self, q: FloatArray) -> FloatArray:
        """Return the exact probability of each root.

        Parameters
        ----------
        q : ndarray, shape (n_variables, ...)
            P(ready) of each variable, independent given the column.

        Returns
        -------
        ndarray, shape (n_roots, ...)
        """
        columns = q.reshape(len(self.variables), int(np.prod(q.shape[1:])))
        result = np.empty((len(self.roots), columns.shape[1]))
        layers = self._layers()
        size = max(64, _BLOCK_CELLS // len(self.variable))
        for start in range(0, columns.shape[1], size):
            block = slice(start, start + size)
            result[:, block] = self._nodes(columns[:, block], layers)[self.roots]
        return result.reshape(len(self.roots), *q.shape[1:])

    def _nodes(self, q: FloatArray, layers: Layers) -> FloatArray:
        p = np.empty((len(self.variable), q.shape[1]))
        p[FALSE], p[TRUE] = 0.0, 1.0
        for variable, start, stop in layers:
            high, low = p[self.high[start:stop]], p[self.low[start:stop]]
            high -= low
            high *= q[variable]
            np.add(high, low, out=p[start:stop])
        return p

    def _layers(self) -> Layers:
        """Return each variable with the span of its nodes, deepest first."""
        starts = np.flatnonzero(np.diff(self.variable[1:], prepend=-1)[1:]) + 2
        stops = [*starts[1:], len(self.variable)]
        return [
            (int(self.variable[start]), int(start), int(stop))
            for start, stop in zip(starts, stops, strict=False)
        ]


def diagram(
    trees: Iterable[Branch], gates: Mapping[str, Branch], order: Sequence[str] = ()
) -> Diagram:
    """Return one forest with a root for each tree.

    Variables stand in the given order, others after them in the order in which the
    trees first name them. The order changes the size of the forest and the rounding of
    its probabilities, not what they are.
    """
    trees = list(trees)
    builder = DiagramBuilder(variables(trees, gates, order), gates)
    return builder.diagram([builder.tree(tree) for tree in trees])


def variables(
    trees: Iterable[Branch], gates: Mapping[str, Branch], order: Sequence[str] = ()
) -> tuple[str, ...]:
    """Return what the trees rest on, in the given order as far as it goes."""
    named = dict.fromkeys(name for tree in trees for name in support(tree, gates))
    first = [name for name in order if name in named]
    return tuple(dict.fromkeys([*first, *named]))
