"""The whole database as one SQLite file, and back, from SQLite and from PostgreSQL.

What is copied is the state of one moment, while others go on writing. Unlike an export
a backup has the hashes of tokens and passphrases: phones go on where they were. So it
is made readable for its owner alone.
"""

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, delete, func, insert, select, text

from app.workshops.database import Database, in_one_line
from app.workshops.errors import Conflict
from app.workshops.log import record
from app.workshops.tables import events, metadata, refusals, workshops

ROWS = 1000
"""So many are copied at once."""
TABLES = metadata.sorted_tables
LEFT_OUT = {events.c.tx}
"""Means something in the server alone that wrote it."""
CATCH_UP = """SELECT setval(pg_get_serial_sequence('{0}', 'sequence'), greatest(
    nextval(pg_get_serial_sequence('{0}', 'sequence')),
    (SELECT coalesce(max(sequence), 1) FROM {0})))"""


def backup(database: Database, path: Path) -> None:
    """Write the whole database to a file that appears complete or not at all.

    Raises
    ------
    ValueError, Unavailable
        If the file cannot be written; if the database cannot be read.
    """
    with _draft(path.parent) as draft:
        with closing(Database(f"sqlite:///{draft}")) as copy:
            database.read(partial(_copy_into, copy))
        with in_one_line(), closing(sqlite3.connect(draft)) as file:
            file.execute("PRAGMA journal_mode = DELETE")  # one file, to carry about
        draft.chmod(0o600)
        try:
            draft.replace(path)
        except OSError as error:
            msg = f"{path}: must be writable: {error.strerror}"
            raise ValueError(msg) from None


def _copy_into(copy: Database, source: Connection) -> None:
    copy.alone(partial(_copy, source))


def restore(database: Database, path: Path, *, replace: bool) -> None:
    """Put back what a file holds, all of it or nothing.

    Parameters
    ----------
    database : Database
    path : Path
    replace : bool
        Whether what is there may be replaced.

    Raises
    ------
    Conflict, ValueError, Unavailable
        If there are workshops that may not be replaced; if the file is no backup.
    """
    check_backup(path)
    with _draft(Path(tempfile.gettempdir())) as draft:
        with (
            in_one_line(),
            closing(sqlite3.connect(draft)) as target,
            closing(_opened(path)) as source,
        ):
            source.backup(target)
        with closing(Database(f"sqlite:///{draft}")) as copy:
            copy.read(partial(_copy_back, database, replace))
    database.compact()


def check_backup(path: Path) -> None:
    """Refuse a file that is no backup.

    Raises
    ------
    ValueError
        Naming the file, and what it is.
    """
    if not path.is_file():
        msg = f"{path}: must be a file, got none"
        raise ValueError(msg)
    rule = f"{path}: must be a backup of workshops"
    try:
        with closing(_opened(path)) as file:
            names = file.execute("SELECT name FROM sqlite_master").fetchall()
            sound = file.execute("PRAGMA quick_check").fetchone() == ("ok",)
    except sqlite3.Error as error:
        msg = f"{rule}, got: {error}"
        raise ValueError(msg) from None
    if not sound or ("alembic_version",) not in names:
        msg = f"{rule}, got another or a broken file"
        raise ValueError(msg)


def _opened(path: Path) -> sqlite3.Connection:
    """Open a file to be read only."""
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)


def _copy_back(database: Database, replace: bool, source: Connection) -> None:
    database.alone(partial(_replace, source, replace))


def _replace(source: Connection, replace: bool, target: Connection) -> None:
    there = target.execute(select(func.count()).select_from(workshops)).scalar_one()
    if there and not replace:
        msg = (
            f"database must be empty, or be replaced on purpose, got {there} workshops"
        )
        raise Conflict(msg)
    for table in reversed(TABLES):
        target.execute(delete(table))
    _copy(source, target)
    if target.dialect.name == "postgresql":
        for table in (events, refusals):
            target.execute(text(CATCH_UP.format(table.name)))
    record(target, None, "restore", "operator")


def _copy(source: Connection, target: Connection) -> None:
    for table in TABLES:
        for rows in _rows(source, table):
            target.execute(insert(table), rows)


def _rows(source: Connection, table: Table) -> Iterator[list[dict[str, Any]]]:
    columns = [column for column in table.c if column not in LEFT_OUT]
    asked = select(*columns).order_by(*table.primary_key)
    found = source.execute(asked).mappings()
    for rows in found.partitions(ROWS):
        yield [dict(row) for row in rows]


@contextmanager
def _draft(folder: Path) -> Iterator[Path]:
    try:
        handle, name = tempfile.mkstemp(dir=folder, prefix=".workshops.", suffix=".db")
    except OSError as error:
        msg = f"{folder}: must be writable: {error.strerror}"
        raise ValueError(msg) from None
    os.close(handle)
    try:
        yield Path(name)
    finally:
        for ending in ("", "-wal", "-shm", "-journal"):
            Path(f"{name}{ending}").unlink(missing_ok=True)
