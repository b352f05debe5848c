"""The judgments of a workshop as a table: one row each."""

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

from app.workshops.plain import Json

COLUMNS = (
    "workshop",
    "participant_id",
    "pseudonym",
    "round",
    "question",
    "value",
    "newest",
    "event",
    "at",
)
FORMULA = re.compile("(^|;[ \t]*)(?=[=+@\t\r\n\uff1d\uff0b\uff0d\uff20-])")
"""Before what a spreadsheet takes for the start of a formula, also in wide letters.

Where a comma is the decimal point, spreadsheets begin a new cell at each semicolon.
"""


def rows(document: Json) -> list[Json]:
    """Return the judgments of an exported workshop, oldest first.

    `value` is JSON; `newest` tells whether no later one took its place.
    """
    names = {person["id"]: person["pseudonym"] for person in document["participants"]}
    given = document["judgments"]
    newest = {
        (j["participant_id"], j["round"], j["question"]): j["event"] for j in given
    }
    return [
        {
            "workshop": document["workshop"]["name"],
            "participant_id": j["participant_id"],
            "pseudonym": names[j["participant_id"]],
            "round": j["round"],
            "question": j["question"],
            "value": json.dumps(j["value"], ensure_ascii=False),
            "newest": newest[j["participant_id"], j["round"], j["question"]]
            == j["event"],
            "event": j["event"],
            "at": j["at"],
        }
        for j in given
    ]


def as_csv(document: Json) -> str:
    """Return the judgments as CSV in which no cell is taken for a formula."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS)
    writer.writeheader()
    for row in rows(document):
        writer.writerow({name: _cell(value) for name, value in row.items()})
    return text.getvalue()


def _cell(value: Any) -> Any:
    """Return a cell; what starts like a formula gets an apostrophe before it.

    Examples
    --------
    >>> _cell("=1+1")
    "'=1+1"
    >>> _cell("Heron; =1+1")
    "Heron; '=1+1"
    """
    return FORMULA.sub(r"\1'", value) if isinstance(value, str) else value


def write_parquet(path: Path, document: Json) -> None:
    """Write the judgments as Parquet, whole or not at all.

    Raises
    ------
    ValueError
        If the file cannot be written.
    """
    import pyarrow as pa  # noqa: PLC0415  heavy, and only here

    from app.parquet import written  # noqa: PLC0415

    kinds = {"round": pa.int32(), "event": pa.int64(), "newest": pa.bool_()}
    schema = pa.schema([(name, kinds.get(name, pa.string())) for name in COLUMNS])
    table = rows(document)
    with written(path, schema) as writer:
        writer.add({name: [row[name] for row in table] for name in COLUMNS})
