"""Live updates: made once, told to all, and never queued."""

import asyncio

import pytest

from app.room import hub as hubs
from app.room import stream as streams
from app.room.hub import Hub, Watch
from app.room.shared import Shared, shared
from app.room.stream import EventStream
from app.workshops.errors import Unavailable
from app.workshops.store import open_store
from app.workshops.workshop import Versions
from tests import postgres
from tests.app.room.rooms import Room, events_of, joined, made_id, room


def state(held, joined_now: int = 0) -> Shared:
    found = shared(held.store, held.id)
    return Shared(found.workshop, joined_now, 0, found.published)


class World:
    """A hub on a workshop that changes when it is told to."""

    def __init__(self, held) -> None:
        self.held, self.made, self.sequence, self.people = held, 0, 1, 0
        self.hub = Hub(self.versions, self.state)
        self.fails = False

    async def versions(self, after: int) -> Versions:
        if self.fails:
            msg = "database must be usable, got: none"
            raise Unavailable(msg)
        new = {self.held.id: self.sequence} if self.sequence > after else {}
        return Versions(self.sequence, new)

    async def state(self, workshop_id: str) -> Shared:
        assert workshop_id == self.held.id
        self.made += 1
        return state(self.held, self.people)

    def change(self) -> None:
        self.sequence += 1
        self.people += 1


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    monkeypatch.setattr(hubs, "PAUSE", 0.01)
    monkeypatch.setattr(streams, "HEARTBEAT", 0.05)


class Reader:
    """The other end of a stream."""

    def __init__(self, *, slow: bool = False) -> None:
        self.sent: list[bytes] = []
        self.gone = asyncio.Event()
        self.slow = slow

    async def receive(self):
        await self.gone.wait()
        return {"type": "http.disconnect"}

    async def send(self, message) -> None:
        if self.slow and message.get("body", b"").startswith(b"id"):
            await asyncio.sleep(3600)
        self.sent.append(message.get("body", b""))

    @property
    def events(self) -> list[bytes]:
        return [body for body in self.sent if body.startswith(b"id")]

    async def until(self, count: int) -> None:
        while len(self.events) < count:
            await asyncio.sleep(0.002)


async def listened(world: World, reader: Reader, last: str = "") -> None:
    stream = EventStream(world.hub, world.held.id, last)
    await stream({"type": "http"}, reader.receive, reader.send)


def test_all_who_listen_get_the_same_bytes_made_once(held, monkeypatch):
    monkeypatch.setattr(hubs, "COUNTS_A_SECOND", 1e9)

    async def play():
        world, readers = World(held), [Reader() for _ in range(50)]
        tasks = [asyncio.create_task(listened(world, r)) for r in readers]
        await asyncio.gather(*(reader.until(1) for reader in readers))
        before = world.made
        world.change()
        await asyncio.gather(*(reader.until(2) for reader in readers))
        made = world.made - before
        for reader in readers:
            reader.gone.set()
        await asyncio.gather(*tasks)
        return made, {tuple(reader.events) for reader in readers}, world.hub.listeners

    made, heard, left = asyncio.run(play())
    assert made == 1
    assert len(heard) == 1
    assert left == 0


def test_who_has_the_state_is_not_told_again_only_that_somebody_is_there(held):
    async def play():
        world, reader = World(held), Reader()
        last = state(held).id
        task = asyncio.create_task(listened(world, reader, last))
        await asyncio.sleep(0.2)
        reader.gone.set()
        await task
        return reader

    reader = asyncio.run(play())
    assert reader.events == []
    assert b":\n\n" in reader.sent


def test_a_slow_reader_is_dropped_and_the_others_are_not_kept_waiting(
    held, monkeypatch
):
    monkeypatch.setattr(streams, "SLOWEST", 0.05)

    async def play():
        world, slow, other = World(held), Reader(slow=True), Reader()
        dropped = asyncio.create_task(listened(world, slow))
        task = asyncio.create_task(listened(world, other))
        await asyncio.wait_for(dropped, 2)
        listeners = world.hub.listeners
        world.change()
        await other.until(2)
        other.gone.set()
        await task
        return listeners

    assert asyncio.run(play()) == 1


