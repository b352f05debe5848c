"""What a reader of a PDF sees: its paragraphs, rows and charts, as they are drawn.

Text is taken from what the pages draw, in the order of the document's tags, and never
from a text that stands for it. What is drawn without a tag counts too, and so do the
shapes of a chart.
"""

import hashlib
import io
import logging
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

from app.briefs import inside
from app.briefs.lines import Line, sectioned
from app.briefs.writers.pdf_page import Drawn, drawn, fonts_of

_BLOCKS = ("/P", "/LI", "/TR", "/Caption", "/Figure")
_HEADINGS = tuple(f"/H{level}" for level in range(1, 7))
_CELLS = ("/TH", "/TD")
_NAMED = 40
"""Characters by which a figure is named."""

_KNOWN = ("/Link",)
_DEEPEST, _MOST = 60, 200_000
"""How deep tags may be nested, and how many are looked into."""

Mark = tuple[int, int]
"""A page, from 0, and a tag on it."""


def of_pdf(raw: bytes) -> list[Line]:
    """Return the lines of a PDF.

    Raises
    ------
    ValueError
        If it is no whole PDF.
    """
    try:
        file = _File(raw)
        return [*sectioned(list(file.told())), *file.beside()]
    except Exception as error:  # whatever a broken file leads to
        raise ValueError(_broken(error)) from None


def attached(raw: bytes) -> bytes:
    """Return the file that a PDF carries.

    Raises
    ------
    ValueError
        If it is no whole PDF, or carries none.
    """
    try:
        carried = [
            bytes(file.content)
            for file in _opened(raw).attachment_list
            if file.name == inside.ATTACHED
        ]
    except Exception as error:  # likewise
        raise ValueError(_broken(error)) from None
    if len(carried) != 1:
        msg = f"a brief must hold its scenario, got a PDF with {len(carried)} of them"
        raise ValueError(msg)
    return carried[0]


def _broken(error: Exception) -> str:
    return f"a brief must be a whole PDF ({type(error).__name__})"


def _opened(raw: bytes) -> Any:
    from pypdf import PdfReader  # noqa: PLC0415  only where one is read

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    return PdfReader(io.BytesIO(raw))


class _File:
    """A PDF while it is read."""

    def __init__(self, raw: bytes) -> None:
        self._reader = _opened(raw)
        self._pages = list(self._reader.pages)
        self._numbers = {
            page.indirect_reference.idnum: n for n, page in enumerate(self._pages)
        }
        self._drawn = [drawn(page) for page in self._pages]
        self._used: set[Mark] = set()
        self._seen = 0

    def told(self) -> Iterator[tuple[Line, bool]]:
        """Yield each line of the document, and whether it is a heading."""
        root = self._reader.trailer["/Root"].get("/StructTreeRoot")
        if root is not None:
            yield from self._tagged(root.get_object(), "", 0, quoted=False)

    def beside(self) -> Iterator[Line]:
        """Yield what else there is on each page, once all that is told is known."""
        for number in range(len(self._pages)):
            yield from self._untagged(number)
            yield from self._laid_over(number)
            yield self._set(number)
        names = " ".join(sorted(map(str, self._reader.trailer["/Root"])))
        yield Line("the file", names, drawn=True)

    def _tagged(
        self, element: Any, role: str, depth: int, *, quoted: bool
    ) -> Iterator[tuple[Line, bool]]:
        self._count(depth)
        if role in (*_BLOCKS, *_HEADINGS) or (quoted and role == "/Span"):
            yield from self._block(element, role, quoted=quoted)
            return
        quoted = quoted or role == "/BlockQuote"
        for kid in _kids(element):
            if isinstance(kid, dict) and "/S" in kid:
                yield from self._tagged(kid, str(kid["/S"]), depth + 1, quoted=quoted)

    def _count(self, depth: int) -> None:
        """Stop at tags that lead into each other."""
        self._seen += 1
        if depth > _DEEPEST or self._seen > _MOST:
            msg = "tags must be fewer, and not be nested so deeply"
            raise ValueError(msg)

    def _block(
        self, element: Any, role: str, *, quoted: bool
    ) -> Iterator[tuple[Line, bool]]:
        marks = list(self._marks(element, None, 0))
        self._used.update(marks)
        if not marks:
            return
        place = f"page {marks[0][0] + 1}"
        if role == "/Figure":
            yield from ((x, False) for x in self._figure(element, marks[0], place))
            return
        parts = self._cells(element) if role == "/TR" else [self._text(marks)]
        line = Line(place, " | ".join(parts), free=quoted)
        yield line, role in _HEADINGS

    def _cells(self, row: Any) -> list[str]:
        cells = [kid for kid in _kids(row) if kid.get("/S") in _CELLS]
        return [self._text(list(self._marks(cell, None, 0))) for cell in cells]

    def _marks(self, element: Any, page: int | None, depth: int) -> Iterator[Mark]:
        """Yield the tags on pages that an element holds, in their order."""
        self._count(depth)
        if isinstance(element, dict) and "/Pg" in element:
            page = self._numbers.get(element.raw_get("/Pg").idnum)  # type: ignore[attr-defined]
        for kid in _kids(element):
            if isinstance(kid, int) and page is not None:
                yield page, int(kid)
            elif isinstance(kid, dict) and "/MCID" in kid:
                yield self._numbers[kid.raw_get("/Pg").idnum], int(kid["/MCID"])  # type: ignore[attr-defined]
            elif isinstance(kid, dict) and "/S" in kid:
                yield from self._marks(kid, page, depth + 1)

    @cached_property
    def _by_mark(self) -> dict[Mark, list[Drawn]]:
        found: dict[Mark, list[Drawn]] = {}
        for number, things in enumerate(self._drawn):
            for thing in things:
                if thing.mark is not None:
                    found.setdefault((number, thing.mark), []).append(thing)
        return found

    def _text(self, marks: Sequence[Mark]) -> str:
        things = [thing for mark in marks for thing in self._by_mark.get(mark, [])]
        return said([thing for thing in things if thing.kind == "text"])

    def _figure(self, element: Any, mark: Mark, place: str) -> Iterator[Line]:
        words = str(element.get("/Alt", ""))
        name = f"{place}, figure {words[:_NAMED]!r}"
        yield Line(f"{name}, alternative text", words)
        things = self._by_mark.get(mark, [])
        frames = [thing.at for thing in things if thing.kind == "frame"]
        origin = frames[0] if frames else (0.0, 0.0)
        parts = [thing for thing in things if thing.kind != "frame"]
        for number, text in enumerate(_parts(parts, origin), start=1):
            yield Line(f"{name}, part {number}", text)

    def _untagged(self, number: int) -> Iterator[Line]:
        """Yield the texts of a page that no tag of the document holds."""
        things = [
            thing
            for thing in self._drawn[number]
            if thing.kind == "text" and (number, thing.mark) not in self._used
        ]
        if things:
            yield Line(f"page {number + 1}, beside the text", said(things))

    def _laid_over(self, number: int) -> Iterator[Line]:
        """Yield where links lead, and whatever else lies over a page."""
        for note in self._pages[number].get("/Annots", []):
            kind = note.get_object()
            leads = kind.get("/A", {}).get("/URI", "")
            text = f"{kind.get('/Subtype')} {leads}".strip()
            if leads or kind.get("/Subtype") not in _KNOWN:
                yield Line(f"page {number + 1}, laid over it", text)

    def _set(self, number: int) -> Line:
        """Return how a page is set, of which a reader sees all but can name nothing."""
        page = self._pages[number]
        made = hashlib.sha256(page.get_contents().get_data())
        for box in ("/MediaBox", "/CropBox", "/Rotate", "/UserUnit"):
            made.update(repr(page.get(box)).encode())
        for _, font in sorted(fonts_of(page).items()):
            for part in _parts_of(font):
                made.update(part)
        return Line(f"page {number + 1}, how it is set", made.hexdigest(), drawn=True)


