"""What a second worker is worth on a large sweep."""

import os
import time

import pytest

from simulator.distributed import run_there, workers
from simulator.sweep import job, pieces
from simulator.sweep_file import from_plain
from tests.packs import shipped

N_WORLDS = 1 << int(os.environ.get("SWEEP_BITS", "20"))
RATIO, ATTEMPTS = 1.5, 3


def seconds(count: int) -> float:
    sweep = from_plain({"scenario": {"worlds": N_WORLDS}}, shipped())
    shared, some = job(sweep, shipped()), list(pieces(sweep))
    with workers(None, count) as client:
        small = from_plain({"scenario": {"worlds": 64}}, shipped())
        list(run_there(client, shared, list(pieces(small)) * 2 * count))  # warm
        start = time.perf_counter()
        list(run_there(client, shared, some))
        return time.perf_counter() - start


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
