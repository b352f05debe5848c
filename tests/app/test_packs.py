"""Checks of a pack: what stops it, and what may not be meant."""

import json
import re

import pytest

from app.cli import main
from app.packs import check
from app.tables import checked
from tests.packs import fixed, small_pack, written


def asked(folder, capsys):
    status = main(["pack", "check", str(folder), "--json"])
    return status, json.loads(capsys.readouterr().out)


def test_the_shipped_pack_leads_to_every_outcome(capsys, tmp_path):
    main(["pack", "copy", str(tmp_path / "mine")])
    capsys.readouterr()

    status, document = asked(tmp_path / "mine", capsys)
    assert status == 0
    assert document == {"contract": 1, "ok": True, "problems": [], "warnings": []}


def test_an_outcome_that_nothing_leads_to_is_a_warning_and_no_fault(capsys, tmp_path):
    plain = small_pack(roles={}, parameters={"threshold": 2.0})
    folder = written(plain, tmp_path)

    status, document = asked(folder, capsys)
    assert status == 0
    assert document["ok"]
    (warning,) = document["warnings"]
    assert set(warning) == {"file", "line", "where", "rule", "value"}
    assert warning["file"] == "world.yaml"
    assert warning["where"] == "outcomes[2].id"
    assert warning["value"] == "'halt'"
    line = (folder / "world.yaml").read_text().splitlines()[warning["line"] - 1]
    assert '"id": "halt"' in line


def test_people_are_told_of_a_warning_after_the_verdict(capsys, tmp_path):
    folder = written(small_pack(roles={}, parameters={"threshold": 2.0}), tmp_path)

    assert main(["pack", "check", str(folder)]) == 0
    verdict, told = capsys.readouterr().out.splitlines()
    assert verdict == "ok"
    assert told.startswith("warning: world.yaml:")
    assert told.endswith(
        "outcomes[2].id: should be one in which some world ends, "
        "whatever is funded, got 'halt'"
    )


def test_a_pack_that_leads_to_no_probabilities_is_told(tmp_path):
    plain = small_pack(roles={})
    parameters = plain["world.yaml"]["parameters"]
    place = [p["id"] for p in parameters].index("compute_exponent")
    parameters[place] = fixed("compute_exponent", -1e6, "exponent")

    (warning,) = check(written(plain, tmp_path)).warnings
    assert warning.where == "parameters"
    rule = r"parameters must lead to probabilities, got none in \d+ worlds"
    assert re.fullmatch(rule, warning.rule)


def test_a_pack_that_cannot_be_read_has_problems_and_no_warnings(capsys, tmp_path):
    folder = written(small_pack(), tmp_path)
    (folder / "world.yaml").write_text("outcomes: [")

    status, document = asked(folder, capsys)
    assert status == 1
    assert not document["ok"]
    assert len(document["problems"]) == 1
    assert document["warnings"] == []


@pytest.mark.parametrize(
    ("where", "value", "line"),
    [
        ("w", "", "f:3: w: rule"),
        ("w", "'x'", "f:3: w: rule, got 'x'"),
        ("", "", "f:3: rule"),
        ("", "'x'", "f:3: rule, got 'x'"),
    ],
)
def test_a_fault_is_told_with_its_place_and_value_if_it_has_them(where, value, line):
    fault = {"file": "f", "line": 3, "where": where, "rule": "rule", "value": value}

    told = checked({"ok": False, "problems": [fault], "warnings": []})
    assert told == line
