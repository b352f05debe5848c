"""Judgments as a table."""

import csv
import io
import json

import pyarrow.parquet as pq
import pytest

from app.workshops.sheets import COLUMNS, as_csv, rows, write_parquet
from tests.app.workshops.test_archive import played


@pytest.fixture
def document(lite):
    return lite.export(played(lite)[0].workshop.id)


def test_there_is_a_row_a_judgment_and_the_newest_is_marked(document):
    table = rows(document)
    assert len(table) == 6
    first = [row for row in table if row["pseudonym"] == "=1+1"]
    assert [row["newest"] for row in first] == [False, True]
    assert sum(row["newest"] for row in table) == 5
    assert [json.loads(row["value"]) for row in table] == [
        given["value"] for given in document["judgments"]
    ]


@pytest.mark.parametrize("start", [*"=+-@\t\r", "\uff1d"])
def test_no_cell_is_a_formula(document, start):
    document["participants"][0]["pseudonym"] = f"{start}HYPERLINK(1)"
    document["workshop"]["name"] = f"{start}1+1"
    table = list(csv.reader(io.StringIO(as_csv(document))))
    assert table[0] == list(COLUMNS)
    assert len(table) == 7
    assert not any(cell.startswith(start) for row in table for cell in row)
    assert table[1][2] == f"'{start}HYPERLINK(1)"


@pytest.mark.parametrize("start", [*"=+-@", "\uff1d"])
@pytest.mark.parametrize("blank", ["", " ", "\t"])
def test_no_cell_is_a_formula_where_a_semicolon_begins_the_next(document, start, blank):
    name = f"Heron;{blank}{start}HYPERLINK(1);{start}1"
    document["participants"][0]["pseudonym"] = name
    table = list(csv.reader(io.StringIO(as_csv(document)), delimiter=";"))
    assert not any(cell.lstrip().startswith(start) for row in table for cell in row)


def test_parquet_has_the_same_rows_as_they_are(document, tmp_path):
    write_parquet(tmp_path / "x.parquet", document)
    assert pq.read_table(tmp_path / "x.parquet").to_pylist() == rows(document)


def test_a_workshop_without_judgments_is_a_table_without_rows(document, tmp_path):
    document["judgments"] = []
    write_parquet(tmp_path / "x.parquet", document)
    assert pq.read_table(tmp_path / "x.parquet").num_rows == 0
    assert as_csv(document) == ",".join(COLUMNS) + "\r\n"
