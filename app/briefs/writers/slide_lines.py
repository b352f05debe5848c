"""What a reader of slides sees: texts, rows, and charts with their numbers.

The numbers of a chart are read twice: those that it shows, and those of the workbook
that an office shows when someone edits it. Hidden slides and shapes do not count.
"""

import re
from collections.abc import Iterator
from typing import Any

from app.briefs.lines import Line, sectioned
from app.briefs.writers.office import Parts
from app.briefs.writers.word_lines import seen
from app.briefs.writers.workbook import cells, number

_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_COPY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MAIN = "ppt/presentation.xml"
_BEHIND = re.compile(r"ppt/slide(Layout|Master)s/[^/]+\.xml")
_SHAPES = tuple(f"{_P}{kind}" for kind in ("sp", "graphicFrame", "pic", "cxnSp"))
_TITLES = ("title", "ctrTitle")
_LOOK = ("min", "max", "orientation", "delete", "numFmt", "grouping", "barDir")
_OFF = ("0", "false")

Told = tuple[Line, bool]


def of_slides(raw: bytes) -> list[Line]:
    """Return the lines of a presentation.

    Raises
    ------
    ValueError
        If it cannot be read.
    """
    file = _File(Parts(raw))
    return [*sectioned(list(file.told())), *file.behind()]


class _File:
    """A presentation while it is read."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._size = (0, 0)

    def told(self) -> Iterator[Told]:
        """Yield the lines of all slides that are shown, and which are titles."""
        main = self._parts.xml(_MAIN)
        if main is None:
            msg = "a brief must be a whole presentation"
            raise ValueError(msg)
        self._size = _size(main)
        files = self._parts.related(_MAIN)
        for n, slide in enumerate(main.iter(f"{_P}sldId"), start=1):
            name = files.get(slide.get(f"{_R}id", ""), "")
            root = self._parts.xml(name)
            if root is not None and root.get("show", "1") not in _OFF:
                yield from self._slide(root, name, f"slide {n}")

    def _slide(self, root: Any, name: str, place: str) -> Iterator[Told]:
        for shape in root.iter(
            f"{_P}sp", f"{_P}graphicFrame", f"{_P}pic", f"{_P}cxnSp"
        ):
            if not _is_hidden(shape) and not _is_beside(shape, self._size):
                yield from self._shape(shape, name, place)
        for file in self._parts.related(name).values():
            if file.startswith("ppt/notesSlides/"):
                yield from self._notes(self._parts.xml(file), f"{place}, notes")
        for address in sorted(self._parts.outside(name)):
            yield Line(f"{place}, link", address), False

    def _shape(self, shape: Any, name: str, place: str) -> Iterator[Told]:
        called = f"{place}, {_called(shape)!r}"
        described = _properties(shape).get("descr", "")
        if described:
            yield Line(f"{called}, alternative text", described), False
        if shape.tag == f"{_P}sp":
            yield from _texts(shape, called)
            return
        yield from ((line, False) for line in _rows(shape, called))
        files = self._parts.related(name)
        for chart in shape.iter(f"{_C}chart"):
            part = files.get(chart.get(f"{_R}id", ""), "")
            yield from ((line, False) for line in self._chart(part, called))
        for picture in shape.iter(f"{_A}blip"):
            data = self._parts.data(files.get(picture.get(f"{_R}embed", ""), ""))
            yield Line(f"{called}, what it shows", seen(data)), False
        if shape.tag == f"{_P}cxnSp":
            yield Line(called, "a line"), False

    def _notes(self, notes: Any, place: str) -> Iterator[Told]:
        for shape in [] if notes is None else notes.iter(f"{_P}sp"):
            if _role(shape) == "body":
                yield from ((line, False) for line, _ in _texts(shape, place))

    def _chart(self, part: str, place: str) -> Iterator[Line]:
        root = self._parts.xml(part)
        if root is None:
            yield Line(place, "a chart that cannot be read")
            return
        for series in root.iter(f"{_C}ser"):
            yield from _series(series, place)
        for text in root.iter(f"{_A}p"):
            said = _said(text)
            if said:
                yield Line(f"{place}, label", said)
        files = self._parts.related(part)
        for data in root.iter(f"{_C}externalData"):
            book = self._parts.data(files.get(data.get(f"{_R}id", ""), ""))
            for n, row in enumerate(cells(book), start=1):
                yield Line(f"{place}, its workbook, row {n}", " | ".join(row))
        look = [_look(part) for part in root.iter() if _bare(part) in _LOOK]
        yield Line(f"{place}, how it is drawn", " ".join(look), drawn=True)

    def behind(self) -> Iterator[Line]:
        """Yield what stands behind all slides, beside the places that they fill."""
        for name in sorted(self._parts.names):
            if _BEHIND.fullmatch(name):
                root = self._parts.xml(name)
                place = name.removeprefix("ppt/").removesuffix(".xml")
                for shape in root.iter(f"{_P}sp", f"{_P}pic"):
                    if not _role(shape):
                        said = " ".join(line.text for line, _ in _texts(shape, place))
                        yield Line(place, said or "a shape")


def _series(series: Any, place: str) -> Iterator[Line]:
    """Yield the points of a series, and the lines of error around them."""
    named = series.find(f"{_C}tx")
    name = " ".join(
        v.text or "" for v in ([] if named is None else named.iter(f"{_C}v"))
    )
    yield Line(f"{place}, series", name)
    things = _points(series.find(f"{_C}cat"))
    kinds = {"": series.find(f"{_C}val")}
    bars = series.find(f"{_C}errBars")
    if bars is not None:
        kinds |= {", ±": bars.find(f"{_C}plus"), ", ∓": bars.find(f"{_C}minus")}
    for kind, points in kinds.items():
        for n, value in _points(points).items():
            where = f"{place}, series {name!r}{kind}, point {n + 1}"
            yield Line(where, f"{things.get(n, '')}: {number(value)}")


def _points(element: Any) -> dict[int, str]:
    found = [] if element is None else element.iter(f"{_C}pt")
    return {int(p.get("idx", 0)): p.findtext(f"{_C}v", "") for p in found}


def _bare(element: Any) -> str:
    return str(element.tag).removeprefix(_C)


def _look(element: Any) -> str:
    said = element.get("formatCode") or element.get("val") or ""
    return f"{_bare(element)}={said}"


def _rows(shape: Any, place: str) -> Iterator[Line]:
    for n, row in enumerate(shape.iter(f"{_A}tr"), start=1):
        texts = [_said(cell) for cell in row.iter(f"{_A}tc")]
        yield Line(f"{place}, row {n}", " | ".join(texts))


def _texts(shape: Any, place: str) -> Iterator[Told]:
    """Yield the paragraphs of a shape; of one that is empty, that it is there."""
    is_title, told = _role(shape) in _TITLES, False
    for n, paragraph in enumerate(shape.iter(f"{_A}p"), start=1):
        said = _said(paragraph)
        if said:
            told = True
            properties = paragraph.find(f"{_A}pPr")
            free = properties is not None and properties.get("lvl") == "1"
            yield Line(f"{place}, paragraph {n}", said, free=free), is_title
    if not told and not _role(shape):
        yield Line(place, "a shape"), False


def _said(element: Any) -> str:
    """Return the text of an element; the number of a slide is its field's name."""
    parts = []
    for thing in element.iter(f"{_A}t", f"{_A}br", f"{_A}p"):
        parent = thing.getparent()
        if parent.tag == f"{_A}fld":
            parts.append(parent.get("type", ""))
        else:
            parts.append(thing.text or "" if thing.tag == f"{_A}t" else " ")
    return " ".join("".join(parts).split())


