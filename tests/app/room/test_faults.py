"""What is acknowledged is kept, once, whatever dies or fills up meanwhile."""

import asyncio
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event
from starlette.testclient import TestClient

from app.room.gate import Gate
from app.workshops import answering, database, log
from app.workshops.errors import Busy
from app.workshops.rounds import idea
from app.workshops.store import Store, open_store
from tests import postgres
from tests.app.room.rooms import (
    ALL,
    VALUES,
    answer_of,
    joined,
    made_id,
    room,
)
from tests.app.room.servers import Servers, free_port
from tests.app.room.stubborn import check_kept, check_told, killed, phones, restarted
from tests.app.room.test_rates import Hand


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path):
    """Return the URL of an empty database, of each kind in turn."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'room.sqlite'}"
        return
    with postgres.database(request.getfixturevalue("server")) as found:
        yield found


def test_a_server_killed_amid_answers_loses_and_doubles_none(url, servers: Servers):
    with open_store(url) as store:
        held, port = room(store), free_port()
        held.move_to("answer", 1)
        store.close()  # a killed server is the last that had the file open
        talkers = phones(held, port, 8)
        asyncio.run(killed(talkers, lambda: servers.serving(url, port), kills=2))

        assert check_kept(store, held.id, talkers) >= 48


def test_postgresql_that_is_stopped_for_a_while_is_told_and_nothing_is_lost(
    servers: Servers,
):
    with postgres.started() as postgresql:
        url = postgresql.get_uri(driver="psycopg")
        with open_store(url) as store:
            held, port = room(store), free_port()
            held.move_to("answer", 1)
            talkers = phones(held, port, 8)
            with servers.serving(url, port):
                stopped = postgresql.stop
                asyncio.run(restarted(postgresql, stopped, held, talkers))

            check_kept(store, held.id, talkers)

    check_told(talkers)


@pytest.fixture
def tight(tmp_path):
    """Return a store whose database may be told not to grow."""
    with open_store(f"sqlite:///{tmp_path / 'tight.sqlite'}") as store:
        yield store


@contextmanager
def without_room(store: Store) -> Iterator[None]:
    """Let the file grow by no page, over any connection; SQLite then says so."""
    engine = store.database.engine

    def limit(connection: sqlite3.Connection, _: object) -> None:
        connection.execute("PRAGMA max_page_count = 1").close()  # no less than it has

    event.listen(engine, "connect", limit)
    engine.dispose()
    try:
        yield
    finally:
        event.remove(engine, "connect", limit)
        engine.dispose()


def test_a_full_disk_is_told_and_what_is_kept_stays_and_it_goes_on_with_room(tight):
    held, clock = room(tight, agenda=idea(first=ALL)), Hand()
    held.move_to("answer", 1)
    with held.client(Gate(clock)) as client:
        token = joined(client, held.code)
        with without_room(tight):
            told = [send(client, token, number) for number in range(40)]
            refused = told[-1]
            assert refused.status_code == 503
            assert refused.json()["error"].startswith("database must have room, got: ")
            assert "\n" not in refused.json()["error"]
            joins = [join(client, held.code, number) for number in range(60)]
            assert joins[-1].status_code == 503
            assert client.get("/room/state", headers=token).status_code == 200
            assert client.get("/room/state").status_code == 401  # and not in the log
            kept = {number for number, one in enumerate(told) if one.status_code == 200}
            assert {one.id for one in tight.history(held.id)} == {
                made_id(number) for number in kept
            }
        clock.now += 60
        again = [send(client, token, number).json()["again"] for number in range(39)]

    assert [number for number, known in enumerate(again) if known] == sorted(kept)
    assert len(tight.history(held.id)) == 39
    more = [one.status_code for one in joins].count(200)
    assert len(tight.participants(held.id)) == 1 + more


def join(client: TestClient, code: str, number: int) -> Any:
    """Join with a long name."""
    body = {"code": code, "pseudonym": "x" * 40, "join_id": made_id(number)}
    return client.post("/room/join", json=body)


def send(client: TestClient, token: dict[str, str], number: int) -> Any:
    """Send an answer of some size."""
    body = answer_of(number, "measures")
    return client.post("/room/answer", json=body, headers=token)


def test_who_erases_while_others_read_is_told_that_it_is_done(tight, monkeypatch):
    held, tried, done = room(tight), [], threading.Event()

    def compact() -> None:
        tried.append(1)
        if len(tried) < 3:
            msg = "database must be read by no one while traces are removed"
            raise Busy(msg)
        done.set()

    monkeypatch.setattr(database, "COMPACT_AGAIN", 0.02)
    monkeypatch.setattr(tight.database, "compact", compact)
    with held.client() as client:
        token = joined(client, held.code)
        answered = client.post("/room/erase", json={}, headers=token)

    assert answered.json() == {"erased": True}
    assert tight.participants(held.id) == ()
    assert done.wait(5)


def played(store: Store, name: str) -> tuple[list[str], list[Any], Any, Any]:
    """Let three people answer twice, and return what came of it."""
    held = room(store)
    with held.client() as client:
        tokens = [joined(client, held.code, f"{name} {n}") for n in range(3)]
        held.move_to("answer", 1)
        for number, token in enumerate([*tokens, *reversed(tokens)]):
            value = {**VALUES["credence"], "concentration": 1.0 + number}
            body = {**answer_of(number, "credence"), "value": value}
            assert client.post("/room/answer", json=body, headers=token).is_success
        held.move_to("lock", 1)
        place = held.move_to("reveal", 1)
        store.publish(held.id, place, {"round": 1, "people": 3})
    with held.client() as later:  # which holds no state of a moment ago
        state = later.get("/room/state", headers=tokens[0]).json()
    people = [person.id for person in store.participants(held.id)]
    said = [
        (people.index(one.participant_id), one.value)
        for one in store.judgments(held.id, 1)
    ]
    names = [person.pseudonym.split()[1] for person in store.participants(held.id)]
    assert len(state["shared"]["published"]) == 1
    return names, said, state["own"], state["shared"]["published"]


def test_a_clock_that_runs_backwards_changes_no_order_and_no_result(store, monkeypatch):
    forward = played(store, "forward")
    moments = (f"{year}-01-01T00:00:00.000000Z" for year in range(2026, 1000, -1))
    monkeypatch.setattr(log, "moment", lambda: next(moments))
    monkeypatch.setattr(answering, "moment", lambda: next(moments))

    assert played(store, "backward") == forward


def test_a_store_that_is_closed_removes_no_traces_later(tight, monkeypatch):
    held, tried = room(tight), []

    def compact() -> None:
        tried.append(1)
        msg = "database must be read by no one while traces are removed"
        raise Busy(msg)

    monkeypatch.setattr(database, "COMPACT_AGAIN", 0.3)
    monkeypatch.setattr(tight.database, "compact", compact)
    with held.client() as client:
        for name in ("Heron", "Egret"):  # the later one waits for both
            token = joined(client, held.code, name)
            client.post("/room/erase", json={}, headers=token)
    tight.close()
    time.sleep(0.5)

    assert tried == [1, 1]


def test_a_clock_set_back_before_a_session_does_not_let_it_be_purged(
    tight, monkeypatch
):
    monkeypatch.setattr(log, "moment", lambda: "1970-01-01T00:00:00.000000Z")
    room(tight)

    assert tight.purge(datetime.now(UTC) + timedelta(days=1)) == ()


def test_a_clock_set_back_in_a_session_does_not_let_it_be_purged(tight, monkeypatch):
    held = room(tight)
    monkeypatch.setattr(log, "moment", lambda: "1970-01-01T00:00:00.000000Z")
    held.move(1)

    assert tight.purge(datetime.now(UTC) + timedelta(days=1)) == ()
