"""How loops are compiled."""

from collections.abc import Callable
from typing import Any, TypeVar

import numba

TILE = 192
"""Worlds that are run together: few enough for the cache, and enough for long loops."""

OPTIONS: dict[str, Any] = {
    "nogil": True,
    "error_model": "numpy",
    # A product and a sum are rounded once in place of twice.
    "fastmath": {"contract"},
}

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
