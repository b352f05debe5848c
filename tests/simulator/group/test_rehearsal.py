"""Simulated people of stated worldviews."""

import numpy as np
import pytest

from levels.clusters import clusters
from levels.disagreement import mean_wasserstein
from simulator.group.rehearsal import reconsidered, rehearsed
from tests.packs import shipped

TRUTHS = np.array([10.0, 0.0, -400.0])
TWO = {"easy_tier": 6, "hard_tier": 4}


def filled(seed=0, **options):
    """Return a room of two worldviews."""
    return rehearsed(shipped(), TWO, np.random.default_rng(seed), **options)


def credences(voices):
    """Return what people say, a row each."""
    return np.array([each.credence.p for each in voices.values()])


def test_people_of_two_worldviews_are_found_to_be_two():
    found = clusters(credences(filled()))
    assert found is not None
    assert found.sizes.tolist() == [6, 4]


def test_the_same_seed_fills_the_same_room():
    assert credences(filled(3)).tolist() == credences(filled(3)).tolist()
    assert credences(filled(3)).tolist() != credences(filled(4)).tolist()


def test_people_answer_everything_that_they_are_asked():
    room = filled(asked=["debate"], truths=TRUTHS)
    for each in room.values():
        assert each.measures is not None
        assert list(each.measures) == ["debate"]
        assert each.prediction in shipped().means.ids
        assert each.seeds is not None
        assert each.seeds.shape == (3, 3)
        assert each.credence.concentration is not None


def test_a_second_round_draws_people_together_on_average():
    room = filled()
    again = reconsidered(room, np.random.default_rng(1))
    assert list(again) == list(room)
    assert mean_wasserstein(credences(again)) < mean_wasserstein(credences(room))
    assert reconsidered(room, np.random.default_rng(1), 0.0).keys() == room.keys()


@pytest.mark.parametrize(
    ("people", "said"),
    [
        ({"magic": 3}, "must be a preset, got 'magic'"),
        ({"even": -1}, "must be"),
        ({"hard_tier": -1}, "from 0, got -1"),
        ({}, "from 1 to 2000, got 0"),
        ({"hard_tier": 2001}, "from 1 to 2000, got 2001"),
    ],
)
def test_a_room_that_cannot_be_filled_is_refused(people, said):
    with pytest.raises(ValueError, match=said):
        rehearsed(shipped(), people, np.random.default_rng(0))


@pytest.mark.parametrize("pull", [-0.1, 0.6, np.nan])
def test_a_pull_that_is_none_is_refused(pull):
    with pytest.raises(ValueError, match="pull must lie"):
        reconsidered(filled(), np.random.default_rng(0), pull)
