"""A store of their own for tests of the pages of workshops."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from app import shelf
from app.workshops import keys
from app.workshops.store import Store, open_store

MEMORY = Path("/dev/shm")


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make one database without rows, to copy for each test."""
    path = tmp_path_factory.mktemp("empty") / "empty.db"
    open_store(f"sqlite:///{path}").close()
    return path


@pytest.fixture
def store(empty: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """Open a store in memory, which the pages use; hashes cost little."""
    monkeypatch.setattr(keys, "HASHER", PasswordHasher(1, 8, 1))
    where = MEMORY if os.access(MEMORY, os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=where) as folder:
        path = shutil.copy(empty, f"{folder}/workshops.db")
        with open_store(f"sqlite:///{path}") as opened:
            monkeypatch.setattr(shelf, "store", lambda: opened)
            yield opened
