"""What is published: whole for a large room, and nothing of a few people."""

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.group.published import to_plain
from simulator.group.rehearsal import reconsidered, rehearsed
from simulator.group.result import group_result, setting
from simulator.scenario import from_plain
from tests.levels.test_performance import TOLD
from tests.packs import random_pack, started
from tests.simulator.group.rooms import TRUTHS, crowd, judged, named, voice

EASY, MIDDLE, HARD = (0.9, 0.08, 0.02), (0.02, 0.96, 0.02), (0.02, 0.08, 0.9)


def published(*rounds, batch=5):
    """Return what is published of rounds."""
    return to_plain(group_result(judged(), rounds, batch), batch)


def first_round(voices, batch=5):
    """Return what is published of one round."""
    return published(voices, batch=batch)["rounds"][0]


def test_a_large_room_is_told_whole():
    people = named(
        *[voice(*EASY, prediction="theory", seeds=TOLD[0])] * 12,
        *[voice(*HARD, prediction="tuning", seeds=TOLD[0])] * 12,
    )
    told = published(people, people)
    found = told["rounds"][0]
    assert found["people"] == 24
    assert list(found["pools"]) == [
        "linear",
        "logarithmic",
        "median",
        "performance",
        "members",
    ]
    assert all(found["pools"].values())
    assert found["pools"]["linear"]["p"] == [0.46, 0.08, 0.46]
    assert [each["people"] for each in found["worldviews"]] == [12, 12]
    assert found["worldviews_agree"] is False
    assert sum(found["firsts"].values()) == 24
    assert found["dividing"]["yes"]["people"] == 12
    assert found["spread"]["quartiles"] is not None
    assert found["anatomy"]["shares"]["difficulty"] == 1
    assert found["predictions"]["people"] == {"right": 12, "wrong": 12}
    assert found["not_updated"] == 0
    assert told["movement"]["directions"] == {"easier": 0, "same": 24, "harder": 0}


@settings(max_examples=20)
@given(st.integers(0, 999), st.integers(1, 14))
def test_what_is_published_is_plain_and_names_nobody(seed, n):
    voices = crowd(n, seed)
    text = json.dumps(published(voices, voices), allow_nan=False)
    assert "person" not in text
    assert not any(key in text for key in voices)
    assert "NaN" not in text


def test_nothing_is_told_of_a_room_that_is_too_small():
    told = published(crowd(4), crowd(4))
    assert told["rounds"] == [{"people": None, "is_shown": False}] * 2
    assert told["movement"] is None
    assert first_round(crowd(5))["is_shown"]


def test_a_small_worldview_is_not_told_and_its_rest_does_not_give_it_away():
    assert (
        first_round(named(*[voice(*EASY)] * 9, *[voice(*HARD)] * 3))["worldviews"]
        is None
    )


def test_small_worldviews_that_are_enough_together_leave_the_others_told():
    room = named(*[voice(*EASY)] * 9, *[voice(*MIDDLE)] * 3, *[voice(*HARD)] * 3)
    (told,) = first_round(room)["worldviews"]
    assert told["people"] == 9


def test_a_pool_in_which_few_people_have_the_weight_is_not_told():
    room = named(*[voice(*EASY, seeds=TOLD[0])] * 2, *[voice(*HARD, seeds=TOLD[2])] * 8)
    found = first_round(room)["pools"]
    assert found["performance"] is None
    assert found["linear"] is not None


def test_a_small_side_is_not_told():
    room = named(*[voice(*MIDDLE)] * 8, *[voice(*HARD)] * 3)
    assert first_round(room)["dividing"] is None
    assert first_round(room, batch=3)["dividing"]["yes"]["people"] == 3


def test_small_counts_are_not_told():
    room = named(
        *[voice(*MIDDLE, prediction="tuning")] * 8,
        *[voice(*HARD, prediction="theory")] * 3,
    )
    found = first_round(room)
    assert found["predictions"]["people"] is None
    assert found["firsts"] == {}  # eight would tell of the other three


def test_predictions_of_a_few_people_are_not_told():
    room = named(*[voice(*MIDDLE, prediction="tuning")] * 4, *[voice(*HARD)] * 8)
    assert first_round(room)["predictions"] is None


def test_quartiles_need_a_batch_in_each_quarter():
    assert first_round(crowd(19))["spread"]["quartiles"] is None
    assert first_round(crowd(20))["spread"]["quartiles"] is not None


def test_a_few_people_who_move_are_not_told():
    before = named(*[voice(*MIDDLE)] * 8)
    after = {**before, "person 0": voice(*HARD)}
    told = published(before, after)["movement"]
    assert told["people"] == 8
    assert told["directions"] is None


def test_numbers_are_rounded():
    found = first_round(crowd(9))
    for x in found["pools"]["linear"]["p"]:
        assert x == round(x, 4)
    assert np.sum(found["pools"]["linear"]["p"]) == pytest.approx(1, abs=1e-3)


@pytest.mark.parametrize("seed", range(3))
def test_any_pack_has_rooms(seed):
    rng = np.random.default_rng(seed)
    engine = started(random_pack(rng))
    model = engine.model
    asked = model.means.ids[:2]
    scenario = from_plain({"credence": "even", "worlds": 2}, model)
    judged_here = setting(engine, scenario, asked, TRUTHS)
    people = rehearsed(model, {"even": 12}, rng, asked, TRUTHS)
    result = group_result(judged_here, [people, reconsidered(people, rng)])
    told = to_plain(result)
    assert json.loads(json.dumps(told, allow_nan=False)) == told
    for each in told["rounds"]:
        assert len(each["pools"]["linear"]["p"]) == len(model.belief.ladder)
        whole = float(each["anatomy"]["spread"] > 0)
        shares = each["anatomy"]["shares"].values()
        assert sum(shares) == pytest.approx(whole, abs=1e-3)


@pytest.mark.parametrize("batch", [1, 0, -3])
def test_a_batch_of_one_person_is_refused(batch):
    result = group_result(judged(), [crowd(6)])
    with pytest.raises(ValueError, match="at least 2 people"):
        to_plain(result, batch)
