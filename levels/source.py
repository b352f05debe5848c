"""A published source that numbers and statements rest on."""

from levels.quantity import Entry, Id, Text


class Source(Entry):
    """A publication, and how much of it was seen when the pack was made."""

    id: Id
    title: Text
    author: Text
    year: int | None = None
    url: Text | None = None
    seen: Text
    confirmed: bool


class SourceFile(Entry):
    """The catalog of sources."""

    sources: tuple[Source, ...]
