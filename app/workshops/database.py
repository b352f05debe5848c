"""The database: SQLite without set-up, PostgreSQL by URL; every failure in one line."""

import logging
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import Any, TypeVar

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, InterfaceError, NoSuchModuleError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from app.workshops import migrating
from app.workshops.errors import Busy, Full, Unavailable
from app.workshops.grouped import Grouped
from levels.problem import show

T = TypeVar("T")
Work = Callable[[Connection], T]
DRIVERS = {"sqlite": "sqlite+pysqlite", "postgresql": "postgresql+psycopg"}
WAIT = 10
"""Seconds to wait for another process that writes."""
COMPACT_AGAIN = 60.0
"""Seconds until traces are removed that could not be removed before."""
PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",
)
FULL = ("disk is full", "No space left", "disk full")
BUSY = ("is locked", "deadlock detected", "could not serialize", "lock timeout")


log = logging.getLogger(__name__)


class Database:
    """Connections for a call each; safe from many threads and processes."""

    def __init__(self, url: str) -> None:
        self.url = _checked(url)
        self.engine = _engine(self.url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self._grouped = Grouped(self.alone)
        self._later: threading.Timer | None = None
        try:
            if not self.read(migrating.is_present):
                self.alone(migrating.migrate)
        except BaseException:
            self.close()
            raise

    def read(self, work: Work[T]) -> T:
        """Return what the work reads, all of it as of one moment."""
        options = {} if self.is_sqlite else {"isolation_level": "REPEATABLE READ"}
        return self._done(work, **options)

    def write(self, work: Work[T]) -> T:
        """Return what the work returns, once what it wrote is on the disk.

        SQLite takes one writer at a time and waits for the disk at each commit, so what
        comes meanwhile is committed together.
        """
        if not self.is_sqlite:
            return self.alone(work)
        with in_one_line():
            return self._grouped.write(work)

    def compact(self) -> None:
        """Rewrite the file, so that nothing of what was deleted is left in it.

        PostgreSQL does this in its own time.

        Raises
        ------
        Busy
            If others read for so long that the write-ahead log cannot be emptied.
        """
        if not self.is_sqlite:
            return
        with in_one_line(), closing(self.engine.raw_connection()) as plain:
            cursor = plain.cursor()
            cursor.execute("VACUUM")
            emptied = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            cursor.close()
        if emptied is None or emptied[0]:
            msg = (
                "database must be read by no one while traces are removed, got a reader"
            )
            raise Busy(msg)

    def compact_soon(self) -> None:
        """Do so now, or else each minute until it could be done."""
        try:
            self.compact()
        except Unavailable as error:
            log.warning("traces of what was deleted are still there: %s", error)
            self._stop_waiting()
            self._later = threading.Timer(COMPACT_AGAIN, self.compact_soon)
            self._later.daemon = True
            self._later.start()

    def close(self) -> None:
        """Close what is open."""
        self._stop_waiting()
        self.engine.dispose()

    def _stop_waiting(self) -> None:
        if self._later is not None:
            self._later.cancel()

    def alone(self, work: Work[T]) -> T:
        """Return what the work returns, committed in a transaction of its own."""
        return self._done(work, writes=True)

    def _done(self, work: Work[T], **options: Any) -> T:
        with in_one_line(), self.engine.connect() as plain:
            connection = plain.execution_options(**options)
            with connection.begin():
                return work(connection)


def _checked(text: str) -> URL:
    rule = "--database must be sqlite:///FILE or postgresql://USER@HOST/NAME"
    try:
        url = make_url(text)
        url = url.set(drivername=DRIVERS[url.get_backend_name()])
    except (ArgumentError, NoSuchModuleError, KeyError, ValueError):
        msg = f"{rule}, got {_shown(text)}"
        raise ValueError(msg) from None
    if url.get_backend_name() == "sqlite" and url.database in {None, "", ":memory:"}:
        msg = f"{rule}, got no file"
        raise ValueError(msg)
    return url


def _shown(text: str) -> str:
    """Return what was given in place of a URL, without what may be a password.

    Examples
    --------
    >>> _shown("rooms.db"), _shown("mysql://me:secret@host"), _shown("me:secret@host")
    ("'rooms.db'", "'mysql://...'", 'no scheme')
    """
    start, separator, _ = text.partition("://")
    if any(sign in start for sign in ":@="):
        return "no scheme"
    return show(f"{start}://..." if separator else start)


def _engine(url: URL) -> Engine:
    if url.get_backend_name() == "sqlite":
        engine = create_engine(url, connect_args={"timeout": WAIT})
        event.listen(engine, "connect", _prepare)
        event.listen(engine, "begin", _begin)
        return engine
    try:
        return create_engine(
            url,
            pool_pre_ping=True,
            pool_size=10,
            max_overflow=10,
            pool_timeout=WAIT,
            connect_args={"connect_timeout": WAIT},
        )
    except ModuleNotFoundError:
        msg = "--database must be SQLite unless tenlevels[postgres] is installed"
        raise ValueError(msg) from None


def _prepare(connection: sqlite3.Connection, _: object) -> None:
    connection.isolation_level = None  # the program begins transactions, not the driver
    for pragma in PRAGMAS:
        connection.execute(pragma).close()


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def in_one_line() -> Iterator[None]:
    """Raise what the database says as an error of one line.

    Raises
    ------
    Full, Busy, Unavailable
        Nothing was saved, unless the connection broke at the very commit; then the same
        call, made again, tells.
    """
    try:
        yield
    except (DBAPIError, InterfaceError) as error:
        raise _told(str(error.orig)) from None
    except sqlite3.Error as error:
        raise _told(str(error)) from None
    except PoolTimeout:
        msg = f"database must answer within {WAIT} s, got no free connection"
        raise Busy(msg) from None


def _told(said: str) -> Unavailable:
    words = " ".join(said.split())[:200]
    if any(sign in said for sign in FULL):
        return Full(f"database must have room, got: {words}")
    if any(sign in said for sign in BUSY):
        return Busy(f"database must answer within {WAIT} s, got: {words}")
    return Unavailable(f"database must be usable, got: {words}")
