"""Rooms: each is updated on the evidence, by their own likelihoods if they have any."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from levels.credence import Credence
from levels.evidence import Observation
from levels.update import update
from simulator.group.room import room
from simulator.scenario import from_plain
from tests.packs import intervention, made, pack, triple
from tests.simulator.group.rooms import crowd, judged, named, seated, voice


def test_everybody_is_updated_on_the_shared_evidence():
    people = seated(named(voice(0.2, 0.3, 0.5), voice(0.6, 0.3, 0.1)), seen=True)
    given = judged(seen=True)
    for row, each in enumerate(people.voices):
        told = update(
            given.model.belief.network, each.credence, given.scenario.observations
        )
        assert people.p[row] == pytest.approx(told.posterior.p)
        assert people.facts[row] == pytest.approx(list(told.facts.values()))
    assert people.is_updated.all()


def test_own_likelihoods_take_the_place_of_the_shared_ones():
    own = voice(0.2, 0.3, 0.5, likelihoods={"probe": 0.25})
    people = seated(named(own, voice(0.2, 0.3, 0.5)), seen=True)
    network = judged().model.belief.network
    told = update(network, own.credence, {"probe": Observation(0.25, 1.0)})
    assert people.p[0] == pytest.approx(told.posterior.p)
    assert people.facts[0] == pytest.approx(list(told.facts.values()))
    assert people.p[1, 0] > people.p[0, 0]


def test_own_likelihoods_count_where_nothing_is_shared():
    people = seated(named(voice(0.2, 0.3, 0.5, likelihoods={"probe": 5.0})))
    assert people.p[0, 0] > 0.2


def test_without_evidence_people_believe_what_they_say():
    assert seated(named(voice(0.2, 0.3, 0.5))).p[0] == pytest.approx([0.2, 0.3, 0.5])


def test_someone_sure_stays_sure():
    assert seated(named(voice(0, 1, 0)), seen=True).p[0].tolist() == [0, 1, 0]


def test_someone_for_whom_the_evidence_is_impossible_keeps_what_they_said():
    plain = pack(
        interventions=[intervention("tuning")],
        requires={"easy": {"all_of": []}, "hard": {"all_of": ["tuning"]}},
    )
    (fact,) = plain["facts.yaml"]["facts"]
    fact["by_level"] = {"easy": triple(1.0), "hard": triple(0.0)}
    (item,) = plain["evidence.yaml"]["evidence"]
    item["groups"], item["otherwise"] = [], None
    item["likelihood"][0]["probability"] = triple(0.0)
    scenario = from_plain(
        {"credence": "even", "observations": {"probe": "yes"}}, model := made(plain)
    )
    people = room(model, scenario, named(voice(1, 0), voice(0.5, 0.5)))
    assert people.p.tolist() == [[1, 0], [0, 1]]
    assert people.is_updated.tolist() == [False, True]
    assert people.facts.tolist() == [[1], [0]]


def test_who_says_nothing_of_values_has_the_scenarios():
    people = seated(named(voice(1, 0, 0), voice(1, 0, 0, utilities={"halt": 0.9})))
    assert people.utilities.tolist() == [[0, 0.3, 0.5, 1], [0, 0.3, 0.9, 1]]


def test_beliefs_on_measures_stand_where_they_were_asked():
    said = {"tuning": "hoped", "theory": "hardly", "treaty": "hoped"}
    people = seated(named(voice(1, 0, 0, measures=said), voice(1, 0, 0)))
    assert people.works[0].tolist() == [[1, 0], [0, 1]]
    assert not people.works[1].any()


@settings(max_examples=25)
@given(st.integers(0, 999), st.randoms(use_true_random=False))
def test_a_room_does_not_mind_in_which_order_people_sit(seed, chance):
    voices = crowd(5, seed)
    keys = list(voices)
    chance.shuffle(keys)
    here = seated(voices, seen=True)
    there = seated({key: voices[key] for key in keys}, seen=True)
    rows = [there.keys.index(key) for key in here.keys]
    for name in ("p", "facts", "utilities", "works"):
        assert getattr(there, name)[rows] == pytest.approx(getattr(here, name))


def test_a_part_of_a_room_is_those_people():
    people = seated(crowd(5))
    part = people.part(np.array([3, 1]))
    assert part.keys == (people.keys[3], people.keys[1])
    assert part.p.tolist() == people.p[[3, 1]].tolist()
    assert len(part) == 2


def test_an_empty_room_is_refused():
    with pytest.raises(ValueError, match="must have people"):
        seated({})


def test_a_credence_over_other_levels_is_refused():
    with pytest.raises(ValueError, match="3 numbers, got 2"):
        seated(named(voice(0.5, 0.5)))


def test_likelihoods_of_an_unknown_item_are_refused():
    given = judged()
    bad = named(voice(1, 0, 0, likelihoods={"rumor": 2.0}))
    with pytest.raises(ValueError, match="must name an item"):
        room(given.model, given.scenario, bad)


def test_what_is_pooled_comes_after_what_is_seen():
    people = seated(named(voice(0.7, 0.2, 0.1), voice(0.1, 0.3, 0.6)), seen=True)
    network = judged().model.belief.network
    seen = judged(seen=True).scenario.observations
    first = update(network, Credence(np.array([0.4, 0.25, 0.35])), seen).posterior.p
    assert people.p.mean(axis=0) != pytest.approx(first, abs=1e-4)
