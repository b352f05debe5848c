"""Frontiers: the efficient joined in order, the beaten hollow, today's a mark."""

from app.charts.frontier import Spot, frontier

SPOTS = [Spot(3.0, 9.0, 0.1), Spot(2.0, 1.0, 0.2, efficient=False), Spot(1.0, 5.0, 0.3)]


def figure(spots):
    called = ("good", "beaten", "today")
    return frontier(spots, Spot(4.0, 2.0, 0.5), called=called, axes=("x", "y"))


def test_the_efficient_are_joined_from_left_to_right_and_others_are_not():
    good, beaten, today = figure(SPOTS).data

    assert (list(good.x), list(good.y)) == ([1.0, 3.0], [5.0, 9.0])
    assert list(good.error_y.array) == [0.3, 0.1]
    assert (good.mode, beaten.mode, today.mode) == (
        "lines+markers", "markers", "markers",
    )  # fmt: skip
    assert (list(beaten.x), list(today.x)) == ([2.0], [4.0])


def test_what_there_is_none_of_is_not_in_the_legend():
    assert [part.name for part in figure(SPOTS[:1]).data] == ["good", "today"]
