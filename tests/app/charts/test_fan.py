"""Fans over the months."""

import pytest
from numpy.testing import assert_array_equal

from app.charts.fan import COLORS, Fan, fans

BAND = {"p05": [0.1, 0.2], "p50": [0.3, 0.4], "p95": [0.5, 0.6]}
OTHER = {"p05": [0.0, 0.0], "p50": [0.2, 0.9], "p95": [0.7, 1.0]}
LINE = {name: [0.3, 0.4] for name in BAND}


def test_a_fan_is_its_band_filled_and_its_median():
    low, high, middle = fans([0, 1], [Fan("a", BAND)], axis="months").data

    for trace, name in ((low, "p05"), (high, "p95"), (middle, "p50")):
        assert_array_equal(trace.y, BAND[name])
        assert_array_equal(trace.x, [0, 1])
    assert high.fill == "tonexty"
    assert_array_equal(middle.customdata, [[0.1, 0.5], [0.2, 0.6]])


def test_a_ghost_is_the_other_median_dashed():
    figure = fans([0, 1], [Fan("a", BAND, OTHER)], axis="months", ghost="then")

    ghost = figure.data[-1]
    assert_array_equal(ghost.y, OTHER["p50"])
    assert (ghost.name, ghost.line.dash) == ("then", "dash")
    assert not figure.frames


def test_a_band_without_width_is_a_line():
    figure = fans([0, 1], [Fan("a", LINE, color="rgb(1, 2, 3)")], axis="months")

    (line,) = figure.data
    assert line.line.color == "rgb(1, 2, 3)"


def test_a_replay_goes_from_the_ghosts_to_the_present():
    shown = [Fan("a", BAND, OTHER), Fan("b", BAND, None, COLORS[1])]
    figure = fans([0, 1], shown, axis="months", ghost="then", replay="Again")

    before, after = figure.frames
    assert_array_equal(before.data[2].y, OTHER["p50"])
    assert_array_equal(after.data[2].y, BAND["p50"])
    assert_array_equal(before.data[5].y, BAND["p50"])
    (button,) = figure.layout.updatemenus[0].buttons
    assert button.label == "Again"
    assert list(button.args[0]) == [before.name, after.name]


@pytest.mark.parametrize(("count", "named"), [(1, False), (2, True), (6, False)])
def test_a_legend_is_there_where_it_helps(count, named):
    figure = fans([0, 1], [Fan(str(n), LINE) for n in range(count)], axis="months")

    assert figure.layout.showlegend is named


def test_hostile_names_stay_text():
    figure = fans([0, 1], [Fan("<b>x</b>", BAND)], axis="months")

    assert figure.data[-1].name == "&lt;b&gt;x&lt;/b&gt;"
