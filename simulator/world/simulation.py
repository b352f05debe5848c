"""The whole simulation: worlds under portfolios, to outcomes at each level.

The engine never sees a credence. Portfolios and worlds are divided into blocks, each of
which draws its worlds, runs them, and leaves sums. Blocks run in threads and their sums
are added up in a fixed order, grain by grain, so the result does not depend on how many
threads there are or on how large blocks are.
"""

import math
import os
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import numpy as np

from interventions.portfolio import Portfolio
from levels.arrays import FloatArray
from simulator.model import Model
from simulator.world.ending import Moments, ending, moments
from simulator.world.engine import Engine
from simulator.world.path import path, path_shape
from simulator.world.sampling import Draws, Overrides, Worlds, draws, sample

if TYPE_CHECKING:
    from simulator.world.compiled.engine import Compiled

PLAN_MONTHS = 48
MANY_COLUMNS = 1 << 17
"""Portfolios times worlds from which compiled loops are worth their loading."""

_BLOCK_COLUMNS = 8192
"""Large enough that threads seldom wait for each other, small enough for memory."""

_BLOCK_CELLS = 1 << 26
"""Numbers that the path of a block writes, half a gibibyte: long plans and large packs
have fewer columns."""

_BLOCK_WORLDS = 4096
"""At most, so that two blocks of a single portfolio leave half a gibibyte free; twice
as many where loops are compiled, which keep no path."""

_BLOCK_ROWS = 10
"""Portfolios that share the worlds of a block, which are drawn once for them."""

_GRAIN = 256
"""The worlds that are added up first; sums of grains are added one by one."""

Progress = Callable[[float], None]
"""Is told the share that is done. What it raises stops the run."""

Block = tuple[slice, slice]
"""Some portfolios in some worlds."""


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
    worlds: Worlds | Draws,
    months: int = PLAN_MONTHS,
    progress: Progress | None = None,
    threads: int | None = None,
) -> Outcomes:
    """Return the outcomes of portfolios in the given worlds.

    The cost grows in proportion to portfolios times worlds times steps. Memory does not
    grow with worlds that are yet to be drawn. If a run is interrupted, it stops after
    the blocks in which its threads are.

    Parameters
    ----------
    engine : Engine
    portfolios : sequence of Portfolio
    worlds : Worlds or Draws
    months : int
        Length of the plan.
    progress : callable, optional
        Called in this thread with the share of the work that is done, 1 at the end.
    threads : int, optional
        All processors that this process may use, if it is not told.

    Raises
    ------
    ValueError
        If parameters are so extreme that a probability is not a number.
    """
    run = _Run(engine, portfolios, worlds, months)
    blocks = run.blocks
    pool = ThreadPoolExecutor(threads or processors())
    try:
        for done, (block, sums) in enumerate(
            zip(blocks, pool.map(run.sums, blocks), strict=True), start=1
        ):
            run.add(block, sums)
            if progress is not None:
                progress(done / len(blocks))
    finally:
        pool.shutdown(cancel_futures=True)
    return run.outcomes()


def processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class _Run:
    """A simulation on its way: totals by scramble, and worlds that are not numbers."""

    def __init__(
        self,
        engine: Engine,
        portfolios: Sequence[Portfolio],
        worlds: Worlds | Draws,
        months: int,
    ) -> None:
        self._engine, self._worlds, self._months = engine, worlds, months
        self._compiled = _compiled(engine, len(portfolios) * len(worlds), months)
        if self._compiled is not None:
            self._worlds = self._compiled.drawn(worlds)
        self._portfolios = list(portfolios)
        n_levels = len(engine.model.belief.ladder)
        n_outcomes = len(engine.model.world.outcomes)
        shape = (len(portfolios), n_levels, n_outcomes, worlds.scrambles)
        self._totals = np.zeros(shape)
        self._broken = np.zeros(len(worlds), dtype=np.bool_)
        self._size = len(worlds) // worlds.scrambles
        self._grain = math.gcd(_GRAIN, self._size)
        self._local = threading.local()

    @property
    def blocks(self) -> list[Block]:
        if self._compiled is None:
            each = math.prod(path_shape(self._engine.mechanisms, 1, 1, self._months))
            columns, widest = _BLOCK_COLUMNS, _BLOCK_WORLDS
        else:
            each = self._compiled.cells
            columns, widest = 2 * _BLOCK_COLUMNS, 2 * _BLOCK_WORLDS
        columns = max(1, min(columns, _BLOCK_CELLS // each))
        shape = len(self._portfolios), len(self._worlds)
        return _blocks(shape, self._grain, columns, widest)

    def sums(self, block: Block) -> FloatArray:
        """Run a block; return sums by portfolio, level, outcome and grain of worlds."""
        columns, some = block
        part, tried = self._worlds.part(some), self._portfolios[columns]
        with np.errstate(all="ignore"):
            if self._compiled is None:
                ends = ending(self._engine, part, self._moments(part, tried))
            else:
                at = self._compiled.moments(part, tried)
                ends = ending(self._compiled.engine, part, at)
        if np.isnan(ends.sum()):
            broken = np.isnan(ends).any((0, 1, 2))
            self._broken[some.start + np.flatnonzero(broken)] = True
        grains = ends.reshape(*ends.shape[:3], -1, self._grain).sum(axis=-1)
        sums = np.zeros((*self._totals.shape[1:3], len(tried), grains.shape[-1]))
        for end, outcome in enumerate(self._engine.ends):
            sums[:, outcome] += grains[end]
        return sums.transpose(2, 0, 1, 3)

    def _moments(self, worlds: Worlds, portfolios: Sequence[Portfolio]) -> Moments:
        mechanisms = self._engine.mechanisms
        shape = path_shape(mechanisms, len(portfolios), len(worlds), self._months)
        out = _reused(self._local, shape)
        way = path(mechanisms, worlds, portfolios, self._months, out)
        return moments(self._engine, worlds, way)

    def add(self, block: Block, sums: FloatArray) -> None:
        """Add the sums of a block to those of its scrambles."""
        columns, some = block
        for grain in range(sums.shape[-1]):
            scramble = (some.start + grain * self._grain) // self._size
            self._totals[columns, ..., scramble] += sums[..., grain]

    def outcomes(self) -> Outcomes:
        """Return the means, if all are numbers."""
        broken = int(self._broken.sum())
        if broken:
            msg = f"parameters must lead to probabilities, got none in {broken} worlds"
            raise ValueError(msg)
        return Outcomes(self._totals / self._size)


def _compiled(engine: Engine, columns: int, months: int) -> "Compiled | None":
    """Return the engine with compiled loops, if it has and needs them."""
    if columns < MANY_COLUMNS:
        return None
    try:
        from simulator.world.compiled.engine import Compiled  # noqa: PLC0415  optional
    except ImportError:  # numba is missing, or too old for this numpy
        return None
    return Compiled(engine, months)


def _reused(local: threading.local, shape: tuple[int, ...]) -> FloatArray:
    """Return a thread's own scratch array: fresh memory costs more than the work."""
    size = int(np.prod(shape))
    if getattr(local, "scratch", np.empty(0)).size < size:
        local.scratch = np.empty(size)
    scratch: FloatArray = local.scratch[:size].reshape(shape)
    return scratch


def _blocks(
    shape: tuple[int, int], grain: int, columns: int, widest: int
) -> list[Block]:
    """Divide the work, into an even number of blocks so that two threads share it."""
    n_portfolios, n_worlds = shape
    shared = columns // min(n_portfolios, _BLOCK_ROWS)
    fitting = max(grain, min(shared, widest))
    wide = min(n_worlds, grain << ((fitting // grain).bit_length() - 1))
    rows = -(-n_portfolios // max(1, columns // wide))
    tall = -(-n_portfolios // (rows + rows % 2))
    return [
        (slice(p, p + tall), slice(w, min(w + wide, n_worlds)))
        for p in range(0, n_portfolios, tall)
        for w in range(0, n_worlds, wide)
    ]


def worlds_of(
    model: Model, n_worlds: int, seed: int, overrides: Overrides | None = None
) -> Worlds:
    """Draw worlds of a model; see `sample`."""
    return sample(model.world, model.means, n_worlds, seed, overrides or {})


def draws_of(
    model: Model, n_worlds: int, seed: int, overrides: Overrides | None = None
) -> Draws:
    """Return worlds of a model that are drawn block by block; see `draws`."""
    return draws(model.world, model.means, n_worlds, seed, overrides or {})
