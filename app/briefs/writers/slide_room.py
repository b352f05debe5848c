"""How much fits on a slide: texts and rows are shared out before they are written."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from app.briefs.blocks import Table
from app.briefs.line import clean
from app.briefs.writers.columns import wide, widths

SIZES = {
    "plain": 16, "lead": 20, "remark": 12, "item": 16, "own": 16, "source": 12,
    "note": 14,
}  # fmt: skip
"""Of the letters of each kind of text, in points."""

TEXT_WIDTH, TEXT_HEIGHT = 850.0, 372.0
TABLE_WIDTH, TABLE_HEIGHT = 12.1, 320.0
"""Room on a slide in points; the width of a table is in inches."""

TABLE_SIZE = 12
LETTER = 0.54
"""Width of a letter by its size, on average."""

LINE, GAP, PADDING = 1.2, 8.0, 7.0


@dataclass(frozen=True)
class Text:
    """A paragraph on a slide: a name that stands out, words, sources, an address."""

    text: str
    name: str = ""
    cites: tuple[int, ...] = ()
    role: str = "plain"
    address: str = ""

    @property
    def size(self) -> int:
        """The size of its letters, in points."""
        return SIZES[self.role]

    @property
    def whole(self) -> str:
        """All its words."""
        return f"{self.name} {self.text} {self.address}"


def height(text: Text) -> float:
    """Return the height of a paragraph in points."""
    lines = math.ceil(wide(text.whole) * LETTER * text.size / TEXT_WIDTH)
    return max(1, lines) * text.size * LINE + GAP


def pages(texts: Sequence[Text]) -> Iterator[list[Text]]:
    """Yield the paragraphs of each slide."""
    page: list[Text] = []
    for text in (part for whole in texts for part in _parts(whole)):
        if page and sum(map(height, page)) + height(text) > TEXT_HEIGHT:
            yield page
            page = []
        page.append(text)
    if page:
        yield page


def _parts(text: Text) -> Iterator[Text]:
    """Yield a paragraph in parts of which each fits on a slide."""
    lines = int((TEXT_HEIGHT - GAP) / (text.size * LINE)) - 1
    most = int(lines * TEXT_WIDTH / (LETTER * text.size))
    rest = text
    while wide(rest.whole) > most:
        cut = _cut(rest.text, most)
        yield replace(rest, text=rest.text[:cut].strip(), cites=(), address="")
        rest = replace(rest, text=rest.text[cut:].strip(), name="")
    yield rest


def _cut(text: str, most: int) -> int:
    """Return where to cut a text: at the last space that fits, or in a long word."""
    end = most
    while wide(text[:end]) > most:
        end = end * 9 // 10
    space = text.rfind(" ", 0, end)
    return space if space > end // 2 else max(end, 1)


def inches(table: Table) -> list[float]:
    """Return the width of each column of a table in inches."""
    letter = LETTER * TABLE_SIZE / 72
    return [letter * width for width in widths(table, TABLE_WIDTH / letter)]


def row_groups(table: Table, taken: float) -> Iterator[list[tuple[str, ...]]]:
    """Yield the rows of each slide, on whose first so many points are taken."""
    room = inches(table)
    whole = TABLE_HEIGHT - _tall(table.header, room)
    left, group = whole - taken, list[tuple[str, ...]]()
    for row in table.rows:
        tall = _tall(row, room)
        if group and tall > left:
            yield group
            left, group = whole, []
        group.append(row)
        left -= tall
    yield group


def _tall(row: Sequence[str], room: Sequence[float]) -> float:
    """Return the height of a row in points, in columns of these widths."""
    lines = [
        math.ceil(wide(clean(text)) * LETTER * TABLE_SIZE / (72 * (width - 0.2)))
        for text, width in zip(row, room, strict=True)
    ]
    return max(1, *lines) * TABLE_SIZE * LINE + PADDING
