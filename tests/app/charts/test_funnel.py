"""The funnel."""

from app.charts.funnel import funnel


def test_a_stage_is_what_is_left_of_one():
    (bars,) = funnel(["all", "some"], [1.0, 0.25]).data

    assert list(bars.x) == [1.0, 0.25]
    assert list(bars.y) == ["all", "some"]


def test_hostile_names_stay_text():
    (bars,) = funnel(["<b>"], [1.0]).data

    assert bars.y[0] == "&lt;b&gt;"
