"""A room full of phones on two processors: joining, two answers each, the reveal."""

import asyncio
import os
import time
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from app.workshops.rounds import idea
from tests.app.room.phones import Phone
from tests.app.room.rooms import Room, credence, room_in
from tests.serving import running

SIZES = [int(size) for size in os.environ.get("PHONES", "200,1000").split(",")]
JOINING, SUBMITTING = 45.0, 20.0
"""Seconds over which people arrive, and press "Send"."""
N_LEVELS = 10


def memory(pid: int) -> float:
    """Return the resident memory of a process in MB."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    row = next(row for row in status.splitlines() if row.startswith("VmRSS"))
    return int(row.split()[1]) / 1024


def open_files(pid: int) -> int:
    return len(list(Path(f"/proc/{pid}/fd").iterdir()))


def processor_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1]
    return sum(map(int, fields.split()[11:13])) / os.sysconf("SC_CLK_TCK")


async def later(seconds: float, work: object) -> float:
    await asyncio.sleep(seconds)
    return await work  # type: ignore[misc]


async def session(held: Room, address: str, pid: int, size: int) -> None:
    rng = np.random.default_rng(size)
    phones = [Phone(address, held.code, number) for number in range(size)]
    before = memory(pid), open_files(pid)

    start = time.perf_counter()
    waits = np.sort(rng.uniform(0, JOINING, size))
    joins = [later(w, p.join()) for w, p in zip(waits, phones, strict=True)]
    took = await asyncio.gather(*joins)
    joined = time.perf_counter() - start
    after = memory(pid), open_files(pid)

    place = held.move_to("answer", 1)
    await asyncio.gather(*(phone.until(place) for phone in phones))
    for attempt in range(2):
        waits = rng.uniform(0, SUBMITTING, size)
        values = rng.dirichlet(np.ones(N_LEVELS), size)
        submits = [
            later(w, p.submit(1, credence(*v), attempt))
            for w, p, v in zip(waits, phones, values.tolist(), strict=True)
        ]
        await asyncio.gather(*submits)
    held.move_to("lock", 1)
    place = held.move_to("reveal", 1)
    pooled = credence(*np.full(N_LEVELS, 1 / N_LEVELS))["shares"]
    document = {"round": 1, "people": size, "credence": pooled}
    held.store.publish(held.id, place, document)
    start = time.perf_counter()
    await asyncio.gather(*(p.until(place, published=True) for p in phones))
    seen = max(p.seen_at[f"{place} {place}"] for p in phones) - start
    for phone in phones:
        await phone.leave()

    submits = np.array([s for phone in phones for s in phone.submits])
    p50, p95 = np.quantile(submits, [0.5, 0.95])
    kilobytes = 1024 * (after[0] - before[0]) / size
    print(
        f"\n{size} phones: joined in {joined:.1f} s"
        f" (a phone p95 {np.quantile(took, 0.95):.2f} s with page and files);"
        f" submit p50 {1000 * p50:.0f} ms, p95 {1000 * p95:.0f} ms,"
        f" worst {1000 * submits.max():.0f} ms; reveal seen by all in {seen:.2f} s;"
        f" {before[0]:.0f} MB and {before[1]} open files before, then"
        f" {kilobytes:.0f} kB and {(after[1] - before[1]) / size:.1f} files a phone;"
        f" {processor_seconds(pid):.0f} s of a processor; load {os.getloadavg()[0]:.1f}"
    )
    assert [error for phone in phones for error in phone.errors] == []
    saved = held.store.history(held.id)
    counted = Counter(one.id for one in saved)
    assert len(saved) == len(counted) == 2 * size
    assert len({one.participant_id for one in saved}) == size
    assert joined < 60
    assert p95 < 1
    assert seen < 3


@pytest.mark.parametrize("size", SIZES)
def test_a_room_of_phones_joins_answers_and_sees_the_reveal(
    tmp_path: Path, size: int
) -> None:
    held = room_in(tmp_path, agenda=idea(), n_levels=N_LEVELS)
    database = f"sqlite:///{tmp_path / 'room.sqlite'}"
    with running("--database", database) as (address, pid):
        asyncio.run(session(held, address, pid, size))
