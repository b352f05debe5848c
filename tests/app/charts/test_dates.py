"""Dates, year by year."""

import numpy as np
import pytest

from app.charts.dates import by_year, dates

HERE = np.array([1.0, 13.0, 14.0, np.inf])
WORDS = {"called": ("this", "<then>"), "words": ("years", "later or never")}


def test_each_world_is_counted_in_its_year_or_as_later():
    assert by_year(HERE, 2) == [0.25, 0.5, 0.25]
    assert by_year(HERE, 1) == [0.25, 0.75]


@pytest.mark.parametrize("years", [1, 5, 30])
def test_shares_sum_to_one(years):
    months = np.random.default_rng(0).exponential(100.0, 200)

    assert sum(by_year(months, years)) == pytest.approx(1.0)


def test_bars_are_shares_of_worlds_and_the_other_run_is_a_line():
    figure = dates(HERE, HERE[:2], years=3, plan=2.0, **WORDS)

    bars, line = figure.data
    assert list(bars.y) == by_year(HERE, 3)
    assert list(line.y) == by_year(HERE[:2], 3)
    assert line.name == "&lt;then&gt;"
    assert figure.layout.shapes[0].x0 == 1.5


def test_without_another_run_there_are_bars_alone():
    figure = dates(HERE, None, years=3, plan=2.0, **WORDS)

    assert len(figure.data) == 1
    assert figure.layout.showlegend is False
