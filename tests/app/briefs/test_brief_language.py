"""A brief in another language: it says which, and verifies itself."""

import json

import pytest

from app.briefs.formats import FORMATS, encoded, lines_of
from app.briefs.inside import carried
from app.briefs.making import computed
from app.briefs.verify import unverified, verify
from app.cli import main
from app.texts import speaking
from simulator import scenario as scenarios
from simulator.model import load

MADE = "2026-03-09"


@pytest.fixture(scope="module")
def model():
    return load()


@pytest.fixture(scope="module")
def files(model):
    few = {**scenarios.new(model).plain, "worlds": 2, "months": 1, "note": "我的话"}
    with speaking("zh"):
        made = computed(model, scenarios.from_plain(few, model), MADE)
        return {form: encoded(made, form) for form in FORMATS}


@pytest.fixture(scope="module")
def chinese(files):
    return {form: files[form].decode() for form in ("md", "html")}


@pytest.mark.parametrize("form", FORMATS)
def test_a_brief_in_chinese_verifies_anew_by_whoever_speaks_english(files, model, form):
    file = files[form]

    assert carried(file)["language"] == "zh"
    said = "".join(line.text for line in lines_of(file, form))
    assert "2026年3月9日" in said
    assert "这是情景" in said
    assert "可扩展监督" in said
    assert verify(file, model) == ()
    assert "我的话" in "".join(line.words for line in unverified(file))


def test_a_chinese_page_says_its_language(chinese):
    assert '<html lang="zh">' in chinese["html"]


def test_a_changed_word_of_a_chinese_brief_is_found(chinese, model):
    (found,) = verify(chinese["md"].replace("可能的结局", "必然的结局", 1), model)

    assert "必然的结局" in found.was
    assert "可能的结局" in found.now


@pytest.mark.parametrize("language", ["xx", "[zh]"])
def test_a_language_that_is_not_spoken_is_a_difference(chinese, model, language):
    text = chinese["md"].replace("language: zh", f"language: {language}", 1)

    assert any(difference.where == "language" for difference in verify(text, model))


def test_the_command_line_writes_and_verifies_chinese(tmp_path, capsys):
    scenario, brief = tmp_path / "s.json", tmp_path / "b.md"
    scenario.write_text(json.dumps({"credence": [0.1] * 10, "worlds": 2, "months": 1}))
    given = ["brief", str(scenario), "--format", "md", "-o", str(brief)]

    assert main([*given, "--language", "zh"]) == 0
    assert "模型的回答" in brief.read_text("utf-8")
    assert main(["verify", str(brief)]) == 0
    capsys.readouterr()


def test_a_language_that_is_not_offered_is_refused_in_one_line(tmp_path, capsys):
    given = ["brief", "s.json", "--format", "md", "-o", str(tmp_path / "b")]

    with pytest.raises(SystemExit, match="2"):
        main([*given, "--language", "xx"])
    assert "choose from" in capsys.readouterr().err
