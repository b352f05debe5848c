from app.charts.labels import label


def test_a_label_is_one_short_line():
    assert label("two\nlines") == "two lines"
    assert len(label("x" * 500)) == 30


def test_markup_stays_text_even_where_it_is_cut():
    assert label("<b>bold</b>", 4) == "&lt;b&gt;…"
