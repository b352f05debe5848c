"""The widths of a table's columns, from the texts in them."""

import unicodedata
from collections.abc import Sequence

from app.briefs.blocks import Table
from app.briefs.line import clean

MARGIN = 4.0
"""Of a column, in letters."""

LONGEST_WORD, LONGEST_TEXT = 22, 60
"""Letters beyond which a column gets no wider."""


def wide(text: str) -> int:
    """Return the width of a text in letters; those of Chinese are twice as wide.

    Examples
    --------
    >>> wide("ab"), wide("中文")
    (2, 4)
    """
    if text.isascii():
        return len(text)
    return sum(1 + (unicodedata.east_asian_width(c) in "WF") for c in text)


def widths(table: Table, room: float) -> list[float]:
    """Return the width of each column, which sum to the room of all.

    Each gets room for its longest word, then what is left goes where texts are long. A
    number and its error stay together if there is room.

    Parameters
    ----------
    table : Table
    room : float
        In letters.

    Examples
    --------
    >>> rows = (("a long name of it", "7"), ("short", "8"))
    >>> found = widths(Table("", ("What", "N"), rows, (False, True)), 40.0)
    >>> [round(width) for width in found]
    [35, 5]
    >>> rows = (("such a long name of it", "0.01 ± 0.02"),)
    >>> [round(w) for w in widths(Table("", ("What", "N"), rows, (False, True)), 30.0)]
    [15, 15]
    """
    columns = list(zip(table.header, *table.rows, strict=True))
    least = [_least(*pair) for pair in zip(columns, table.numeric, strict=True)]
    wanted = [_widest(c, LONGEST_TEXT, words=False) for c in columns]
    spare = room - sum(least)
    if spare <= 0:
        return [width * room / sum(least) for width in least]
    more = [max(w - low, 0.0) for w, low in zip(wanted, least, strict=True)]
    share = min(1.0, spare / sum(more)) if sum(more) else 0.0
    given = [low + share * extra for low, extra in zip(least, more, strict=True)]
    return _filled(given, [not n for n in table.numeric], room)


def _least(column: Sequence[str], numeric: bool) -> float:
    """Return the room that a column needs: its words, and its numbers whole."""
    head = _widest(column[:1], LONGEST_WORD, words=True)
    return max(head, _widest(column[1:], LONGEST_WORD, words=not numeric))


def _widest(column: Sequence[str], most: int, *, words: bool) -> float:
    texts = [clean(text) for text in column]
    parts = [part for text in texts for part in text.split()] if words else texts
    return min(max(map(wide, parts), default=1), most) + MARGIN


def _filled(given: list[float], texts: list[bool], room: float) -> list[float]:
    """Return widths that fill the room: what is left goes to columns of text."""
    open_ = texts if any(texts) else [True] * len(given)
    taken = sum(w for w, is_open in zip(given, open_, strict=True) if is_open)
    factor = 1 + (room - sum(given)) / taken
    return [
        w * factor if is_open else w for w, is_open in zip(given, open_, strict=True)
    ]
