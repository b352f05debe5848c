"""Texts and JSON values from outside, checked once before they are stored."""

import json
import re
import unicodedata
from typing import Any
from uuid import UUID

from app.workshops.errors import Unknown

Json = dict[str, Any]
MADE = re.compile("[0-9a-f]{32}")
NUL = re.compile(r"(?<!\\)(?:\\\\)*\\u0000")
UNSEEN = {"Cc", "Cs", "Zl", "Zp"}
"""Unicode categories of control characters, lone surrogates, line separators."""
BLANK = {"Cf", "Zs"}
"""Those of spaces, and of marks without a width: fine beside others, alone no text."""
TURNING = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Marks that turn the direction of the text after them."""


def line(name: str, text: object, longest: int) -> str:
    """Return a text of one line, without blanks around it.

    Raises
    ------
    ValueError
        If it is no text, empty, too long, or has characters that are not seen.

    Examples
    --------
    >>> line("pseudonym", " Heron ", 40)
    'Heron'
    """
    if not isinstance(text, str) or not text.strip():
        msg = f"{name} must be a text that is not empty, got {short(text)}"
        raise ValueError(msg)
    if len(text) > longest:
        msg = f"{name} must have at most {longest} characters, got {len(text)}"
        raise ValueError(msg)
    kinds = {unicodedata.category(letter) for letter in text}
    if kinds & UNSEEN or kinds <= BLANK or TURNING.search(text):
        msg = f"{name} must be one line of characters that show, got {short(text)}"
        raise ValueError(msg)
    return text.strip()


def packed(name: str, value: object, largest: int) -> str:
    """Return a JSON value as compact text.

    Parameters
    ----------
    name : str
        Of the value, for the error.
    value : object
    largest : int
        So many bytes it may have.

    Raises
    ------
    ValueError
        If it is no JSON, too large, or has text that a database cannot hold.

    Examples
    --------
    >>> packed("value", [0.5, 0.5], 100)
    '[0.5,0.5]'
    """
    try:
        text = json.dumps(
            value, allow_nan=False, ensure_ascii=False, separators=(",", ":")
        )
        size = len(text.encode())
    except (TypeError, ValueError, RecursionError) as error:
        reason = " ".join(str(error).split())[:120]
        msg = f"{name} must be JSON with finite numbers and whole characters: {reason}"
        raise ValueError(msg) from None
    if size > largest:
        msg = f"{name} must have at most {largest} bytes, got {size}"
        raise ValueError(msg)
    if NUL.search(text):
        msg = f"{name} must be without the character NUL, got {short(text)}"
        raise ValueError(msg)
    return text


def whole(name: str, value: object, low: int, high: int) -> int:
    """Return a whole number within limits.

    Raises
    ------
    ValueError
        If it is none.
    """
    if isinstance(value, bool) or not isinstance(value, int):
        msg = f"{name} must be a whole number, got {short(value)}"
        raise ValueError(msg)  # noqa: TRY004  wrong data, not a wrong call
    if not low <= value <= high:
        msg = f"{name} must be from {low} to {high}, got {short(value)}"
        raise ValueError(msg)
    return value


def identifier(name: str, text: object) -> str:
    """Return an id that this program may have made.

    Raises
    ------
    Unknown
        If it cannot be one.
    """
    if not isinstance(text, str) or not MADE.fullmatch(text):
        msg = f"{name} must be one that is known, got {short(text)}"
        raise Unknown(msg)
    return text


def unique_id(name: str, text: object) -> str:
    """Return a UUID that a client made, in its one form.

    Raises
    ------
    ValueError
        If it is none.

    Examples
    --------
    >>> unique_id("answer_id", "6F9619FF-8B86-4D01-B42D-00CF4FC964FF")
    '6f9619ff-8b86-4d01-b42d-00cf4fc964ff'
    """
    given = text if isinstance(text, str) and len(text) <= 64 else ""
    try:
        return str(UUID(given))
    except ValueError:
        msg = f"{name} must be a UUID, got {short(text)}"
        raise ValueError(msg) from None


def short(value: object) -> str:
    """Return a value as an error shows it: in ASCII, on one line, cut short."""
    if isinstance(value, int) and abs(value) > 10**30:
        return "a huge number"
    shown = ascii(value[:80] if isinstance(value, str) else value)
    return shown if len(shown) <= 80 else f"{shown[:77]}..."
