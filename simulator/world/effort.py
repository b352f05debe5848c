"""Effort: what a portfolio buys, and when it bears.

Effort is the field of today, and changes that ramp in over each intervention's lead
time. Amounts grow with the whole field. Grants do not: 100 FTE-years are 100.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from interventions.portfolio import Portfolio
from levels.arrays import FloatArray, IntArray
from simulator.world.readiness import crowded, field_size, ramp
from simulator.world.sampling import Worlds


@dataclass(frozen=True, eq=False)
class Change:
    """A change of effort over scale in few interventions of few portfolios.

    Parameters
    ----------
    start : float
        In years.
    rows, columns : ndarray, shape (n_changes,)
        Interventions and portfolios.
    more : ndarray, shape (n_changes, n_worlds)
    grows : bool
        Whether it grows with the field.
    """

    start: float
    rows: IntArray
    columns: IntArray
    more: FloatArray
    grows: bool


class Effort:
    """Effective effort over scale of some portfolios, by date.

    Parameters
    ----------
    worlds : Worlds
    portfolios : sequence of Portfolio
    field : Portfolio
        Today's allocation, from which they start and to which they return.
    ids : tuple of str
    plan : float
        Length of the plan in years.

    Attributes
    ----------
    today : ndarray, shape (n_interventions, n_worlds)
    changes : list of Change
        All of them, until `at` adds those that bear in full to what is settled.
    """

    def __init__(
        self,
        worlds: Worlds,
        portfolios: Sequence[Portfolio],
        field: Portfolio,
        ids: tuple[str, ...],
        plan: float,
    ) -> None:
        self._worlds = worlds
        self._field = field.matrix(ids)[0]
        self.today = self._bought(self._field, np.arange(len(ids)))
        self._settled = np.repeat(self.today[:, None], len(portfolios), axis=1)
        self._now = self._settled.copy()
        self.changes = _joined(
            change
            for column, portfolio in enumerate(portfolios)
            for change in self._of(portfolio, column, ids, plan)
        )

    def _of(
        self, portfolio: Portfolio, column: int, ids: tuple[str, ...], plan: float
    ) -> Iterator[Change]:
        """Return the changes of one portfolio, at each segment and the plan's end."""
        steps = zip(
            portfolio.starts / 12,
            portfolio.matrix(ids),
            portfolio.grants(ids),
            strict=True,
        )
        nothing = np.zeros(len(ids))
        spent, granted = self._field, nothing
        within = [step for step in steps if step[0] < plan]
        for start, amounts, grants in [*within, (plan, self._field, nothing)]:
            rows = np.flatnonzero((amounts != spent) | (grants != granted))
            columns = np.full(len(rows), column)
            old, new = self._bought(spent, rows), self._bought(amounts, rows)
            before = self._bought(spent + granted, rows) - old
            after = self._bought(amounts + grants, rows) - new
            yield Change(start, rows, columns, new - old, grows=True)
            yield Change(start, rows, columns, after - before, grows=False)
            spent, granted = amounts, grants

    def _bought(self, amounts: FloatArray, rows: IntArray) -> FloatArray:
        """Return effort over scale in some rows, shape (n_rows, n_worlds)."""
        worlds, some = self._worlds, amounts[rows, None]
        effort = crowded(some, worlds["crowding"], worlds["crowding_size"])
        return effort / worlds.scale[rows]

    def at(self, date: float) -> FloatArray:
        """Return effort over scale at a date, in units of a field that has not grown.

        Dates must rise from call to call.

        Returns
        -------
        ndarray, shape (n_interventions, n_portfolios, n_worlds)
            To be multiplied by the size of the field, by which grants are divided.
        """
        begun = [change for change in self.changes if change.start < date]
        if not begun:
            return self._now
        for change in begun:
            place = change.rows, change.columns
            self._now[place] = self._settled[place]
        size = field_size(self._worlds, date)
        for change in begun:
            borne = ramp(date - change.start, self._worlds.lead_time[change.rows])
            share = borne if change.grows else borne / size
            self._now[change.rows, change.columns] += change.more * share
            if change.grows and borne.min(initial=1.0) == 1.0:
                self._settled[change.rows, change.columns] += change.more
                self.changes.remove(change)
        return self._now


def _joined(changes: Iterator[Change]) -> list[Change]:
    """Return the changes with those of one date and kind put together."""
    together: dict[tuple[float, bool], list[Change]] = {}
    for change in changes:
        if np.any(change.more):
            together.setdefault((change.start, change.grows), []).append(change)
    return [
        Change(
            start,
            np.concatenate([c.rows for c in some]),
            np.concatenate([c.columns for c in some]),
            np.concatenate([c.more for c in some]),
            grows,
        )
        for (start, grows), some in together.items()
    ]
