"""Where the workshops of this server are kept: one store for every page and route."""

import os
import threading
from functools import cache
from pathlib import Path

from app.workshops.store import Store, open_store

DATABASE = "TENLEVELS_DATABASE"
"""The environment variable that names the database of the workshops."""

_ONE = threading.Lock()


def store() -> Store:
    """Return the store, opened when it is first asked for.

    Raises
    ------
    ValueError, Unavailable
        If the database cannot be used.
    """
    with _ONE:
        return _opened(os.environ.get(DATABASE) or own_file())


def own_file() -> str:
    """Return the URL of the file that is used when no database is named."""
    data = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    folder = Path(data) / "tenlevels"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return f"sqlite:///{folder / 'workshops.sqlite'}"


@cache
def _opened(url: str) -> Store:
    return open_store(url)