def test_who_was_busy_gets_the_newest_state_and_none_between(held):
    watch = Watch()
    for number in range(1, 5):
        watch.offer(state(held, number), now=float(number))

    assert watch.state is not None
    assert watch.state.joined == 4


def test_who_has_the_rest_is_told_the_counts_alone(held):
    before, after = state(held, 1), state(held, 2)
    held.move(1)
    moved = state(held, 3)

    assert after.event_after(None) == after.event
    assert after.event_after(before) == (
        f'id: {after.id}\ndata: {{"joined":2,"answered":0}}\n\n'.encode()
    )
    assert moved.event_after(after) == moved.event


def test_counts_wait_and_steps_do_not(held):
    watch = Watch()
    watch.listeners = 10 * hubs.COUNTS_A_SECOND
    watch.offer(state(held, 1), now=0)
    watch.is_stale = True
    watch.offer(state(held, 2), now=5)
    assert watch.state.joined == 1
    assert watch.is_stale

    held.move(1)
    watch.offer(state(held, 3), now=5)
    assert watch.state.joined == 3
    assert not watch.is_stale


def test_a_database_that_fails_for_a_while_ends_no_stream(held, caplog):
    async def play():
        world, reader = World(held), Reader()
        task = asyncio.create_task(listened(world, reader))
        await reader.until(1)
        world.fails = True
        await asyncio.sleep(0.05)
        world.fails = False
        world.change()
        await reader.until(2)
        reader.gone.set()
        await task

    asyncio.run(play())
    assert "the changes of workshops could not be read" in caplog.text


def test_a_thousand_who_ask_at_once_are_told_one_state(held, monkeypatch):
    monkeypatch.setattr(hubs, "PAUSE", 60)

    async def play():
        world = World(held)
        await asyncio.gather(*(world.hub.now(held.id) for _ in range(1000)))
        return world.made

    assert asyncio.run(play()) == 1


def test_a_stream_ends_after_a_while_so_that_the_token_is_shown_again(
    held, monkeypatch
):
    monkeypatch.setattr(streams, "LONGEST", 0.1)

    async def play():
        reader = Reader()
        await asyncio.wait_for(listened(World(held), reader), 3)
        return reader.sent[-1]

    assert asyncio.run(play()) == b""


def test_the_state_is_named_by_what_it_says(held):
    with held.client() as client:
        before = shared(held.store, held.id)
        assert shared(held.store, held.id).id == before.id
        joined(client, held.code)

    after = shared(held.store, held.id)
    assert after.id != before.id
    assert after.event.startswith(f"id: {after.id}\ndata: {{".encode())
    assert after.event.endswith(b"}\n\n")


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path):
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'room.sqlite'}"
        return
    with postgres.database(request.getfixturevalue("server")) as found:
        yield found


def test_what_one_process_changes_is_told_by_another(url):
    with open_store(url) as one, open_store(url) as two:
        first = room(one)
        other = Room(two, first.created)
        before, after = asyncio.run(heard(first, other))

    assert b'"step":0' in before
    assert b'"step":1' in after
    assert b'"joined":1' in after


async def heard(first: Room, other: Room) -> list[bytes]:
    """Listen over one store to what happens over the other."""
    app, reader = other.application(), Reader()
    scope = events_of(first.created.screen)
    task = asyncio.create_task(app(scope, reader.receive, reader.send))
    await reader.until(1)
    first.store.join(first.code, "Heron", made_id("Heron"))
    first.move(1)
    last = b""
    while b'"step":1' not in last or b'"joined":1' not in last:
        await asyncio.sleep(0.01)
        last = b"".join(reader.events[1:])
    reader.gone.set()
    await task
    await asyncio.gather(*(asyncio.all_tasks() - {asyncio.current_task()}))
    return [reader.events[0], last]
