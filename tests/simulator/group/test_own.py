"""What one person may see of themselves."""

import json

import pytest

from levels.disagreement import wasserstein
from simulator.group.own import own_result
from simulator.group.result import group_result
from tests.simulator.group.rooms import crowd, judged, voice


def test_people_see_themselves_beside_the_group():
    before, after = crowd(6, 1), crowd(6, 2)
    result = group_result(judged(), [before, after])
    found, own = result.rounds[-1], own_result(result, "person 2")
    assert own is not None
    assert own["p"] == found.room.p[2].round(4).tolist()
    assert own["first"] == judged().model.means.ids[found.firsts[2]]
    assert result.movement is not None
    assert own["moved"] == pytest.approx(result.movement.distance[2], abs=5e-5)
    beside = own["beside"]
    far = wasserstein(found.room.p[2], found.headline.p)
    assert beside["distance"] == pytest.approx(float(far), abs=5e-5)
    assert beside["price"] == pytest.approx(found.price[2], abs=5e-7)
    assert beside["predicted"] == found.predictions["person 2"].place
    json.dumps(own, allow_nan=False)


def test_in_a_small_room_nobody_is_compared():
    result = group_result(judged(), [crowd(4)])
    own = own_result(result, "person 2")
    assert own is not None
    assert own["beside"] is None
    larger = own_result(result, "person 2", batch=4)
    assert larger is not None
    assert larger["beside"] is not None


def test_who_said_nothing_has_no_result():
    result = group_result(judged(), [crowd(3)])
    assert own_result(result, "somebody else") is None


def test_who_came_late_has_not_moved_and_predicted_nothing():
    late = {**crowd(5), "late": voice(1, 0, 0)}
    result = group_result(judged(), [crowd(5), late])
    own = own_result(result, "late")
    assert own is not None
    assert own["moved"] is None
    assert own["beside"]["predicted"] is None
    assert own_result(result, "late", 0) is None


def test_nobody_has_moved_before_the_last_round():
    result = group_result(judged(), [crowd(5, 1), crowd(5, 2)])
    first, last = (own_result(result, "person 1", n) for n in (0, 1))
    assert first is not None
    assert last is not None
    assert first["moved"] is None
    assert last["moved"] is not None
