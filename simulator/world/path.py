"""The path of capability and readiness, month by month, then in coarser steps.

Each step takes rates at its midpoint, as far as they depend on the date and on
capability, and lets readiness decay exactly toward its ceiling at those rates.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from interventions.chance import Chance, chance
from interventions.means import Means
from interventions.portfolio import Portfolio
from levels.arrays import FloatArray, IntArray
from simulator.world import automation, capability
from simulator.world.readiness import crowded, field_size, ramp
from simulator.world.sampling import Worlds
from simulator.world.world import World

HORIZON = 30.0
"""How far the world goes on, in years."""


@dataclass(frozen=True, eq=False)
class Mechanisms:
    """What the pack says about the path, made ready to run once.

    Parameters
    ----------
    needs : dict of int to callable
        The chance that the prerequisites of an intervention are ready, by row.
    slowing, trusted : callable
        Chances of the gates that slow capability and that make automation trusted.
    boosts : tuple of (callable, rows, str)
        Gate, the rows that it speeds up, and the parameter of its strength.
    push : ndarray, shape (n_interventions,)
        Share by which full readiness of each speeds capability up.
    field : Portfolio
        Today's allocation, to which the world returns after the plan.
    ids : tuple of str
    """

    needs: Mapping[int, Chance]
    slowing: Chance
    trusted: Chance
    boosts: tuple[tuple[Chance, slice | IntArray, str], ...]
    push: FloatArray
    field: Portfolio
    ids: tuple[str, ...]

    def pushing(self, now: FloatArray, today: FloatArray) -> FloatArray:
        """Return the share by which readiness gained speeds capability up."""
        pushed = np.zeros(now.shape[1:])
        for row in np.flatnonzero(self.push):
            pushed += self.push[row] * (now[row] - today[row])
        return pushed

    def gate(
        self, worlds: Worlds, now: FloatArray, today: FloatArray, rate: FloatArray
    ) -> None:
        """Let rates of work wait for prerequisites, and gain from accelerators.

        Parameters
        ----------
        now, today : ndarray, shape (n_interventions, n_portfolios, n_worlds)
            Readiness.
        rate : ndarray, same shape
            Changed in place.
        """
        groundwork = worlds["groundwork"]
        for row, needs in self.needs.items():
            rate[row] *= groundwork + (1 - groundwork) * needs(now)
        for ready, rows, boost in self.boosts:
            rate[rows] *= 1 + worlds[boost] * (ready(now) - ready(today))


def mechanisms(world: World, means: Means) -> Mechanisms:
    """Return the mechanisms of a pack."""
    ids, gates = means.ids, means.trees
    speeds = [i.speeds_capabilities for i in means.interventions]
    return Mechanisms(
        needs={
            row: chance(i.needs, {}, ids)
            for row, i in enumerate(means.interventions)
            if i.needs.branches
        },
        slowing=chance(world.roles.slowing, gates, ids),
        trusted=chance(world.roles.automation, gates, ids),
        boosts=tuple(
            (
                chance(a.gate, gates, ids),
                _rows([a.kind in ("all", i.kind) for i in means.interventions]),
                a.boost,
            )
            for a in world.accelerators
        ),
        push=np.array([0.0 if s is None else s.value for s in speeds]),
        field=means.field,
        ids=ids,
    )


def _rows(chosen: Sequence[bool]) -> slice | IntArray:
    return slice(None) if all(chosen) else np.flatnonzero(chosen)


@dataclass(frozen=True, eq=False)
class Path:
    """How the worlds go, whatever the level.

    Parameters
    ----------
    dates : ndarray, shape (n_dates,)
        In years from today.
    capability : ndarray, shape (n_dates, n_portfolios, n_worlds)
        Orders of magnitude of effective compute beyond today.
    multiplier : ndarray, shape (n_dates, n_portfolios, n_worlds)
        Speed of wholly automatable research.
    readiness : ndarray, shape (n_dates, n_interventions, n_portfolios, n_worlds)
        P(ready).
    """

    dates: FloatArray
    capability: FloatArray
    multiplier: FloatArray
    readiness: FloatArray

    def critical_date(self, threshold: FloatArray) -> FloatArray:
        """Return when capability becomes dangerous, shape (n_portfolios, n_worlds)."""
        return capability.critical_date(self.dates, self.capability, threshold)

    def readiness_at(self, date: FloatArray) -> FloatArray:
        """Return readiness at a date of each column, linear between steps.

        Parameters
        ----------
        date : ndarray, shape (n_portfolios, n_worlds)

        Returns
        -------
        ndarray, shape (n_interventions, n_portfolios, n_worlds)
        """
        last = len(self.dates) - 1
        after = np.clip(np.searchsorted(self.dates, date, side="right"), 1, last)
        start, stop = self.dates[after - 1], self.dates[after]
        share = np.clip((date - start) / (stop - start), 0.0, 1.0)
        flat, size = self.readiness.reshape(-1), self.readiness[0].size
        columns = np.arange(date.size).reshape(date.shape) + (after - 1) * size
        rows = np.arange(self.readiness.shape[1])[:, None, None] * date.size
        index = rows + columns
        early: FloatArray = flat.take(index)
        index += size
        late: FloatArray = flat.take(index)
        late -= early
        late *= share
        late += early
        return late


def step_dates(months: int) -> FloatArray:
    """Return the dates between steps: monthly in the plan, coarser after it.

    Examples
    --------
    >>> step_dates(48)[[1, 48, 49, -1]].round(4).tolist()
    [0.0833, 4.0, 5.0, 30.0]
    """
    plan = np.arange(months + 1) / 12
    yearly = np.arange(np.floor(plan[-1]) + 1, 12)
    coarse = np.arange(12, HORIZON + 1, 2)
    after = np.concatenate([yearly, coarse, [HORIZON]])
    return np.unique(np.concatenate([plan, after[after > plan[-1]]]))


def path_shape(
    mechanisms: Mechanisms, n_portfolios: int, n_worlds: int, months: int
) -> tuple[int, ...]:
    """Return the shape of the readiness of a path."""
    return (len(step_dates(months)), len(mechanisms.ids), n_portfolios, n_worlds)


def path(
    mechanisms: Mechanisms,
    worlds: Worlds,
    portfolios: Sequence[Portfolio],
    months: int,
    out: FloatArray | None = None,
) -> Path:
    """Run the worlds under each portfolio.

    Parameters
    ----------
    mechanisms : Mechanisms
    worlds : Worlds
    portfolios : sequence of Portfolio
        What is done during the plan; after it the field is as it is today.
    months : int
        Length of the plan.
    out : ndarray, optional
        Where readiness is written, of its shape.
    """
    dates = step_dates(months)
    shape = (len(portfolios), len(worlds))
    n = len(mechanisms.ids)
    readied = np.empty((len(dates), n, *shape)) if out is None else out
    reached = np.zeros((len(dates), *shape))
    multipliers = np.ones((len(dates), *shape))
    effort = _Effort(mechanisms, worlds, portfolios, months / 12)
    readied[0] = today = worlds.readiness_today[:, None]
    top = np.maximum(worlds.ceiling, worlds.readiness_today)[:, None]
    missing = np.empty((n, *shape))
    missing[:] = top - today
    rate, spent = np.empty_like(missing), np.empty_like(missing)
    for step, (date, after) in enumerate(pairwise(dates)):
        now, years = readied[step], after - date
        slowing = mechanisms.slowing(now)
        push = mechanisms.pushing(now, today)
        gained = capability.growth(worlds, slowing, push) * years
        halfway = np.minimum(reached[step] + gained / 2, worlds["threshold"])
        trusted = mechanisms.trusted(now)
        multiplier = automation.research_multiplier(worlds, halfway, trusted)
        automation.manual_work(multiplier, worlds.automatable[:, None], out=spent)
        effort.at(date + years / 2, out=rate)
        rate /= spent
        mechanisms.gate(worlds, now, readied[0], rate)
        rate *= -years
        missing *= np.exp(rate, out=rate)
        np.subtract(top, missing, out=readied[step + 1])
        reached[step + 1] = reached[step] + gained
        multipliers[step + 1] = multiplier
    return Path(dates, reached, multipliers, readied)


class _Effort:
    """Effective effort over scale: the field today, and changes that ramp in."""

    def __init__(
        self,
        mechanisms: Mechanisms,
        worlds: Worlds,
        portfolios: Sequence[Portfolio],
        plan: float,
    ) -> None:
        self._worlds = worlds
        self._lead = worlds.lead_time[:, None]
        field = mechanisms.field.matrix(mechanisms.ids)[0]
        self._settled = np.repeat(self._bought(field)[:, None], len(portfolios), axis=1)
        self._changes: dict[float, FloatArray] = {}
        for column, portfolio in enumerate(portfolios):
            before = self._settled[:, column]
            steps = zip(portfolio.starts, portfolio.matrix(mechanisms.ids), strict=True)
            inside = [(start / 12, row) for start, row in steps if start / 12 < plan]
            for start, amounts in [*inside, (plan, field)]:
                bought = self._bought(amounts)
                self._change(start)[:, column] = bought - before
                before = bought

    def _bought(self, amounts: FloatArray) -> FloatArray:
        """Return effort over scale, shape (n_interventions, n_worlds)."""
        worlds = self._worlds
        effort = crowded(amounts[:, None], worlds["crowding"], worlds["crowding_size"])
        return effort / worlds.scale

    def _change(self, start: float) -> FloatArray:
        return self._changes.setdefault(start, np.zeros_like(self._settled))

    def at(self, date: float, out: FloatArray) -> None:
        """Write effort over scale at a date, shape of all portfolios and worlds."""
        out[:] = self._settled
        for start in [start for start in self._changes if start < date]:
            borne = ramp(date - start, self._lead)
            if borne.min() == 1.0:
                self._settled += self._changes[start]
                out += self._changes.pop(start)
            else:
                out += self._changes[start] * borne
        out *= field_size(self._worlds, date)
