"""What a second worker is worth on a large sweep."""

import os
import time
from typing import NamedTuple

import pytest

from simulator.distributed import run_there, workers
from simulator.sweep import Job, Piece, job, pieces
from simulator.sweep_file import from_plain
from tests.packs import shipped

N_WORLDS = 1 << int(os.environ.get("SWEEP_BITS", "20"))
RATIO, ATTEMPTS = 1.5, 3


def test_two_workers_are_one_and_a_half_times_one() -> None:
    pytest.importorskip("distributed")
    if len(os.sched_getaffinity(0)) < 2:
        pytest.skip("needs two processors")
    # On a busy machine the clock says little: how long did the busier one work?
    for attempt in range(1, ATTEMPTS + 1):
        one, two = seconds(1), seconds(2)
        wall, busy = one.wall / two.wall, one.busy / two.busy
        print(
            f"\n{N_WORLDS} worlds: {one.wall:.1f} s on one worker, {two.wall:.1f} s on"
            f" two, {wall:.2f} times as fast; the busier one worked for {one.busy:.1f}"
            f" and {two.busy:.1f} s, {busy:.2f} times as long;"
            f" load {os.getloadavg()[0]:.1f}"
        )
        if max(wall, busy) >= RATIO or attempt == ATTEMPTS:
            break
    assert max(wall, busy) >= RATIO


class Seconds(NamedTuple):
    """How long a sweep took, and how long its busiest worker worked."""

    wall: float
    busy: float


def seconds(count: int) -> Seconds:
    small, some = work(64), work(N_WORLDS)
    with workers(None, count) as client:
        for _ in range(2 * count):  # each worker imports and reads the pack before
            list(run_there(client, *small))
        before, start = client.run(time.process_time), time.perf_counter()
        list(run_there(client, *some))
        wall, after = time.perf_counter() - start, client.run(time.process_time)
    return Seconds(wall, max(after[name] - before[name] for name in after))


def work(n_worlds: int) -> tuple[Job, list[Piece]]:
    sweep = from_plain({"scenario": {"worlds": n_worlds}}, shipped())
    return job(sweep, shipped()), list(pieces(sweep))
