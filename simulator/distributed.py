"""Where the pieces of a sweep are run: in this process, or by workers through Dask.

The results are the same bytes everywhere, and come in the order of the pieces. A worker
that dies costs the time of what it was at: the scheduler gives that to another one.
Dask is needed only for workers (`pip install tenlevels[cluster]`).
"""

from collections import deque
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import Any

from levels.arrays import FloatArray
from simulator.sweep import Job, Piece, outcomes

PATIENCE = 30.0
"""Seconds to wait for a scheduler, and for its first worker."""

AHEAD = 4
"""Pieces a worker that are handed out before the first of them is back."""

MISSING = "workers need dask, which is not installed: pip install 'tenlevels[cluster]'"


def is_installed() -> bool:
    """Return whether workers can be used."""
    return find_spec("distributed") is not None


def run_here(job: Job, pieces: Iterable[Piece]) -> Generator[FloatArray]:
    """Run pieces in this process, one after the other, each in all its threads."""
    for piece in pieces:
        yield outcomes(job, piece)


def run_there(client: Any, job: Job, pieces: Iterable[Piece]) -> Generator[FloatArray]:
    """Run pieces on the workers of a client.

    What is not needed any more, since the caller stops or a piece fails, is canceled.

    Parameters
    ----------
    client : distributed.Client
    job : Job
    pieces : iterable of Piece
        Taken as workers become free.

    Raises
    ------
    ValueError
        If a piece fails, or its worker dies again and again.
    """
    from distributed.scheduler import KilledWorker  # noqa: PLC0415  as in `workers`

    # A task rather than scattered data: if its worker dies it is made again.
    shared = client.submit(_same, job, pure=False)
    pending: deque[Any] = deque()
    try:
        for piece in pieces:
            pending.append(
                client.submit(outcomes, shared, piece, threads=1, pure=False)
            )
            if len(pending) > AHEAD * max(1, len(client.nthreads())):
                yield pending.popleft().result()
        while pending:
            yield pending.popleft().result()
    except KilledWorker as error:
        msg = f"a piece must not end its workers, got {error.task!r} again and again"
        raise ValueError(msg) from None
    finally:
        client.cancel([shared, *pending])


def _same(job: Job) -> Job:
    return job


@contextmanager
def workers(address: str | None, count: int) -> Iterator[Any]:
    """Connect to a scheduler, or start workers on this machine for as long as needed.

    Parameters
    ----------
    address : str or None
        Of a scheduler, such as `tcp://127.0.0.1:8786`; None for this machine.
    count : int
        Workers on this machine, each with a thread of its own.

    Yields
    ------
    distributed.Client

    Raises
    ------
    ValueError
        If Dask is missing, workers do not start, or no scheduler or worker answers.
    """
    try:
        from distributed import Client, LocalCluster  # noqa: PLC0415  if at all
    except ImportError:
        raise ValueError(MISSING) from None
    if address is None:
        with _started(LocalCluster, count) as cluster, Client(cluster) as client:
            yield client
        return
    with _connected(Client, address) as client:
        yield client


def _started(start: Any, count: int) -> Any:
    try:
        return start(n_workers=count, threads_per_worker=1, dashboard_address=None)
    except (OSError, RuntimeError) as error:
        reason = " ".join(str(error.__cause__ or error).split())[:200]
        msg = f"workers must start on this machine, got {count} of them: {reason}"
        raise ValueError(msg) from None


def _connected(connect: Any, address: str) -> Any:
    client = None
    try:
        client = connect(address, timeout=PATIENCE)
        client.wait_for_workers(1, timeout=PATIENCE)
    except (OSError, ValueError, TypeError) as error:
        if client is not None:
            client.close()
        reason = " ".join(str(error).split())[:200]
        msg = f"scheduler must answer and have a worker, got {address!r}: {reason}"
        raise ValueError(msg) from None
    return client
