"""Worldviews: found where they are, refused where there are none."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from levels.clusters import clusters, silhouettes
from levels.disagreement import wasserstein
from tests.levels.rooms import bells


def crowd(means, each=6, seed=0):
    """People around some mean levels, in turn."""
    rng = np.random.default_rng(seed)
    people = [(m + rng.normal(0, 0.3), 1.0) for _ in range(each) for m in means]
    return bells(*people)


@pytest.mark.parametrize("means", [(2, 9), (1, 5, 10), (1, 4, 7, 10)])
def test_people_around_some_levels_are_as_many_worldviews(means):
    found = clusters(crowd(means))
    assert found is not None
    assert len(found) == len(means)
    assert found.labels.tolist() == [*range(len(means))] * 6
    assert found.sizes.tolist() == [6] * len(means)
    assert found.silhouette > 0.5


def test_the_easiest_worldview_comes_first():
    found = clusters(crowd((9, 2)))
    assert found is not None
    assert found.labels[:2].tolist() == [1, 0]


def test_people_who_all_agree_have_no_worldviews():
    assert clusters(np.full((12, 4), 0.25)) is None


@pytest.mark.parametrize("n", [12, 60])
def test_a_row_of_people_is_no_set_of_worldviews_though_it_can_be_cut(n):
    rng = np.random.default_rng(7)
    rows = [bells(*[(rng.normal(5.5, 1.5), 1.5) for _ in range(n)]) for _ in range(10)]
    assert sum(clusters(room) is not None for room in rows) <= 1


def test_people_who_answer_at_random_have_no_worldviews():
    rng = np.random.default_rng(1)
    rows = [rng.dirichlet(np.ones(8), 40) for _ in range(10)]
    assert sum(clusters(room) is not None for room in rows) <= 1


def test_people_who_are_all_as_far_from_each_other_have_no_worldviews():
    even = np.full((8, 18), 1 / 18)
    for person in range(8):
        even[person, 2 * person : 2 * person + 2] += [0.05, -0.05]
    assert clusters(even) is None


def test_two_people_far_from_the_others_are_no_worldview():
    assert clusters(bells(*[(2, 1)] * 8, *[(9, 1)] * 2)) is None


def test_three_people_far_from_the_others_are_one():
    found = clusters(bells(*[(2, 1)] * 8, *[(9, 1)] * 3))
    assert found is not None
    assert found.sizes.tolist() == [8, 3]


@pytest.mark.parametrize("n", [1, 2, 5])
def test_a_few_people_have_no_worldviews(n):
    assert clusters(np.eye(5)[:n]) is None


@settings(max_examples=15)
@given(st.integers(0, 99))
def test_worldviews_do_not_mind_in_which_order_people_sit(seed):
    room = crowd((1, 10), each=8, seed=seed)
    seats = np.random.default_rng(seed).permutation(len(room))
    found, other = clusters(room), clusters(room[seats])
    assert found is not None
    assert other is not None
    assert other.labels.tolist() == found.labels[seats].tolist()


@given(st.integers(0, 99))
def test_silhouettes_are_those_of_the_definition(seed):
    rng = np.random.default_rng(seed)
    room = rng.dirichlet(np.ones(4), 7)
    labels = np.array([0, 0, 0, 1, 1, 2, 2])
    apart = wasserstein(room[:, None], room[None])
    expected = []
    for i in range(7):
        own = [apart[i, j] for j in range(7) if labels[j] == labels[i] and j != i]
        rest = [apart[i, labels == c].mean() for c in range(3) if c != labels[i]]
        a, b = np.mean(own), min(rest)
        expected.append((b - a) / max(a, b))
    assert silhouettes(apart, labels) == pytest.approx(expected)
