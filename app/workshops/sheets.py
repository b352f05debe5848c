"""The judgments of a workshop as a table: one row each."""

import csv
import io
import json
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
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What a spreadsheet takes for the start of a formula, also in wide letters."""


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
    """Return a cell; a text that starts like a formula gets an apostrophe before it.

    Examples
    --------
    >>> _cell("=1+1")
    "'=1+1"
    """
    starts = isinstance(value, str) and value.startswith(FORMULA)
    return f"'{value}" if starts else value


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
