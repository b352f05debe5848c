"""The whole server killed again and again amid the answers of a room of phones."""

import asyncio
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from app.workshops.store import open_store
from tests import postgres
from tests.app.room.rooms import room
from tests.app.room.servers import Servers, free_port
from tests.app.room.stubborn import check_kept, check_told, killed, phones, restarted
from tests.serving import running

SIZE, N_LEVELS = 60, 10
KILLS = {"sqlite": 20, "postgresql": 5}


@pytest.fixture(params=KILLS)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Return the URL of an empty database, of each kind in turn."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'room.sqlite'}"
        return
    with postgres.database(request.getfixturevalue("server")) as found:
        yield found


def test_no_acknowledged_answer_is_lost_or_doubled(url: str) -> None:
    kills = KILLS[url.partition(":")[0].partition("+")[0]]
    port = free_port()

    @contextmanager
    def serving() -> Iterator[int]:
        with running("--database", url, "--port", str(port)) as (_, process):
            yield process

    with open_store(url) as store:
        held = room(store, n_levels=N_LEVELS)
        held.move_to("answer", 1)
        store.close()  # a killed server is the last that had the file open
        talkers, start = phones(held, port, SIZE, N_LEVELS), time.perf_counter()
        for phone in talkers:
            phone.pause = 0.0
        asyncio.run(killed(talkers, serving, kills))
        took = time.perf_counter() - start
        number = check_kept(store, held.id, talkers)

    unsure = sum(phone.again for phone in talkers)
    print(
        f"\n{kills} kills in {took:.0f} s, {SIZE} phones: {number} answers told to be"
        f" kept, all there once; {unsure} were saved and not told before a kill, and"
        f" were sent again; load {os.getloadavg()[0]:.1f}"
    )


def test_a_postgresql_that_crashes_amid_answers_loses_none(servers: Servers) -> None:
    with postgres.started() as postgresql:
        url = postgresql.get_uri(driver="psycopg")
        with open_store(url) as store:
            held, port = room(store), free_port()
            held.move_to("answer", 1)
            talkers = phones(held, port, SIZE)
            crash = partial(postgres.crash, postgresql)
            with servers.serving(url, port):
                asyncio.run(restarted(postgresql, crash, held, talkers))

            number = check_kept(store, held.id, talkers)
    check_told(talkers)
    refused = sum(phone.refused[503] for phone in talkers)
    print(f"\nPostgreSQL crashed: {number} answers kept, {refused} told to wait")
