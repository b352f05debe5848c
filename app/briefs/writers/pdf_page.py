"""What one page of a PDF draws: its texts and shapes, in their order and places."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

Point = tuple[float, float]

_SECTION = re.compile(rb"beginbf(char|range)(.*?)endbf", re.DOTALL)
_CODES = re.compile(rb"<([0-9A-Fa-f]+)>")
_MOST = 0x20000
_CODE = 2
"""Bytes of a character, as the fonts that are embedded here have it."""


@dataclass(frozen=True)
class Drawn:
    """A text, a shape or a frame.

    Parameters
    ----------
    mark : int or None
        The number of the tag that it belongs to.
    kind : str
        `text`, `shape` or `frame`.
    at : tuple of float
        Its first point, in points of the page.
    text : str
        What it says; of a shape its color.
    points : tuple of tuple of float
    """

    mark: int | None
    kind: str
    at: Point
    text: str = ""
    points: tuple[Point, ...] = ()


@dataclass(frozen=True)
class _Pen:
    matrix: tuple[float, ...] = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    fill: str = ""
    stroke: str = ""
    font: str = ""


@dataclass
class _Page:
    """A page while it is read."""

    fonts: Mapping[str, Mapping[int, str]]
    pen: _Pen = _Pen()
    kept: list[_Pen] = field(default_factory=list)
    marks: list[int | None] = field(default_factory=list)
    points: list[Point] = field(default_factory=list)
    found: list[Drawn] = field(default_factory=list)
    line: tuple[float, ...] = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    clips: bool = False
    turned: bool = False

    def add(self, kind: str, at: Point, text: str = "") -> None:
        mark = self.marks[-1] if self.marks else None
        self.found.append(Drawn(mark, kind, at, text, tuple(self.points)))


def drawn(page: Any) -> list[Drawn]:
    """Return all that a page of pypdf draws."""
    from pypdf.generic import ContentStream  # noqa: PLC0415  only where one is read

    reading = _Page({name: letters(font) for name, font in fonts_of(page).items()})
    contents = page.get_contents()
    if contents is None:
        return []
    for operands, operator in ContentStream(contents, page.pdf).operations:
        step = _STEPS.get(operator.decode("latin-1"))
        if step is not None:
            step(reading, operands)
    return reading.found


def fonts_of(page: Any) -> dict[str, Any]:
    """Return the fonts of a page by their names there."""
    found = page.get("/Resources", {}).get("/Font", {})
    return {str(name): font.get_object() for name, font in found.items()}


def letters(font: Any) -> dict[int, str]:
    """Return what each code of a font stands for.

    Raises
    ------
    ValueError
        If it says so of too many.
    """
    if "/ToUnicode" not in font:
        return {}
    table = font["/ToUnicode"].get_object().get_data()
    found: dict[int, str] = {}
    told = 0
    for kind, section in _SECTION.findall(table):
        codes, size = _CODES.findall(section), 2 if kind == b"char" else 3
        for n in range(0, len(codes) - size + 1, size):
            first, last = int(codes[n], 16), int(codes[n + size - 2], 16)
            told += last - first + 1
            if told > _MOST:
                msg = f"a font must have at most {_MOST} letters"
                raise ValueError(msg)
            found |= _run(first, last, codes[n + size - 1])
    return found


def _run(first: int, last: int, text: bytes) -> dict[int, str]:
    """Return what the codes of a run stand for, from the first one's letter on."""
    steps = range(last - first + 1)
    start, width = int(text, 16), len(text)
    return {first + n: _text(f"{start + n:0{width}x}".encode()) for n in steps}


def _text(code: bytes) -> str:
    return bytes.fromhex(code.decode()).decode("utf-16-be", "replace")


def _times(a: tuple[float, ...], b: tuple[float, ...]) -> tuple[float, ...]:
    """Return the transformation that does `a`, then `b`."""
    return (
        a[0] * b[0] + a[1] * b[2], a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2], a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4], a[4] * b[1] + a[5] * b[3] + b[5],
    )  # fmt: skip


def _placed(page: _Page, x: float, y: float) -> Point:
    moved = _times((1.0, 0.0, 0.0, 1.0, float(x), float(y)), page.pen.matrix)
    return moved[4], moved[5]


