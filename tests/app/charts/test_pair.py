"""Two credences as bars."""

import numpy as np

from app.charts.pair import pair


def test_each_credence_is_a_row_of_bars_over_the_same_levels():
    figure = pair(["1", "2"], [np.array([0.2, 0.8]), np.array([0.5, 0.5])], ["a", "b"])

    assert [list(bars.y) for bars in figure.data] == [[0.2, 0.8], [0.5, 0.5]]
    assert [list(bars.x) for bars in figure.data] == [["1", "2"]] * 2
    assert [bars.name for bars in figure.data] == ["a", "b"]


def test_names_are_shown_as_text():
    figure = pair(["<b>"], [np.array([1.0])] * 2, ["<i>", "b"])

    assert figure.data[0].x == ("&lt;b&gt;",)
    assert figure.data[0].name == "&lt;i&gt;"
