"""The simulator beside the plainest simulations of its size, and a plain copy.

In the plainest, rows fill up toward one, lower a hazard, and capability compounds: a
few operations for each row, step and world. Another does for each row what a step of a
path does, with an exponential. Both run compiled as well, as the simulator does for
many worlds: numba alone helps only where no exponential stands.
"""

import os
import time
from collections.abc import Callable

import numba
import numpy as np
import pytest
from numpy.testing import assert_allclose

from levels.arrays import FloatArray
from simulator.world import simulation
from simulator.world.path import path_shape
from simulator.world.simulation import PLAN_MONTHS, draws_of, processors, simulate
from tests.packs import shipped, shipped_engine

N_WORLDS, BLOCK, RUNS = 1 << 14, 2048, 4
_, N_DATES, N_ROWS, *_ = path_shape(shipped_engine().mechanisms, 1, 1, PLAN_MONTHS)
N_STEPS = N_DATES - 1
MOST_TIMES = 60
"""So many times a plain step loop in blocks may the whole simulator cost."""

Work = Callable[[], object]
Kernel = Callable[[FloatArray], FloatArray]


def plain_steps(gain: FloatArray) -> FloatArray:
    """Let rows fill up, step by step; return P(nothing happened) in each world."""
    ready, more, safe = np.zeros_like(gain), np.empty_like(gain), np.ones(len(gain[0]))
    weight, capability = np.full(len(gain), 1 / len(gain)), 1.0
    for _ in range(N_STEPS):
        np.subtract(1, ready, out=more)
        np.multiply(more, gain, out=more)
        np.add(ready, more, out=ready)
        capability *= 1.02
        safe *= np.exp(-0.001 * capability * (1 - weight @ ready))
    return safe


def compiled_steps(gain: FloatArray) -> FloatArray:
    """Return the same as `plain_steps`, in one pass a step; for numba."""
    rows, worlds = gain.shape
    ready, safe, capability = np.zeros_like(gain), np.ones(worlds), 1.0
    for _ in range(N_STEPS):
        capability *= 1.02
        total = np.zeros(worlds)
        for row in range(rows):
            for world in range(worlds):
                ready[row, world] += gain[row, world] * (1 - ready[row, world])
                total[world] += ready[row, world] / rows
        for world in range(worlds):
            safe[world] *= np.exp(-0.001 * capability * (1 - total[world]))
    return safe


def plain_decay(effort: FloatArray) -> FloatArray:
    """Let the log of what is missing fall, step by step; return what is ready."""
    pace = np.linspace(1, 2, len(effort[0]))
    missing, rate, ready = np.zeros_like(effort), *np.empty((2, *effort.shape))
    for _ in range(N_STEPS):
        np.multiply(effort, pace, out=rate)
        np.add(rate, 1, out=rate)
        np.divide(effort, rate, out=rate)
        np.subtract(missing, rate, out=missing)
        np.exp(missing, out=ready)
        np.subtract(1, ready, out=ready)
    return ready


def compiled_decay(effort: FloatArray) -> FloatArray:
    """Return the same as `plain_decay`, in one pass a step; for numba."""
    rows, worlds = effort.shape
    pace = np.linspace(1, 2, worlds)
    missing, ready = np.zeros_like(effort), np.empty_like(effort)
    for _ in range(N_STEPS):
        for row in range(rows):
            for world in range(worlds):
                rate = effort[row, world] / (effort[row, world] * pace[world] + 1)
                missing[row, world] -= rate
                ready[row, world] = 1 - np.exp(missing[row, world])
    return ready


def drives(block: int) -> FloatArray:
    """Return what drives the rows, shape (n_blocks, n_rows, block)."""
    whole = np.random.default_rng(0).random((N_ROWS, N_WORLDS)) / 50
    return whole.reshape(N_ROWS, -1, block).swapaxes(0, 1).copy()


def over(kernel: Kernel, block: int) -> Work:
    """Return the work of a kernel on all worlds, a block at a time."""
    blocks = drives(block)
    return lambda: [kernel(some) for some in blocks]


def cost(work: Work) -> float:
    """Return the least processor time, in ns for each row, step and world."""
    taken = []
    for _ in range(RUNS):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return 1e9 * min(taken) / (N_WORLDS * N_STEPS * N_ROWS)


def simulator() -> object:
    """Run the field through all of the simulator, drawing and endings included."""
    tried, worlds = [shipped().means.field], draws_of(shipped(), N_WORLDS, 0)
    return simulate(shipped_engine(), tried, worlds).mean


def copies() -> Work:
    """Return a copy of all rows at each step, through more memory than any cache."""
    source = np.ones((16, N_ROWS, N_WORLDS))
    target = np.ones_like(source)
    copied = [*range(16)] * (N_STEPS // 16) + [*range(N_STEPS % 16)]
    return lambda: [np.copyto(target[n], source[n]) for n in copied]


def test_the_simulator_costs_some_plain_step_loops(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert_allclose(
        np.concatenate([plain_steps(some) for some in drives(BLOCK)]),
        plain_steps(drives(N_WORLDS)[0]),
        rtol=1e-12,
    )
    simulator()
    copy, whole, blocks, ours = (
        cost(work)
        for work in (
            copies(),
            over(plain_steps, N_WORLDS),
            over(plain_steps, BLOCK),
            simulator,
        )
    )
    monkeypatch.setattr(simulation, "MANY_COLUMNS", 1)
    simulator()
    compiled = cost(simulator)
    print(
        f"\nns of work for each of {N_ROWS} interventions, {N_STEPS} steps and "
        f"{N_WORLDS} worlds: a copy {copy:.2f} ({16 / copy:.0f} GB/s read and "
        f"written), a plain step loop {whole:.2f}, in blocks of {BLOCK} {blocks:.2f}, "
        f"the simulator {ours:.1f}, {ours / blocks:.0f} times as much, compiled "
        f"{compiled:.1f}, {compiled / blocks:.0f} times; "
        f"{processors()} processors, load {os.getloadavg()[0]:.1f}"
    )
    assert ours < MOST_TIMES * blocks
    assert compiled < ours


@pytest.mark.parametrize(
    ("what", "plain", "compiled"),
    [
        ("without exponentials", plain_steps, compiled_steps),
        ("with an exponential for each", plain_decay, compiled_decay),
    ],
)
def test_numba_does_the_same_and_shows_where_it_helps(
    what: str, plain: Kernel, compiled: Kernel
) -> None:
    quick: Kernel = numba.njit(compiled)
    assert_allclose(quick(drives(BLOCK)[0]), plain(drives(BLOCK)[0]), rtol=1e-9)
    numpy_ns, numba_ns = (cost(over(kernel, BLOCK)) for kernel in (plain, quick))
    print(
        f"\nrows {what}: numpy {numpy_ns:.2f} ns for each row, step and world, "
        f"numba {numba_ns:.2f} ns, {numpy_ns / numba_ns:.1f} times as fast"
    )
