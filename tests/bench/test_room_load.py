"""A room full of phones on two processors: joining, two answers each, the reveal.

Meanwhile one person turns over a page of the dashboard on the same server, and five
people lead the workshop and five screens show it. `PHONES=500 DATABASE=postgresql
SERVERS=2` asks for other sizes, the other database, and more than one process.
"""

import asyncio
import os
import threading
import time
from collections.abc import Coroutine, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from app import hosted, shelf
from app.parts.workshop.onward import named_decisions
from app.workshops.revealing import reveal
from levels.arrays import FloatArray
from simulator.group.result import Setting
from tests import postgres
from tests.app.room.phones import Phone
from tests.app.room.rooms import Plain, Room
from tests.app.views.leading import made
from tests.bench.leaders import Led, Link, leading
from tests.packs import shipped
from tests.serving import running
from tests.visitor import PATIENCE, visiting

DATABASE = os.environ.get("DATABASE", "sqlite")
SERVERS = int(os.environ.get("SERVERS", "1"))
LEADERS = 5
"""So many lead, and so many screens show it."""

SIZES = [int(size) for size in os.environ.get("PHONES", "200,1000").split(",")]
JOINING, SUBMITTING = 45.0, 20.0
"""Seconds over which people arrive, and press "Send"."""
THINKING = 0.5
"""Seconds between two reruns of the page."""


def memory(pid: int) -> float:
    """Return the resident memory of a process in MB."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    row = next(row for row in status.splitlines() if row.startswith("VmRSS"))
    return int(row.split()[1]) / 1024


def open_files(pid: int) -> int:
    return len(list(Path(f"/proc/{pid}/fd").iterdir()))


@dataclass(frozen=True)
class Process:
    """A server of our own."""

    address: str
    pid: int


@dataclass(frozen=True)
class Measured:
    """What a session took."""

    joined: float
    a_join: float
    submits: FloatArray
    seen: float
    kilobytes: float
    files: float

    def __str__(self) -> str:
        p50, p95 = 1000 * np.quantile(self.submits, [0.5, 0.95])
        return (
            f"{len(self.submits) // 2} phones joined in {self.joined:.1f} s, one in"
            f" {self.a_join:.2f} s (p95, with page and files); submit p50 {p50:.0f} ms,"
            f" p95 {p95:.0f} ms, worst {1000 * self.submits.max():.0f} ms; reveal seen"
            f" by all in {self.seen:.2f} s; {self.kilobytes:.0f} kB and"
            f" {self.files:.1f} open files a phone; load {os.getloadavg()[0]:.1f}"
        )


def held_by(servers: Sequence[Process]) -> tuple[float, int]:
    """Return the memory in MB and the open files of all servers together."""
    pids = [server.pid for server in servers]
    return sum(map(memory, pids)), sum(map(open_files, pids))


async def session(
    held: Room, setting: Setting, servers: Sequence[Process], size: int
) -> Measured:
    """Play a round with many phones, and check that all is kept."""
    rng = np.random.default_rng(size)
    phones = [
        Phone(servers[number % len(servers)].address, held.code, number)
        for number in range(size)
    ]
    before = held_by(servers)
    start = time.perf_counter()
    took = await spread(rng, JOINING, [phone.join() for phone in phones])
    joined = time.perf_counter() - start
    after = held_by(servers)

    await answered_twice(held, phones, rng)
    seen = await revealed(held, setting, phones)
    for phone in phones:
        await phone.leave()
    assert [error for phone in phones for error in phone.errors] == []
    check_kept(held, size)
    return Measured(
        joined=joined,
        a_join=float(np.quantile(took, 0.95)),
        submits=np.array([s for phone in phones for s in phone.submits]),
        seen=seen,
        kilobytes=1024 * (after[0] - before[0]) / size,
        files=(after[1] - before[1]) / size,
    )


async def spread(
    rng: np.random.Generator, seconds: float, works: Sequence[Coroutine[Any, Any, Any]]
) -> list[Any]:
    """Begin each work at some moment of a time."""

    async def later(pause: float, work: Coroutine[Any, Any, Any]) -> Any:
        await asyncio.sleep(pause)
        return await work

    pauses = rng.uniform(0, seconds, len(works))
    return await asyncio.gather(*map(later, pauses, works))


async def answered_twice(
    held: Room, phones: Sequence[Phone], rng: np.random.Generator
) -> None:
    place = held.move_to("answer", 1)
    await asyncio.gather(*(phone.until(place) for phone in phones))
    for attempt in range(2):
        submits = [phone.submit(1, credence(rng), attempt) for phone in phones]
        await spread(rng, SUBMITTING, submits)


def credence(rng: np.random.Generator) -> Plain:
    """Return any credence over the levels."""
    ids = shipped().belief.ladder.ids
    shares = rng.dirichlet(np.ones(len(ids))).tolist()
    return {"shares": dict(zip(ids, shares, strict=True))}


async def revealed(held: Room, setting: Setting, phones: Sequence[Phone]) -> float:
    """Reveal, and return the seconds until the last phone has seen it."""
    held.move_to("lock", 1)
    place = held.move_to("reveal", 1)
    named = named_decisions(setting)
    await asyncio.to_thread(
        reveal, held.store, held.created.facilitator, setting, named
    )
    start = time.perf_counter()
    await asyncio.gather(*(p.until(place, published=True) for p in phones))
    return max(phone.seen_at[f"{place} {place}"] for phone in phones) - start


@contextmanager
def someone_at(address: str, seed: int) -> Iterator[list[float]]:
    """Let someone use the first page meanwhile; yield the seconds of each rerun."""
    took: list[float] = []
    errors: list[str] = []
    ready, stop = threading.Event(), threading.Event()

    def use() -> None:
        rng = np.random.default_rng(seed)
        with visiting(address) as person:
            person.act(rng)  # the first loads what the page needs
            ready.set()
            while not stop.wait(THINKING):
                took.append(person.act(rng))
            errors.extend(person.errors)

    thread = threading.Thread(target=use)
    thread.start()
    try:
        assert ready.wait(PATIENCE)
        yield took
    finally:
        stop.set()
        thread.join()
    assert errors == []


def check_kept(held: Room, size: int) -> None:
    """Check that every answer is in the database, and none twice."""
    saved = held.store.history(held.id)
    assert len(saved) == len({one.id for one in saved}) == 2 * size
    assert len({one.participant_id for one in saved}) == size


@pytest.fixture
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Return the URL of an empty database of the kind that is asked for."""
    if DATABASE == "sqlite":
        yield f"sqlite:///{tmp_path / 'room.sqlite'}"
        return
    with postgres.database(request.getfixturevalue("server")) as found:
        yield found


