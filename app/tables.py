"""What the command line prints for people: the same documents as plain tables."""

from collections.abc import Sequence
from typing import Any

from levels.problem import Problem

Json = dict[str, Any]


def table(rows: Sequence[Sequence[object]], header: Sequence[str]) -> str:
    """Return rows as aligned columns, numbers to the right.

    Examples
    --------
    >>> print(table([["a", 0.5], ["long", 12.0]], ["id", "x"]))
    id          x
    a      0.5000
    long  12.0000
    """
    cells = [[_cell(x) for x in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(header, *cells, strict=True)]
    right = [
        any(isinstance(x, float) for x in column) for column in zip(*rows, strict=True)
    ] or [False] * len(header)
    lines = [
        "  ".join(
            text.rjust(width) if end else text.ljust(width)
            for text, width, end in zip(line, widths, right, strict=True)
        ).rstrip()
        for line in [list(header), *cells]
    ]
    return "\n".join(lines)


def _cell(value: object) -> str:
    if value is None:
        return ""
    return f"{value:.4f}" if isinstance(value, float) else str(value)


def listed(document: Json) -> str:
    """Return the first list of a document as a table of its plain fields."""
    rows = next(value for value in document.values() if isinstance(value, list))
    if not rows:
        return "none"
    header = [key for key, x in rows[0].items() if not isinstance(x, list | dict)]
    return table([[row[key] for key in header] for row in rows], header)


def assumed(document: Json) -> str:
    """Return assumptions as a table, a mark at those that were changed."""
    rows = [
        ["*" if a["changed"] else "", a["address"], a["value"], a["low"], a["high"],
         a["unit"], a["source"] or "judgment"]
        for a in document["assumptions"]
    ]  # fmt: skip
    return table(rows, ["", "address", "value", "low", "high", "unit", "rests on"])


def updated(document: Json) -> str:
    """Return a posterior as a table."""
    rows = zip(document["prior"], document["posterior"], strict=True)
    numbered = [[n, a, b] for n, (a, b) in enumerate(rows, start=1)]
    return table(numbered, ["level", "prior", "posterior"])


def ranked(document: Json) -> str:
    """Return a ranking as a table, priorities in thousandths."""
    rows = [
        [n, r["id"], r["kind"], 1000 * r["priority"], 1000 * r["standard_error"],
         r["partner"]]
        for n, r in enumerate(document["ranking"], start=1)
    ]  # fmt: skip
    head = ["", "intervention", "kind", "priority/1000", "error", "partner"]
    value, error = document["expected_value"], document["standard_error"]
    return f"{table(rows, head)}\n\nexpected value {value:.4f} (error {error:.4f})"


def simulated(document: Json) -> str:
    """Return outcomes by level as a table."""
    outcomes = document["outcomes"]
    columns = zip(*outcomes.values(), strict=True)
    rows = [
        [n, *row, value]
        for n, (row, value) in enumerate(
            zip(columns, document["value"], strict=True), start=1
        )
    ]
    return table(rows, ["level", *outcomes, "value"])


def checked(document: Json) -> str:
    """Return the problems of a pack, one a line; or ok, and what may not be meant."""
    problems = [_told(p) for p in document["problems"]] or ["ok"]
    return "\n".join(
        [*problems, *(f"warning: {_told(p)}" for p in document["warnings"])]
    )


def _told(problem: Json) -> str:
    return str(Problem(**problem))
