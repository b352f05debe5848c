"""Constraints: which portfolios may be chosen.

Money is counted in technical FTE-years a year, as grants are: governance converts by
its stated cost. A budget is shared in proportion to weights, within what each member
of the portfolio must and may get.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

import numpy as np

from interventions.diagram import diagram
from interventions.minimal import minimal_sets
from interventions.portfolio import Portfolio, Segment
from interventions.requirement import Branch
from levels.arrays import BoolArray, FloatArray

SMALLEST = 1e-3
"""The share of the budget below which an intervention does not count as funded."""

_FEW_SETS = 12
_HALVINGS = 60


@dataclass(frozen=True, eq=False)
class Constraints:
    """What a portfolio must keep to, checked; see `limits.constraints`.

    Parameters
    ----------
    ids : tuple of str
    cost : ndarray, shape (n,)
        Technical FTE-years that one FTE-year of each intervention costs.
    budget : float
        In technical FTE-years a year.
    least, most : ndarray, shape (n,)
        Money that a funded intervention gets at least and at most.
    required, allowed : ndarray of bool, shape (n,)
        What must be funded, and what may be: neither it nor all that it could rest on
        is forbidden or beyond the budget.
    ready : ndarray of bool, shape (n,)
        What is ready enough today to build on.
    needs : tuple of Branch
        Prerequisites of each.
    """

    ids: tuple[str, ...]
    cost: FloatArray
    budget: float
    least: FloatArray
    most: FloatArray
    required: BoolArray
    allowed: BoolArray
    ready: BoolArray
    needs: tuple[Branch, ...]

    @property
    def free(self) -> list[int]:
        """The interventions that may be funded or not."""
        return np.flatnonzero(self.allowed & ~self.required).tolist()

    @property
    def smallest(self) -> float:
        """The money below which an intervention does not count as funded."""
        return SMALLEST * self.budget

    def admits(self, sets: BoolArray) -> BoolArray:
        """Return which sets may be funded, shape (n_sets,).

        A set must hold what is required and nothing that is not allowed, have the
        prerequisites of its members, and be paid for at their least.
        """
        kept = (sets | ~self.required).all(axis=1) & (self.allowed | ~sets).all(axis=1)
        paid = sets @ self.least <= self.budget * (1 + 1e-12)
        based: BoolArray = np.all(self.met(sets) | ~sets, axis=1)
        good: BoolArray = kept & paid & based
        return good

    def may_join(self, members: BoolArray) -> BoolArray:
        """Return what may be funded besides some members, shape (n,)."""
        joins: BoolArray = self.allowed & ~members & self.met(members[None])[0]
        return joins

    def may_leave(self, members: BoolArray) -> BoolArray:
        """Return which members need not be funded, the others being so, shape (n,)."""
        fewer = members & ~np.eye(len(members), dtype=np.bool_)
        spared: BoolArray = members & self.admits(fewer)
        return spared

    def completed(self, members: BoolArray) -> BoolArray:
        """Return some members with what they rest on, the cheapest that will do."""
        whole, queue, joined = members.copy(), np.flatnonzero(members).tolist(), []
        while queue:
            for row in self._missing(queue.pop(0), whole):
                whole[row] = True
                queue.append(row)
                joined.append(row)
        for row in joined:  # a later one may have made it needless
            fewer = whole & (np.arange(len(whole)) != row)
            if (self.met(fewer[None])[0] | ~fewer).all():
                whole = fewer
        return whole

    def shared(self, weights: FloatArray) -> FloatArray:
        """Return the budget shared in proportion to weights, within the limits.

        Parameters
        ----------
        weights : ndarray, shape (n_portfolios, n)
            Zero for what is not funded.

        Returns
        -------
        ndarray, shape (n_portfolios, n)
            Money; less than the budget in all where everybody has their most.
        """
        funded = weights > 0
        least, most = np.where(funded, self.least, 0), np.where(funded, self.most, 0)
        largest = weights.max(axis=1, keepdims=True, initial=0.0)
        scaled = np.divide(weights, largest, out=np.zeros_like(weights), where=funded)
        smallest = np.where(funded, scaled, 1.0).min(axis=1, keepdims=True, initial=1.0)
        low, high = np.zeros_like(smallest), self.budget / smallest
        for _ in range(_HALVINGS):
            level = (low + high) / 2
            spent = np.clip(level * scaled, least, most).sum(axis=1, keepdims=True)
            fits = spent <= self.budget
            low, high = np.where(fits, level, low), np.where(fits, high, level)
        shares: FloatArray = np.clip(low * scaled, least, most)
        return shares

    def amounts(self, money: FloatArray) -> FloatArray:
        """Return FTE-years a year that money buys."""
        return money / self.cost

    def portfolio(self, money: FloatArray) -> Portfolio:
        """Return the portfolio of one row of money; it names what is funded."""
        bought = self.amounts(money).tolist()
        named = zip(self.ids, bought, strict=True)
        return Portfolio((Segment(0.0, {name: x for name, x in named if x > 0}),))

    def met(self, sets: BoolArray) -> BoolArray:
        """Return whose prerequisites are in the sets or ready, shape of the sets."""
        there, places = (sets | self.ready).T, self._places
        met = np.ones_like(sets)
        for row, needs in enumerate(self.needs):
            met[:, row] = _holds(needs, there, places)
        return met

    def _missing(self, row: int, members: BoolArray) -> list[int]:
        """Return the cheapest that a member still needs, of those that are allowed."""
        there = members | self.ready
        if _holds(self.needs[row], there[:, None], self._places)[0]:
            return []
        ways = minimal_sets(diagram([self.needs[row]], {}), "path", _FEW_SETS).smallest
        rows = [[self._places[name] for name in way] for way in ways]
        lacking = [
            [r for r in way if not there[r]]
            for way in rows
            if all(there[r] or self.allowed[r] for r in way)
        ]
        return min(lacking, key=lambda way: self.least[way].sum(), default=[])

    @property
    def _places(self) -> dict[str, int]:
        return {name: row for row, name in enumerate(self.ids)}


def _holds(branch: Branch, there: BoolArray, places: Mapping[str, int]) -> BoolArray:
    """Return in which columns a tree holds, shape (n_sets,)."""
    if isinstance(branch, str):
        return cast(BoolArray, there[places[branch]])
    parts = [_holds(part, there, places) for part in branch.branches]
    none = np.zeros(there.shape[1], dtype=np.int64)
    enough: BoolArray = sum(parts, none) >= branch.threshold
    return enough
