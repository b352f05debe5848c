from app.charts.before_after import before_after


def test_bars_hold_the_numbers_in_their_order():
    figure = before_after(["a", "b"], [0.2, 0.8], [0.4, 0.6], called=("old", "new"))

    before, after = figure.data
    assert (before.name, list(before.x)) == ("old", [0.2, 0.8])
    assert (after.name, list(after.x)) == ("new", [0.4, 0.6])
    assert list(figure.layout.yaxis.ticktext) == ["a", "b"]


def test_names_that_look_alike_when_cut_keep_rows_of_their_own():
    names = ["x" * 50 + "1", "x" * 50 + "2"]

    before, _ = before_after(names, [0.2, 0.8], [0.4, 0.6], called=("a", "b")).data

    assert len(set(before.y)) == 2


def test_hostile_names_stay_text():
    figure = before_after(["<img src=x>"], [0.5], [0.5], called=("a", "b"))

    assert list(figure.layout.yaxis.ticktext) == ["&lt;img src=x&gt;"]
    assert list(figure.data[0].customdata) == ["&lt;img src=x&gt;"]
