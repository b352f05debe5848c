"""Allocations that people type, paste or upload: tables, YAML or JSON."""

import csv
import math
import re
import sys
from pathlib import Path

from interventions.intervention import MOST
from interventions.means import Means
from interventions.portfolio import LARGEST, Portfolio, parse_portfolio
from levels.document import parse
from levels.problem import show

LONGEST = 200_000
DELIMITERS = ("\t", ";", ",")
_PLAIN = re.compile(r"[\[{-]|[^\s,;\t]+:(\s|$)")
_DECIMAL_COMMA = re.compile(r"[+-]?\d+,\d+")


def read_allocation(text: str, means: Means, name: str = "allocation") -> Portfolio:
    r"""Return an allocation from a table of `id, amount`, or from YAML or JSON.

    Columns are separated by tabs, semicolons or commas; a first row that names them
    may be there. Amounts are FTE-years a year.

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
    lines = [line for line in text.lstrip("\ufeff").splitlines() if line.strip()]
    if not lines:
        msg = f"{name} must have a row of an intervention and an amount, got none"
        raise ValueError(msg)
    first = next((line for line in lines if not line.startswith("#")), "")
    if _PLAIN.match(first.strip()):
        return parse_portfolio(parse(text.lstrip("\ufeff"), name).data, means.ids)
    return parse_portfolio(
        _amounts(text.lstrip("\ufeff"), first, means, name), means.ids
    )


def read_text(name: str) -> str:
    """Return the text of a file, or of standard input for `-`.

    Raises
    ------
    ValueError
        If it is not UTF-8 text, or too long.
    """
    if name == "-":
        raw = sys.stdin.buffer.read(4 * LONGEST + 1)
    else:
        with Path(name).open("rb") as stream:
            raw = stream.read(4 * LONGEST + 1)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        msg = f"{name} must be UTF-8 text (byte {error.start})"
        raise ValueError(msg) from None


def _amounts(text: str, first: str, means: Means, name: str) -> dict[str, float]:
    """Return the amounts of a table by id."""
    delimiter = next((mark for mark in DELIMITERS if mark in first), ",")
    rows = csv.reader(text.splitlines(), delimiter=delimiter, strict=True)
    amounts: dict[str, float] = {}
    number, begun = 0, False
    while True:
        number += 1
        where = f"{name}, row {number}"
        try:
            row = next(rows)
        except StopIteration:
            return amounts
        except csv.Error as error:
            msg = f"{where}: must be cells of a table, got {error}"
            raise ValueError(msg) from None
        cells = [cell.strip() for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        if not cells or cells[0].startswith("#"):
            continue
        if not begun and _is_header(cells, means):
            begun = True
            continue
        begun = True
        _add(amounts, cells, means, where)
        if len(amounts) > MOST:
            msg = f"{where}: there must be at most {MOST} rows"
            raise ValueError(msg)


def _is_header(cells: list[str], means: Means) -> bool:
    return cells[0] not in means.ids and _number(cells[-1]) is None


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
    if _DECIMAL_COMMA.fullmatch(text):
        text = text.replace(",", ".")
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) and "_" not in text else None
