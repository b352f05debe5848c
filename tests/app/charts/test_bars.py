from app.charts.bars import AGAINST, COLOR, bars, ends


def test_bars_below_zero_have_another_color_and_errors_are_whiskers():
    (shown,) = bars(["a", "<b>"], [2.0, -1.0], [0.5, 0.1], axis="u").data

    assert list(shown.marker.color) == [COLOR, AGAINST]
    assert list(shown.error_x.array) == [0.5, 0.1]
    assert [told[0] for told in shown.customdata] == ["a", "&lt;b&gt;"]


def test_a_long_name_may_stand_on_two_lines():
    name = "A name <b> that is a good deal too long to stand on any one line"

    figure = bars([name], [1.0], [0.1], axis="u", most=2)
    (told,) = figure.layout.yaxis.ticktext
    assert (
        told == "A name &lt;b&gt; that is a good deal<br>too long to stand on any one…"
    )


def test_ends_reach_from_the_middle_to_the_answer_at_each_end():
    figure = ends(["<b>"], [3.0], [9.0], 5.0, called=("low", "high"), axis="u")

    for shown, end in zip(figure.data, (3.0, 9.0), strict=True):
        assert shown.base + shown.x[0] == end
        assert list(shown.customdata[0]) == ["&lt;b&gt;", end]
