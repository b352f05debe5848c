"""Interface texts, kept in catalogs: a folder a language, a file a page."""

import json
from functools import cache
from importlib.resources import files

LANGUAGE = "en"


def say(key: str, **values: object) -> str:
    """Return a text with its values filled in.

    Raises
    ------
    KeyError
        If the catalog has no such text.

    Examples
    --------
    >>> say("explore.title")
    'Explore'
    """
    text = catalog(LANGUAGE)[key]
    return text.format(**values) if values else text


@cache
def catalog(language: str) -> dict[str, str]:
    """Return all texts of a language by key."""
    texts: dict[str, str] = {}
    for file in files(__package__).joinpath(language).iterdir():
        texts |= json.loads(file.read_text(encoding="utf-8"))
    return texts


def listed(parts: list[str]) -> str:
    """Return parts as they are spoken in a row.

    Examples
    --------
    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    if len(parts) < 2:
        return "".join(parts)
    return say("list.last", first=", ".join(parts[:-1]), last=parts[-1])
