"""Stacked bars, with those of another run below."""

import numpy as np

from app.charts.stacked import Part, stacked

HERE, THERE = np.array([0.25, 0.5]), np.array([0.5, 0.75])


def parts(*, ghost: bool) -> list[Part]:
    return [
        Part("good", "#111111", HERE, THERE if ghost else None),
        Part("bad", "#222222", 1 - HERE, 1 - THERE if ghost else None),
    ]


def test_each_bar_is_made_of_its_parts():
    figure = stacked(["1 a", "2 b"], parts(ghost=False))

    good, bad = figure.data
    assert list(good.x) == [0.25, 0.5]
    assert list(np.array(good.x) + np.array(bad.x)) == [1.0, 1.0]
    assert figure.layout.barmode == "stack"
    assert list(figure.layout.yaxis.ticktext) == ["1 a", "2 b"]


def test_the_other_run_stands_below_each_bar_thin_and_pale():
    figure = stacked(["1 a", "2 b"], parts(ghost=True), ghost="then")

    good, _ = figure.data
    assert list(good.x) == [0.25, 0.5, 0.5, 0.75]
    half = [width / 2 for width in good.width]
    for row in (0, 1):
        assert good.y[row] + half[row] < good.y[row + 2] - half[row + 2] + 0.05
        assert good.y[row + 2] + half[row + 2] < row + 1 - half[0] + 0.25
        assert good.width[row + 2] < good.width[row]
        assert good.marker.opacity[row + 2] < good.marker.opacity[row]
    assert good.customdata[2] == "1 a, then"


def test_hostile_names_stay_text():
    figure = stacked(["<i>"], [Part("<b>", "#111111", np.array([1.0]))])

    assert figure.data[0].name == "&lt;b&gt;"
    assert figure.data[0].customdata[0] == "&lt;i&gt;"
