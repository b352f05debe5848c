import numpy as np
import pytest

from app.charts.tiers import COLORS, HEIGHT, OTHERS, tiers
from simulator.choice.triangle import triangle

P = np.array([0.2, 0.3, 0.5])
CORNERS = ("easy", "<b>middle", "hard")


def drawn(value, steps=4):
    found = triangle(value, P, ["a", "b", "c"], steps)
    names = [f"<i>{row}" for row in range(len(value))]
    return found, tiers(found, names, CORNERS, called=("others", "here"))


def test_each_choice_has_as_many_cells_as_it_is_first_in():
    found, figure = drawn(np.eye(3))

    *regions, present = figure.data
    assert [r.name for r in regions] == [f"&lt;i&gt;{row}" for row in found.chosen]
    for row, region in zip(found.chosen, regions, strict=True):
        assert region.x.count(None) == (found.first == row).sum()
    assert (present.x[0], present.y[0]) == pytest.approx((0.65, 0.3 * HEIGHT))


def test_corners_are_named_easiest_left_and_escaped():
    _, figure = drawn(np.eye(3))

    left, top, right = figure.layout.annotations
    assert left.x < top.x < right.x
    assert top.y > left.y
    assert top.text == "&lt;b&gt;middle"


def test_choices_beyond_the_colors_share_one():
    angles = np.random.default_rng(0).normal(size=(40, 3))
    value = angles / np.linalg.norm(angles, axis=1, keepdims=True) + [[2, 2, 2]]
    found, figure = drawn(value, 60)

    assert len(found.chosen) > len(COLORS)
    *regions, _ = figure.data
    assert regions[-1].fillcolor == OTHERS
    shown = sum(region.x.count(None) for region in regions)
    assert shown == len(found.first)
