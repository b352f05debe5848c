"""The funnel."""

from app.charts.funnel import Row, funnel

ROWS = [
    Row("First"),
    Row("all", 0.0, 0.6, "60 %", "#111111", (0.0, 0.5)),
    Row("caught", 0.4, 0.6, "20 %", "#222222", (0.4, 0.5)),
]


def test_a_bar_is_what_falls_away_at_its_place():
    (bars,) = funnel([Row(r.name, r.start, r.stop, r.told, r.color) for r in ROWS]).data

    assert list(bars.base) == [0.0, 0.4]
    assert [round(x, 9) for x in bars.x] == [0.6, 0.2]
    assert list(bars.y) == [1.0, 2.0]


def test_the_other_run_stands_below_each_bar():
    _, then = funnel(ROWS, ghost="then").data

    assert [round(x, 9) for x in then.x] == [0.5, 0.1]
    assert list(then.base) == [0.0, 0.4]
    assert then.customdata[0] == "all, then"
    assert all(a > b for a, b in zip(then.y, (1, 2), strict=True))


def test_names_and_numbers_stand_as_text():
    texts = [note.text for note in funnel(ROWS).layout.annotations]

    assert texts == ["<b>First</b>", "all", "caught", "60 %", "20 %"]


def test_hostile_names_stay_text():
    figure = funnel([Row("<b>", 0.0, 1.0, "1", "#111111")])

    assert figure.layout.annotations[0].text == "&lt;b&gt;"
    assert figure.data[0].customdata[0] == "&lt;b&gt;"


def test_nothing_misaligned_is_drawn_as_nothing():
    (bars,) = funnel([Row("none", color="#111111")]).data

    assert list(bars.x) == [0.0]
