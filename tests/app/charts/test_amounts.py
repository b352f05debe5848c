"""Amounts by intervention: kinds by color and mark, ghosts, names that are hostile."""

from app.charts.amounts import COLORS, PATTERNS, Funded, amounts

ROWS = [Funded("a", "two", 5.0, 1.0), Funded("<b>", "one", 2.0, 8.0)]


def figure(rows):
    return amounts(rows, legend=["one", "two"], called="<today>", axis="u")


def test_each_bar_stands_in_its_row_with_the_other_amount_around_it():
    one, two, ghost = figure(ROWS).data

    assert (list(one.y), list(one.x)) == ([1], [2.0])
    assert (list(two.y), list(two.x)) == ([0], [5.0])
    assert (list(ghost.y), list(ghost.x)) == ([0, 1], [1.0, 8.0])
    assert ghost.name == "&lt;today&gt;"
    assert list(one.customdata) == ["&lt;b&gt;"]


def test_a_kind_keeps_its_color_and_mark_whatever_is_funded_first():
    for rows in (ROWS, ROWS[::-1], ROWS[:1]):
        one, two, _ = figure(rows).data
        assert (one.marker.color, two.marker.color) == COLORS[:2]
        assert (one.marker.pattern.shape, two.marker.pattern.shape) == PATTERNS[:2]


def test_nothing_funded_is_an_empty_figure():
    assert all(len(bar.x) == 0 for bar in figure([]).data)
