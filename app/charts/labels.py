"""Names from packs and people as labels of a figure."""

import textwrap
from html import escape

LONGEST = 30


def label(name: str, longest: int = LONGEST) -> str:
    """Return a name as a short line that a figure shows as it stands.

    Examples
    --------
    >>> label("a<b")
    'a&lt;b'
    >>> label('a "b"')
    'a "b"'
    >>> label("A name that is far too long for a figure", longest=12)
    'A name that…'
    """
    line = " ".join(name.split())
    if len(line) > longest:
        line = line[: longest - 1].rstrip() + "…"
    return _escaped(line)


def lines(name: str, longest: int = LONGEST, most: int = 2) -> str:
    """Return a name as a label of a few short lines.

    Examples
    --------
    >>> lines("A name that <is> far too long for a line", longest=12)
    'A name that<br>&lt;is&gt; far…'
    """
    cut = textwrap.wrap(
        name, longest, max_lines=most, placeholder="…", break_on_hyphens=False
    )
    return "<br>".join(_escaped(line) for line in cut)


def _escaped(line: str) -> str:
    """Return a line without markup; a figure would show an escaped quote as it is."""
    return escape(line, quote=False)
