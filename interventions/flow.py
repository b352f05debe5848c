"""How credence flows from levels through gates to interventions.

What enters a level is its credence. At each fork of a tree it divides in proportion to
what the whole would gain if that branch alone were certain: in an all-of most goes to
the weakest branch, in an any-of all get the same. Where no single branch gains
anything, and where all would gain alike, it divides evenly. A gate passes on all that
it receives, whoever sent it, so nothing is lost on the way.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from graphlib import TopologicalSorter

import numpy as np

from interventions.chance import chance
from interventions.diagram import FALSE, TRUE, DiagramBuilder, variables
from interventions.means import Means
from interventions.requirement import NOTHING, Branch, Tree
from levels.arrays import FloatArray

FREE, NEVER = "*free", "*never"
"""Where the credence of a level ends that needs nothing, or that nothing serves."""

LEAST = 1e-12
"""Gains that add up to less are rounding."""

Shares = dict[str, float]


@dataclass(frozen=True, eq=False)
class Flow:
    """What share of each level's credence passes from node to node.

    Parameters
    ----------
    links : tuple of (str, str)
        Source and target: levels, gates, interventions, `FREE` and `NEVER`. Sources
        stand before their targets.
    shares : ndarray, shape (n_links, K)
        Of the credence of each level.
    """

    links: tuple[tuple[str, str], ...]
    shares: FloatArray

    def widths(self, p: FloatArray) -> FloatArray:
        """Return the credence that passes each link, shape (n_links,)."""
        return self.shares @ p

    def reaching(self, name: str) -> FloatArray:
        """Return the share of each level that reaches a node, shape (K,)."""
        rows = [n for n, (_, target) in enumerate(self.links) if target == name]
        total: FloatArray = self.shares[rows].sum(axis=0)
        return total


def flow(means: Means, levels: Sequence[str], readiness: FloatArray) -> Flow:
    """Return the flow of a pack.

    Parameters
    ----------
    means : Means
    levels : sequence of str
        Ids of the levels, in the order of the requirements.
    readiness : ndarray, shape (n_interventions,)
        P(ready) of each, under which forks divide.

    Examples
    --------
    >>> from simulator.model import load
    >>> model = load()
    >>> today = np.array([i.readiness_today.value for i in model.means.interventions])
    >>> found = flow(model.means, model.belief.ladder.ids, today)
    >>> found.reaching("*never").tolist()
    [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0]
    """
    forks = _Forks(means, readiness)
    needs = dict(zip(levels, (r.needs for r in means.requirements), strict=True))
    trees = means.trees
    splits = {level: forks.split(tree) for level, tree in needs.items()}
    left = [name for split in splits.values() for name in split]
    while left:
        name = left.pop()
        if name in trees and name not in splits:
            splits[name] = forks.split(trees[name])
            left.extend(splits[name])
    return _run(levels, splits)


def _run(levels: Sequence[str], splits: Mapping[str, Shares]) -> Flow:
    """Let one unit of each level run down, every node after all that feed it."""
    amounts = dict(zip(levels, np.eye(len(levels)), strict=True))
    feeds = {name: list(split) for name, split in splits.items()}
    order = reversed(list(TopologicalSorter(feeds).static_order()))
    links, shares = [], []
    for source in order:
        for target, share in splits.get(source, {}).items():
            passed = share * amounts[source]
            links.append((source, target))
            shares.append(passed)
            amounts[target] = amounts.get(target, np.zeros(len(levels))) + passed
    return Flow(tuple(links), np.array(shares).reshape(len(links), len(levels)))


class _Forks:
    """How the forks of a pack divide under some readiness."""

    def __init__(self, means: Means, readiness: FloatArray) -> None:
        self._trees: dict[str, Branch] = means.trees
        self._ids, self._readiness = means.ids, readiness
        roots = [r.needs for r in means.requirements]
        order = variables(roots, self._trees, means.ids)
        self._builder = DiagramBuilder(order, self._trees)

    def split(self, branch: Branch) -> Shares:
        """Return the share of each leaf of a tree; the shares sum to 1."""
        constant = self._builder.tree(branch)
        if constant in (FALSE, TRUE):
            return {NEVER: 1.0} if constant == FALSE else {FREE: 1.0}
        if isinstance(branch, str):
            return {branch: 1.0}
        total: Shares = {}
        for part, share in zip(branch.branches, self._division(branch), strict=True):
            for leaf, below in self.split(part).items() if share else ():
                total[leaf] = total.get(leaf, 0.0) + share * below
        return total

    def _division(self, tree: Tree) -> FloatArray:
        """Return the share of each branch, shape (n_branches,); fixed ones get none."""
        parts = tree.branches
        open_ = [self._builder.tree(part) not in (FALSE, TRUE) for part in parts]
        now = self._chance(tree)
        gains = [
            max(self._chance(_certain(tree, n)) - now, 0.0) if undecided else 0.0
            for n, undecided in enumerate(open_)
        ]
        weights = np.array(gains if sum(gains) > LEAST else open_, dtype=float)
        shares: FloatArray = weights / weights.sum()
        return shares

    def _chance(self, tree: Tree) -> float:
        return float(chance(tree, self._trees, self._ids)(self._readiness))


def _certain(tree: Tree, n: int) -> Tree:
    """Return the tree with its n-th branch certain."""
    parts: tuple[Branch, ...] = (*tree.branches[:n], NOTHING, *tree.branches[n + 1 :])
    if tree.at_least is not None:
        return Tree(at_least=tree.at_least, of=parts)
    return Tree(all_of=parts) if tree.all_of is not None else Tree(any_of=parts)
