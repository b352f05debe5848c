"""Candidates: sets of interventions worth trying together.

All-of gates reward sets and not their members, so no set is grown one member at a time.
Up to `EXACT` free interventions every set is tried. Beyond, sets come from what levels
and jobs of the world require, whole, and from exchanges with a good portfolio.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from interventions.diagram import diagram
from interventions.minimal import minimal_sets
from interventions.requirement import Branch
from levels.arrays import BoolArray, FloatArray
from simulator.choice.constraints import Constraints
from simulator.choice.needed import jobs
from simulator.model import Model

EXACT = 12
"""Every set of as many free interventions is tried."""

MOST_MOVES = 256
_FEW_WAYS = 4
_SMALLEST_MEMBERS = 6
"""How many of the least funded are exchanged for each intervention that is not."""


@dataclass(frozen=True, eq=False)
class Candidates:
    """What a search starts from, where not every set is tried.

    Parameters
    ----------
    starts : ndarray, shape (n_starts, n)
        Portfolios, in money.
    ways : ndarray of bool, shape (n_ways, n)
        Sets that may join a portfolio together.
    """

    starts: FloatArray
    ways: BoolArray


def candidates(model: Model, constraints: Constraints) -> Candidates:
    """Return what to start from; see `starts` and `ways`."""
    some_ways = ways(model, constraints)
    return Candidates(starts(model, constraints, some_ways), some_ways)


def every_set(constraints: Constraints) -> BoolArray:
    """Return every set that may be funded, shape (n_sets, n); the smallest first."""
    free = constraints.free
    numbers = np.arange(1 << len(free))
    chosen = (numbers[:, None] >> np.arange(len(free))) & 1 == 1
    sets = np.repeat(constraints.required[None], len(numbers), axis=0)
    sets[:, free] = chosen
    sets = sets[np.argsort(sets.sum(axis=1), kind="stable")]
    return sets[constraints.admits(sets)]


def ways(model: Model, constraints: Constraints) -> BoolArray:
    """Return the smallest sets that complete a level or a job, shape (n_ways, n).

    Each with what its members rest on; none twice, and none that may not be funded.
    """
    ids = constraints.ids
    found = [
        constraints.completed(np.isin(ids, list(way)))
        for root in _roots(model)
        for way in _smallest(model, root)
    ]
    sets = np.array([np.zeros(len(ids), dtype=np.bool_), *found])[1:]
    return unique(sets[(constraints.allowed | ~sets).all(axis=1)])


def starts(model: Model, constraints: Constraints, some_ways: BoolArray) -> FloatArray:
    """Return portfolios to start from, in money, shape (n_starts, n).

    Today's field, all that is allowed, each way, and the ways of the first levels
    together, of the first two, and so on; all with what is required.
    """
    need = constraints.completed(constraints.required)
    field = np.array([i.field.value for i in model.means.interventions])
    wide = np.array([constraints.allowed, need])
    first = np.array(list(_together(model, constraints)))
    sets = unique(np.concatenate([wide, some_ways | need, first | need]))
    sets = sets[constraints.admits(sets)]
    today = pruned(constraints, (field > 0)[None] | need)
    weights = np.where(today, np.maximum(field * constraints.cost, 1e-9), 0.0)
    weights = weights[constraints.admits(today)]
    return constraints.shared(np.concatenate([weights, sets.astype(float)]))


def exchanges(
    money: FloatArray, constraints: Constraints, some_ways: BoolArray
) -> FloatArray:
    """Return what a portfolio becomes by adding, dropping and swapping sets.

    Who joins gets an even share of the budget; the others make room in proportion.

    Parameters
    ----------
    money : ndarray, shape (n,)
    constraints : Constraints
    some_ways : ndarray, shape (n_ways, n)
        Sets that may join together.

    Returns
    -------
    ndarray, shape (n_moves, n)
        Money; at most `MOST_MOVES` of them.
    """
    members = money > 0
    single = np.eye(len(money), dtype=np.bool_)
    outside = np.flatnonzero(constraints.allowed & ~members)
    joining = [constraints.completed(single[row]) for row in outside]
    own = [row for row in money.argsort(kind="stable") if members[row]]
    leaving = [single[row] for row in own if not constraints.required[row]]
    few = leaving[:_SMALLEST_MEMBERS]
    moves = [
        *[members & ~gone for gone in leaving],
        *[_with(members, new, money, constraints) for new in [*some_ways, *joining]],
        *[(members & ~gone) | new for new in joining for gone in few],
    ]
    sets = unique(pruned(constraints, np.array([members, *moves])))
    sets = sets[constraints.admits(sets) & (sets != members).any(axis=1)][:MOST_MOVES]
    even = constraints.budget / np.maximum(sets.sum(axis=1, keepdims=True), 1)
    return constraints.shared(np.where(sets, np.where(members, money, even), 0.0))


def _with(
    members: BoolArray, new: BoolArray, money: FloatArray, constraints: Constraints
) -> BoolArray:
    """Return a set with newcomers, and of the others the most funded, if not all."""
    joined = new | constraints.required
    room = constraints.budget - float(constraints.least[joined].sum())
    order = (-money).argsort(kind="stable")
    others = order[(members & ~joined)[order]]
    joined[others[constraints.least[others].cumsum() <= room]] = True
    return joined


def pruned(constraints: Constraints, sets: BoolArray) -> BoolArray:
    """Return sets without what is not allowed and what lacks its prerequisites."""
    kept = sets & constraints.allowed
    while True:
        fewer = kept & constraints.met(kept)
        if (fewer == kept).all():
            return kept
        kept = fewer


def unique(sets: BoolArray) -> BoolArray:
    """Return each set once, in order."""
    _, first = np.unique(sets, axis=0, return_index=True)
    return sets[np.sort(first)]


def _roots(model: Model) -> Iterator[Branch]:
    yield from (requirement.needs for requirement in model.means.requirements)
    yield from dict.fromkeys(job.root for job in jobs(model.world))


def _smallest(model: Model, root: Branch) -> tuple[tuple[str, ...], ...]:
    forest = diagram([root], model.means.trees)
    return minimal_sets(forest, "path", _FEW_WAYS).smallest


def _together(model: Model, constraints: Constraints) -> Iterator[BoolArray]:
    """Return the first way of each root and of all before it, as they add up."""
    both = np.zeros(len(constraints.ids), dtype=np.bool_)
    for root in _roots(model):
        for way in _smallest(model, root)[:1]:
            both = both | constraints.completed(np.isin(constraints.ids, list(way)))
        yield both
