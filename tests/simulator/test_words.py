"""The words that a pack brings in other languages."""

import json
import shutil

import pytest

from app.packs import check, copy
from levels.pack import SHIPPED
from levels.problem import PackError
from simulator.model import load
from simulator.translation import translated
from tests.packs import small_pack, written


@pytest.fixture
def pack(tmp_path):
    copy(tmp_path / "mine")
    return tmp_path / "mine"


def put(folder, language, words):
    (folder / "texts").mkdir(exist_ok=True)
    (folder / "texts" / f"{language}.yaml").write_text(
        json.dumps(words, indent=1), "utf-8"
    )


def test_shipped_words_do_not_speak_of_a_catalog_that_a_pack_brings(tmp_path):
    folder = written(small_pack(), tmp_path)

    mine = load(folder)
    spoken = translated(mine, "zh")
    names = [entry.name for entry in mine.means.interventions]
    assert [entry.name for entry in spoken.means.interventions] == names
    assert spoken.belief.ladder == mine.belief.ladder


def test_shipped_words_do_not_speak_of_an_entry_that_a_pack_names_anew(pack):
    shutil.rmtree(pack / "texts")
    for name in SHIPPED.keys() - {"interventions.yaml"}:
        (pack / name).unlink()
    file = pack / "interventions.yaml"
    text = file.read_text("utf-8")
    called = load().means.intervention("debate").name
    file.write_text(text.replace(f"name: {called}", "name: Ours", 1), "utf-8")

    spoken = translated(load(pack), "zh")
    assert spoken.means.intervention("debate").name == "Ours"
    assert spoken.belief.ladder.levels[3].name == "可扩展监督"


def test_words_of_a_pack_come_before_the_shipped_ones_one_by_one(tmp_path):
    shipped = translated(load(), "zh").belief.ladder
    own = {
        "ladder": {"name": "Unsere"},
        "levels": {"by_default": {"name": "Erste"}},
        "units": {"months": "Monate"},
    }
    put(tmp_path, "zh", own)

    model = load(tmp_path)
    ladder = translated(model, "zh").belief.ladder
    assert model.words["zh"].units == load().words["zh"].units | own["units"]
    assert (ladder.name, ladder.levels[0].name) == ("Unsere", "Erste")
    assert ladder.remark == shipped.remark
    assert ladder.levels[0].summary == shipped.levels[0].summary
    assert ladder.levels[1:] == shipped.levels[1:]


def test_a_pack_brings_words_of_its_own(tmp_path):
    folder = written(small_pack(), tmp_path)
    first = load(folder).belief.ladder.levels[0].id
    put(folder, "de", {"levels": {first: {"name": "**Erste** <b>"}}})

    assert translated(load(folder), "de").belief.ladder.levels[0].name == (
        "**Erste** <b>"
    )


@pytest.mark.parametrize(
    ("words", "line", "rule"),
    [
        ({"levels": {"nobody": {"name": "x"}}}, 3, "must be the id of an entry"),
        ({"levels": {"by_default": {"name": 7}}}, 4, "should be a valid string"),
        ({"levels": {"by_default": {"meaning": "x"}}}, 4, "must be a field of that"),
        ({"levels": {"by_default": {"id": "x"}}}, 4, "extra inputs"),
        ({"nonsense": {}}, 2, "extra inputs"),
        ({"levels": []}, 2, "valid dictionary|valid mapping"),
        ({"interventions": {"debate": {"cannot": ["x"]}}}, 4, "as many as the entry"),
    ],
)
def test_words_that_stand_for_nothing_are_refused_with_their_line(
    pack, words, line, rule
):
    put(pack, "de", words)

    with pytest.raises(PackError, match=rf"texts/de\.yaml:{line}:.*({rule})"):
        load(pack)


@pytest.mark.parametrize(
    ("words", "line", "rule"),
    [
        (
            {"levels": {"by_default": {"short": "much longer than it may be"}}},
            4,
            "levels.by_default.short: string should have at most 14 characters",
        ),
        ({"ladder": {"meaning": "x"}}, 3, "ladder.meaning: extra inputs"),
    ],
)
def test_words_that_their_entry_could_not_hold_are_refused_with_their_line(
    pack, words, line, rule
):
    put(pack, "de", words)

    with pytest.raises(PackError, match=rf"texts/de\.yaml:{line}: {rule}"):
        load(pack)
    (problem,) = check(pack).problems
    assert problem.file == "texts/de.yaml"


@pytest.mark.parametrize("name", ["Deutsch!.yaml", "d.yaml", "english language.yaml"])
def test_a_file_of_words_is_named_by_its_language(pack, name):
    (pack / "texts" / name).write_text("levels: {}")

    with pytest.raises(PackError, match="must be named by a language"):
        load(pack)


def test_a_document_of_words_is_read_as_safely_as_any_other(pack):
    (pack / "texts" / "de.yaml").write_text("levels: &a {}\ntiers: *a\n")

    with pytest.raises(PackError, match="aliases are not allowed"):
        load(pack)
