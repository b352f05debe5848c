"""Allocations that people type, paste or upload: tables, YAML or JSON."""

import csv
import math
import re
from collections.abc import Iterator

from interventions.intervention import MOST
from interventions.means import Means
from interventions.portfolio import LARGEST, Portfolio, parse_portfolio
from levels.document import parse
from levels.problem import show

LONGEST = 200_000
DELIMITERS = ("\t", ";", "|", ",")
_PLAIN = re.compile(r"[\[{-]|[^\s,;\t|]+:(\s|$)")
_SKIPPED = re.compile(r"#|sep=|[|\s]*:?-{2,}")
"""Comments, what a spreadsheet says of its delimiter, and rules under a head."""

_GROUPED = re.compile(r"\d{1,3}(?:([ '\u2019\u00a0\u202f])\d{3})(?:\1\d{3})*")
_ENGLISH = re.compile(r"\d{1,3}(?:,\d{3})+\.\d+|\d{1,3}(?:,\d{3}){2,}")
_CONTINENTAL = re.compile(r"\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:\.\d{3}){2,}")
_DECIMAL_COMMA = re.compile(r"0,\d+|\d+,(?:\d{1,2}|\d{4,})")


def read_allocation(text: str, means: Means, name: str = "allocation") -> Portfolio:
    r"""Return an allocation from a table of `id, amount`, or from YAML or JSON.

    Columns are separated by tabs, semicolons, bars or commas, or by blanks; a first row
    that names them may be there. Amounts are FTE-years a year. A number that may be
    meant in two ways, as 1,588, is refused.

    Parameters
    ----------
    text : str
    means : Means
    name : str
        What the text is called where it is refused.

    Raises
    ------
    ValueError
        Naming the row or line, the rule and the value.

    Examples
    --------
    >>> from simulator.model import load
    >>> read_allocation("id,amount\ndebate,20\npause,5", load().means).plain
    {'debate': 20.0, 'pause': 5.0}
    """
    if len(text) > LONGEST:
        msg = f"{name} must be at most {LONGEST} characters, got {len(text)}"
        raise ValueError(msg)
    text = text.removeprefix("\ufeff")
    lines = [line.strip() for line in text.splitlines()]
    told = [line for line in lines if line and not line.startswith("#")]
    if not told:
        msg = f"{name} must have a row of an intervention and an amount, got none"
        raise ValueError(msg)
    if _PLAIN.match(told[0]):
        return parse_portfolio(parse(text, name).data, means.ids)
    return parse_portfolio(_amounts(text, means, name), means.ids)


def _amounts(text: str, means: Means, name: str) -> dict[str, float]:
    """Return the amounts of a table by id."""
    amounts: dict[str, float] = {}
    begun = False
    for number, cells in _rows(text, name):
        if not begun and _is_header(cells, means):
            begun = True
            continue
        begun = True
        where = f"{name}, row {number}"
        _add(amounts, cells, means, where)
        if len(amounts) > MOST:
            msg = f"{where}: there must be at most {MOST} rows"
            raise ValueError(msg)
    if not amounts:
        msg = f"{name} must have a row of an intervention and an amount, got none"
        raise ValueError(msg)
    return amounts


def _rows(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """Return the rows that say something, each with its number."""
    lines = text.splitlines()
    told = (line for line in lines if line.strip() and not _SKIPPED.match(line.strip()))
    first = next(told, "")
    delimiter = next((mark for mark in DELIMITERS if mark in first), None)
    cut = (
        csv.reader(lines, delimiter=delimiter, strict=True)
        if delimiter
        else iter([line.rsplit(None, 1) for line in lines])
    )
    number = 0
    while True:
        number += 1
        try:
            row = next(cut)
        except StopIteration:
            return
        except csv.Error as error:
            msg = f"{name}, row {number}: must be cells of a table, got {error}"
            raise ValueError(msg) from None
        cells = _trimmed(row, delimiter)
        if cells and not _SKIPPED.match(cells[0]):
            yield number, cells


def _trimmed(row: list[str], delimiter: str | None) -> list[str]:
    """Return cells without blanks around, and without empty ones after the last."""
    cells = [cell.strip() for cell in row]
    while cells and not cells[-1]:
        cells.pop()
    return cells[1:] if delimiter == "|" and cells and not cells[0] else cells


def _is_header(cells: list[str], means: Means) -> bool:
    return _intervention(cells[0], means) is None and not _like_number(cells[-1])


def _add(amounts: dict[str, float], cells: list[str], means: Means, where: str) -> None:
    """Add one row, if it is an intervention that is not there yet and an amount."""
    if len(cells) != 2:
        msg = f"{where}: must have an intervention and an amount, got {show(cells)}"
        raise ValueError(msg)
    found = _intervention(cells[0], means)
    if found is None:
        msg = f"{where}: must name an intervention, got {show(cells[0])}"
        raise ValueError(msg)
    if found in amounts:
        msg = f"{where}: an intervention must not repeat, got {show(cells[0])}"
        raise ValueError(msg)
    amount = _number(cells[1])
    if amount is None or not 0 <= amount <= LARGEST:
        msg = (
            f"{where}: amount of {found} must be a number in [0, {LARGEST:.0f}],"
            f" got {show(cells[1])}"
        )
        raise ValueError(msg)
    amounts[found] = amount


def _intervention(text: str, means: Means) -> str | None:
    """Return the id of what is named by its id, or by its name in any case."""
    if text in means.ids:
        return text
    known = {i.name.casefold(): i.id for i in means.interventions}
    return known.get(text.casefold())


def _number(text: str) -> float | None:
    """Return a number as people and spreadsheets write it, if it means one thing."""
    if _GROUPED.fullmatch(re.split(r"[.,]", text)[0]):
        text = re.sub(r"[ '\u2019\u00a0\u202f]", "", text)
    if _ENGLISH.fullmatch(text):
        text = text.replace(",", "")
    elif _CONTINENTAL.fullmatch(text):
        text = text.replace(".", "").replace(",", ".")
    elif _DECIMAL_COMMA.fullmatch(text):
        text = text.replace(",", ".")
    number = float(text) if _like_number(text) else math.nan
    return number if math.isfinite(number) else None


def _like_number(text: str) -> bool:
    """Return whether it is written as a number, of whatever size."""
    try:
        float(text)
    except ValueError:
        return False
    return "_" not in text
