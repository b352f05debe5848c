"""What the pack says about the path: what is sped up, slowed, automated and waits."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from interventions.chance import Chance, chance
from interventions.means import Means
from interventions.portfolio import Portfolio
from interventions.requirement import NOTHING, Branch, Tree, support
from levels.arrays import FloatArray, IntArray
from simulator.world import automation
from simulator.world.automation import Researcher
from simulator.world.sampling import Worlds
from simulator.world.world import World


@dataclass(frozen=True, eq=False)
class Mechanisms:
    """What the pack says about the path, made ready to run once.

    Parameters
    ----------
    needs : tuple of (callable, tuple of slice)
        The chance that prerequisites are ready, and the rows that wait for them.
    slowing : callable
        Chance of the gate that slows capability.
    researcher : Researcher
        The automated one.
    boosts : tuple of (callable, rows, str)
        Gate, the rows that it speeds up (None is all), and the parameter of its
        strength.
    push : ndarray, shape (n_interventions,)
        Share by which full readiness of each speeds capability up.
    field : Portfolio
        Today's allocation, to which the world returns after the plan.
    ids : tuple of str
    asked : tuple of slice
        The rows whose readiness any of this asks for.
    """

    needs: tuple[tuple[Chance, tuple[slice, ...]], ...]
    slowing: Chance
    researcher: Researcher
    boosts: tuple[tuple[Chance, IntArray | None, str], ...]
    push: FloatArray
    field: Portfolio
    ids: tuple[str, ...]
    asked: tuple[slice, ...]

    def pushing(self, readiness: FloatArray) -> FloatArray:
        """Return the share by which readiness speeds capability up."""
        pushed = np.zeros(readiness.shape[1:])
        for row in np.flatnonzero(self.push):
            pushed += self.push[row] * readiness[row]
        return pushed

    def hastening(
        self, worlds: Worlds, now: FloatArray, today: FloatArray
    ) -> FloatArray:
        """Return how much accelerators of all work speed it up."""
        faster = np.ones(now.shape[1:])
        for ready, rows, boost in self.boosts:
            if rows is None:
                faster *= 1 + worlds[boost] * (ready(now) - ready(today))
        return faster

    def look(self, top: FloatArray, missing: FloatArray, now: FloatArray) -> None:
        """Put the readiness that is asked for into `now`; the rest does not matter."""
        for some in self.asked:
            np.exp(missing[some], out=now[some])
            np.subtract(top[some], now[some], out=now[some])

    def gate(
        self, worlds: Worlds, now: FloatArray, today: FloatArray, rate: FloatArray
    ) -> None:
        """Let rates wait for prerequisites, and gain from accelerators of their kind.

        Parameters
        ----------
        now, today : ndarray, shape (n_interventions, n_portfolios, n_worlds)
            Readiness.
        rate : ndarray, same shape
            Changed in place.
        """
        waiting = 1 - worlds["groundwork"]
        for needs, some in self.needs:
            share = waiting * needs(now)
            share += worlds["groundwork"]
            for rows in some:
                rate[rows] *= share
        for ready, kind, boost in self.boosts:
            if kind is not None:
                rate[kind] *= 1 + worlds[boost] * (ready(now) - ready(today))


def mechanisms(world: World, means: Means) -> Mechanisms:
    """Return the mechanisms of a pack."""
    ids, gates = means.ids, means.trees
    speeds = [i.speeds_capabilities for i in means.interventions]
    return Mechanisms(
        needs=_needs(means),
        slowing=chance(world.roles.slowing, gates, ids),
        researcher=automation.researcher(world, means),
        boosts=tuple(
            (chance(a.gate, gates, ids), _rows(means, a.kind), a.boost)
            for a in world.accelerators
        ),
        push=np.array([0.0 if s is None else s.value for s in speeds]),
        field=means.field,
        ids=ids,
        asked=_runs(_asked(world, means)),
    )


def _asked(world: World, means: Means) -> list[int]:
    """Return the rows of which a path has to know the readiness on its way."""
    tasks = [task.rests_on for task in world.tasks if task.rests_on is not None]
    gates = [a.gate for a in world.accelerators]
    needs = [i.needs for i in means.interventions]
    trees: list[Branch] = [
        world.roles.slowing,
        world.roles.automation,
        *tasks,
        *gates,
        *needs,
    ]
    names = {name for tree in trees for name in support(tree, means.trees)}
    names |= {i.id for i in means.interventions if i.speeds_capabilities is not None}
    return [row for row, name in enumerate(means.ids) if name in names]


def _needs(means: Means) -> tuple[tuple[Chance, tuple[slice, ...]], ...]:
    """Return each set of prerequisites once, with all rows that share it."""
    rows: dict[Tree, list[int]] = {}
    for row, intervention in enumerate(means.interventions):
        if intervention.needs != NOTHING:
            rows.setdefault(intervention.needs, []).append(row)
    return tuple(
        (chance(tree, {}, means.ids), _runs(some)) for tree, some in rows.items()
    )


def _runs(rows: Sequence[int]) -> tuple[slice, ...]:
    """Return rows, which rise, as runs of rows that follow each other.

    Examples
    --------
    >>> _runs([0, 1, 2, 5])
    (slice(0, 3, None), slice(5, 6, None))
    """
    starts = [row for row in rows if row - 1 not in rows]
    stops = [row + 1 for row in rows if row + 1 not in rows]
    return tuple(map(slice, starts, stops))


def _rows(means: Means, kind: str) -> IntArray | None:
    if kind == "all":
        return None
    return np.flatnonzero([i.kind == kind for i in means.interventions])
