"""What is acknowledged is kept, once, whatever dies or fills up meanwhile."""

import asyncio

import pytest

from app.workshops.store import open_store
from tests import postgres
from tests.app.room.rooms import room
from tests.app.room.servers import Servers, free_port
from tests.app.room.stubborn import check_kept, killed, phones


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
        talkers = phones(held, port, 12)
        asyncio.run(killed(talkers, lambda: servers.serving(url, port), kills=2))

        assert check_kept(store, held.id, talkers) >= 36
