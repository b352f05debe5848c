"""Writes that are committed together: all are told the truth."""

import threading

import pytest
from sqlalchemy.exc import OperationalError

from app.workshops.grouped import MOST, Grouped

INSERT = "INSERT INTO t VALUES (?)"


@pytest.fixture
def engine(lite):
    with lite.database.engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE t (x INTEGER)")
    return lite.database.engine


def values(engine):
    with engine.connect() as connection:
        return sorted(row[0] for row in connection.exec_driver_sql("SELECT x FROM t"))


def all_at_once(writes, alone):
    """Let writes wait behind a first one, and return what each was told."""
    grouped, told = Grouped(alone), {}
    first, go_on = threading.Event(), threading.Event()

    def hold(_):
        first.set()
        go_on.wait(5)

    def run(name, work):
        try:
            told[name] = grouped.write(work)
        except Exception as error:
            told[name] = error

    threads = [threading.Thread(target=run, args=("held", hold))]
    threads[0].start()
    first.wait(5)
    threads += [threading.Thread(target=run, args=item) for item in writes.items()]
    for thread in threads[1:]:
        thread.start()
    while len(grouped.waiting) < len(writes):
        threading.Event().wait(0.001)
    go_on.set()
    for thread in threads:
        thread.join()
    return told


def insert(number):
    return lambda c: c.exec_driver_sql(INSERT, (number,)) and number


def committing(engine, commits):
    def alone(work):
        with engine.begin() as connection:
            work(connection)
        commits.append(1)

    return alone


def test_what_waits_is_committed_together_and_each_gets_its_own_result(engine):
    commits = []
    writes = {number: insert(number) for number in range(MOST + 20)}
    told = all_at_once(writes, committing(engine, commits))
    assert all(told[number] == number for number in writes)
    assert values(engine) == list(writes)
    assert len(commits) == 3


def test_one_that_is_refused_leaves_nothing_and_does_not_hurt_the_others(engine):
    def refused(connection):
        insert(99)(connection)
        msg = "closed"
        raise ValueError(msg)

    told = all_at_once({1: insert(1), 2: refused, 3: insert(3)}, committing(engine, []))
    assert str(told[2]) == "closed"
    assert values(engine) == [1, 3]


def test_nobody_is_told_done_when_the_commit_fails(engine):
    def alone(work):
        with engine.connect() as connection, connection.begin() as transaction:
            work(connection)
            transaction.rollback()
        full = "database or disk is full"
        raise OperationalError("COMMIT", {}, Exception(full))  # noqa: EM101

    told = all_at_once({1: insert(1), 2: insert(2)}, alone)
    assert all(isinstance(error, OperationalError) for error in told.values())
    assert values(engine) == []
