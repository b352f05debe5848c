"""Constraints: which portfolios may be chosen.

Money is counted in technical FTE-years a year, as grants are: governance converts by
its stated cost. A budget is shared in proportion to weights, within what each member
of the portfolio must and may get.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

import numpy as np

from interventions.diagram import diagram
from interventions.means import Means
from interventions.minimal import minimal_sets
from interventions.portfolio import LARGEST, Portfolio, Segment
from interventions.requirement import Branch
from levels.arrays import BoolArray, FloatArray
from levels.problem import show
from simulator.choice.effects import technical_cost

READY = 0.5
"""A prerequisite that is at least as ready today as this need not be funded."""

SMALLEST = 1e-3
"""The share of the budget below which an intervention does not count as funded."""

MUST_HAVE = 0.01
"""The share that a required intervention gets at least, if no minimum is stated."""

_FEW_SETS = 12
_HALVINGS = 60


@dataclass(frozen=True, eq=False)
class Constraints:
    """What a portfolio must keep to, checked; see `constraints`.

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


def constraints(
    means: Means,
    budget: float,
    *,
    require: Iterable[str] = (),
    forbid: Iterable[str] = (),
    least: Mapping[str, float] | None = None,
    most: Mapping[str, float] | None = None,
) -> Constraints:
    """Return the constraints of a choice.

    Parameters
    ----------
    means : Means
    budget : float
        In technical FTE-years a year.
    require, forbid : iterable of str
        Interventions that must and must not be funded.
    least, most : mapping of str to float
        FTE-years a year that an intervention gets at least, if it is funded at all,
        and at most.

    Raises
    ------
    ValueError
        If a name is unknown, a number is not from 0, or nothing keeps to all of it.

    Examples
    --------
    >>> from simulator.model import load
    >>> constraints(load().means, 100, forbid=["rlhf"]).allowed.sum().item()
    37
    """
    _check_number("budget", budget)
    ids = means.ids
    required = _named("require", require, ids)
    forbidden = _named("forbid", forbid, ids)
    if (required & forbidden).any():
        name = ids[int((required & forbidden).argmax())]
        msg = f"an intervention must not be both required and forbidden, got {name!r}"
        raise ValueError(msg)
    cost = costs(means)
    floor = np.maximum(SMALLEST, MUST_HAVE * required) * budget
    top = cost * _limits("max", most or {}, ids, LARGEST)
    stated = cost * _limits("min", least or {}, ids, 0.0)
    bottom = np.maximum(stated, np.minimum(floor, top))  # a stated most comes first
    _check_order(ids, bottom, top, cost)
    found = Constraints(
        ids=ids,
        cost=cost,
        budget=float(budget),
        least=bottom,
        most=np.minimum(top, budget),
        required=required,
        allowed=~forbidden & (bottom <= budget) & (np.minimum(top, budget) > 0),
        ready=np.array([i.readiness_today.value >= READY for i in means.interventions]),
        needs=tuple(i.needs for i in means.interventions),
    )
    return _possible(found)


def costs(means: Means) -> FloatArray:
    """Return what one FTE-year costs, in technical FTE-years, shape (n,)."""
    unit = technical_cost(means)
    return np.array(
        [
            1.0 if i.kind == "technical" else i.cost.value / unit
            for i in means.interventions
        ]
    )


def _possible(found: Constraints) -> Constraints:
    """Return the constraints without what can never be funded.

    Raises
    ------
    ValueError
        If something that is required is among it, or costs too much.
    """
    allowed = found.allowed
    for _ in found.ids:
        met = found.met(allowed[None])[0]
        if (met | ~allowed).all():
            break
        allowed = allowed & met
    if (found.required & ~allowed).any():
        name = found.ids[int((found.required & ~allowed).argmax())]
        msg = (
            "what is required must be within the budget, and so must one way to its"
            f" prerequisites that is not forbidden, got {name!r}"
        )
        raise ValueError(msg)
    whole = replace(found, allowed=allowed)
    cheapest = float(whole.completed(whole.required) @ whole.least)
    if cheapest > whole.budget * (1 + 1e-12):
        msg = (
            f"budget must pay the least of what is required, {cheapest:g},"
            f" got {whole.budget:g}"
        )
        raise ValueError(msg)
    return whole


def _holds(branch: Branch, there: BoolArray, places: Mapping[str, int]) -> BoolArray:
    """Return in which columns a tree holds, shape (n_sets,)."""
    if isinstance(branch, str):
        return cast(BoolArray, there[places[branch]])
    parts = [_holds(part, there, places) for part in branch.branches]
    none = np.zeros(there.shape[1], dtype=np.int64)
    enough: BoolArray = sum(parts, none) >= branch.threshold
    return enough


def _named(option: str, names: Iterable[str], ids: Sequence[str]) -> BoolArray:
    chosen = set()
    for name in names:
        if name not in ids:
            msg = f"{option} must name interventions, got {show(name)}"
            raise ValueError(msg)
        chosen.add(name)
    return np.array([name in chosen for name in ids])


def _limits(
    option: str, given: Mapping[str, float], ids: Sequence[str], otherwise: float
) -> FloatArray:
    _named(option, given, ids)
    for name, value in given.items():
        _check_number(f"{option} of {name}", value)
    return np.array([float(given.get(name, otherwise)) for name in ids])


def _check_number(name: str, value: float) -> None:
    if not 0 <= value <= LARGEST:
        msg = f"{name} must lie in [0, {LARGEST:.0f}], got {show(value)}"
        raise ValueError(msg)


def _check_order(
    ids: Sequence[str], least: FloatArray, most: FloatArray, cost: FloatArray
) -> None:
    if (least > most).any():
        row = int((least > most).argmax())
        msg = (
            f"min of {ids[row]} must not exceed its max {most[row] / cost[row]:g},"
            f" got {least[row] / cost[row]:g}"
        )
        raise ValueError(msg)
