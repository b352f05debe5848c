"""Allocations as people type, paste and upload them."""

import json

import pytest

from app.allocations import LONGEST, read_allocation
from tests.packs import made, small_pack

MEANS = made(small_pack()).means
MINE = {"tuning": 20.0, "treaty": 5.5}


@pytest.mark.parametrize(
    "text",
    [
        "tuning,20\ntreaty,5.5\n",
        "id,amount\ntuning,20\ntreaty,5.5",
        "\ufeffid;FTE-years a year\r\ntuning;20\r\ntreaty;5,5\r\n",
        "sep=;\nid;amount\ntuning;20;;\ntreaty;5,5;;\n;;\n",
        "Intervention\tAmount\nThe tuning\t20\nTHE TREATY\t5.5",
        "\n\n# mine\ntuning,  20\n\n# later\ntreaty, 5.5\n\n",
        '"tuning","20"\n"treaty","5,5"',
        "| intervention | amount |\n|---|---:|\n| tuning | 20 |\n| treaty | 5.5 |",
        "intervention  FTE-years\nThe tuning          20.0\ntreaty      5.5",
        "tuning: 20\ntreaty: 5.5",
        "# mine\ntuning: 20\ntreaty: 5.5",
        json.dumps(MINE),
        json.dumps([{"from_month": 0, "amounts": MINE}], indent=2),
    ],
)
def test_a_table_in_any_usual_form_is_an_allocation(text):
    assert read_allocation(text, MEANS).plain == MINE


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("1588", 1588),
        ("1e3", 1000),
        ("12,5", 12.5),
        ("0,125", 0.125),
        ("1 588", 1588),
        ("1\u00a0588,5", 1588.5),
        ("1\u202f588", 1588),
        ("1'588.25", 1588.25),
        ("1,588.5", 1588.5),
        ("1,000,000", 1e6),
        ("1.588,5", 1588.5),
        ("0", 0),
    ],
)
def test_a_number_is_read_as_a_spreadsheet_writes_it(written, number):
    assert read_allocation(f"tuning\t{written}", MEANS).plain == {"tuning": number}


@pytest.mark.parametrize(
    "written",
    ["1,588", "nan", "inf", "-1", "1e99", "many", "1_000", "20 FTE", "=A1", "#REF!"],
)
def test_a_number_that_is_none_or_may_mean_two_is_refused(written):
    with pytest.raises(ValueError, match=r"row 1: amount of tuning must be a number"):
        read_allocation(f"tuning\t{written}", MEANS)


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("", "allocation must have a row of an intervention and an amount, got none"),
        (" \n# nothing\n", "must have a row of an intervention and an amount, got n"),
        ("id,amount\n", "must have a row of an intervention and an amount, got none"),
        ("tuning,1\nalchemy,2", "row 2: must name an intervention, got 'alchemy'"),
        ("alchemy,nan", "row 1: must name an intervention, got 'alchemy'"),
        ("the tuning,x\n", "row 1: amount of tuning must be a number"),
        ("id,amount\ntuning,1\ntotal,1", "row 3: must name an intervention, got 'to"),
        ("tuning,1\ntuning,2", "row 2: an intervention must not repeat, got 'tuning'"),
        ("tuning,1\nThe tuning,2", "row 2: an intervention must not repeat, got 'The"),
        ("tuning,1\ntheory", "row 2: must have an intervention and an amount"),
        ("id,name,amount\ntuning,The tuning,1", "row 2: must have an intervention"),
        ('tuning,"1', "row 1: must be cells of a table"),
        ("tuning: .nan", "must be finite"),
        ("tuning: -1", r"tuning must lie in \[0, 10000000\], got -1"),
        ("tuning: 1\ntuning: 2", "key must not repeat"),
        ("alchemy: 1", "a portfolio must name interventions, got 'alchemy'"),
        ("{", "must be plain YAML"),
        ("x" * (LONGEST + 1), f"must be at most {LONGEST} characters"),
    ],
)
def test_what_is_no_allocation_is_refused_where_it_goes_wrong(text, refusal):
    with pytest.raises(ValueError, match=refusal):
        read_allocation(text, MEANS)
