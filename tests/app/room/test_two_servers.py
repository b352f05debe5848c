"""Two processes on one PostgreSQL behind a proxy that sends each request to the other.

No cookie, no address and no memory ties a phone to a process.
"""

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress

from app.workshops.store import open_store
from tests import postgres
from tests.app.room.phones import Answered, Line, Phone
from tests.app.room.rooms import Plain, Room, answer_of, made_id, room
from tests.app.room.servers import Servers, free_port

SOON = 1.0
"""Seconds until one process tells what another did."""


class Proxy:
    """Sends each new connection to the next server, byte by byte."""

    def __init__(self, ports: Sequence[int]) -> None:
        self._ports, self.used = ports, Counter[int]()
        self._pairs: set[asyncio.Task[None]] = set()

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[str]:
        """Yield the address of the proxy."""
        listening = await asyncio.start_server(self._join, "127.0.0.1", 0)
        async with listening:
            yield f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}"
        await asyncio.gather(*self._pairs)

    async def _join(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        task = asyncio.current_task()
        assert task
        self._pairs.add(task)
        port = self._ports[self.used.total() % len(self._ports)]
        self.used[port] += 1
        there, back = await asyncio.open_connection("127.0.0.1", port)
        await asyncio.gather(poured(reader, back), poured(there, writer))
        for end in (back, writer):
            with suppress(ConnectionError):
                await end.wait_closed()


async def poured(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Pass on what comes, and that no more will come."""
    with suppress(ConnectionError):
        while data := await reader.read(1 << 16):
            writer.write(data)
            await writer.drain()
    writer.close()


async def asked(
    address: str, method: str, path: str, token: str = "", body: Plain | None = None
) -> Answered:
    """Ask over a connection of its own, and so the next process."""
    line = Line(address)
    try:
        return await line.ask(method, path, token, body)
    finally:
        line.close()


async def within(phone: Phone, **told: int) -> float:
    """Wait until the stream has told this; return the seconds it took."""
    start = time.perf_counter()
    async with phone.seen:
        await asyncio.wait_for(
            phone.seen.wait_for(lambda: told.items() <= phone.state.items()), 5
        )
    return time.perf_counter() - start


async def session(held: Room, proxy: Proxy) -> list[float]:
    """Play a round in which each request goes to the other process."""
    took = []
    async with proxy.serving() as address:
        watchers = [Phone(address, held.code, number) for number in range(2)]
        following = []
        for watcher in watchers:  # one listens to each process
            watcher.token = held.created.screen
            following.append(asyncio.create_task(watcher.follow()))
            await within(watcher, step=1)

        tokens = []
        for number in range(4):
            body = {"code": held.code, "pseudonym": "Heron"}
            body |= {"join_id": made_id(number)}
            first, again = [
                await asked(address, "POST", "/room/join", "", body) for _ in range(2)
            ]
            assert first.document == again.document
            tokens.append(first.document["token"])
        took += [await within(watcher, joined=4) for watcher in watchers]

        for number, token in enumerate(tokens):
            sent = answer_of(number, "prediction")
            told = [
                await asked(address, "POST", "/room/answer", token, sent)
                for _ in range(2)
            ]
            assert [one.document["again"] for one in told] == [False, True]
            for _ in range(2):
                state = await asked(address, "GET", "/room/state", token)
                assert state.document["own"]["mine"] == {
                    "1": {"prediction": "measure-1"}
                }
        took += [await within(watcher, answered=4) for watcher in watchers]

        place = held.move_to("lock", 1)
        took += [await within(watcher, step=place) for watcher in watchers]
        late = answer_of("late", "prediction")
        for token in tokens[:2]:
            refused = await asked(address, "POST", "/room/answer", token, late)
            assert refused.status == 409
        await erased_everywhere(address, tokens[0])
        for task in following:
            task.cancel()
        for watcher in watchers:
            await watcher.leave()
    return took


async def erased_everywhere(address: str, token: str) -> None:
    """Erase over one process; neither knows the token any more."""
    done = await asked(address, "POST", "/room/erase", token, {})
    assert done.status == 200
    for path in ("/room/state", "/room/state", "/room/events", "/room/events"):
        assert (await asked(address, "GET", path, token)).status == 401
    for number in range(2):
        sent = answer_of(number, "prediction")
        refused = await asked(address, "POST", "/room/answer", token, sent)
        assert refused.status == 401


def test_a_phone_may_ask_one_process_and_then_the_other(servers: Servers, server: str):
    ports = [free_port(), free_port()]
    with (
        postgres.database(server) as url,
        open_store(url) as store,
        servers.serving(url, ports[0]),
        servers.serving(url, ports[1]),
    ):
        held, proxy = room(store), Proxy(ports)
        held.move_to("answer", 1)
        took = asyncio.run(session(held, proxy))
        answers = store.history(held.id)

    assert max(took) < SOON
    assert len(answers) == 3
    assert min(proxy.used.values()) > 10
