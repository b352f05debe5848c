"""Polishing: a model of the payoff that is exact where it must be."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from simulator.choice.polishing import STEPS, on_the_way, surrogate, trials

FREE = np.zeros(3), np.ones(3)
SHARES = st.lists(st.integers(0, 20), min_size=3, max_size=3).filter(any)


def payoff(shares):
    """Return a payoff in which amounts work together, at two levels in two worlds."""
    x, y, z = np.moveaxis(np.sqrt(shares), -1, 0)
    flat = np.stack([x * y, x + z, y * z, x * x], axis=-1)
    return flat.reshape(*flat.shape[:-1], 2, 2)


@given(SHARES)
def test_the_model_is_exact_wherever_it_was_tried(chips: list[int]) -> None:
    center = np.array(chips) / sum(chips)
    tried = trials(center, FREE)
    model = surrogate(tried, payoff(tried))
    assert_allclose(model.at(tried), payoff(tried), atol=1e-9)


def test_amounts_are_tried_within_their_limits() -> None:
    low, high = np.array([0.1, 0.0, 0.3]), np.array([0.3, 0.5, 0.3])
    tried = trials(np.array([0.2, 0.0, 0.3]), (low, high))
    assert (tried >= low).all()
    assert (tried <= high).all()
    assert tried[0].tolist() == [0.2, 0.0, 0.3]
    assert tried[3].tolist() == tried[6].tolist() == tried[0].tolist()  # no room


def test_what_cannot_move_is_flat_in_the_model() -> None:
    limits = np.array([0.2, 0.0, 0.3]), np.array([0.4, 0.5, 0.3])
    tried = trials(np.array([0.2, 0.0, 0.3]), limits)
    model = surrogate(tried, payoff(tried))
    assert (model.slope[2] == 0).all()
    assert (model.bend == 0).all()  # nothing here can be both raised and lowered


def test_the_best_of_the_model_keeps_to_budget_and_limits() -> None:
    center = np.array([0.5, 0.3, 0.2])
    tried = trials(center, FREE)
    model = surrogate(tried, payoff(tried))
    best = model.best(lambda values: values.mean(axis=(1, 2)))
    assert best.sum() <= 1 + 1e-6
    assert (best >= model.low).all()
    assert (best <= model.high).all()
    score = model.at(np.stack([center, best])).mean(axis=(1, 2))
    assert score[1] > score[0]


@given(SHARES, SHARES)
def test_steps_beyond_the_goal_stay_within_the_budget(
    start: list[int], end: list[int]
) -> None:
    center, goal = (np.array(chips) / sum(chips) for chips in (start, end))
    low = center / 4
    reached = on_the_way(center, goal, (low, np.ones(3)))
    assert reached.shape == (len(STEPS), 3)
    assert (reached.sum(axis=1) <= 1 + 1e-9).all()
    assert (reached >= low - 1e-12).all()
    whole = list(STEPS).index(1.0)
    if (goal >= low).all():
        assert_allclose(reached[whole], goal, atol=1e-12)
