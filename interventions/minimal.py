"""The minimal path and cut sets of a tree, as one family that is never written out.

There can be exponentially many of them, so they are held as a zero-suppressed decision
diagram [1]_ and made from the tree's own diagram [2]_; then they can be counted
exactly, and the smallest few be read off.

References
----------
.. [1] Minato, S. (1993). Zero-suppressed BDDs for set manipulation in combinatorial
   problems. Proc. 30th Design Automation Conference, 272-277.
.. [2] Rauzy, A. (1993). New algorithms for fault trees analysis. Reliability
   Engineering & System Safety 40(3), 203-211.
"""

import heapq
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from typing import Literal, TypeVar

from interventions.diagram import TRUE, Diagram

NO_SET, EMPTY_SET = 0, 1
MOST_STEPS = 300_000
"""Families that need more work than this are not counted."""

Kind = Literal["path", "cut"]
Found = TypeVar("Found")


@dataclass(frozen=True)
class MinimalSets:
    """A family of minimal sets: how many there are, and the smallest of them.

    Parameters
    ----------
    count : int or None
        None if it would take too long to tell.
    smallest : tuple of tuple of str
        By size; each in the order of the diagram's variables.
    """

    count: int | None
    smallest: tuple[tuple[str, ...], ...]


def minimal_sets(diagram: Diagram, kind: Kind, most: int) -> MinimalSets:
    """Return the minimal sets of the first root of a diagram.

    Parameters
    ----------
    diagram : Diagram
    kind : str
        "path" for sets that make the tree hold, "cut" for sets whose loss breaks it.
    most : int
        How many to read off.

    Examples
    --------
    >>> from interventions.diagram import diagram
    >>> from interventions.requirement import Tree
    >>> names = tuple(f"x{n:02}" for n in range(40))
    >>> half = diagram([Tree(at_least=20, of=names)], {})
    >>> minimal_sets(half, "path", most=1).count
    137846528820
    """
    families = _Families()
    try:
        family = families.minimal(diagram, kind)
    except _TooLongError:
        return MinimalSets(None, ())
    names = diagram.variables
    smallest = [tuple(names[v] for v in some) for some in families.few(family, most)]
    return MinimalSets(families.count(family), tuple(smallest))


class _TooLongError(Exception):
    """There is more work than `MOST_STEPS`."""


class _Families:
    """Families of sets of variables, in which no set contains another.

    A node is a variable, the family of the sets with it (it being left out), and the
    family of the sets without it; both stand before the node.
    """

    def __init__(self) -> None:
        self._nodes: list[tuple[int, int, int]] = [(-1, 0, 0), (-1, 1, 1)]
        self._unique: dict[tuple[int, int, int], int] = {}
        self._memo: dict[tuple[int, int], int] = {}

    def minimal(self, diagram: Diagram, kind: Kind) -> int:
        """Return the family of minimal sets of a diagram, deepest nodes first.

        What suffices without a variable suffices with it, so each minimal set of the
        one contains one of the other, and a set that is not new is the same set.
        """
        path = kind == "path"
        found = [NO_SET, EMPTY_SET] if path else [EMPTY_SET, NO_SET]
        top = int(diagram.roots[0])
        for node in range(TRUE + 1, top + 1):
            high, low = found[diagram.high[node]], found[diagram.low[node]]
            using, spare = (high, low) if path else (low, high)
            more = self._without(using, spare)
            found.append(self._node(int(diagram.variable[node]), more, spare))
        return found[top]

    def _node(self, variable: int, using: int, spare: int) -> int:
        if using == NO_SET:
            return spare
        key = (variable, using, spare)
        if key not in self._unique:
            self._unique[key] = len(self._nodes)
            self._nodes.append(key)
        return self._unique[key]

    def _without(self, family: int, known: int) -> int:
        """Return the sets of a family that are not in another."""
        if NO_SET in (family, known):
            return family
        if family == known:
            return NO_SET
        if EMPTY_SET in (family, known):
            return family
        key = (family, known)
        if key not in self._memo:
            if len(self._memo) >= MOST_STEPS:
                raise _TooLongError
            self._memo[key] = self._compared(family, known)
        return self._memo[key]

    def _compared(self, family: int, known: int) -> int:
        variable, using, spare = self._nodes[family]
        other, with_other, rest = self._nodes[known]
        if variable > other:
            return self._without(family, rest)
        if variable < other:
            return self._node(variable, using, self._without(spare, known))
        more = self._without(using, with_other)
        return self._node(variable, more, self._without(spare, rest))

    def count(self, family: int) -> int:
        """Return how many sets a family has."""
        return self._fold(family, 0, 1, lambda _, using, spare: using + spare)

    def few(self, family: int, most: int) -> list[tuple[int, ...]]:
        """Return the smallest sets of a family, by size, then by variables."""

        def shortest(
            variable: int, using: list[tuple[int, ...]], spare: list[tuple[int, ...]]
        ) -> list[tuple[int, ...]]:
            longer = [(variable, *some) for some in using]
            merged = heapq.merge(longer, spare, key=lambda some: (len(some), some))
            return list(islice(merged, most))

        empty: list[tuple[int, ...]] = [()]
        return self._fold(family, [], empty[:most], shortest)

    def _fold(
        self,
        family: int,
        none: Found,
        empty: Found,
        joined: Callable[[int, Found, Found], Found],
    ) -> Found:
        found = [none, empty]
        for variable, using, spare in self._nodes[EMPTY_SET + 1 : family + 1]:
            found.append(joined(variable, found[using], found[spare]))
        return found[family]
