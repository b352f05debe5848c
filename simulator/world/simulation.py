"""The whole simulation: worlds under portfolios, to outcomes at each level.

The engine never sees a credence. Portfolios and worlds are divided into blocks that
stay near the processor; blocks run in threads and each writes its own place, so the
result does not depend on how many there are.
"""

import os
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import cast

import numpy as np

from interventions.portfolio import Portfolio
from levels.arrays import FloatArray
from simulator.model import Model
from simulator.world.ending import ending, moments
from simulator.world.engine import Engine
from simulator.world.path import path, path_shape
from simulator.world.sampling import Overrides, Worlds, sample

PLAN_MONTHS = 48
_BLOCK_COLUMNS = 5120
"""Large enough that threads seldom wait for each other, small enough for memory."""


@dataclass(frozen=True, eq=False)
class Outcomes:
    """Outcome probabilities at each level, by portfolio.

    Parameters
    ----------
    by_scramble : ndarray, shape (n_portfolios, K, n_outcomes, n_scrambles)
        Means over the worlds of each scramble.
    """

    by_scramble: FloatArray

    @property
    def mean(self) -> FloatArray:
        """Outcome probabilities, shape (n_portfolios, K, n_outcomes)."""
        return cast(FloatArray, self.by_scramble.mean(axis=-1))

    @property
    def standard_error(self) -> FloatArray:
        """Of the mean, from the spread between scrambles; same shape."""
        return standard_error(self.by_scramble)


def standard_error(by_scramble: FloatArray) -> FloatArray:
    """Return the standard error of the mean over the last axis, the scrambles."""
    n = by_scramble.shape[-1]
    spread: FloatArray = by_scramble.std(axis=-1, ddof=1)
    error: FloatArray = spread / np.sqrt(n)
    return error


def simulate(
    engine: Engine,
    portfolios: Sequence[Portfolio],
    worlds: Worlds,
    months: int = PLAN_MONTHS,
) -> Outcomes:
    """Return the outcomes of portfolios in the given worlds.

    The cost grows in proportion to portfolios times worlds times steps.

    Parameters
    ----------
    engine : Engine
    portfolios : sequence of Portfolio
    worlds : Worlds
    months : int
        Length of the plan.

    Raises
    ------
    ValueError
        If parameters are so extreme that a probability is not a number.
    """
    n_levels = len(engine.model.belief.ladder)
    n_outcomes = len(engine.model.world.outcomes)
    result = np.zeros((len(portfolios), n_levels, n_outcomes, len(worlds)))
    local = threading.local()

    def run(block: tuple[slice, slice]) -> None:
        columns, some = block
        part, tried = worlds.part(some), list(portfolios[columns])
        shape = path_shape(engine.mechanisms, len(tried), len(part), months)
        out = _reused(local, shape)
        with np.errstate(all="ignore"):
            way = path(engine.mechanisms, part, tried, months, out)
            ends = ending(engine, part, moments(engine, part, way))
        for end, outcome in enumerate(engine.ends):
            result[columns, :, outcome, some] += ends[end].transpose(1, 0, 2)

    with ThreadPoolExecutor(len(os.sched_getaffinity(0))) as pool:
        list(pool.map(run, _blocks(len(portfolios), len(worlds))))
    broken = int(np.isnan(result).any(axis=(0, 1, 2)).sum())
    if broken:
        msg = f"parameters must lead to probabilities, got none in {broken} worlds"
        raise ValueError(msg)
    grouped = result.reshape(*result.shape[:3], worlds.scrambles, -1)
    return Outcomes(grouped.mean(axis=-1))


def _reused(local: threading.local, shape: tuple[int, ...]) -> FloatArray:
    """Return a thread's own scratch array: fresh memory costs more than the work."""
    size = int(np.prod(shape))
    if getattr(local, "scratch", np.empty(0)).size < size:
        local.scratch = np.empty(size)
    scratch: FloatArray = local.scratch[:size].reshape(shape)
    return scratch


def _blocks(n_portfolios: int, n_worlds: int) -> list[tuple[slice, slice]]:
    """Divide the work, into an even number of blocks so that two threads share it."""
    wide = min(n_worlds, _BLOCK_COLUMNS)
    rows = -(-n_portfolios // (_BLOCK_COLUMNS // wide))
    tall = -(-n_portfolios // (rows + rows % 2))
    return [
        (slice(p, p + tall), slice(w, w + wide))
        for p in range(0, n_portfolios, tall)
        for w in range(0, n_worlds, wide)
    ]


def worlds_of(
    model: Model, n_worlds: int, seed: int, overrides: Overrides | None = None
) -> Worlds:
    """Draw worlds of a model; see `sample`."""
    return sample(model.world, model.means, n_worlds, seed, overrides or {})
