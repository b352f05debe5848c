"""Chances with their standard errors."""

import numpy as np

from app.charts.chances import chances

FOUND, ERRORS = np.array([0.2, 0.4]), np.array([0.01, 0.02])


def test_a_bar_is_a_chance_with_its_error():
    figure = chances(["1 a", "2 b"], FOUND, ERRORS, None, called=("this", ""))

    (bars,) = figure.data
    assert list(bars.x) == [0.2, 0.4]
    assert list(bars.error_x.array) == [0.01, 0.02]
    assert list(figure.layout.yaxis.ticktext) == ["1 a", "2 b"]


def test_the_other_run_is_a_mark_at_each():
    figure = chances(["1 a", "2 b"], FOUND, ERRORS, FOUND / 2, called=("this", "then"))

    _, marks = figure.data
    assert list(marks.x) == [0.1, 0.2]
    assert marks.name == "then"


def test_hostile_names_stay_text():
    figure = chances(["<i>"], FOUND[:1], ERRORS[:1], FOUND[:1], called=("<a>", "<b>"))

    bars, marks = figure.data
    assert bars.customdata[0][0] == "&lt;i&gt;"
    assert marks.name == "&lt;b&gt;"
