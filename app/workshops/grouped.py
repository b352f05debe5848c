"""Commit together what many threads write at once.

SQLite has one writer at a time, and each commit waits for the disk. Whoever finds the
database free leads: it does what waits, each in a savepoint of its own, commits once,
wakes the others, and lets the first of those who came meanwhile lead. Nobody is told
"done" before that commit.
"""

import threading
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from app.workshops.savepoint import savepoint

T = TypeVar("T")
Work = Callable[[Connection], T]
MOST = 100
"""So many are committed together at most."""


class _Job:
    def __init__(self, work: Work[Any]) -> None:
        self.work = work
        self.result: Any = None
        self.error: BaseException | None = None
        self.is_done = False
        self.woken = threading.Event()

    def run(self, connection: Connection) -> None:
        try:
            with savepoint(connection):
                self.result = self.work(connection)
        except OperationalError:  # the disk, the file: nobody's work can be committed
            raise
        except Exception as error:  # one's own: the savepoint undoes it alone
            self.error = error


def _run(jobs: Sequence[_Job], connection: Connection) -> None:
    for job in jobs:
        job.run(connection)


class Grouped:
    """Writes of many threads in few transactions.

    Parameters
    ----------
    alone : callable
        Does work in a transaction of its own and returns after the commit.
    """

    def __init__(self, alone: Callable[[Work[None]], None]) -> None:
        self._alone = alone
        self.waiting: list[_Job] = []
        self._list = threading.Lock()
        self._is_led = False

    def write(self, work: Work[T]) -> T:
        """Return what the work returns, after it was committed."""
        job = _Job(work)
        with self._list:
            self.waiting.append(job)
            leads, self._is_led = not self._is_led, True
        if not leads:
            job.woken.wait()
        if not job.is_done:
            self._lead()
        if job.error is not None:
            raise job.error
        result: T = job.result
        return result

    def _lead(self) -> None:
        """Do what waits, beginning with one's own, and let the next one lead."""
        with self._list:
            jobs, self.waiting = self.waiting[:MOST], self.waiting[MOST:]
        try:
            self._alone(partial(_run, jobs))
        except BaseException as error:
            for job in jobs:
                job.error = error
        finally:
            for job in jobs:
                job.is_done = True
                job.woken.set()
            self._hand_over()

    def _hand_over(self) -> None:
        with self._list:
            if self.waiting:
                self.waiting[0].woken.set()
            self._is_led = bool(self.waiting)
