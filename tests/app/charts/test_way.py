from app.charts.way import way


def test_a_waterfall_leads_from_the_beginning_to_the_end():
    figure = way(["up", "down"], [1.0, 2.0, -0.5], ends=("before", "after"))

    (bars,) = figure.data
    assert list(bars.measure) == ["absolute", "relative", "relative", "total"]
    assert list(bars.text) == ["+1.0", "+2.0", "-0.5", "+2.5"]
    assert list(figure.layout.yaxis.ticktext) == ["before", "up", "down", "after"]


def test_every_bar_and_zero_lie_within_the_axis():
    figure = way(["up", "down"], [-4.0, 9.0, -2.0], ends=("before", "after"))

    low, high = figure.layout.xaxis.range
    assert low < -4
    assert high > 5


def test_hostile_names_stay_text():
    figure = way(["<img src=x>"], [0.0, 1.0], ends=("a", "b"))

    assert figure.layout.yaxis.ticktext[1] == "&lt;img src=x&gt;"
    assert figure.data[0].customdata[1] == "&lt;img src=x&gt;"
