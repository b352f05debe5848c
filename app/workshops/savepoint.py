"""A part of a transaction that can be undone alone."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError


@contextmanager
def savepoint(connection: Connection) -> Iterator[None]:
    """Undo what is written inside if it raises an error.

    After an error of the disk or the server the whole transaction is lost. SQLite has
    then forgotten the savepoint, and to go back to it would hide what happened.
    """
    connection.exec_driver_sql("SAVEPOINT part")
    try:
        yield
    except OperationalError:
        raise
    except BaseException:
        connection.exec_driver_sql("ROLLBACK TO SAVEPOINT part")
        connection.exec_driver_sql("RELEASE SAVEPOINT part")
        raise
    connection.exec_driver_sql("RELEASE SAVEPOINT part")
