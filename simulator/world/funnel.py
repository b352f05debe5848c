"""The funnel: what becomes of systems at the threshold, and where bad ones are caught.

It adds nothing to the model. A system is aligned or not; if not, a layer of tests may
ring, it may be held, repaired or released, and it may still be caught in use. These are
the numbers that decide how worlds end, level by level.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from interventions.portfolio import Portfolio
from levels.arrays import FloatArray
from simulator.world.ending import Moments, by_level, courses, moments
from simulator.world.engine import Engine
from simulator.world.path import path
from simulator.world.pipeline import misses
from simulator.world.sampling import Worlds
from simulator.world.simulation import PLAN_MONTHS

ALIGNED = ("prompt", "delayed", "needless")
HELD = ("stopped", "stopped_unseen")
SHIPPED = ("hidden", "pressed", "passed")
WAYS = ("unreached", *ALIGNED, *HELD, "fixed", *SHIPPED)
"""What may become of a system; but for `unreached` see `Course`."""


@dataclass(frozen=True, eq=False)
class Funnel:
    """Probabilities at each level, in each world or as means over some of them.

    All arrays have shape (K, n), where n counts worlds or groups of them.

    Parameters
    ----------
    first : mapping of str to ndarray
        P(misaligned, and this layer rings on the first try, and none before it), by its
        id: layers of validation, then those that are tried on planted models.
    ways : mapping of str to ndarray
        P(this becomes of the system), for each of `WAYS`; they exclude each other and
        sum to 1. `unreached`: the threshold is not reached before the horizon.
    caught : ndarray
        P(misaligned, shipped, then caught in use and held).
    """

    first: Mapping[str, FloatArray]
    ways: Mapping[str, FloatArray]
    caught: FloatArray

    @property
    def misaligned(self) -> FloatArray:
        """P(misaligned at the threshold)."""
        return self._sum(*HELD, "fixed", *SHIPPED)

    @property
    def unseen(self) -> FloatArray:
        """P(misaligned, and no layer rings on the first try)."""
        return self._sum("stopped_unseen", "passed")

    @property
    def rung(self) -> FloatArray:
        """P(misaligned, and a layer rings on the first try)."""
        return self.misaligned - self.unseen

    @property
    def shipped(self) -> FloatArray:
        """P(misaligned and shipped)."""
        return self._sum(*SHIPPED)

    @property
    def passed_misaligned(self) -> FloatArray:
        """P(misaligned, and shipped after its last test was passed)."""
        return self._sum("passed", "hidden")

    @property
    def loose(self) -> FloatArray:
        """P(misaligned, shipped, and never caught in use)."""
        return self.shipped - self.caught

    def grouped(self, n_groups: int) -> "Funnel":
        """Return the means over groups of worlds that stand together.

        If each group is a scramble, their spread gives the standard error.
        """

        def means(chance: FloatArray) -> FloatArray:
            mean: FloatArray = chance.reshape(len(chance), n_groups, -1).mean(axis=-1)
            return mean

        first = {name: means(x) for name, x in self.first.items()}
        ways = {name: means(x) for name, x in self.ways.items()}
        return Funnel(first, ways, means(self.caught))

    def _sum(self, *names: str) -> FloatArray:
        total: FloatArray = np.sum([self.ways[name] for name in names], axis=0)
        return total


def funnel(
    engine: Engine,
    portfolio: Portfolio,
    worlds: Worlds,
    months: int = PLAN_MONTHS,
) -> Funnel:
    """Return the funnel of a portfolio, as means over each scramble of worlds.

    Parameters
    ----------
    engine : Engine
    portfolio : Portfolio
    worlds : Worlds
    months : int
        Length of the plan.

    Examples
    --------
    >>> from simulator.model import load
    >>> from simulator.world.engine import engine
    >>> from simulator.world.simulation import worlds_of
    >>> model = load()
    >>> found = funnel(engine(model), model.means.field, worlds_of(model, 64, 0))
    >>> easier, *_, hardest = found.passed_misaligned.mean(axis=-1)
    >>> bool(easier < hardest)
    True
    """
    with np.errstate(all="ignore"):
        way = path(engine.mechanisms, worlds, [portfolio], months)
        found = funnel_at(engine, worlds, moments(engine, worlds, way))
    return found.grouped(worlds.scrambles)


def funnel_at(engine: Engine, worlds: Worlds, at: Moments) -> Funnel:
    """Return the funnel of one portfolio in each world.

    Parameters
    ----------
    engine : Engine
    worlds : Worlds
    at : Moments
        Of one portfolio.
    """
    went = courses(engine, worlds, at)
    rang = by_level(engine, at, lambda few, ready: dict(_first(few, worlds, ready)))
    never = np.isinf(at.critical[0])

    def reached(chance: FloatArray) -> FloatArray:
        return np.where(never, 0.0, chance[:, 0])

    caught = reached(went.caught)
    ways = {name: reached(getattr(went, name)) for name in WAYS if name != "unreached"}
    whole = {"unreached": np.broadcast_to(1.0 * never, caught.shape), **ways}
    return Funnel({name: reached(x) for name, x in rang.items()}, whole, caught)


def joined(funnels: list[Funnel]) -> Funnel:
    """Return the funnel of all worlds from those of parts of them."""

    def along(values: list[FloatArray]) -> FloatArray:
        whole: FloatArray = np.concatenate(values, axis=-1)
        return whole

    one = funnels[0]
    return Funnel(
        {name: along([f.first[name] for f in funnels]) for name in one.first},
        {name: along([f.ways[name] for f in funnels]) for name in one.ways},
        along([f.caught for f in funnels]),
    )


def _first(
    engine: Engine, worlds: Worlds, readiness: FloatArray
) -> Iterator[tuple[str, FloatArray]]:
    """Yield P(misaligned, and a layer is the first to ring), (K, 1, n_worlds)."""
    working, layers = engine.patterns.working, engine.model.world.layers
    _, unmet = engine.patterns.probabilities(readiness[:, 0])
    missed = misses(worlds, working, engine.visibility)[0]
    left, tried = unmet.sum(axis=1), np.zeros(len(layers), dtype=np.int64)
    for row in np.argsort(engine.beliefs.planted, kind="stable"):
        tried[row] = 1
        # With only these layers tried, a pattern is as good as another.
        alike = (working[None] == (working * tried)[:, None]).all(axis=2).argmax(axis=1)
        still = (unmet * missed[:, alike][:, :, None]).sum(axis=1)
        yield layers[row].id, left - still
        left = still
