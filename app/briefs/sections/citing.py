"""Sources as a document cites them: numbered in the order in which they come."""

import re
from collections.abc import Iterable

from app.briefs.blocks import Reference
from app.texts import say
from levels.source import Source

_SAFE = re.compile(r"https?://[^\s<>\"'`\\]+", re.IGNORECASE)


class Citations:
    """Gives each source that is cited its number.

    Examples
    --------
    >>> book = Source(
    ...     id="book", title="On", author="A. Body", seen="whole", confirmed=True
    ... )
    >>> cited = Citations([book])
    >>> cited.numbers(["book", "book"])
    (1,)
    >>> cited.references[0].text
    'A. Body. On'
    """

    def __init__(self, sources: Iterable[Source]) -> None:
        self._sources = {source.id: source for source in sources}
        self._cited: list[str] = []

    def numbers(self, ids: Iterable[str | None]) -> tuple[int, ...]:
        """Return the numbers of sources, which are cited by this."""
        found = [name for name in dict.fromkeys(ids) if name in self._sources]
        self._cited += [name for name in found if name not in self._cited]
        return tuple(self._cited.index(name) + 1 for name in found)

    @property
    def references(self) -> tuple[Reference, ...]:
        """The sources cited so far."""
        return tuple(
            _reference(number, self._sources[name])
            for number, name in enumerate(self._cited, start=1)
        )


def _reference(number: int, source: Source) -> Reference:
    key = "details.cite" if source.year else "details.cite.undated"
    text = say(key, author=source.author, year=source.year, title=source.title)
    return Reference(number, text, safe(source.url or ""))


def safe(address: str) -> str:
    """Return an address if it leads to a web page, else nothing.

    Examples
    --------
    >>> safe("https://example.org/a"), safe("javascript:alert(1)")
    ('https://example.org/a', '')
    """
    return address if _SAFE.fullmatch(address) else ""