def _kids(element: Any) -> list[Any]:
    found = element.get("/K", []) if isinstance(element, dict) else []
    found = found.get_object() if hasattr(found, "get_object") else found
    kids = found if isinstance(found, list) else [found]
    return [kid.get_object() if hasattr(kid, "get_object") else kid for kid in kids]


def said(things: Sequence[Drawn]) -> str:
    """Return texts as one, with a space where a new line begins."""
    parts: list[str] = []
    height: int | None = None
    for thing in things:
        parts += [" "] if height not in (None, round(thing.at[1])) else []
        parts.append(thing.text)
        height = round(thing.at[1])
    return " ".join("".join(parts).replace("\u200b", "").split())


def _parts(things: Sequence[Drawn], origin: tuple[float, float]) -> Iterator[str]:
    """Yield each shape of a chart, and the letters on one height as one text."""
    for n, thing in enumerate(things):
        if thing.kind == "shape":
            yield f"{thing.text} {_places(thing.points, origin)}"
        elif n == 0 or not _goes_on(things[n - 1], thing):
            run = _run(things, n)
            yield f"{said(run)!r} at {_places([thing.at, run[-1].at], origin)}"


def _run(things: Sequence[Drawn], start: int) -> list[Drawn]:
    end = start + 1
    while end < len(things) and _goes_on(things[end - 1], things[end]):
        end += 1
    return list(things[start:end])


def _goes_on(one: Drawn, other: Drawn) -> bool:
    same = one.kind == other.kind == "text" and one.at[1] == other.at[1]
    return same and 0 <= other.at[0] - one.at[0] < 15


def _places(points: Sequence[tuple[float, float]], origin: tuple[float, float]) -> str:
    return " ".join(f"{x - origin[0]:.1f},{origin[1] - y:.1f}" for x, y in points)


def _parts_of(font: Any) -> Iterator[bytes]:
    """Yield the parts of a font that decide what a code looks like and means."""
    yield font["/ToUnicode"].get_object().get_data() if "/ToUnicode" in font else b""
    for inner in font.get("/DescendantFonts", []):
        descendant = inner.get_object()
        yield repr(descendant.get("/W", "")).encode()
        described = descendant.get("/FontDescriptor", {})
        for name in ("/FontFile", "/FontFile2", "/FontFile3"):
            if name in described:
                yield described[name].get_object().get_data()
