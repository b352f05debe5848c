"""What a second worker is worth on a large sweep."""

import os
import time

import pytest

from simulator.distributed import run_there, workers
from simulator.sweep import Job, Piece, job, pieces
from simulator.sweep_file import from_plain
from tests.packs import shipped

N_WORLDS = 1 << int(os.environ.get("SWEEP_BITS", "20"))
RATIO, ATTEMPTS = 1.5, 3


def seconds(count: int) -> float:
    small, some = work(64), work(N_WORLDS)
    with workers(None, count) as client:
        for _ in range(2 * count):  # each worker imports, and reads the pack, before
            list(run_there(client, *small))
        start = time.perf_counter()
        list(run_there(client, *some))
        return time.perf_counter() - start


def work(n_worlds: int) -> tuple[Job, list[Piece]]:
    sweep = from_plain({"scenario": {"worlds": n_worlds}}, shipped())
    return job(sweep, shipped()), list(pieces(sweep))


def test_two_workers_are_one_and_a_half_times_one() -> None:
    pytest.importorskip("distributed")
    if len(os.sched_getaffinity(0)) < 2:
        pytest.skip("needs two processors")
    for attempt in range(1, ATTEMPTS + 1):
        one, two = seconds(1), seconds(2)
        print(
            f"\n{N_WORLDS} worlds: {one:.1f} s on one worker, {two:.1f} s on two,"
            f" {one / two:.2f} times as fast; load {os.getloadavg()[0]:.1f}"
        )
        if one / two >= RATIO or attempt == ATTEMPTS:
            break
    assert one / two >= RATIO
