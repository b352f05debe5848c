"""The database says what is wrong in one line, and never a password."""

import sys
from collections import deque

import pytest

from app.workshops.database import Database
from app.workshops.errors import Busy, Full, Unavailable
from app.workshops.store import open_store
from tests.app.workshops.room import join, say
from tests.postgres import database

PID, END = "SELECT pg_backend_pid()", "SELECT pg_terminate_backend"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "workshops.db",
        "mysql://me:secret@host/x",
        "sqlite://",
        "sqlite:///:memory:",
        "://secret",
        "me:secret@host/x",
        "host=x password=secret",
        "me:secret://host",
        "postgresql",
    ],
)
def test_a_url_that_is_none_of_ours_is_refused_without_its_password(url):
    with pytest.raises(ValueError, match=r"--database must be sqlite:///FILE") as error:
        open_store(url)
    assert "secret" not in str(error.value)


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("foo", "'foo'"),
        ("a\nb", r"'a\nb'"),
        ("x" * 99, f"'{'x' * 56}..."),
        ("mysql+x://me@host/x", "'mysql+x://...'"),
    ],
)
def test_what_was_given_in_place_of_a_url_is_told(url, shown):
    with pytest.raises(ValueError, match="--database must be sqlite:///FILE") as error:
        open_store(url)
    assert str(error.value).endswith(f", got {shown}")


def test_a_server_that_is_not_there_is_told_in_one_line_without_the_password():
    with pytest.raises(Unavailable, match="database must be usable") as error:
        open_store("postgresql://me:secret@127.0.0.1:9/x")
    assert "secret" not in str(error.value)
    assert len(str(error.value).splitlines()) == 1


def test_a_file_that_is_no_database_is_refused(tmp_path):
    (tmp_path / "x.db").write_text("hello " * 1000)
    with pytest.raises(Unavailable, match="file is not a database"):
        open_store(f"sqlite:///{tmp_path}/x.db")


def test_a_folder_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(Unavailable, match="unable to open database file"):
        open_store(f"sqlite:///{tmp_path}/no/x.db")


def test_sqlite_waits_for_the_disk_and_overwrites_what_it_deletes(tmp_path):
    database = Database(f"sqlite:///{tmp_path}/x.db")
    names = ("journal_mode", "synchronous", "foreign_keys", "secure_delete")

    def asked(connection):
        return [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in names
        ]

    assert database.read(asked) == ["wal", 2, 1, 1]
    database.close()


def test_a_full_disk_is_one_line_and_loses_nothing(lite):
    created = lite.create("Room", "passphrase", {})
    lite.move(created.facilitator, 1, 0)
    token = join(lite, created).token
    say(lite, token, "kept")
    limit_pages(lite)
    with pytest.raises(Full, match="database must have room, got") as error:
        deque(say(lite, token, "x" * 5000) for _ in range(100))
    assert len(str(error.value).splitlines()) == 1
    saved = lite.history(created.workshop.id, 1)
    assert saved[0].value == "kept"
    assert all(given.value == "x" * 5000 for given in saved[1:])
    limit_pages(lite, 1 << 20)
    say(lite, token, "room again")
    assert lite.mine(token, 1) == {"credence": "room again"}


def limit_pages(store, more=3):
    """Let the file grow by so many pages; SQLite then says that the disk is full."""
    engine = store.database.engine
    engine.dispose()
    connection = engine.raw_connection()
    cursor = connection.cursor()
    present = cursor.execute("PRAGMA page_count").fetchone()[0]
    cursor.execute(f"PRAGMA max_page_count = {present + more}")
    cursor.close()
    connection.close()  # goes back to the pool, and is the next that is used


def test_a_database_that_another_program_holds_is_told_to_be_busy(lite):
    held = lite.database.engine.raw_connection()
    held.cursor().execute("BEGIN IMMEDIATE")
    other = open_store(str(lite.database.url))
    connection = other.database.engine.raw_connection()
    connection.cursor().execute("PRAGMA busy_timeout = 10")
    connection.close()
    with pytest.raises(Busy, match=r"must answer within 10 s, got: .*locked"):
        other.create("Room", "passphrase", {})
    held.cursor().execute("ROLLBACK")
    held.close()
    other.create("Room", "passphrase", {})
    other.close()


def test_connections_that_the_server_ended_are_made_anew(server):
    with database(server) as url, open_store(url) as store, open_store(url) as other:
        created = store.create("Room", "passphrase", {})
        store.move(created.facilitator, 1, 0)
        token = join(store, created).token
        say(store, token, "before")
        pid = store.database.read(lambda c: c.exec_driver_sql(PID).scalar_one())
        other.database.read(lambda c: c.exec_driver_sql(f"{END}({pid})").scalar_one())
        say(store, token, "after")
        values = [given.value for given in store.history(created.workshop.id, 1)]
        assert values == ["before", "after"]


def test_postgresql_without_its_driver_names_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(ValueError, match=r"unless tenlevels\[postgres\] is installed"):
        open_store("postgresql://me@host/x")
