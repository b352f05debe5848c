"""Where the workshops of this server are kept: one store for every page and route."""

import os
import threading
from functools import cache

from app.workshop_options import DEFAULT
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
        return _opened(os.environ.get(DATABASE, DEFAULT))


@cache
def _opened(url: str) -> Store:
    return open_store(url)
