import numpy as np

from app.charts.swing import swing


def test_a_line_joins_the_two_cases_of_each_item():
    figure = swing(["a", "b"], [0.6, 0.3], [0.2, 0.5], 0.4, called=("seen", "not"))

    lines, seen, unseen = figure.data
    assert list(lines.x) == [0.6, 0.2, None, 0.3, 0.5, None]
    assert (list(seen.x), list(unseen.x)) == ([0.6, 0.3], [0.2, 0.5])
    assert figure.layout.shapes[0].x0 == 0.4


def test_what_cannot_happen_has_no_point():
    figure = swing(["a"], [np.nan], [0.4], 0.4, called=("seen", "not"))

    assert np.isnan(figure.data[1].x[0])
    assert figure.data[2].x[0] == 0.4


def test_hostile_names_stay_text():
    figure = swing(["<img src=x>"], [0.5], [0.4], 0.45, called=("a", "b"))

    assert list(figure.layout.yaxis.ticktext) == ["&lt;img src=x&gt;"]
    assert list(figure.data[1].customdata) == ["&lt;img src=x&gt;"]
