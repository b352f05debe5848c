"""Pools: the known answers, the laws that tell them apart, and bad input."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from levels.pooling import FLOOR, linear_pool, logarithmic_pool, median_pool, pooled
from tests.levels.rooms import THREE, bells, rooms, shares

SHARED = np.array([0.8, 0.4, 0.1])
"""Likelihoods of evidence that all share."""

ALL = (linear_pool, logarithmic_pool, median_pool)


def updated(p, likelihood=SHARED):
    """Bayes' rule."""
    joint = p * likelihood
    return joint / joint.sum(axis=-1, keepdims=True)


def test_three_pools_of_the_same_three_people_have_three_modes():
    assert linear_pool(THREE) == pytest.approx([0.366667, 0.3, 0.333333], abs=5e-7)
    expected = [0.333842, 0.349037, 0.317121]
    assert logarithmic_pool(THREE) == pytest.approx(expected, abs=5e-7)
    assert median_pool(THREE) == pytest.approx([1 / 3] * 3)


def test_the_logarithmic_pool_is_externally_bayesian_on_the_known_answer():
    expected = [0.609200, 0.318464, 0.072336]
    before, after = logarithmic_pool(updated(THREE)), updated(logarithmic_pool(THREE))
    assert before == pytest.approx(expected, abs=5e-7)
    assert after == pytest.approx(expected, abs=5e-7)


def test_the_linear_pool_depends_on_whether_evidence_comes_first():
    pool_first, update_first = updated(linear_pool(THREE)), linear_pool(updated(THREE))
    assert pool_first == pytest.approx([0.656716, 0.268657, 0.074627], abs=5e-7)
    assert update_first == pytest.approx([0.575790, 0.318903, 0.105307], abs=5e-7)


def test_merging_two_levels_leaves_the_linear_pool_and_moves_the_logarithmic_one():
    merged = np.stack([THREE[:, 0], THREE[:, 1:].sum(axis=1)], axis=1)
    assert linear_pool(merged) == pytest.approx([0.366667, 0.633333], abs=5e-7)
    assert logarithmic_pool(merged)[0] == pytest.approx(0.324666, abs=5e-7)


def test_a_zero_is_a_veto_in_the_logarithmic_pool_alone():
    two = np.array([[0.5, 0.5, 0.0], [0.1, 0.2, 0.7]])
    expected = [0.414214, 0.585786, 0.0]
    assert logarithmic_pool(two) == pytest.approx(expected, abs=5e-7)
    assert linear_pool(two) == pytest.approx([0.30, 0.35, 0.35])


def test_the_logarithmic_pool_cuts_the_tail_in_which_one_of_three_people_sits():
    room = bells((2.5, 1.5), (5, 2), (8.5, 1.5))
    assert linear_pool(room)[7:].sum() == pytest.approx(0.2767444, abs=5e-8)
    assert logarithmic_pool(room)[7:].sum() == pytest.approx(0.0927157, abs=5e-8)


@settings(max_examples=40)
@given(rooms(lowest=0.01, n_levels=3), st.data())
def test_pooling_logarithms_and_updating_commute(room, data):
    share = data.draw(shares(len(room)))
    likelihood = data.draw(shares(3))
    before = logarithmic_pool(updated(room, likelihood), share)
    after = updated(logarithmic_pool(room, share), likelihood)
    assert before == pytest.approx(after, abs=1e-12)


@settings(max_examples=40)
@given(rooms(), st.data())
def test_the_linear_pool_keeps_what_is_believed_of_every_event(room, data):
    share = data.draw(shares(len(room)))
    event = np.array(data.draw(st.lists(st.booleans(), min_size=6, max_size=6)))
    event = event[: room.shape[1]]
    believed = room[:, event].sum(axis=1) @ share / share.sum()
    assert linear_pool(room, share)[event].sum() == pytest.approx(believed)


