"""Workers: the same bytes as in this process, whatever happens to one of them."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from simulator import distributed
from simulator import sweep as sweeps
from simulator.distributed import run_here, run_there, workers
from simulator.model import Model
from simulator.sweep import Job, Piece, Sweep, job, pieces
from simulator.sweep_file import from_plain
from tests.packs import made, shipped, small_pack

BROKEN = Piece(0, {}, (("parameters.nope", (1.0, 1.0, 1.0)),), 0, 1)


CLUSTER = """
from simulator.distributed import workers
with workers(None, 2) as client:
    print(client.scheduler.address, flush=True)
    input()
"""
BARE = """
from distributed import Client, LocalCluster
with LocalCluster(n_workers=2, dashboard_address=None) as two, Client(two) as client:
    assert client.submit(sum, [1, 2]).result(timeout=30) == 3
"""


@pytest.fixture(scope="module")
def client() -> Iterator[Any]:
    """Two workers of a process of its own, with nothing of the tests before it."""
    pytest.importorskip("distributed")
    python = [sys.executable, "-c"]
    with subprocess.Popen(
        [*python, CLUSTER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        if not address and subprocess.run([*python, BARE], check=False).returncode:
            pytest.skip("Dask alone cannot start workers on this machine")
        with workers(address, 0) as connected:
            yield connected
        process.communicate("\n", timeout=30)


def fails(**_: Any) -> Any:
    """Stand for a cluster that does not start."""
    message = "Nanny failed\nto start."
    raise RuntimeError(message) from OSError("no\nmemory")


def test_workers_that_do_not_start_are_one_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr("distributed.LocalCluster", fails)
    with (
        pytest.raises(ValueError, match=r"workers must start .* 3 of them: no memory$"),
        workers(None, 3),
    ):
        pass


def work(model: Model, n_worlds: int, piece: int = 256) -> tuple[Job, list[Piece]]:
    plain = {
        "scenario": {"worlds": n_worlds},
        "assumptions": {"parameters.threshold": [3.0, 5.0, 9.0]},
    }
    sweep: Sweep = from_plain(plain, model)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sweeps, "PIECE", piece)
        return job(sweep, model), list(pieces(sweep))


def test_workers_give_the_bytes_of_this_process(client: Any) -> None:
    shared, some = work(made(small_pack()), 1024)
    assert len(some) == 12
    here = [found.tobytes() for found in run_here(shared, some)]
    assert [found.tobytes() for found in run_there(client, shared, some)] == here


def test_a_worker_that_is_killed_costs_time_and_nothing_else(client: Any) -> None:
    shared, some = work(shipped(), 2048, 512)
    pids = set(client.run(os.getpid).values())
    found = run_there(client, shared, some)
    there = [next(found).tobytes()]
    os.kill(min(pids), signal.SIGKILL)
    there += [part.tobytes() for part in found]
    assert there == [part.tobytes() for part in run_here(shared, some)]
    client.wait_for_workers(2, timeout=30)
    assert min(pids) not in client.run(os.getpid).values()


def test_who_stops_listening_cancels_the_rest(client: Any) -> None:
    shared, some = work(shipped(), 2048, 512)
    found = run_there(client, shared, some)
    next(found)
    found.close()
    assert client.submit(sum, [1, 2], pure=False).result(timeout=30) == 3


def test_a_piece_that_fails_says_why(client: Any) -> None:
    shared, _ = work(made(small_pack()), 16)
    with pytest.raises((ValueError, KeyError), match=r"parameters\.nope"):
        list(run_there(client, shared, [BROKEN]))


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "nowhere://x", "", "tcp://"])
def test_a_scheduler_that_does_not_answer_is_one_line(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr(distributed, "PATIENCE", 0.3)
    with (
        pytest.raises(ValueError, match="scheduler must answer") as refused,
        workers(address, 0),
    ):
        pass
    assert "\n" not in str(refused.value)


WITHOUT = """
import sys
sys.modules["distributed"] = None  # as if it were not installed
from simulator.distributed import workers
try:
    with workers(None, 1):
        pass
except ValueError as error:
    print(error)
"""


def test_without_dask_workers_are_refused_in_one_line() -> None:
    # In a process of its own: Dask's own threads would meet what is taken away.
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines() == [distributed.MISSING]
