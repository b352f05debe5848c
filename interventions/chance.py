"""The probability of one tree from readiness, as a function that is made once."""

from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from typing import cast

import numpy as np

from interventions.diagram import diagram
from interventions.requirement import Branch, leaves
from levels.arrays import FloatArray

Chance = Callable[[FloatArray], FloatArray]


def chance(branch: Branch, gates: Mapping[str, Branch], ids: Sequence[str]) -> Chance:
    """Return the function from readiness to the exact probability of a tree.

    A tree in which no intervention stands twice is a product formula; any other goes
    through its decision diagram.

    Parameters
    ----------
    branch : Branch
    gates : mapping of str to Branch
    ids : sequence of str
        The interventions, in the order of the first axis of readiness.

    Returns
    -------
    callable
        From shape (n_interventions, ...) to shape (...).

    Examples
    --------
    >>> from interventions.requirement import Tree
    >>> pair = chance(Tree(any_of=("a", "b")), {}, ("a", "b"))
    >>> round(float(pair(np.array([0.5, 0.4]))), 6)
    0.7
    """
    index = {name: i for i, name in enumerate(ids)}
    if _is_read_once(branch, gates):
        return _formula(branch, gates, index)
    forest = diagram([branch], gates)
    rows = [index[name] for name in forest.variables]

    def shared(readiness: FloatArray) -> FloatArray:
        return cast(FloatArray, forest.probabilities(readiness[rows])[0])

    return shared


def _is_read_once(branch: Branch, gates: Mapping[str, Branch]) -> bool:
    """Return whether the tree meets each intervention and each gate once."""
    seen: set[str] = set()
    left = [branch]
    while left:
        for name in leaves(left.pop()):
            if name in seen:
                return False
            seen.add(name)
            if name in gates:
                left.append(gates[name])
    return True


def _formula(
    branch: Branch, gates: Mapping[str, Branch], index: Mapping[str, int]
) -> Chance:
    if isinstance(branch, str):
        return _named(branch, gates, index)
    parts = [_formula(part, gates, index) for part in branch.branches]
    if branch.at_least is not None:
        threshold = branch.at_least
        return lambda readiness: _at_least(readiness, parts, threshold)
    if not parts:
        certain = float(branch.all_of is not None)
        return lambda readiness: np.full(readiness.shape[1:], certain)
    if len(parts) == 1:
        return parts[0]
    if branch.all_of is not None:
        return lambda readiness: reduce(np.multiply, [f(readiness) for f in parts])
    return lambda readiness: _any(readiness, parts)


def _named(name: str, gates: Mapping[str, Branch], index: Mapping[str, int]) -> Chance:
    if name in gates:
        return _formula(gates[name], gates, index)
    row = index[name]
    return lambda readiness: cast(FloatArray, readiness[row])


def _any(readiness: FloatArray, parts: Sequence[Chance]) -> FloatArray:
    none = np.asarray(1 - parts[0](readiness))
    for part in parts[1:]:
        none *= 1 - part(readiness)
    return np.subtract(1, none, out=none)


def _at_least(
    readiness: FloatArray, parts: Sequence[Chance], threshold: int
) -> FloatArray:
    """Return P(at least k): short[j] is the probability of exactly j < k so far."""
    short = np.zeros((threshold, *readiness.shape[1:]))
    short[0] = 1.0
    for part in parts:
        p = part(readiness)
        short[1:] += p * (short[:-1] - short[1:])
        short[0] *= 1 - p
    return cast(FloatArray, 1 - short.sum(axis=0))
