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
    assert own["price"] == found.price[2]
    assert own["p"] == found.room.p[2].tolist()
    far = wasserstein(found.room.p[2], found.headline.p)
    assert own["distance"] == pytest.approx(float(far))
    assert own["first"] == judged().model.means.ids[found.firsts[2]]
    assert result.movement is not None
    assert own["moved"] == result.movement.distance[2]
    assert own["predicted"] == found.predictions["person 2"].place
    json.dumps(own, allow_nan=False)


def test_who_said_nothing_has_no_result():
    result = group_result(judged(), [crowd(3)])
    assert own_result(result, "somebody else") is None


def test_who_came_late_has_not_moved_and_predicted_nothing():
    late = {**crowd(3), "late": voice(1, 0, 0)}
    result = group_result(judged(), [crowd(3), late])
    own = own_result(result, "late")
    assert own is not None
    assert (own["moved"], own["predicted"]) == (None, None)
    assert own_result(result, "late", 0) is None
    alone = own_result(group_result(judged(), [late]), "late")
    assert alone is not None
    assert alone["moved"] is None
