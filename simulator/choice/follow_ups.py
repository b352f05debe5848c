"""Follow-ups: what it leads to if a portfolio is left for another at some date.

Each is a portfolio with dated segments and is simulated as such, so acting late costs
what it costs. No credence comes in, so a shift of one costs no new simulation.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from interventions.portfolio import Portfolio
from levels.arrays import FloatArray
from simulator.choice.priority import by_scramble
from simulator.world.engine import Engine
from simulator.world.sampling import Draws, Worlds
from simulator.world.simulation import Progress, simulate

WAIT = 12.0
"""Months by which acting late is late."""

FEW_WORLDS = 64
"""Worlds at most in which plans are followed."""

BASE = 0
"""The follow-up that changes nothing."""


@dataclass(frozen=True, eq=False)
class FollowUps:
    """What it leads to if the base is left for another portfolio at some date.

    Parameters
    ----------
    dates : tuple of float
        In months, each once.
    by_scramble : ndarray, shape (n_dates, 1 + n_others, K, n_outcomes, n_scrambles)
        Outcome probabilities. The first row of each date keeps to the base.
    """

    dates: tuple[float, ...]
    by_scramble: FloatArray

    def payoff(self, date: float, utilities: FloatArray) -> FloatArray:
        """Return the value of each follow-up from a date on.

        Returns
        -------
        ndarray, shape (1 + n_others, K, n_scrambles)
        """
        return by_scramble(self.by_scramble[self.dates.index(date)], utilities)


def follow_ups(
    engine: Engine,
    portfolios: Sequence[Portfolio],
    dates: Sequence[float],
    worlds: Worlds | Draws,
    months: int,
    progress: Progress | None = None,
) -> FollowUps:
    """Return what it leads to if the base is left for each other at each date.

    Parameters
    ----------
    engine : Engine
    portfolios : sequence of Portfolio
        The base, then the others (see `worth_shifting_to`). The cost is that of others
        times dates.
    dates : sequence of float
        In months; see `dates_of`.
    worlds : Worlds or Draws
    months : int
        Length of the plan.
    progress : callable, optional
        See `simulate`.
    """
    known, (base, *others) = tuple(dict.fromkeys(dates)), portfolios
    tried = [base, *(shifted(base, other, date) for date in known for other in others)]
    found = simulate(engine, tried, worlds, months, progress).by_scramble
    shape = (len(known), len(others), *found.shape[1:])
    kept = np.broadcast_to(found[:1], (len(known), 1, *found.shape[1:]))
    return FollowUps(known, np.concatenate([kept, found[1:].reshape(shape)], axis=1))


def shifted(base: Portfolio, other: Portfolio, month: float) -> Portfolio:
    """Return the base until a month, and the other from then on, with its own dates.

    Parameters
    ----------
    base, other : Portfolio
    month : float

    Examples
    --------
    >>> from interventions.portfolio import Segment
    >>> base = Portfolio((Segment(0.0, {"audits": 9.0}),))
    >>> other = Portfolio((Segment(0.0, {"theory": 5.0}), Segment(24.0, {})))
    >>> [(s.from_month, s.amounts) for s in shifted(base, other, 12.0).segments]
    [(0.0, {'audits': 9.0}), (12.0, {'theory': 5.0}), (24.0, {})]
    """
    before = [s for s in base.segments if s.from_month < month]
    in_force = [s for s in other.segments if s.from_month <= month][-1]
    later = [s for s in other.segments if s.from_month > month]
    return Portfolio((*before, replace(in_force, from_month=month), *later))


def dates_of(arrivals: Sequence[float], wait: float = WAIT) -> tuple[float, ...]:
    """Return the dates on which plans may act, promptly and late.

    Examples
    --------
    >>> dates_of([9.0, 12.0, 9.0])
    (9.0, 21.0, 12.0, 24.0)
    """
    both = (date for each in arrivals for date in (each, each + wait))
    return tuple(dict.fromkeys(both))
