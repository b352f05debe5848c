"""The words of a pack in another language."""

import pytest

from app.packs import check, copy
from levels.words import FILES
from simulator.model import load
from simulator.revision import revised
from simulator.translation import translated


@pytest.fixture(scope="module")
def model():
    return load()


@pytest.fixture
def pack(tmp_path):
    copy(tmp_path / "mine")
    return tmp_path / "mine"


def test_words_change_and_nothing_else_does(model):
    spoken = translated(model, "zh")

    assert spoken.belief.ladder.levels[3].name == "可扩展监督"
    assert (spoken.digest, spoken.world_digest) == (model.digest, model.world_digest)
    ours, theirs = model.assumptions, spoken.assumptions
    assert {a: n.triple for a, n in ours.items()} == {
        a: n.triple for a, n in theirs.items()
    }
    assert model.belief.ladder.levels[3].name == "Scalable oversight"


def test_a_language_that_a_pack_has_no_words_in_is_left_as_it_is(model):
    assert translated(model, "tlh") is model


def test_the_shipped_words_name_every_entry(model):
    words = model.words["zh"]

    lacking = [
        f"{name}.{entry['id']}"
        for file, names in FILES.items()
        for name in names
        for entry in model.documents[file].data.get(name, ())
        if entry["id"] not in getattr(words, name)
    ]
    assert lacking == []


def test_a_changed_model_keeps_its_words(model):
    mine = revised(model, {"interventions.debate.cost": (2.0, 1.0, 3.0)}, [])

    spoken = translated(mine, "zh")
    assert spoken.means.intervention("debate").cost.value == 2.0
    assert spoken.means.intervention("debate").name == "辩论"
    assert spoken.digest == mine.digest


def test_a_copied_pack_speaks_as_the_shipped_one(pack):
    assert translated(load(pack), "zh").belief.ladder.levels[3].name == "可扩展监督"
    assert check(pack).problems == ()
