"""The command `score`: its document, its words, and what it refuses."""

import io
import json

import numpy as np
import pytest

from app.assessed import assessment, listed, score_document
from app.cli import main
from simulator.scenario import new
from tests.packs import made, small_pack, written


@pytest.fixture
def ask(tmp_path, capsys):
    pack = written(small_pack(), tmp_path)
    file = tmp_path / "mine.csv"

    def run(text, *arguments):
        file.write_text(text, encoding="utf-8")
        start = ["score", str(file), f"--pack={pack}", "--credence=0.5,0.5"]
        status = main([*start, "--worlds=16", *arguments])
        shown = capsys.readouterr()
        return status, shown.out, shown.err

    return run


def test_an_allocation_is_scored_under_presets_and_at_levels(ask):
    status, out, err = ask("id;amount\ntuning;20\ntreaty;5,5\n", "--json")
    told = json.loads(out)
    assert (status, err, told["contract"]) == (0, "", 1)
    assert told["portfolio"] == {"tuning": 20.0, "treaty": 5.5}
    assert told["cost"] == pytest.approx(20 + 2 * 5.5)  # governance costs twice as much
    assert told["expected_value"] == pytest.approx(np.mean(told["value"]))
    assert [preset["id"] for preset in told["presets"]] == ["even"]
    assert [(x["level"], x["goal"]) for x in told["levels"]] == [
        ("easy", 0.5), ("easy", 0.8), ("hard", 0.5), ("hard", 0.8),
    ]  # fmt: skip
    for x in told["levels"]:
        assert x["shortfall"] == pytest.approx(max(x["goal"] - x["covered"], 0))
        assert (x["extra"] is None) or (x["extra"] > 0) == bool(x["amounts"])
    gains = [x["gain"] for x in told["next"]]
    assert gains == sorted(gains, reverse=True)
    assert {x["id"] for x in told["next"]} == {"tuning", "theory", "treaty"}


def test_without_a_file_today_s_field_is_scored(tmp_path, capsys):
    pack = written(small_pack(), tmp_path)
    options = [f"--pack={pack}", "--credence=even", "--worlds=16", "--json"]
    assert main(["score", *options]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["portfolio"] == made(small_pack()).means.field.plain


def test_an_allocation_is_pasted_on_standard_input(tmp_path, monkeypatch, capsys):
    pack = written(small_pack(), tmp_path)
    pasted = io.TextIOWrapper(io.BytesIO(b"The tuning\t20\nThe treaty\t5.5\n"))
    monkeypatch.setattr("sys.stdin", pasted)
    options = [f"--pack={pack}", "--credence=even", "--worlds=16", "--json"]
    assert main(["score", "-", *options]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["portfolio"] == {"tuning": 20.0, "treaty": 5.5}


def test_people_read_what_is_covered_and_what_closes_the_gap(ask):
    _, out, _ = ask("tuning,20")
    assert "under the preset" in out
    assert "extra for 50%" in out
    assert "The next grant adds most to these (utility per 100 FTE-years):" in out
    easy = next(line for line in out.splitlines() if line.startswith("easy"))
    assert "covered" in easy


def test_what_no_money_reaches_is_told_below_the_table():
    model = made(small_pack())
    document = score_document(model, new(model))
    far = {**document["levels"][3], "extra": None, "reachable": 0.614}
    document["levels"][3] = {**far, "held_back_by": "theory"}
    shown = listed(document)
    assert "hard: 80% is out of reach, at most 61%, held back by theory" in shown
    document["levels"][3] = {**far, "held_back_by": None}
    assert "hard: 80% is out of reach, at most 61%\n" in listed(document)


def test_an_assessment_holds_all_that_is_printed():
    model, told = made(small_pack()), []
    found = assessment(model, new(model), told.append)
    assert found.p.tolist() == [0.5, 0.5]
    assert found.portfolio == model.means.field
    assert told[-1] == 1.0


def test_two_allocations_are_refused(ask):
    status, out, err = ask("tuning,20", "--portfolio=other.yaml")
    assert (status, out) == (2, "")
    assert "score must have one allocation, got " in err
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("tuning,-1", "mine.csv, row 1: amount of tuning must be a number in [0, 1000"),
        ("tuning,nan", "mine.csv, row 1: amount of tuning must be a number in [0, 100"),
        ("alchemy,1", "mine.csv, row 1: must name an intervention, got 'alchemy'"),
        ("tuning: 1\ntuning: 2", "mine.csv:2: tuning: key must not repeat"),
        ("- amounts: 1", "a segment must have from_month and amounts, got {'amounts'"),
        ("", "mine.csv must have a row of an intervention and an amount, got none"),
    ],
)
def test_a_bad_allocation_is_refused_in_one_line(ask, text, refusal):
    status, out, err = ask(text)
    assert (status, out) == (2, "")
    assert refusal in err
    assert err.count("\n") == 1


def test_a_file_that_is_not_there_is_refused_in_one_line(capsys):
    assert main(["score", "no/such.csv", "--credence=uniform"]) == 2
    err = capsys.readouterr().err
    assert "no/such.csv" in err
    assert err.count("\n") == 1