def _properties(shape: Any) -> Any:
    found = next(shape.iter(f"{_P}cNvPr"), None)
    return {} if found is None else found


def _called(shape: Any) -> str:
    return str(_properties(shape).get("name", ""))[:40]


def _is_hidden(shape: Any) -> bool:
    """Return whether a shape is hidden, or stands in a copy for older programs."""
    above = [shape, *shape.iterancestors()]
    hidden = any(
        _properties(x).get("hidden", "0") not in _OFF
        for x in above
        if x.tag in (shape.tag, f"{_P}grpSp")
    )
    return hidden or any(x.tag == _COPY for x in above)


def _size(main: Any) -> tuple[int, int]:
    """Return the width and height of slides."""
    size = main.find(f"{_P}sldSz")
    if size is None:
        return 0, 0
    return int(size.get("cx", 0)), int(size.get("cy", 0))


def _is_beside(shape: Any, size: tuple[int, int]) -> bool:
    """Return whether a shape stands beside the slide, where nobody sees it."""
    start, wide = (next(shape.iter(f"{_A}{n}"), None) for n in ("off", "ext"))
    if start is None or wide is None:
        return False
    places = zip(("x", "y"), ("cx", "cy"), size, strict=True)
    return any(
        int(start.get(at, 0)) >= most
        or int(start.get(at, 0)) + int(wide.get(along, 0)) <= 0
        for at, along, most in places
    )


def _role(shape: Any) -> str:
    """Return which of the places of its layout a shape fills; nothing if none."""
    found = next(shape.iter(f"{_P}ph"), None)
    return "" if found is None else str(found.get("type", "body"))
