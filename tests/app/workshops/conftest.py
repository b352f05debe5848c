"""A store on SQLite and one on PostgreSQL, which every test of the store gets both."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from sqlalchemy import Connection

from app.workshops import keys
from app.workshops.store import Store, open_store
from app.workshops.tables import metadata
from app.workshops.workshop import Created
from tests.app.workshops.writing import Writer
from tests.postgres import database

PASSPHRASE = "four words make one"


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hash at little cost; the real parameters have a test of their own."""
    monkeypatch.setattr(keys, "HASHER", PasswordHasher(1, 8, 1))


@pytest.fixture(scope="session")
def writers() -> Iterator[list[Writer]]:
    """Run two programs that answer."""
    running = [Writer(), Writer()]
    yield running
    for writer in running:
        writer.close()


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """Return a folder in memory where there is one: no test waits for a disk."""
    memory = Path("/dev/shm")
    if not os.access(memory, os.W_OK):
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(dir=memory) as name:
        yield Path(name)


@pytest.fixture(scope="session")
def schema(server: str) -> Iterator[Store]:
    """Make one PostgreSQL database for many tests, each of which empties it."""
    with database(server) as url, open_store(url) as store:
        yield store


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make one SQLite database without rows, to copy for each test."""
    path = tmp_path_factory.mktemp("template") / "template.db"
    open_store(f"sqlite:///{path}").close()
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, folder: Path, template: Path) -> Iterator[str]:
    """Return the URL of a database without rows, of each kind in turn."""
    if request.param == "sqlite":
        shutil.copy(template, folder / "workshops.db")
        yield f"sqlite:///{folder}/workshops.db"
        return
    used: Store = request.getfixturevalue("schema")
    yield used.database.url.render_as_string(hide_password=False)
    used.database.write(emptied)


def emptied(connection: Connection) -> None:
    """Delete all rows."""
    names = ", ".join(metadata.tables)
    connection.exec_driver_sql(f"TRUNCATE {names} CASCADE")


@pytest.fixture(params=["sqlite", "postgresql"])
def bare(request: pytest.FixtureRequest, folder: Path) -> Iterator[str]:
    """Return the URL of a database without tables, of each kind in turn."""
    if request.param == "sqlite":
        yield f"sqlite:///{folder}/bare.db"
        return
    with database(request.getfixturevalue("server")) as made:
        yield made


@pytest.fixture
def store(request: pytest.FixtureRequest, url: str) -> Iterator[Store]:
    """Open a store on a database without rows; on PostgreSQL it is open already."""
    if not url.startswith("sqlite"):
        yield request.getfixturevalue("schema")
        return
    with open_store(url) as opened:
        yield opened


@pytest.fixture
def lite(folder: Path, template: Path) -> Iterator[Store]:
    """Open a store on an empty SQLite database."""
    shutil.copy(template, folder / "lite.db")
    with open_store(f"sqlite:///{folder}/lite.db") as opened:
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
