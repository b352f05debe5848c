"""Partners: what an intervention lacks where an all-of gate hides its value.

A marginal effect is near zero where another part of the same gate is missing. So the
effect of each intervention is taken again with each other one ready, in a few worlds;
its partner is the one that adds most, if it at least doubles the effect.
"""

from dataclasses import dataclass, replace

import numpy as np

from interventions.portfolio import Portfolio
from levels.arrays import FloatArray
from simulator.choice.effects import UNIT, granted
from simulator.choice.priority import by_level
from simulator.world.ending import Moments, ending, moments
from simulator.world.engine import Engine
from simulator.world.path import path
from simulator.world.sampling import Worlds
from simulator.world.simulation import PLAN_MONTHS

DOUBLED = 2.0
NOTABLE = 0.02


@dataclass(frozen=True, eq=False)
class Complements:
    """Effects with another intervention ready.

    Parameters
    ----------
    alone : ndarray, shape (n_interventions, K, n_outcomes)
        Effects per 100 FTE-years in these worlds.
    beside : ndarray, shape (n_interventions, n_interventions, K, n_outcomes)
        `beside[i, j]` is the effect of i with j ready from the critical date on.
    """

    alone: FloatArray
    beside: FloatArray


@dataclass(frozen=True)
class Partner:
    """The missing complement of an intervention, and what it would multiply."""

    index: int
    factor: float


def complements(
    engine: Engine,
    portfolio: Portfolio,
    worlds: Worlds,
    grant: float = UNIT,
    months: int = PLAN_MONTHS,
) -> Complements:
    """Return the effect of every intervention with every other one ready."""
    tried = [portfolio, *granted(engine.model.means, portfolio, grant, months)]
    with np.errstate(all="ignore"):  # as in a simulation, which refuses what is none
        at = moments(engine, worlds, path(engine.mechanisms, worlds, tried, months))
    n = len(engine.model.means.ids)

    def effect(at: Moments) -> FloatArray:
        ends = ending(engine, worlds, at).mean(axis=-1)
        outcomes = np.zeros(
            (len(tried), ends.shape[1], len(engine.model.world.outcomes))
        )
        for end, outcome in enumerate(engine.ends):
            outcomes[:, :, outcome] += ends[end].T
        difference: FloatArray = outcomes[1:] - outcomes[:1]
        return difference * (UNIT / grant)

    def beside(ready: int) -> FloatArray:
        readiness = tuple(each.copy() for each in at.readiness)
        for each in readiness:
            each[ready] = 1.0
        return effect(replace(at, readiness=readiness))

    return Complements(
        alone=effect(at), beside=np.stack([beside(j) for j in range(n)], axis=1)
    )


def partners(
    complements: Complements, utilities: FloatArray, p: FloatArray
) -> list[Partner | None]:
    """Return each intervention's missing complement under a credence, if it has one.

    A complement counts if it at least doubles the effect and brings it to a notable
    share of the largest effect there is.
    """
    alone = by_level(complements.alone, utilities) @ p
    beside = by_level(complements.beside, utilities) @ p
    np.fill_diagonal(beside, -np.inf)
    best = beside.argmax(axis=1)
    reached = beside[np.arange(len(best)), best]
    notable = NOTABLE * max(float(alone.max()), 0.0)
    found: list[Partner | None] = []
    for mine, with_it, other in zip(alone, reached, best, strict=True):
        doubled = with_it >= DOUBLED * max(float(mine), 0.0)
        counts = with_it > notable and doubled
        factor = float(with_it / mine) if mine > 0 else float("inf")
        found.append(Partner(int(other), factor) if counts else None)
    return found
