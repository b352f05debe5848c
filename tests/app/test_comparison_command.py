"""The command that compares several scenarios in one brief."""

import argparse
import json

import pytest

from app.briefs import inside
from app.cli import main
from app.described import side_by_side
from simulator.translation import translated
from tests.app.briefs.compared import OTHER
from tests.app.briefs.examples import FULL, sourced_pack
from tests.packs import shipped, written


@pytest.fixture
def folder(tmp_path):
    pack = tmp_path / "pack"
    pack.mkdir()
    written(sourced_pack(), pack)
    for name, plain in (("a", FULL), ("b", OTHER)):
        (tmp_path / f"{name}.json").write_text(json.dumps(plain))
    return tmp_path


@pytest.fixture
def run(folder, capsys):
    def command(*arguments):
        given = [argument.format(folder) for argument in arguments]
        status = main([*given, "--pack", str(folder / "pack")])
        shown = capsys.readouterr()
        return status, shown.out, shown.err

    return command


TO = ("--format", "md", "-o", "{}/c.md")
FILES = ("brief", "{}/a.json", "--compare", "{}/b.json")


def test_files_are_compared_and_the_comparison_verifies_itself(run, folder):
    status, out, err = run(*FILES, *TO, "--json")

    assert (status, err) == (0, "")
    document = json.loads(out)
    assert set(document) == {"contract", "path", "digest"}
    assert document["digest"] in (folder / "c.md").read_text()
    assert run("verify", "{}/c.md")[:2] == (0, "ok\n")


def test_an_altered_number_fails_and_its_line_is_named(run, folder):
    run(*FILES, *TO)
    path = folder / "c.md"
    text = path.read_text()
    place = text.index(" ± ", text.index("Priority of each")) - 1
    digit = "1" if text[place] != "1" else "2"
    path.write_text(text[:place] + digit + text[place + 1 :])

    status, out, _ = run("verify", "{}/c.md", "--json")
    (found,) = json.loads(out)["differences"]
    line = text.count("\n", 0, place) + 1
    assert status == 1
    assert found["where"].startswith(f"line {line}, section")


def test_a_preset_is_the_scenario_under_another_credence(run, folder):
    assert run("brief", "{}/a.json", *TO, "--compare-preset", "even")[0] == 0

    here, there = inside.scenarios_in((folder / "c.md").read_text())
    assert there["title"] == "Even"
    assert there["credence"] == [0.5, 0.5]
    same = [key for key in here if here[key] == there[key]]
    assert {"observations", "changes", "evidence", "seed"} <= set(same)
    assert run("verify", "{}/c.md")[:2] == (0, "ok\n")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_preset_is_called_as_in_the_language_of_the_brief(folder, language):
    path = folder / "mine.json"
    path.write_text('{"credence": "uniform"}')
    given = argparse.Namespace(
        scenario=path, compare=[], compare_preset=["easy_tier"], language=language
    )

    _, easy = side_by_side(given, shipped())
    model = translated(shipped(), language)
    (name,) = [prior.name for prior in model.belief.priors if prior.id == "easy_tier"]
    assert easy.title == name


def test_a_comparison_opens_again_as_its_first_scenario(run, folder):
    run(*FILES, *TO)

    shown = json.loads(run("scenario", "show", "{}/c.md", "--json")[1])
    assert shown == json.loads(run("scenario", "show", "{}/a.json", "--json")[1])
    assert run("brief", "{}/b.json", *TO, "--compare", "{}/c.md")[0] == 0
    first, second = inside.scenarios_in((folder / "c.md").read_text())
    assert (first["title"], second["title"]) == ("Another", "A full one")


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("--compare", *["{}/b.json"] * 5), "of 2 to 5 scenarios, got 6"),
        (("--compare", "{}/none.json"), "readable file"),
        (("--compare", "{}/bad.json"), "must have a credence"),
        (("--compare-preset", "nobody"), "a preset must be one of the model's"),
        (("--compare", "{}/b.json", "--length", "one"), "--length must be left out"),
        (("--compare-preset", "even", "--audience", "researcher"), "--audience must"),
    ],
)
def test_wrong_input_is_refused_in_one_line_and_nothing_is_left(
    run, folder, arguments, reason
):
    (folder / "bad.json").write_text('{"seed": 1}')
    before = sorted(folder.rglob("*"))

    status, out, err = run("brief", "{}/a.json", *TO, *arguments)
    assert (status, out) == (2, "")
    assert err.count("\n") == 1
    assert reason in err
    assert sorted(folder.rglob("*")) == before