@pytest.fixture
def held(url: str, monkeypatch: pytest.MonkeyPatch) -> Room:
    """Return a new workshop on the shipped model."""
    monkeypatch.setenv(shelf.DATABASE, url)
    return Room(shelf.store(), made())


def links(held: Room) -> list[Link]:
    """Return what leaders and screens open, in turn."""
    roles = (
        ("workshop", f"facilitator={held.created.facilitator}"),
        (
            "screen",
            f"screen={held.created.screen}",
        ),
    )
    return [*roles] * LEADERS


@pytest.mark.parametrize("size", SIZES)
def test_a_room_of_phones_joins_answers_and_sees_the_reveal(
    held: Room, url: str, size: int
) -> None:
    setting = hosted.setting_of(held.created.workshop)
    with ExitStack() as stack:
        options = ("--database", url)
        servers = [
            Process(*stack.enter_context(running(*options))) for _ in range(SERVERS)
        ]
        addresses = [server.address for server in servers]
        led: Led = stack.enter_context(leading(addresses, links(held)))
        reruns = stack.enter_context(someone_at(addresses[0], size))
        took = asyncio.run(session(held, setting, servers, size))

    p50, p95 = 1000 * np.quantile(reruns, [0.5, 0.95])
    page = f"{len(reruns)} reruns of a page: p50 {p50:.0f} ms, p95 {p95:.0f} ms"
    print(f"\n{DATABASE}, {SERVERS} processes: {took}; {page}; leading: {led}")
    assert led.errors == []
    assert p95 < 400
    assert np.quantile(led.acts, 0.95) < 0.4
    assert np.quantile(led.looks, 0.95) < 0.4
    assert took.joined < 60
    assert np.quantile(took.submits, 0.95) < 1
    assert took.seen < 3
