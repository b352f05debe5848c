"""What tests of the room share."""

from collections.abc import Iterator

import pytest
from argon2 import PasswordHasher
from starlette.testclient import TestClient

from app.workshops import keys
from app.workshops.store import Store, open_store
from tests.app.room.rooms import Room, room


@pytest.fixture(autouse=True, scope="session")
def _quick_hashes() -> Iterator[None]:
    """Hash passphrases with little memory: how well is not tested here."""
    patch = pytest.MonkeyPatch()
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    patch.setattr(keys, "HASHER", quick)
    yield
    patch.undo()


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory, _quick_hashes: None) -> Store:
    """Return a store for all tests: each has a workshop of its own in it."""
    return open_store(f"sqlite:///{tmp_path_factory.mktemp('room') / 'room.sqlite'}")


@pytest.fixture
def held(store: Store) -> Room:
    """Return a new workshop."""
    return room(store)


@pytest.fixture
def client(held: Room) -> Iterator[TestClient]:
    """Return a client of its routes, all on one event loop."""
    with held.client() as client:
        yield client
