"""Movement between rounds."""

import pytest

from simulator.group.movement import movement
from tests.simulator.group.rooms import named, seated, voice

BEFORE = named(voice(1, 0, 0), voice(0, 1, 0), voice(0, 0, 1), voice(0.2, 0.6, 0.2))


def moved(after):
    """Return the movement from before to after."""
    return movement(seated(BEFORE), seated(after))


def test_people_are_followed_wherever_they_sit():
    after = {
        "person 3": voice(0.3, 0.4, 0.3),
        "person 0": voice(0, 0, 1),
        "somebody new": voice(1, 0, 0),
        "person 2": voice(0, 1, 0),
    }
    found = moved(after)
    assert found.keys == ("person 3", "person 0", "person 2")
    assert found.distance == pytest.approx([0.2, 2, 1])
    assert found.shift == pytest.approx([0, 2, -1])
    assert found.counts == {"easier": 1, "same": 1, "harder": 1}
    assert found.mean == pytest.approx(3.2 / 3)
    assert found.is_unsettled


def test_nobody_moves_who_says_the_same_again():
    found = moved(BEFORE)
    assert found.mean == 0
    assert found.counts == {"easier": 0, "same": 4, "harder": 0}
    assert not found.is_unsettled


def test_people_of_whom_none_was_there_before_do_not_move():
    found = moved({"somebody new": voice(1, 0, 0)})
    assert (len(found), found.mean, found.is_unsettled) == (0, 0, False)
