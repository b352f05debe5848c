"""A room's credence as a figure."""

from app.charts.pooled import pooled, worldviews

NAMES = ["1. a", "<img src=x>"]
POOLS = {"Linear": [0.25, 0.75], "Median": [0.4, 0.6]}


def test_the_first_pool_is_bars_and_the_others_are_marks():
    bars, marks = pooled(NAMES, POOLS, None, called="half").data

    assert (bars.type, list(bars.x)) == ("bar", [0.25, 0.75])
    assert (marks.mode, list(marks.x)) == ("markers", [0.4, 0.6])


def test_the_middle_half_is_a_line_for_each_level():
    figure = pooled(NAMES, POOLS, ([0.1, 0.5], [0.3, 0.9]), called="half")

    lines = figure.data[1]
    assert list(lines.x) == [0.1, 0.3, None, 0.5, 0.9, None]
    assert list(lines.y) == [0, 0, None, 1, 1, None]


def test_hostile_names_stay_text():
    figure = pooled(NAMES, {"<b>": [0.5, 0.5]}, None, called="half")

    assert figure.data[0].name == "&lt;b&gt;"
    assert figure.layout.yaxis.ticktext[1] == "&lt;img src=x&gt;"


def test_a_worldview_is_a_line_over_the_levels():
    one, other = worldviews(NAMES, {"One": [1.0, 0.0], "Two": [0.0, 1.0]}).data

    assert (list(one.x), list(one.y)) == ([1, 2], [1.0, 0.0])
    assert one.line.color != other.line.color
