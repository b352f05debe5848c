"""Values of plain data as a person writes them, each refused in one clear line."""

import math
from collections.abc import Mapping
from typing import Any

from levels.problem import show


def given(data: Mapping[str, object], key: str, default: object) -> Any:
    """Return what a key holds, its default if it is absent or null."""
    value = data.get(key)
    return default if value is None else value


def finite(name: str, value: object) -> float:
    """Return a finite number."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        msg = f"{name} must be a number, got {show(value)}"
        raise ValueError(msg)  # noqa: TRY004  bad input is a ValueError here
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        msg = f"{name} must be finite, got {show(value)}"
        raise ValueError(msg)
    return number


def number(data: Mapping[str, object], key: str, default: float | None) -> Any:
    """Return the finite number that a key holds, or its default."""
    value = data.get(key)
    return default if value is None else finite(key, value)


def whole(data: Mapping[str, object], key: str, default: int) -> int:
    """Return the whole number that a key holds, its default only if it is absent."""
    value = data.get(key, default)
    if isinstance(value, bool) or not isinstance(value, int):
        msg = f"{key} must be a whole number, got {show(value)}"
        raise ValueError(msg)  # noqa: TRY004  bad input is a ValueError here
    return value


def text(name: str, value: object, longest: int) -> str:
    """Return text without halves of characters."""
    if not isinstance(value, str) or len(value) > longest:
        got = len(value) if isinstance(value, str) else show(value)
        msg = f"{name} must be text of at most {longest} characters, got {got}"
        raise ValueError(msg)
    if any("\ud800" <= c <= "\udfff" for c in value):
        msg = f"{name} must be whole characters, got a half of one"
        raise ValueError(msg)
    return value


def mapping(name: str, value: object) -> Mapping[str, object]:
    """Return what is given by id."""
    if not isinstance(value, Mapping):
        msg = f"{name} must be by id, got {show(value)}"
        raise ValueError(msg)  # noqa: TRY004  bad input is a ValueError here
    return value
