"""The bars of coverage."""

import numpy as np
from numpy.testing import assert_allclose

from app.charts.covered import covered
from simulator.choice.coverage import Complete, Coverage

TODAY = Complete(np.array([0.2, 0.4]), np.array([0.1, 0.3]), np.array([0.5, 0.6]))
PLANNED = Complete(np.array([0.3, 0.9]), np.array([0.2, 0.8]), np.array([0.4, 1.0]))
NOTHING = np.zeros((0, 2))
COVERAGE = Coverage(TODAY, PLANNED, np.zeros(0), NOTHING, NOTHING)


def test_each_date_has_a_bar_for_each_level_with_its_band():
    figure = covered(COVERAGE, ["1 a", "2 b"], "today", "then")
    for bar, done in zip(figure.data, (TODAY, PLANNED), strict=True):
        assert_allclose(bar.x, done.mean)
        assert_allclose(bar.x + np.array(bar.error_x.array), done.high)
        assert_allclose(bar.x - np.array(bar.error_x.arrayminus), done.low)
    assert [bar.name for bar in figure.data] == ["today", "then"]


def test_hostile_names_stay_text():
    figure = covered(COVERAGE, ["<b>x</b>", "2 b"], "today", "then")
    assert figure.data[0].y[0] == "&lt;b&gt;x&lt;/b&gt;"
