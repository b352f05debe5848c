from app.charts.paper import PAPER, named_rows


def test_the_first_row_stands_on_top():
    low, high = named_rows(["a", "b", "c"])["range"]

    assert low > 2
    assert high < 0


def test_nothing_hides_the_page():
    assert set(PAPER.values()) == {"rgba(0,0,0,0)"}


def test_names_are_shortened_and_made_safe():
    rows = named_rows(["<b>", "x" * 99])

    assert rows["ticktext"][0] == "&lt;b&gt;"
    assert len(rows["ticktext"][1]) == 30
