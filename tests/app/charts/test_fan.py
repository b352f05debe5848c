"""Fans over the months."""

import pytest
from numpy.testing import assert_allclose, assert_array_equal

from app.charts.fan import Fan, between, fans

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


def test_a_band_without_width_is_a_line():
    figure = fans([0, 1], [Fan("a", LINE, color="rgb(1, 2, 3)")], axis="months")

    (line,) = figure.data
    assert line.line.color == "rgb(1, 2, 3)"


@pytest.mark.parametrize(("share", "expected"), [(0.0, OTHER), (1.0, BAND)])
def test_the_ends_of_a_way_between_two_bands_are_the_bands(share, expected):
    assert between(OTHER, BAND, share) == expected


def test_half_way_between_two_bands_lies_their_mean():
    half = between(OTHER, BAND, 0.5)

    assert_allclose(half["p50"], [0.25, 0.65])


@pytest.mark.parametrize(("count", "named"), [(1, False), (2, True), (6, False)])
def test_a_legend_is_there_where_it_helps(count, named):
    figure = fans([0, 1], [Fan(str(n), LINE) for n in range(count)], axis="months")

    assert figure.layout.showlegend is named


def test_hostile_names_stay_text():
    figure = fans([0, 1], [Fan("<b>x</b>", BAND)], axis="months")

    assert figure.data[-1].name == "&lt;b&gt;x&lt;/b&gt;"
