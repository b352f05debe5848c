"""A few computations at a time, a few waiting, and no more."""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

AT_ONCE, WAITING = 2, 8

Result = TypeVar("Result")


class Queue:
    """Runs work in its own threads, so that pages and lists stay responsive.

    Parameters
    ----------
    at_once, waiting : int
        How many are run and how many wait at most.
    """

    def __init__(self, at_once: int = AT_ONCE, waiting: int = WAITING) -> None:
        self._threads = ThreadPoolExecutor(at_once, thread_name_prefix="api")
        self._free = threading.Semaphore(at_once + waiting)

    async def run(self, work: Callable[[], Result]) -> Result:
        """Return the result of the work.

        A place is free again when its work has ended, even if nobody waits for it.

        Raises
        ------
        TimeoutError
            At once, if too many wait already.
        """
        if not self._free.acquire(blocking=False):
            msg = "requests in work must be few, got too many: try again later"
            raise TimeoutError(msg)
        future = self._threads.submit(work)
        future.add_done_callback(lambda _: self._free.release())
        return await asyncio.wrap_future(future)
