"""The path of capability and readiness, month by month, then in coarser steps.

Each step takes rates at its midpoint, as far as they depend on the date and on
capability, and lets readiness decay exactly toward its ceiling at those rates. It is
measured readiness, on which everybody acts; beside it the path keeps how much of it
came from automated work that nobody could trust.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np

from interventions.portfolio import Portfolio
from levels.arrays import FloatArray, IntArray
from simulator.world import automation, capability
from simulator.world.effort import Effort
from simulator.world.mechanisms import Mechanisms
from simulator.world.readiness import field_size
from simulator.world.sampling import Worlds

HORIZON = 30.0
"""How far the world goes on, in years."""


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
        Speed of wholly automatable research in the step that follows.
    missing : ndarray, shape (n_interventions, n_dates, n_portfolios, n_worlds)
        The log of what readiness lacks of its top, as it is measured.
    untrusted : ndarray, same shape
        By how much work that is automated and not trusted has changed that log, if the
        whole of an intervention can be automated.
    top, automatable : ndarray, shape (n_interventions, n_worlds)
        What readiness can reach, and the share of the work that can be automated.
    """

    dates: FloatArray
    capability: FloatArray
    multiplier: FloatArray
    missing: FloatArray
    untrusted: FloatArray
    top: FloatArray
    automatable: FloatArray

    def critical_date(self, threshold: FloatArray) -> FloatArray:
        """Return when capability becomes dangerous, shape (n_portfolios, n_worlds)."""
        return capability.critical_date(self.dates, self.capability, threshold)

    @cached_property
    def readiness(self) -> FloatArray:
        """Measured P(ready), (n_interventions, n_dates, n_portfolios, n_worlds)."""
        return self.ready(slice(None))

    def ready(self, some: slice, spoiled: FloatArray | float = 0.0) -> FloatArray:
        """Return P(ready) on some of the dates, of which a share of work is spoiled.

        Parameters
        ----------
        some : slice
        spoiled : float or ndarray, shape (n_worlds,)
            The share of automated work without trust that is worth nothing.

        Returns
        -------
        ndarray, shape (n_interventions, n_some, n_portfolios, n_worlds)
        """
        lost = (spoiled * self.automatable)[:, None, None]
        missing = self.missing[:, some] - lost * self.untrusted[:, some]
        found: FloatArray = self.top[:, None, None] - np.exp(missing)
        return found

    def readiness_at(self, dates: FloatArray) -> FloatArray:
        """Return measured P(ready) at some dates of each column; see `really_at`."""
        return self.really_at(dates, [np.zeros(self.top.shape[1])])[0]

    def really_at(
        self,
        dates: FloatArray,
        spoiled: Sequence[FloatArray],
        counts: Sequence[IntArray] | None = None,
    ) -> tuple[FloatArray, ...]:
        """Return P(ready) at some dates of each column, linear between steps.

        Parameters
        ----------
        dates : ndarray, shape (..., n_portfolios, n_worlds)
        spoiled : sequence of ndarray, shape (n_worlds,)
            Shares of automated work without trust that are worth nothing.
        counts : sequence of ndarray, shape (n_interventions,), optional
            For each of these shares, on how many dates of the first axis, the first
            ones, each row is looked up; on all if not given.

        Returns
        -------
        tuple of ndarray, shape (n_interventions, ..., n_portfolios, n_worlds)
            For each of these shares; 0 where nothing is looked up.
        """
        last = len(self.dates) - 1
        next_step = np.clip(np.searchsorted(self.dates, dates, side="right"), 1, last)
        start, stop = self.dates[next_step - 1], self.dates[next_step]
        part = np.clip((dates - start) / (stop - start), 0.0, 1.0)
        # Dates come first in memory; see `path_shape`.
        steps_of = [
            steps.swapaxes(0, 1).reshape(-1) for steps in (self.missing, self.untrusted)
        ]
        step, column = self.missing[:, 0].size, self.missing[0, 0].size
        place = (next_step - 1) * step + np.arange(column).reshape(dates.shape[-2:])
        found = tuple(np.zeros((len(self.top), *dates.shape)) for _ in spoiled)
        counts = counts or [np.full(len(self.top), len(dates)) for _ in spoiled]
        around, late = np.empty((2, 2, *dates.shape)), np.empty(dates.shape)
        # Row by row, so that the steps of a row stay in the cache for all dates.
        for row, most in enumerate(np.max(counts, axis=0)):
            for values, steps in zip(around, steps_of, strict=True):
                here, out = steps[row * column :], values[:, :most]
                here.take(place[:most], out=out[0], mode="clip")
                here[step:].take(place[:most], out=out[1], mode="clip")
            for count, share, ready in zip(counts, spoiled, found, strict=True):
                some, lost = slice(count[row]), share * self.automatable[row]
                missing, untrusted = around[:, :, some]
                early, after = ready[row, some], late[some]
                for n, out in enumerate((early, after)):
                    np.multiply(untrusted[n], -lost, out=out)
                    np.add(out, missing[n], out=out)
                    np.exp(out, out=out)
                after -= early
                after *= part[some]
                early += after
                np.subtract(self.top[row], early, out=early)
        return found


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
    """Return the shape of what a path writes: `Path.missing` and `Path.untrusted`.

    Here dates come before interventions, so that what a step writes lies together.
    """
    return (2, len(step_dates(months)), len(mechanisms.ids), n_portfolios, n_worlds)


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
        Where it writes; see `path_shape`.
    """
    dates, shape = step_dates(months), (len(portfolios), len(worlds))
    if out is None:
        out = np.empty(path_shape(mechanisms, *shape, months))
    missing, untrusted = out.swapaxes(1, 2)
    reached, multipliers = np.zeros((2, len(dates), *shape))
    effort = Effort(worlds, portfolios, mechanisms.field, mechanisms.ids, months / 12)
    today = worlds.readiness_today[:, None]
    top = np.maximum(worlds.ceiling[:, None], today)
    with np.errstate(divide="ignore"):
        missing[:, 0], untrusted[:, 0] = np.log(top - today), 0.0
    now = np.repeat(today, len(portfolios), axis=1)
    pushed, rate = mechanisms.pushing(now), np.empty_like(now)
    for step, (date, after) in enumerate(pairwise(dates)):
        years = after - date
        slowing, push = mechanisms.slowing(now), mechanisms.pushing(now) - pushed
        gained = capability.growth(worlds, slowing, push) * years
        halfway = np.minimum(reached[step] + gained / 2, worlds["threshold"])
        ai = mechanisms.researcher.research(worlds, halfway, now)
        # What is missing decays: the pace carries the sign and the length of the step.
        pace = mechanisms.hastening(worlds, now, today)
        pace *= -years * field_size(worlds, date + years / 2)
        automation.manual_work(
            ai.multiplier, worlds.automatable[:, None], pace, out=rate
        )
        np.divide(effort.at(date + years / 2), rate, out=rate)
        mechanisms.gate(worlds, now, today, rate)
        np.add(missing[:, step], rate, out=missing[:, step + 1])
        rate *= ai.untrusted
        np.add(untrusted[:, step], rate, out=untrusted[:, step + 1])
        mechanisms.look(top, missing[:, step + 1], now)
        reached[step + 1] = reached[step] + gained
        multipliers[step] = ai.multiplier
    multipliers[-1] = multipliers[-2]
    return Path(
        dates=dates,
        capability=reached,
        multiplier=multipliers,
        missing=missing,
        untrusted=untrusted,
        top=top[:, 0],
        automatable=worlds.automatable,
    )
