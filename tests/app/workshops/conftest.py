"""A store on SQLite and one on PostgreSQL, which every test of the store gets both."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from app.workshops import keys
from app.workshops.store import Store, open_store
from app.workshops.workshop import Created
from tests.postgres import database, serving

PASSPHRASE = "four words make one"


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hash at little cost; the real parameters have a test of their own."""
    monkeypatch.setattr(keys, "HASHER", PasswordHasher(1, 8, 1))


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """Serve PostgreSQL for the whole run."""
    with serving() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Return the URL of an empty database, of each kind in turn."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/workshops.db"
        return
    with database(request.getfixturevalue("server")) as made:
        yield made


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """Open a store on an empty database."""
    with open_store(url) as opened:
        yield opened


@pytest.fixture
def lite(tmp_path: Path) -> Iterator[Store]:
    """Open a store on an empty SQLite database."""
    with open_store(f"sqlite:///{tmp_path}/lite.db") as opened:
        yield opened


@pytest.fixture
def created(store: Store) -> Created:
    """Return a workshop that has just been created."""
    return store.create("Ministry", PASSPHRASE, {"title": "Today"})


@pytest.fixture
def asking(store: Store, created: Created) -> Created:
    """Return a workshop that takes the answers of round 1."""
    store.move(created.facilitator, 1, 0)
    return created


@pytest.fixture
def newcomer(store: Store, asking: Created) -> Callable[[str], str]:
    """Return a function that lets someone join and returns the token."""
    from tests.app.workshops.room import join

    return lambda name: join(store, asking, name).token
