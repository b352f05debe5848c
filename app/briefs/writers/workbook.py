"""The workbook of a chart: one sheet of names and numbers, written and read."""

import io
from collections.abc import Iterator, Sequence
from typing import Any

from app.briefs.blocks import DIGITS
from app.briefs.writers.office import Parts

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_SHEET = "xl/worksheets/sheet1.xml"


def filled(rows: Sequence[Sequence[str | float]], form: str) -> bytes:
    """Return a workbook in which a text is a text, however it begins.

    Parameters
    ----------
    rows : sequence of sequence of (str or float)
    form : str
        How numbers are shown.
    """
    from xlsxwriter import Workbook  # noqa: PLC0415  only where one is written

    out = io.BytesIO()
    book = Workbook(out, {"in_memory": True})
    sheet, shown = book.add_worksheet("Sheet1"), book.add_format({"num_format": form})
    for n, row in enumerate(rows):
        for place, value in enumerate(row):
            if isinstance(value, float):
                sheet.write_number(n, place, value, shown)
            elif value:
                sheet.write_string(n, place, value)
    book.close()
    return out.getvalue()


def cells(raw: bytes) -> Iterator[list[str]]:
    """Yield the rows of the first sheet, each as the texts of its cells.

    Raises
    ------
    ValueError
        If it is no workbook.
    """
    parts = Parts(raw)
    sheet = parts.xml(_SHEET)
    shared = _shared(parts.xml("xl/sharedStrings.xml"))
    for row in [] if sheet is None else sheet.iter(f"{_S}row"):
        yield [_cell(cell, shared) for cell in row.iter(f"{_S}c")]


def number(text: str) -> str:
    """Return a number with few digits, and any other text as it is.

    Examples
    --------
    >>> number("0.33500000000000002"), number("7"), number("Level")
    ('0.335', '7', 'Level')
    """
    try:
        return f"{float(text):.{DIGITS}f}".rstrip("0").rstrip(".")
    except ValueError:
        return text


def _shared(root: Any) -> list[str]:
    if root is None:
        return []
    return ["".join(t.text or "" for t in si.iter(f"{_S}t")) for si in root]


def _cell(cell: Any, shared: list[str]) -> str:
    """Return what a cell shows; that of a formula is told with it."""
    formula = cell.find(f"{_S}f")
    value = cell.findtext(f"{_S}v", "")
    if formula is not None:
        return f"={formula.text}: {value}"
    if cell.get("t") == "s":
        place = int(value) if value.isdigit() else len(shared)
        return shared[place] if place < len(shared) else ""
    if cell.get("t") == "inlineStr":
        return "".join(t.text or "" for t in cell.iter(f"{_S}t"))
    return number(value)
