"""What a phone is told of the model."""

import json

import pytest

from app.room.sheet import LISTS, sheet_document, sheet_of
from app.room.values import check_value
from tests.packs import made, shipped, small_pack


@pytest.mark.parametrize("model", [shipped(), made(small_pack())], ids=["own", "small"])
def test_the_sheet_names_all_that_a_model_has_and_holds_no_number_of_it(model):
    document = sheet_document(model)
    read = sheet_of({"sheet": json.loads(json.dumps(document))})

    assert read.ids["levels"] == {level.id for level in model.belief.ladder.levels}
    assert read.ids["interventions"] == {one.id for one in model.means.interventions}
    assert read.ids["evidence"] == {item.id for item in model.belief.evidence}
    assert len(json.dumps(document)) < 100_000
    share = 1 / len(read.ids["levels"])
    check_value(read, "credence", {"shares": dict.fromkeys(read.ids["levels"], share)})


def test_only_the_measures_that_are_asked_about_are_on_the_sheet():
    model = shipped()
    first, second, *_ = (one.id for one in model.means.interventions)

    read = sheet_of({"sheet": sheet_document(model, measures=[second, first])})

    assert read.ids["measures"] == {first, second}
    assert not sheet_document(model)["measures"]


def test_seed_questions_come_without_what_is_not_given():
    seeds = [{"id": "height", "question": "How high?", "unit": "m"}]

    assert sheet_document(shipped(), seeds)["seeds"] == seeds


@pytest.mark.parametrize("sheet", [None, [], "x", {"levels": [1]}, {"levels": [{}]}])
def test_a_scenario_without_a_sheet_is_refused(sheet):
    with pytest.raises(ValueError, match=r"sheet|levels must list objects with an id"):
        sheet_of({"sheet": sheet})


def test_every_list_may_be_missing():
    assert sheet_of({"sheet": {}}).ids == {name: frozenset() for name in LISTS}
