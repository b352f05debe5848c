"""The commands that write a brief and verify one."""

import json
import shutil

import pytest
import yaml

from app.briefs import inside
from app.briefs.formats import TEXTS
from app.cli import main
from tests.app.briefs.examples import FULL, made, sourced_pack
from tests.packs import written

pytestmark = pytest.mark.usefixtures("remembered_runs")


@pytest.fixture
def folder(tmp_path):
    pack = tmp_path / "pack"
    pack.mkdir()
    written(sourced_pack(), pack)
    (tmp_path / "scenario.yaml").write_text(yaml.safe_dump(FULL), encoding="utf-8")
    return tmp_path


@pytest.fixture
def run(folder, capsys):
    def command(*arguments):
        status = main([*arguments, "--pack", str(folder / "pack")])
        shown = capsys.readouterr()
        return status, shown.out, shown.err

    return command


@pytest.fixture
def make(folder, run):
    def brief(form):
        path = folder / f"brief.{form}"
        options = ("--format", form, "-o", str(path), "--json")
        status, out, err = run("brief", str(folder / "scenario.yaml"), *options)
        assert (status, err) == (0, "")
        return path, json.loads(out)

    return brief


@pytest.mark.parametrize("form", TEXTS)
def test_a_brief_is_written_and_verifies_itself(make, run, form):
    path, document = make(form)

    assert document["contract"] == 1
    assert document["path"] == str(path)
    assert document["digest"] in path.read_text()
    status, out, _ = run("verify", str(path), "--json")
    assert status == 0
    told = json.loads(out)
    assert (told["contract"], told["ok"], told["differences"]) == (1, True, [])
    assert [p["text"] for p in told["unverified"]] == ["First.", "Second."]


def test_a_length_and_an_audience_may_be_asked_for(run, folder):
    path = folder / "brief.md"
    options = ("--length", "one", "--audience", "researcher", "--format", "md")
    told = run("brief", str(folder / "scenario.yaml"), *options, "-o", str(path))

    assert told == (0, f"{path}\n", "")
    inside = inside_of(path)
    assert (inside["length"], inside["audience"]) == ("one", "researcher")
    assert run("verify", str(path))[0] == 0


def inside_of(path):
    return inside.carried(path.read_bytes())


@pytest.mark.parametrize(
    ("option", "value"), [("--length", "two"), ("--audience", "king")]
)
def test_another_edition_is_refused_in_one_line(run, folder, capsys, option, value):
    target = folder / "x"
    options = ("--format", "md", "-o", str(target), option, value)
    with pytest.raises(SystemExit) as stopped:
        run("brief", str(folder / "scenario.yaml"), *options)

    error = capsys.readouterr().err
    assert (stopped.value.code, error.count("\n")) == (2, 1)
    assert option in error
    assert value in error
    assert not target.exists()


@pytest.mark.parametrize("form", TEXTS)
def test_a_changed_digit_fails_and_names_the_line(make, run, form):
    path, _ = make(form)
    text = path.read_text()
    place = text.index("%", text.index("come first")) - 1
    digit = "1" if text[place] != "1" else "2"
    path.write_text(text[:place] + digit + text[place + 1 :])

    status, out, _ = run("verify", str(path), "--json")
    document = json.loads(out)
    assert status == 1
    assert not document["ok"]
    line = text.count("\n", 0, place) + 1
    (found,) = document["differences"]
    assert set(found) == {"where", "was", "now"}
    assert found["where"].startswith(f"line {line}, section ")

    status, out, _ = run("verify", str(path))
    assert status == 1
    assert f"line {line}" in out


@pytest.mark.parametrize("form", ["pdf", "docx", "pptx"])
def test_a_file_is_written_verified_and_opened_again(make, run, folder, form):
    path, document = make(form)

    status, out, err = run("verify", str(path))
    assert (status, err) == (0, "")
    assert out.splitlines()[0] == "ok"
    again = run("scenario", "show", str(path), "--json")[1]
    assert again == run("scenario", "show", str(folder / "scenario.yaml"), "--json")[1]
    copy = folder / f"copy.{form}"
    run("brief", str(path), "--format", form, "-o", str(copy))
    assert copy.read_bytes() == path.read_bytes()
    assert document["digest"] in str(inside.carried(copy.read_bytes()))


@pytest.mark.parametrize("form", ["pdf", "docx", "pptx"])
def test_half_a_file_is_refused_in_one_line(make, run, form):
    path, _ = make(form)
    path.write_bytes(path.read_bytes()[:2000])

    status, out, err = run("verify", str(path))
    assert (status, out) == (2, "")
    assert err.count("\n") == 1
    assert "a brief must be a whole" in err


def test_a_brief_that_holds_says_ok(make, run):
    told = run("verify", str(make("md")[0]))[1].splitlines()

    assert told[0] == "ok"
    assert told[1].endswith("section 'What the author says': 'First.' is not verified")


@pytest.mark.parametrize("form", TEXTS)
def test_a_brief_opens_again_as_its_scenario(make, run, folder, form):
    path, _ = make(form)

    again = run("scenario", "show", str(path), "--json")[1]
    assert again == run("scenario", "show", str(folder / "scenario.yaml"), "--json")[1]
    assert json.loads(again)["pack"] == made(sourced_pack()).digest
    ranked = run("rank", "--scenario", str(path), "--json")
    assert ranked[0] == 0


def test_a_brief_of_a_brief_is_the_same_brief(make, run, folder):
    path, document = make("html")
    copy = folder / "copy.html"
    shutil.copy(path, folder / "given.html")

    run("brief", str(folder / "given.html"), "--format", "html", "-o", str(copy))
    assert document["digest"] in copy.read_text()


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("brief", "{}/none.yaml", "--format", "md", "-o", "{}/x"), "readable file"),
        (("brief", "{}/bad.yaml", "--format", "md", "-o", "{}/x"), "must have a cred"),
        (("brief", "{}/scenario.yaml", "--format", "md", "-o", "{}/no/x"), "writable"),
        (("verify", "{}/none.md"), "must be a readable file"),
        (("verify", "{}/scenario.yaml"), "a brief must hold its scenario"),
        (("scenario", "show", "{}/plain.md"), "a brief must hold its scenario"),
    ],
)
def test_wrong_input_is_refused_in_one_line_and_nothing_is_left(
    run, folder, arguments, reason
):
    (folder / "bad.yaml").write_text("seed: 1\n")
    (folder / "plain.md").write_text("# Only a title\n")
    before = sorted(folder.rglob("*"))

    status, out, err = run(*(a.format(folder) for a in arguments))
    assert (status, out) == (2, "")
    assert err.count("\n") == 1
    assert reason in err
    assert sorted(folder.rglob("*")) == before
