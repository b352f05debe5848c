"""Phones that send each answer until they are told that it is kept, whatever fails."""

import asyncio
import json
import os
import signal
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from app.workshops.answering import MOST_ANSWERS
from app.workshops.store import Store
from tests.app.room.phones import Answered, Line, Phone
from tests.app.room.rooms import Plain, Room, credence, made_id

LATER = (429, 503)
"""What a phone answers by sending the same again."""

AGAIN, KILL = 0.1, 0.5
"""Seconds between two attempts at an answer, and from load to kill at most."""

ENOUGH = MOST_ANSWERS - 10

BROKEN = (OSError, asyncio.IncompleteReadError, TimeoutError)

Start = Callable[[], AbstractContextManager[int]]


@dataclass
class Stubborn:
    """A participant who goes on answering."""

    address: str
    code: str
    number: int
    n_levels: int = 4
    pause: float = 0.1
    token: str = ""
    kept: dict[str, Any] = field(default_factory=dict)
    again: int = 0
    refused: Counter[int] = field(default_factory=Counter)
    said: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.line = Line(self.address)

    async def talk(self, stop: asyncio.Event) -> None:
        """Join, and answer until told to stop; the last answer is kept too."""
        join_id = made_id(f"join {self.number}")
        name = f"Phone {self.number}"
        body = {"code": self.code, "pseudonym": name, "join_id": join_id}
        self.token = (await self._until_kept("/room/join", body))["token"]
        while not stop.is_set():
            if len(self.kept) < ENOUGH:
                await self.answer(len(self.kept))
            await asyncio.sleep(self.pause)
        self.line.close()

    async def answer(self, count: int) -> None:
        """Answer once, and remember what is kept."""
        answer_id = made_id(f"{self.code} {self.number} {count}")
        shares = np.random.default_rng([self.number, count]).dirichlet(
            np.ones(self.n_levels)
        )
        value = credence(*shares.tolist())
        body = {"answer_id": answer_id, "round": 1, "question": "credence"}
        told = await self._until_kept("/room/answer", {**body, "value": value})
        self.again += told["again"]
        self.kept[answer_id] = value

    async def _until_kept(self, path: str, body: Plain) -> Plain:
        while True:
            try:
                answered = await self._asked(path, body)
            except BROKEN:
                self.line.close()
            else:
                if answered.status == 200:
                    document: Plain = answered.document
                    return document
                self._note(answered)
            await asyncio.sleep(AGAIN)

    async def _asked(self, path: str, body: Plain) -> Answered:
        async with asyncio.timeout(20):
            return await self.line.ask("POST", path, self.token, body)

    def _note(self, answered: Answered) -> None:
        assert answered.status in LATER, answered
        (said,) = json.loads(answered.content).values()
        assert "\n" not in said
        self.refused[answered.status] += 1
        self.said.add(said)


def phones(held: Room, port: int, size: int, n_levels: int = 4) -> list[Stubborn]:
    """Return phones of a workshop that is served on a port."""
    address = f"http://127.0.0.1:{port}"
    return [Stubborn(address, held.code, n, n_levels) for n in range(size)]


async def killed(
    talkers: Sequence[Stubborn], start: Start, kills: int, seed: int = 0
) -> None:
    """Let phones talk to a server that is killed so often, each time amid requests."""
    rng, stop = np.random.default_rng(seed), asyncio.Event()
    talking = [asyncio.create_task(phone.talk(stop)) for phone in talkers]
    for attempt in range(kills + 1):
        serving = start()
        process = await asyncio.to_thread(serving.__enter__)
        try:
            await until_more(talkers, 2 * len(talkers))
            if attempt < kills:
                await asyncio.sleep(rng.uniform(0, KILL))
                os.kill(process, signal.SIGKILL)
            else:
                stop.set()
                await asyncio.gather(*talking)
        finally:
            await asyncio.to_thread(serving.__exit__, None, None, None)


async def until_more(talkers: Sequence[Stubborn], number: int) -> None:
    """Wait until so many more answers were told to be kept."""

    def count() -> int:
        return sum(len(phone.kept) for phone in talkers)

    enough = count() + number
    async with asyncio.timeout(60):
        while count() < enough:
            await asyncio.sleep(0.01)


def check_kept(store: Store, workshop_id: str, talkers: Sequence[Stubborn]) -> int:
    """Check that what was told to be kept is there once, and nothing else."""
    saved = store.history(workshop_id)
    told = {once: value for phone in talkers for once, value in phone.kept.items()}
    assert len(saved) == len({(one.participant_id, one.id) for one in saved})
    assert {one.id: one.value for one in saved} == told
    assert len(saved) == len(told)
    assert len(store.participants(workshop_id)) == len(talkers)
    happened = [event.action for event in store.events(workshop_id)]
    assert happened.count("answer") == len(saved)
    assert happened.count("join") == len(talkers)
    return len(saved)


async def restarted(
    postgresql: Any,
    stopped: Callable[[], None],
    held: Room,
    talkers: Sequence[Stubborn],
) -> None:
    """Stop the database amid answers, start it, and see that all goes on by itself."""
    stop = asyncio.Event()
    talking = [asyncio.create_task(phone.talk(stop)) for phone in talkers]
    watcher = Phone(talkers[0].address, held.code, len(talkers))
    await until_more(talkers, len(talkers))
    watcher.token = held.created.screen
    following = asyncio.create_task(watcher.follow())
    await watcher.until(1)

    await asyncio.to_thread(stopped)
    while not all(phone.refused for phone in talkers):
        await asyncio.sleep(0.02)
    await asyncio.to_thread(postgresql.ensure_postgres_running)

    await until_more(talkers, 2 * len(talkers))
    stop.set()
    await asyncio.gather(*talking)
    place = held.move_to("lock", 1)
    await asyncio.wait_for(watcher.until(place), 2)
    following.cancel()
    await watcher.leave()


def check_told(talkers: Sequence[Stubborn]) -> None:
    """Check that the phones were told of the database that was away, and no more."""
    refused = sum((phone.refused for phone in talkers), Counter[int]())
    assert set(refused) == {503}
    said = set[str]().union(*(phone.said for phone in talkers))
    assert all(one.startswith("database must be usable, got: ") for one in said)
