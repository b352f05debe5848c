"""How loops are compiled."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

import numba

FOLDER = Path(__file__).parents[1]
"""Of all that compiled loops are made of: they take over what they import."""

TILE = 192
"""Worlds that are run together: few enough for the cache, and enough for long loops."""

OPTIONS: dict[str, Any] = {
    "nogil": True,
    "error_model": "numpy",
    # A product and a sum are rounded once in place of twice.
    "fastmath": {"contract"},
}


def forget(folder: Path) -> None:
    """Remove what was compiled before the newest change of a source in a folder.

    By itself, numba notes changes of a function's own file alone.
    """
    newest = max(path.stat().st_mtime for path in folder.rglob("*.py"))
    with suppress(OSError):  # what cannot be written to is not changed in place
        for index in folder.rglob("*.nbi"):
            if index.stat().st_mtime < newest:
                index.unlink()


forget(FOLDER)

Function = TypeVar("Function", bound=Callable[..., object])


def compiled(function: Function) -> Function:
    """Return the function compiled when it is first called; kept on disk if it can be.

    Loops in it should be short, and their last index a plain counter from zero: then
    they become vector instructions.
    """
    try:
        quick: Function = numba.njit(cache=True, **OPTIONS)(function)
    except RuntimeError:  # there is no folder that it could be kept in
        quick = numba.njit(**OPTIONS)(function)
    return quick
