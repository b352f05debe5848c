"""One object of a document from outside, and what is read from it."""

import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any

from app.workshops.plain import packed, short, whole

TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z")


class Entry:
    """An object of a document from outside, and where it stands there.

    Parameters
    ----------
    where : str
        What errors call it.
    data : object

    Raises
    ------
    ValueError
        If it is no object; from each method, if what is asked for is missing or wrong.

    Examples
    --------
    >>> Entry("workshop", {"step": 9}).number("step", 0, 8)
    Traceback (most recent call last):
    ValueError: workshop.step must be from 0 to 8, got 9
    """

    def __init__(self, where: str, data: object) -> None:
        if not isinstance(data, dict):
            msg = f"{where} must be an object, got {short(data)}"
            raise ValueError(msg)  # noqa: TRY004  wrong data, not a wrong call
        self.where, self._data = where, data

    def get(self, name: str) -> Any:
        """Return what stands under a name."""
        if name not in self._data:
            msg = f"{self.where} must have {name}, got none"
            raise ValueError(msg)
        return self._data[name]

    def part(self, name: str) -> "Entry":
        """Return an object within it."""
        return Entry(f"{self.where}.{name}", self.get(name))

    def items(self, name: str) -> list[Any]:
        """Return a list within it."""
        found = self.get(name)
        if not isinstance(found, list):
            msg = f"{self.where}.{name} must be a list, got {short(found)}"
            raise ValueError(msg)  # noqa: TRY004  wrong data, not a wrong call
        return found

    def entries(self, name: str) -> list["Entry"]:
        """Return the objects of a list; errors name them without where it stands."""
        return [Entry(f"{name}[{n}]", data) for n, data in enumerate(self.items(name))]

    def packed(self, name: str, largest: int) -> str:
        """Return an object of the program's own making as text."""
        self.part(name)
        return packed(f"{self.where}.{name}", self.get(name), largest)

    def time(self, name: str) -> str:
        """Return a time as the log writes it."""
        found = self.get(name)
        if not isinstance(found, str) or not _is_time(found):
            msg = f"{self.where}.{name} must be a time in UTC, got {short(found)}"
            raise ValueError(msg)
        return found

    def number(self, name: str, low: int, high: int) -> int:
        """Return a whole number within limits."""
        return whole(f"{self.where}.{name}", self.get(name), low, high)

    def one_of(self, name: str, known: tuple[str, ...]) -> str:
        """Return one of some words."""
        found = self.get(name)
        if not isinstance(found, str) or found not in known:
            rule = f"{self.where}.{name} must be one of {', '.join(known)}"
            msg = f"{rule}, got {short(found)}"
            raise ValueError(msg)
        return found

    def person(self, names: Mapping[str, str]) -> str:
        """Return the id that the participant whom it names has here."""
        found = self.get("participant_id")
        if not isinstance(found, str) or found not in names:
            rule = f"{self.where}.participant_id must be that of a participant"
            msg = f"{rule}, got {short(found)}"
            raise ValueError(msg)
        return names[found]


def _is_time(text: str) -> bool:
    with suppress(ValueError):
        return bool(TIME.fullmatch(text) and datetime.fromisoformat(text))
    return False
