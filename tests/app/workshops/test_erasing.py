"""What is erased is gone: from every table, the file, its log and later backups."""

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from app.workshops import database, log
from app.workshops.errors import Busy, NotAllowed, Unknown
from app.workshops.tables import metadata
from app.workshops.workshop import Settings
from tests.app.workshops.conftest import PASSPHRASE
from tests.app.workshops.room import go, join, say

SAID = "what only this person said " * 40


@pytest.fixture
def room(store, asking):
    """Return three people who have answered; the second is to be erased."""
    people = [join(store, asking, name) for name in ("Ann", "Zephyrine", "Cid")]
    for person in people:
        for _ in range(9):
            say(store, person.token, [person.participant_id, SAID * 3])
    return people


def everything(store):
    """Return the rows of each table, as people would see them."""

    def rows(connection, table):
        columns = [column for column in table.c if column.name != "tx"]
        return set(map(tuple, connection.execute(select(*columns))))

    tables = metadata.sorted_tables
    return store.database.read(lambda c: {t.name: rows(c, t) for t in tables})


def text(store):
    """Return all rows as text."""
    return repr(everything(store))


def files(store):
    """Return the bytes of the database file and of those beside it."""
    path = Path(store.database.url.database)
    return b"".join(p.read_bytes() for p in sorted(path.parent.glob(f"{path.name}*")))


def test_nothing_of_an_erased_participant_is_left(store, asking, room, folder):
    person = room[1]
    traces = (person.participant_id, "Zephyrine")
    assert all(trace in text(store) for trace in traces)
    store.erase(asking.workshop.id, person.participant_id)
    store.backup(folder / "after.backup")
    assert not any(trace in text(store) for trace in traces)
    kept = (folder / "after.backup").read_bytes()
    if store.database.is_sqlite:
        kept += files(store)
    assert not any(trace.encode() in kept for trace in traces)
    assert b"Ann" in kept
    last = store.events(asking.workshop.id)[-1]
    assert (last.action, last.role, last.detail) == ("erase", "operator", {})
    assert last.participant_id is None
    with pytest.raises(NotAllowed, match="token must be one that this server gave"):
        say(store, person.token)
    assert len(store.history(asking.workshop.id)) == 18


def test_a_participant_and_a_facilitator_may_erase_and_nobody_else(store, asking, room):
    ann, zed, cid = room
    for token in (ann.token, asking.screen, asking.observer):
        with pytest.raises(
            NotAllowed, match="role must be facilitator, or the partici"
        ):
            store.erase_as(token, zed.participant_id)
    store.erase_as(zed.token, zed.participant_id)
    store.erase_as(asking.facilitator, cid.participant_id)
    left = store.participants(asking.workshop.id)
    assert [person.id for person in left] == [ann.participant_id]
    roles = [e.role for e in store.events(asking.workshop.id) if e.action == "erase"]
    assert roles == ["participant", "facilitator"]


def test_a_facilitator_erases_nobody_of_another_workshop(store, asking, room):
    other = store.create("Other", PASSPHRASE, {})
    with pytest.raises(Unknown, match="participant_id must be that of one who has"):
        store.erase_as(other.facilitator, room[0].participant_id)
    with pytest.raises(Unknown, match="participant_id must be"):
        store.erase(asking.workshop.id, "'; --")
    assert len(store.participants(asking.workshop.id)) == 3


def test_what_was_shown_does_not_change_when_someone_is_erased(store, asking, room):
    people = [*room, *(join(store, asking) for _ in range(3))]
    for person in people[3:]:
        say(store, person.token)
    go(store, asking, 3)
    where = asking.workshop.id
    batch = store.batches(where, 1, "credence")[-1]
    shown = store.publish(where, 3, {"people": len(batch.judgments)}, batch.upto)
    store.erase(where, room[0].participant_id)
    assert store.batches(where, 1, "credence")[-1].upto == batch.upto
    assert store.publish(where, 3, {"people": 5}, batch.upto) == shown
    assert store.published(where) == (shown,)


def test_a_deleted_workshop_leaves_nothing_but_that_one_was_deleted(
    store, asking, room
):
    store.log_refusal("join", "refused in the Ministry", asking.workshop.id)
    other = store.create("Other", PASSPHRASE, {})
    store.delete(asking.workshop.id)
    assert store.workshops() == (other.workshop,)
    left = text(store)
    for trace in ("Ministry", asking.workshop.id, "Ann", room[0].participant_id):
        assert trace not in left
    assert "'delete', 'operator'" in left
    if store.database.is_sqlite:
        assert asking.workshop.id.encode() not in files(store)
    with pytest.raises(Unknown, match="workshop_id must be"):
        store.delete(asking.workshop.id)


def test_traces_that_a_reader_keeps_in_the_log_are_told(lite, monkeypatch):
    created = lite.create("Room", PASSPHRASE, {})
    person = join(lite, created)
    reader = lite.database.engine.raw_connection()
    reader.cursor().execute("BEGIN")
    reader.cursor().execute("SELECT * FROM participants").fetchall()
    monkeypatch.setattr(
        lite.database,
        "compact",
        lambda real=lite.database.compact: impatient(lite, real),
    )
    with pytest.raises(Busy, match="must be read by no one while traces are removed"):
        lite.erase(created.workshop.id, person.participant_id)
    reader.close()
    assert lite.participants(created.workshop.id) == ()


def test_who_erases_while_others_read_is_told_that_it_is_done(
    lite, monkeypatch, caplog
):
    created = lite.create("Room", PASSPHRASE, {})
    person = join(lite, created)
    reader, compact = lite.database.engine.raw_connection(), lite.database.compact
    reader.cursor().execute("BEGIN")
    reader.cursor().execute("SELECT * FROM participants").fetchall()
    monkeypatch.setattr(database, "COMPACT_AGAIN", 0.05)
    monkeypatch.setattr(lite.database, "compact", lambda: impatient(lite, compact))
    lite.erase_as(person.token, person.participant_id)
    assert lite.participants(created.workshop.id) == ()
    assert "traces of what was deleted are still there" in caplog.text
    assert person.participant_id.encode() in files(lite)
    reader.close()
    for _ in range(200):
        if person.participant_id.encode() not in files(lite):
            return
        time.sleep(0.02)
    pytest.fail("the traces must go when the reader has gone")


def impatient(store, compact):
    """Compact without waiting long for readers."""
    connection = store.database.engine.raw_connection()
    connection.cursor().execute("PRAGMA busy_timeout = 10")
    connection.close()
    compact()


def test_what_is_older_than_agreed_is_purged_and_nothing_else(store, monkeypatch):
    now = datetime.now(UTC)
    week = store.create("Week", PASSPHRASE, {}, settings=Settings(retention_days=7))
    month = store.create("Month", PASSPHRASE, {}, settings=Settings(retention_days=30))
    store.log_refusal("join", "long ago")
    assert store.purge(now + timedelta(days=6)) == ()
    assert store.purge(now + timedelta(days=8)) == (week.workshop.id,)
    assert store.workshops() == (month.workshop,)
    later = f"{now + timedelta(days=20):%Y-%m-%dT%H:%M:%S.%fZ}"
    monkeypatch.setattr(log, "moment", lambda: later)
    go(store, month, 1)  # it is in use again
    assert store.purge(now + timedelta(days=45)) == ()
    assert len(store.refusals()) == 1
    assert store.purge(now + timedelta(days=100)) == (month.workshop.id,)
    assert store.refusals() == ()
