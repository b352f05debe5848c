"""Payoff: what portfolios are worth at each level, and in which worlds that is seen.

    payoff[i, level] = sum over outcomes of P(outcome | portfolio i, level) utility

All portfolios run in the same worlds (common random numbers), so that what differs
between them is their own doing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np

from interventions.portfolio import Portfolio
from levels.arrays import FloatArray
from simulator.choice.priority import by_scramble
from simulator.scenario import Scenario
from simulator.world.engine import Engine
from simulator.world.sampling import Draws, Worlds
from simulator.world.simulation import (
    PLAN_MONTHS,
    Progress,
    draws_of,
    simulate,
    standard_error,
    worlds_of,
)

SEARCHED = 32
"""Worlds in which portfolios are looked for."""

MOST_CELLS = 1 << 24
"""Outcomes of as many portfolios at a time are held as fit in this."""


@dataclass(frozen=True, eq=False)
class Payoff:
    """The value of portfolios at each level.

    Parameters
    ----------
    by_scramble : ndarray, shape (n_portfolios, K, n_scrambles)
        Means over the worlds of each scramble.
    """

    by_scramble: FloatArray

    @property
    def mean(self) -> FloatArray:
        """Value at each level, shape (n_portfolios, K)."""
        return cast(FloatArray, self.by_scramble.mean(axis=-1))

    @property
    def standard_error(self) -> FloatArray:
        """Of the mean, shape (n_portfolios, K)."""
        return standard_error(self.by_scramble)

    def expected(self, p: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Return expected values and their standard errors, shape (n_portfolios,)."""
        each = np.einsum("ikr,k->ir", self.by_scramble, p)
        mean: FloatArray = each.mean(axis=-1)
        return mean, standard_error(each)


def payoff(
    engine: Engine,
    portfolios: Sequence[Portfolio],
    worlds: Worlds | Draws,
    utility: FloatArray,
    months: int = PLAN_MONTHS,
    progress: Progress | None = None,
) -> Payoff:
    """Return the value of portfolios at each level.

    Parameters
    ----------
    engine : Engine
    portfolios : sequence of Portfolio
    worlds : Worlds or Draws
    utility : ndarray, shape (n_outcomes,)
    months : int
        Length of the plan.
    progress : callable, optional
        See `simulate`.

    Raises
    ------
    ValueError
        If parameters are so extreme that a probability is not a number.
    """
    n_levels, n_outcomes = len(engine.model.belief.ladder), len(utility)
    each = n_levels * n_outcomes * worlds.scrambles
    size = max(1, MOST_CELLS // each)
    parts = []
    for start in range(0, len(portfolios), size):
        some = portfolios[start : start + size]
        told = _within(progress, start, len(some), len(portfolios))
        outcomes = simulate(engine, some, worlds, months, told)
        parts.append(by_scramble(outcomes.by_scramble, utility))
    empty = np.empty((0, n_levels, worlds.scrambles))
    return Payoff(np.concatenate(parts) if parts else empty)


def search_worlds(engine: Engine, scenario: Scenario) -> Worlds:
    """Return the worlds in which portfolios are looked for."""
    return worlds_of(engine.model, SEARCHED, scenario.seed, scenario.parameters)


def fresh_worlds(engine: Engine, scenario: Scenario) -> Draws:
    """Return the worlds in which a choice is scored: other scrambles than those."""
    fresh = int(np.random.default_rng([scenario.seed, 1]).integers(1 << 62))
    return draws_of(engine.model, scenario.worlds, fresh, scenario.parameters)


def _within(
    progress: Progress | None, start: int, size: int, total: int
) -> Progress | None:
    """Return progress on a part as progress on the whole."""
    if progress is None:
        return None
    told = progress
    return lambda share: told((start + share * size) / total)
