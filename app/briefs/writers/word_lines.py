"""What a reader of a Word file sees: paragraphs, rows, pictures, headers, footers.

Hidden text, deleted text and second copies of a thing do not count.
"""

import hashlib
import io
import re
from collections.abc import Iterator
from typing import Any

from app.briefs.lines import Line, sectioned
from app.briefs.writers.office import Parts

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_COPY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_BODY = "word/document.xml"
_AROUND = re.compile(r"word/(header|footer|footnotes|endnotes|comments)\d*\.xml")
_HEADING = re.compile(r"title|heading \d", re.IGNORECASE)
_OWN = re.compile(r"quote|quotations", re.IGNORECASE)
_PAGES = ("PAGE", "NUMPAGES")
_GONE = (
    f"{_W}del", f"{_W}moveFrom", _COPY, f"{_W}instrText", f"{_W}rPr", f"{_W}pPr",
)  # fmt: skip
_GAPS = (f"{_W}tab", f"{_W}br", f"{_W}cr", f"{_W}p")
_OFF = ("0", "false", "off")


def of_word(raw: bytes) -> list[Line]:
    """Return the lines of a Word file.

    Raises
    ------
    ValueError
        If it cannot be read.
    """
    return list(_File(Parts(raw)).lines())


class _File:
    """A Word file while it is read."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._names: dict[str, str] = {}
        self._hidden: set[str] = set()
        styles = parts.xml("word/styles.xml")
        for style in [] if styles is None else styles.iter(f"{_W}style"):
            self._note(style)
        self._paragraphs = self._tables = 0

    def _note(self, style: Any) -> None:
        name, id_ = style.find(f"{_W}name"), style.get(f"{_W}styleId", "")
        self._names[id_] = "" if name is None else name.get(f"{_W}val", "")
        if _is_hidden(style):
            self._hidden.add(id_)

    def lines(self) -> Iterator[Line]:
        root = self._parts.xml(_BODY)
        body = None if root is None else root.find(f"{_W}body")
        if body is None:
            msg = "a brief must be a whole Word file"
            raise ValueError(msg)
        yield from sectioned(list(self._told(body, _BODY, "")))
        for name in sorted(self._parts.names):
            if _AROUND.fullmatch(name):
                told = self._told(self._parts.xml(name), name, f"{_around(name)}, ")
                yield from (line for line, _ in told if line.text)
        for address in sorted(self._parts.outside(_BODY)):
            yield Line("links", address)

    def _told(self, parent: Any, part: str, before: str) -> Iterator[tuple[Line, bool]]:
        """Yield the lines of whatever stands in an element, and which are headings."""
        for child in parent:
            if child.tag == f"{_W}p":
                self._paragraphs += 1
                yield from self._paragraph(child, part, before)
            elif child.tag == f"{_W}tbl":
                self._tables += 1
                yield from self._table(child, part, before)
            elif child.tag not in _GONE and len(child):
                yield from self._told(child, part, before)

    def _paragraph(
        self, element: Any, part: str, before: str
    ) -> Iterator[tuple[Line, bool]]:
        style = self._style(element)
        place = f"{before}paragraph {self._paragraphs}"
        text = self._text(element)
        if text:
            free = bool(_OWN.fullmatch(style)) and not _draws(element)
            yield Line(place, text, free=free), bool(_HEADING.fullmatch(style))
        yield from ((line, False) for line in self._pictures(element, part, place))

    def _table(self, table: Any, part: str, before: str) -> Iterator[tuple[Line, bool]]:
        number = self._tables
        for n, row in enumerate(table.iter(f"{_W}tr"), start=1):
            cells = [self._text(cell) for cell in row.iter(f"{_W}tc")]
            place = f"{before}table {number}, row {n}"
            yield Line(place, " | ".join(cells)), False
            yield from ((line, False) for line in self._pictures(row, part, place))

    def _style(self, paragraph: Any) -> str:
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        return "" if style is None else self._names.get(style.get(f"{_W}val"), "")

    def _text(self, element: Any) -> str:
        """Return the visible text of an element, and names for the numbers of pages."""
        parts: list[str] = []
        fields: list[str] = []
        for thing in self._walked(element):
            if thing.tag == f"{_W}fldChar":
                _count(thing, fields, parts)
            elif thing.tag == f"{_W}instrText" and fields:
                fields[-1] += thing.text or ""
            elif not (fields and fields[-1].strip() in _PAGES):
                parts.append(_said(thing))
        return " ".join("".join(parts).split())

    def _walked(self, element: Any) -> Iterator[Any]:
        """Yield what stands in an element, but for what nobody sees."""
        if self._hides(element):
            return
        for child in element:
            if child.tag == f"{_W}instrText" or child.tag not in _GONE:
                yield from () if self._hides(child) else (child,)
                yield from self._walked(child)

    def _hides(self, element: Any) -> bool:
        """Return whether a run or a paragraph is hidden, by itself or by its style."""
        kind = {f"{_W}r": "r", f"{_W}p": "p"}.get(element.tag)
        if kind is None:
            return False
        style = element.find(f"{_W}{kind}Pr/{_W}{kind}Style")
        by_style = style is not None and style.get(f"{_W}val") in self._hidden
        return by_style or (kind == "r" and _is_hidden(element))

    def _pictures(self, element: Any, part: str, place: str) -> Iterator[Line]:
        files = self._parts.related(part)
        for described in element.iter(_DRAWN):
            words = described.get("descr", "")
            name = f"{place}, picture {described.get('name', '')[:40]!r}"
            yield Line(f"{name}, alternative text", words)
            for shown in described.getparent().iter(f"{_A}blip"):
                data = self._parts.data(files.get(shown.get(f"{_R}embed", ""), ""))
                yield Line(f"{name}, what it shows", seen(data))


def _around(name: str) -> str:
    """Return what a part around the text is called, as `footer`."""
    return name.removeprefix("word/").removesuffix(".xml").rstrip("0123456789")


def _said(thing: Any) -> str:
    if thing.tag in (f"{_W}t", f"{_A}t"):
        return thing.text or ""
    if thing.tag == f"{_W}sym":
        return f"[{thing.get(f'{_W}char')}]"
    return " " if thing.tag in _GAPS else ""


def _count(mark: Any, fields: list[str], parts: list[str]) -> None:
    """Follow a field: where its result begins, and where it ends."""
    kind = mark.get(f"{_W}fldCharType")
    if kind == "begin":
        fields.append("")
    elif kind == "separate" and fields and fields[-1].strip() in _PAGES:
        parts.append(fields[-1].strip())
    elif kind == "end" and fields:
        fields.pop()


def _is_hidden(element: Any) -> bool:
    found = element.find(f"{_W}rPr/{_W}vanish")
    return found is not None and found.get(f"{_W}val", "1") not in _OFF


def _draws(element: Any) -> bool:
    return next(element.iter(_DRAWN), None) is not None


def seen(data: bytes) -> str:
    """Return what stands for the points of a picture, whatever file they are in."""
    from matplotlib.image import imread  # noqa: PLC0415  only where one is read

    try:
        points = imread(io.BytesIO(data), format="png")
    except Exception:  # whatever a broken picture leads to
        return f"a picture that cannot be read ({len(data)} bytes)"
    tall, wide = points.shape[:2]
    made = hashlib.sha256((255 * points + 0.5).astype("uint8").tobytes())
    return f"{wide} by {tall} points, {made.hexdigest()[:16]}"