def _keep(page: _Page, _operands: Any) -> None:
    page.kept.append(page.pen)


def _restore(page: _Page, _operands: Any) -> None:
    page.pen = page.kept.pop()


def _move(page: _Page, operands: Any) -> None:
    matrix = _times(tuple(map(float, operands)), page.pen.matrix)
    page.pen = replace(page.pen, matrix=matrix)


def _fill(page: _Page, operands: Any) -> None:
    page.pen = replace(page.pen, fill=_color(operands))


def _stroke(page: _Page, operands: Any) -> None:
    page.pen = replace(page.pen, stroke=_color(operands))


def _color(operands: Any) -> str:
    shares = [float(x) for x in operands if isinstance(x, int | float)]
    return "#" + "".join(f"{round(255 * share):02x}" for share in shares)


def _begin(page: _Page, operands: Any) -> None:
    given = operands[1] if len(operands) > 1 else None
    mark = given.get("/MCID") if isinstance(given, dict) else None
    outer = page.marks[-1] if page.marks else None
    page.marks.append(outer if mark is None else int(mark))
    page.turned = operands[0] == "/ReversedChars"


def _end(page: _Page, _operands: Any) -> None:
    page.marks.pop()
    page.turned = False


def _font(page: _Page, operands: Any) -> None:
    page.pen = replace(page.pen, font=str(operands[0]))


def _set_line(page: _Page, operands: Any) -> None:
    page.line = tuple(map(float, operands))


def _show(page: _Page, operands: Any) -> None:
    """Show text: a string, or an array of strings and gaps, is what comes last."""
    letters = page.fonts.get(page.pen.font, {})
    parts = operands[-1] if isinstance(operands[-1], list) else [operands[-1]]
    raw = b"".join(_bytes(part) for part in parts)
    codes = (raw[n : n + _CODE] for n in range(0, len(raw), _CODE))
    text = "".join(letters.get(int.from_bytes(code), "\ufffd") for code in codes)
    page.points = []
    shown = text[::-1] if page.turned else text
    page.add("text", _placed(page, *page.line[4:6]), shown)


def _bytes(part: Any) -> bytes:
    raw: object = getattr(part, "original_bytes", part)
    return raw if isinstance(raw, bytes) else b""


def _path(page: _Page, operands: Any) -> None:
    pairs = zip(operands[::2], operands[1::2], strict=True)
    page.points += [_placed(page, *pair) for pair in pairs]


def _rectangle(page: _Page, operands: Any) -> None:
    x, y, wide, tall = operands
    corners = ((x, y), (x + wide, y), (x + wide, y + tall), (x, y + tall))
    page.points += [_placed(page, *corner) for corner in corners]


def _clip(page: _Page, _operands: Any) -> None:
    page.clips = True


def _draw_line(page: _Page, _operands: Any) -> None:
    _painted(page, "shape", page.pen.stroke)


def _draw_area(page: _Page, _operands: Any) -> None:
    _painted(page, "shape", page.pen.fill)


def _draw_nothing(page: _Page, _operands: Any) -> None:
    if page.clips:
        _painted(page, "frame")
    page.points, page.clips = [], False


def _painted(page: _Page, kind: str, color: str = "") -> None:
    page.add(kind, page.points[0] if page.points else (0.0, 0.0), color)
    page.points, page.clips = [], False


_STEPS: dict[str, Callable[[_Page, Any], None]] = {
    "q": _keep,
    "Q": _restore,
    "cm": _move,
    "BDC": _begin,
    "BMC": _begin,
    "EMC": _end,
    "Tf": _font,
    "Tm": _set_line,
    "re": _rectangle,
    "n": _draw_nothing,
    **dict.fromkeys(("Tj", "TJ", "'", '"'), _show),
    **dict.fromkeys(("sc", "scn", "g", "rg", "k"), _fill),
    **dict.fromkeys(("SC", "SCN", "G", "RG", "K"), _stroke),
    **dict.fromkeys(("m", "l", "c", "v", "y"), _path),
    **dict.fromkeys(("W", "W*"), _clip),
    **dict.fromkeys(("S", "s"), _draw_line),
    **dict.fromkeys(("f", "F", "f*", "B", "B*", "b", "b*"), _draw_area),
}
