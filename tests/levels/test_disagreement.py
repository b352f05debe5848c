"""Disagreement: the known answers, and a brute force over pairs."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings

from levels.disagreement import (
    esteban_ray,
    jensen_shannon_divergence,
    leik,
    mean_wasserstein,
    polarization,
    wasserstein,
)
from tests.levels.rooms import bells, rooms

MIRRORED = np.array([[0.5, 0.3, 0.2], [0.2, 0.3, 0.5]])
EVEN, ENDS, POINT = np.full(10, 0.1), np.eye(10)[[0, 9]].mean(axis=0), np.eye(10)[3]


def test_mirrored_credences_lie_as_far_apart_as_is_known():
    bits = jensen_shannon_divergence(MIRRORED) / np.log(2)
    assert bits == pytest.approx(0.0958156, abs=5e-8)
    assert wasserstein(*MIRRORED) == pytest.approx(0.6)


def test_three_bells_lie_as_far_apart_as_their_means():
    room = bells((2.5, 1.5), (5, 2), (8.5, 1.5))
    bits = jensen_shannon_divergence(room) / np.log(2)
    assert bits == pytest.approx(0.7531773, abs=5e-8)
    pairs = [float(wasserstein(*room[[i, j]])) for i, j in ((0, 1), (0, 2), (1, 2))]
    assert pairs == pytest.approx([2.279158, 5.469411, 3.190252], abs=5e-7)
    means = room @ np.arange(1, 11)
    assert pairs[1] == pytest.approx(means[2] - means[0])


def test_polarization_is_known_for_an_even_a_split_and_a_sure_credence():
    assert polarization(EVEN) == pytest.approx(0.7333333, abs=5e-8)
    assert (polarization(ENDS), polarization(POINT)) == (1, 0)


def test_leik_is_known_for_an_even_a_split_and_a_sure_credence():
    assert leik(EVEN) == pytest.approx(0.5555556, abs=5e-8)
    assert (leik(ENDS), leik(POINT)) == (1, 0)


def test_two_equal_groups_nine_levels_apart_are_polarized_as_is_known():
    assert esteban_ray(np.array([0.5, 0.5]), np.array([1.0, 10.0])) == 2.25


@settings(max_examples=40)
@given(rooms())
def test_divergence_lies_between_agreement_and_the_logarithm_of_the_room(room):
    most = np.log(min(room.shape))
    assert 0 <= jensen_shannon_divergence(room) <= most + 1e-12


@settings(max_examples=40)
@given(rooms())
def test_the_mean_distance_is_that_of_all_pairs(room):
    apart = [float(wasserstein(a, b)) for a, b in combinations(room, 2)]
    expected = np.mean(apart) if apart else 0.0
    assert mean_wasserstein(room) == pytest.approx(expected, abs=1e-12)


@settings(max_examples=40)
@given(rooms(most=3))
def test_the_mean_distance_counts_pairs_by_weight(room):
    share = np.arange(1.0, len(room) + 1)
    share /= share.sum()
    pairs = list(combinations(range(len(room)), 2))
    weights = [share[i] * share[j] for i, j in pairs]
    apart = [float(wasserstein(room[i], room[j])) for i, j in pairs]
    expected = np.average(apart, weights=weights) if pairs else 0.0
    assert mean_wasserstein(room, share) == pytest.approx(expected, abs=1e-12)


@settings(max_examples=40)
@given(rooms())
def test_a_distance_along_the_ladder_is_a_metric(room):
    one, other, third = room[0], room[-1], room.mean(axis=0)
    assert wasserstein(one, one) == 0
    assert wasserstein(one, other) == pytest.approx(wasserstein(other, one))
    longer = wasserstein(one, third) + wasserstein(third, other)
    assert wasserstein(one, other) <= longer + 1e-12
