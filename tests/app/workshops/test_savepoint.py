"""A part of a transaction can be undone alone."""

import pytest
from sqlalchemy.exc import OperationalError

from app.workshops.database import Database
from app.workshops.savepoint import savepoint


@pytest.fixture
def database(bare):
    database = Database(bare)
    database.write(lambda c: c.exec_driver_sql("CREATE TABLE t (x INTEGER)").close())
    yield database
    database.close()


def values(database):
    asked = "SELECT x FROM t ORDER BY x"
    return database.read(lambda c: list(c.exec_driver_sql(asked).scalars()))


def refused(connection, number):
    with savepoint(connection):
        connection.exec_driver_sql(f"INSERT INTO t VALUES ({number})")
        msg = "refused"
        raise ValueError(msg)


def test_what_was_written_inside_is_undone_and_the_rest_stays(database):
    def work(connection):
        connection.exec_driver_sql("INSERT INTO t VALUES (1)")
        for number in (2, 3):
            with pytest.raises(ValueError, match="refused"):
                refused(connection, number)
        with savepoint(connection), savepoint(connection):
            connection.exec_driver_sql("INSERT INTO t VALUES (4)")

    database.alone(work)
    assert values(database) == [1, 4]


def test_an_error_of_the_disk_is_told_as_it_is(database):
    full = OperationalError("INSERT", {}, Exception("disk is full"))

    def work(connection):
        with savepoint(connection):
            raise full

    with pytest.raises(OSError, match="disk is full"):
        database.alone(work)
