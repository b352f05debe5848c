"""What one change does to the first places."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from simulator.choice.consequence import consequence
from simulator.choice.priority import order
from simulator.choice.ranking import Place, Ranking

NONE = np.zeros(1)


def ranking(priority, value=0.0):
    places = [
        Place(int(i), float(priority[i]), 0.0, NONE, NONE[None], None, 0.0)
        for i in order(np.array(priority))
    ]
    return Ranking(NONE, NONE, value, 0.0, NONE, tuple(places))


def test_two_that_change_places_are_told_with_both_places():
    found = consequence(
        ranking([3.0, 1.0, 2.0], 0.5), ranking([3.0, 2.0, 1.0], 0.4), "abc", first=2
    )

    assert [(m.id, m.there, m.here) for m in found.moves] == [("c", 3, 2), ("b", 2, 3)]
    assert abs(found.rise - 0.1) < 1e-12


def test_what_moves_below_the_first_places_is_left_out():
    now, without = ranking([3.0, 1.0, 2.0]), ranking([3.0, 2.0, 1.0])

    assert consequence(now, without, "abc", first=1).moves == ()


PRIORITIES = st.lists(st.floats(-1, 1), min_size=7, max_size=7)


@given(PRIORITIES, PRIORITIES)
def test_no_move_means_that_the_first_places_are_the_same(now, without):
    found = consequence(ranking(now), ranking(without), "abcdefg", first=3)

    same = list(order(np.array(now))[:3]) == list(order(np.array(without))[:3])
    assert (found.moves == ()) == same
