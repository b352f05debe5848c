"""Sources as citations in Markdown."""

import re

from app.markup import escaped
from app.texts import say
from levels.source import Source

_ADDRESS = re.compile(r"https?://[^\s<>\\]+")


def cited(source: Source) -> str:
    r"""Return a source as a citation, with its address if that is one to follow.

    Examples
    --------
    >>> cited(
    ...     Source(
    ...         id="a",
    ...         title="On *x*",
    ...         author="A",
    ...         year=2024,
    ...         url="https://example.org/x",
    ...         seen="whole",
    ...         confirmed=True,
    ...     )
    ... )
    'A \\(2024\\). On \\*x\\* <https://example.org/x>'
    """
    key = "details.cite" if source.year else "details.cite.undated"
    text = escaped(say(key, author=source.author, year=source.year, title=source.title))
    safe = source.url is not None and _ADDRESS.fullmatch(source.url)
    return f"{text} <{source.url}>" if safe else text