@settings(max_examples=40)
@given(rooms(lowest=0.01), st.data())
def test_no_pool_minds_in_which_order_people_sit(room, data):
    share = data.draw(shares(len(room)))
    seats = data.draw(st.permutations(range(len(room))))
    for pool in ALL:
        assert pool(room[seats], share[seats]) == pytest.approx(pool(room, share))


@settings(max_examples=40)
@given(rooms(lowest=0.01))
def test_people_who_agree_are_pooled_to_what_they_say(room):
    same = np.tile(room[0], (4, 1))
    for pool in ALL:
        assert pool(same) == pytest.approx(room[0])


@settings(max_examples=40)
@given(rooms(), st.integers(0, 5))
def test_whoever_excludes_a_level_excludes_it_from_the_logarithmic_pool(room, level):
    level %= room.shape[1]
    if room.shape[1] < 2 or (room[:, level] == 1).any():
        return
    room = np.maximum(room, 1e-3)
    room[0, level] = 0
    room /= room.sum(axis=1, keepdims=True)
    assert logarithmic_pool(room)[level] == 0
    assert logarithmic_pool(room, floor=FLOOR)[level] > 0


@settings(max_examples=40)
@given(rooms(lowest=0.01))
def test_a_weight_of_two_is_two_people(room):
    twice = np.concatenate([room, room[:1]])
    share = np.array([2.0] + [1.0] * (len(room) - 1))
    for pool in ALL:
        assert pool(room, share) == pytest.approx(pool(twice))


def test_a_median_of_an_even_room_lies_half_way():
    two = np.array([[0.8, 0.2], [0.4, 0.6]])
    assert median_pool(two) == pytest.approx([0.6, 0.4])


def test_where_no_level_has_a_median_the_linear_pool_stands_in():
    apart = np.eye(3)
    assert median_pool(apart) == pytest.approx([1 / 3] * 3)


@pytest.mark.parametrize("method", ["linear", "logarithmic", "median"])
def test_pools_are_known_by_name(method):
    assert pooled(method, THREE).sum() == pytest.approx(1)


def test_the_named_logarithmic_pool_has_the_floor():
    two = np.array([[0.5, 0.5, 0.0], [0.1, 0.2, 0.7]])
    expected = logarithmic_pool(two, floor=FLOOR)
    assert pooled("logarithmic", two) == pytest.approx(expected)
    assert expected[2] > 0


@pytest.mark.parametrize(
    ("room", "weights", "said"),
    [
        ([[0.5, 0.6]], None, "sum to 1"),
        ([[np.nan, 1.0]], None, "finite"),
        ([[-0.5, 1.5]], None, "negative"),
        ([[np.inf, 0.0]], None, "finite"),
        ([], None, "row for each person"),
        ([0.5, 0.5], None, "row for each person"),
        ([[0.5, 0.5]], [1.0, 1.0], "weights must be 1"),
        ([[0.5, 0.5]], [-1.0], "weights"),
        ([[0.5, 0.5]], [np.nan], "weights"),
        ([[0.5, 0.5]], [0.0], "not all be 0"),
    ],
)
def test_what_cannot_be_pooled_is_refused(room, weights, said):
    share = None if weights is None else np.array(weights)
    for pool in ALL:
        with pytest.raises(ValueError, match=said):
            pool(np.array(room), share)


def test_weights_may_be_huge():
    share = np.array([1e308, 1e308, 1e308])
    assert linear_pool(THREE, share) == pytest.approx(linear_pool(THREE))


def test_levels_that_are_all_vetoed_leave_no_pool():
    with pytest.raises(ValueError, match="veto"):
        logarithmic_pool(np.eye(2))


@pytest.mark.parametrize("floor", [-0.1, 1.1, np.nan])
def test_a_floor_is_a_probability(floor):
    with pytest.raises(ValueError, match="floor"):
        logarithmic_pool(THREE, floor=floor)


def test_an_unknown_method_is_refused():
    with pytest.raises(ValueError, match="method must be one of linear"):
        pooled("mode", THREE)
