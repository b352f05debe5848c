"""Scores: the known answers, and that honesty pays."""

import numpy as np
import pytest
from hypothesis import given, settings

from levels.scoring import brier_score, log_score, ranked_probability_score
from tests.levels.rooms import rooms

SCORES = (ranked_probability_score, brier_score, log_score)


def test_ranked_probability_scores_are_known():
    p = np.array([0.5, 0.3, 0.2])
    scores = [ranked_probability_score(p, level) for level in (1, 2, 3)]
    assert scores == pytest.approx([0.145, 0.145, 0.445])
    even = np.full(10, 0.1)
    assert ranked_probability_score(even, 5) == pytest.approx(0.0944444, abs=5e-8)
    assert ranked_probability_score(even, 1) == pytest.approx(0.3166667, abs=5e-8)


@settings(max_examples=40)
@given(rooms(lowest=0.01))
def test_nobody_expects_a_better_score_from_saying_what_they_do_not_believe(room):
    believed, said = room[0], room[-1]
    levels = range(1, len(believed) + 1)
    for score in SCORES:
        honest = believed @ [score(believed, level) for level in levels]
        other = believed @ [score(said, level) for level in levels]
        assert honest <= other + 1e-12


def test_a_sure_credence_scores_best_or_worst():
    p = np.array([1.0, 0.0, 0.0])
    assert [score(p, 1) for score in SCORES] == [0, 0, 0]
    assert [score(p, 3) for score in SCORES] == [1, 2, np.inf]


@pytest.mark.parametrize("level", [0, 4, -1])
def test_a_level_that_is_none_is_refused(level):
    for score in SCORES:
        with pytest.raises(ValueError, match="must be 1 to 3"):
            score(np.full(3, 1 / 3), level)
