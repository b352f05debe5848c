"""JSON from outside, read strictly: what is unclear is refused."""

import json
import math
from typing import Any

from levels.document import LONGEST_NUMBER, MAX_DEPTH
from levels.problem import show


def parse(raw: bytes) -> Any:
    """Return the plain data of one JSON text.

    Raises
    ------
    ValueError
        If it is not UTF-8 or not JSON, nests too deep, repeats a key, or holds a number
        that is not finite or has too many digits, a lone surrogate or a NUL.

    Examples
    --------
    >>> parse(b'{"a": [1, 2.5]}')
    {'a': [1, 2.5]}
    >>> parse(b'{"a": 1, "a": 2}')
    Traceback (most recent call last):
    ValueError: a key must not repeat, got 'a'
    """
    try:
        data = json.loads(
            raw.decode("utf-8"),
            object_pairs_hook=_object,
            parse_float=_float,
            parse_int=_int,
            parse_constant=_constant,
        )
    except UnicodeDecodeError as error:
        msg = f"the body must be UTF-8: byte {error.start} is not"
        raise ValueError(msg) from None
    except json.JSONDecodeError as error:
        msg = f"the body must be JSON: {error.msg} (character {error.pos})"
        raise ValueError(msg) from None
    except RecursionError:
        raise ValueError(_TOO_DEEP) from None
    _check(data, MAX_DEPTH)
    return data


_TOO_DEEP = f"the body must not nest deeper than {MAX_DEPTH}"


def _check(data: Any, room: int) -> None:
    """Refuse what is nested deeper than there is room, and texts that are none."""
    if isinstance(data, str) and not _is_text(data):
        msg = f"a text must hold no NUL and no lone surrogate, got {ascii(data)[:60]}"
        raise ValueError(msg)
    if not isinstance(data, dict | list):
        return
    if not room:
        raise ValueError(_TOO_DEEP)
    for part in data:
        _check(part, room - 1)
        if isinstance(data, dict):
            _check(data[part], room - 1)


def _is_text(text: str) -> bool:
    return "\0" not in text and not any("\ud800" <= c <= "\udfff" for c in text)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            msg = f"a key must not repeat, got {show(key)}"
            raise ValueError(msg)
        found[key] = value
    return found


def _int(text: str) -> int:
    return int(_short(text))


def _float(text: str) -> float:
    number = float(_short(text))
    return number if math.isfinite(number) else _constant(text)


def _short(text: str) -> str:
    if len(text) > LONGEST_NUMBER:
        rule = f"have at most {LONGEST_NUMBER} characters"
        msg = f"a number must {rule}, got {len(text)}"
        raise ValueError(msg)
    return text


def _constant(text: str) -> float:
    msg = f"a number must be finite, got {text}"
    raise ValueError(msg)
