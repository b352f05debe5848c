"""Names from packs and people as labels of a figure."""

from html import escape

LONGEST = 30


def label(name: str, longest: int = LONGEST) -> str:
    """Return a name as a short line that a figure shows as it stands.

    Examples
    --------
    >>> label("a<b")
    'a&lt;b'
    >>> label("A name that is far too long for a figure", longest=12)
    'A name that…'
    """
    line = " ".join(name.split())
    if len(line) > longest:
        line = line[: longest - 1].rstrip() + "…"
    return escape(line)
