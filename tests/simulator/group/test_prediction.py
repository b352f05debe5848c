"""Predictions of what the room puts first."""

import numpy as np

from simulator.group.prediction import predictions
from tests.simulator.group.rooms import named, seated, voice


def test_a_prediction_scores_by_the_place_of_what_it_names():
    people = seated(
        named(
            voice(1, 0, 0, prediction="treaty"),
            voice(1, 0, 0, prediction="tuning"),
            voice(1, 0, 0, prediction="theory"),
            voice(1, 0, 0),
            voice(1, 0, 0, prediction="magic"),
        )
    )
    found = predictions(people, np.array([2, 0, 1]), ("tuning", "theory", "treaty"))
    assert {key: each.place for key, each in found.items()} == {
        "person 0": 1,
        "person 1": 2,
        "person 2": 3,
    }
    assert [each.score for each in found.values()] == [1, 1 / 2, 1 / 3]
