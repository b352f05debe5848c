"""Blocks as Markdown that no text from outside can break out of.

It is CommonMark with tables, as GitHub and most others read it.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from app.briefs import inside
from app.briefs.blocks import (
    Block,
    Blocks,
    Entry,
    Heading,
    Items,
    Paragraph,
    Quotation,
    References,
    Table,
)
from app.briefs.line import clean

_SPECIAL = re.compile(r"([\\`*_\[\]<>|~$&@])")
_MARK = re.compile(r"^(\s*)([-+=#]+)(?=\s|$)")
_COUNT = re.compile(r"^(\s*\d+)([.)])(?=\s|$)")
_LINK = re.compile(r"(?<=[A-Za-z0-9]):(?=\S)|(?<=\bwww)\.", re.IGNORECASE)


def markdown(blocks: Blocks, plain: Mapping[str, Any], heading: str) -> str:
    """Return a document.

    Parameters
    ----------
    blocks : sequence of Block
    plain : mapping
        What the document carries inside; see `inside.data`.
    heading : str
        Of the block that carries it.
    """
    parts = [_written(block) for block in blocks if block.kind != "figure"]
    parts += [_heading(Heading(heading)), inside.fenced(plain)]
    return "\n\n".join(parts) + "\n"


def escaped(text: str) -> str:
    r"""Return text that Markdown shows as it stands, in one line.

    Examples
    --------
    >>> escaped("a|b <i> [x](y)")
    'a\\|b \\<i\\> \\[x\\](y)'
    >>> escaped("1. see www.a.org"), escaped("# no heading")
    ('1\\. see www\\.a.org', '\\# no heading')
    """
    text = _SPECIAL.sub(r"\\\1", clean(text))
    text = _LINK.sub(lambda found: f"\\{found.group()}", text)
    return _COUNT.sub(r"\1\\\2", _MARK.sub(r"\1\\\2", text))


def _written(block: Block) -> str:
    writers: dict[type, Callable[[Any], str]] = {
        Heading: _heading,
        Paragraph: _paragraph,
        Quotation: _quotation,
        Items: _items,
        Table: _table,
        References: _references,
    }
    return writers[type(block)](block)


def _heading(block: Heading) -> str:
    return f"{'#' * block.level} {escaped(block.text)}"


def _paragraph(block: Paragraph) -> str:
    text = escaped(block.text) + _cites(block.cites)
    return {"plain": text, "lead": f"**{text}**", "remark": f"*{text}*"}[block.role]


def _cites(numbers: Sequence[int]) -> str:
    return "".join(f" \\[{number}\\]" for number in numbers)


def _quotation(block: Quotation) -> str:
    return "\n>\n".join(f"> {escaped(text)}" for text in block.paragraphs)


def _items(block: Items) -> str:
    marks = [
        f"{n}." if block.ordered else "-" for n in range(1, len(block.entries) + 1)
    ]
    pairs = zip(marks, block.entries, strict=True)
    return "\n".join(f"{mark} {_entry(entry)}" for mark, entry in pairs)


def _entry(entry: Entry) -> str:
    text = escaped(entry.text) + _cites(entry.cites)
    return f"**{escaped(entry.name)}** {text}" if entry.name else text


def _table(block: Table) -> str:
    caption = f"**{escaped(block.caption)}**"
    stamp = f" ({escaped(block.stamp)})" if block.stamp else ""
    rule = ["---:" if numeric else "---" for numeric in block.numeric]
    rows = [map(escaped, block.header), rule, *(map(escaped, r) for r in block.rows)]
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([f"{caption}{stamp}", "", *lines])


def _references(block: References) -> str:
    return "\n".join(
        f"{entry.number}. {escaped(entry.text)}"
        + (f" <{entry.address}>" if entry.address else "")
        for entry in block.entries
    )
