"""The result of a group's rounds."""

import time

import numpy as np
import pytest

from simulator.group.result import Setting, group_result
from simulator.group.room import room
from simulator.group.variants import Additivity, Variants
from simulator.group.worth import decisions_of, interventions_of
from tests.levels.test_performance import TOLD
from tests.simulator.group.rooms import TRUTHS, crowd, judged, named, voice


def two_worldviews(each=6):
    """People at either end, who predict and answer seed questions."""
    easy = [voice(0.9, 0.08, 0.02, seeds=TOLD[0], prediction="tuning")] * each
    hard = [voice(0.02, 0.08, 0.9, seeds=TOLD[1])] * each
    return named(*easy, *hard)


def test_a_room_of_two_worldviews_is_told_whole():
    given = judged()
    result = group_result(given, [two_worldviews()])
    (found,) = result.rounds
    assert result.movement is None
    assert list(found.standings) == [
        "linear",
        "logarithmic",
        "median",
        "performance",
        "members",
    ]
    assert found.headline.p == pytest.approx([0.46, 0.08, 0.46])
    assert found.clusters is not None
    assert found.clusters.sizes.tolist() == [6, 6]
    easy, hard = found.worldviews
    assert easy.p == pytest.approx([0.9, 0.08, 0.02])
    assert given.model.means.ids[hard.ranking[0]] == "theory"
    assert found.performance is not None
    assert found.standings["performance"].p[0] > 0.7
    assert len(found.predictions) == 6


def test_what_each_loses_is_by_their_own_beliefs_and_values():
    given, voices = judged(), crowd(7, 5)
    (found,) = group_result(given, [voices]).rounds
    people = room(given.model, given.scenario, voices, given.variants.asked)
    worth = decisions_of(given.groundwork, given.variants).to_all(people)
    chosen = found.headline.decision
    assert found.price == pytest.approx(worth.max(axis=1) - worth[:, chosen])
    priorities = interventions_of(given.groundwork, given.variants).to_all(people)
    assert found.firsts.tolist() == priorities.argmax(axis=1).tolist()


def test_a_group_moves_between_its_last_two_rounds():
    voices = crowd(6)
    easy = {key: voice(1, 0, 0) for key in voices}
    hard = {key: voice(0, 0, 1) for key in voices}
    result = group_result(judged(), [voices, easy, hard])
    assert len(result.rounds) == 3
    assert result.movement is not None
    assert result.movement.distance.tolist() == [2] * 6


def test_it_does_not_matter_in_which_order_people_sit():
    voices = crowd(11, 2)
    mixed = {key: voices[key] for key in sorted(voices, reverse=True)}
    (here,), (there,) = (
        group_result(judged(seen=True), [each]).rounds for each in (voices, mixed)
    )
    for name, each in here.standings.items():
        assert there.standings[name].p == pytest.approx(each.p)
        assert there.standings[name].values == pytest.approx(each.values)
    assert there.anatomy.parts == pytest.approx(here.anatomy.parts)
    assert sorted(there.price) == pytest.approx(sorted(here.price))
    assert (there.dividing is None) == (here.dividing is None)


def test_pools_that_put_another_first_are_flagged():
    split = named(*[voice(0.02, 0.9, 0.08)] * 2, *[voice(0, 0.0, 1.0)])
    (found,) = group_result(judged(), [split]).rounds
    firsts = {int(each.ranking[0]) for each in found.standings.values()}
    assert found.pools_agree == (len(firsts) == 1)
    (same,) = group_result(judged(), [named(*[voice(0, 0, 1)] * 3)]).rounds
    assert same.pools_agree


def test_one_person_alone_is_a_room():
    (found,) = group_result(judged(), [crowd(1)]).rounds
    assert found.price.tolist() == [0]
    assert (found.divergence, found.distance) == (0, 0)
    assert (found.clusters, found.dividing) == (None, None)
    assert found.pools_agree


def test_an_empty_round_is_refused():
    with pytest.raises(ValueError, match="must have people"):
        group_result(judged(), [crowd(2), {}])


def test_a_thousand_people_take_less_than_a_second():
    given = large(judged())
    voices = crowd(1000)
    taken = []
    for _ in range(2):
        start = time.process_time()
        group_result(given, [voices])
        taken.append(time.process_time() - start)
    assert min(taken) < 1


def large(given: Setting) -> Setting:
    """Return a setting with six measures instead of two."""
    few = given.variants
    names = (*few.asked, "treaty", *few.asked, "treaty")
    rows = np.array([0, 1, 0, 0, 1, 1])
    more = Variants(names, few.effect[rows], few.outcomes[rows], Additivity(0, 0))
    return Setting(given.model, given.scenario, given.groundwork, more, TRUTHS)
