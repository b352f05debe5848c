"""How far each row has come, and the goals across."""

from app.charts.goals import goals


def test_each_goal_is_a_line_with_its_name_and_names_are_text():
    figure = goals(["a", "<b>"], [0.2, 0.9], [0.5, 0.8])

    (shown,) = figure.data
    assert (list(shown.x), list(shown.y)) == ([0.2, 0.9], [0, 1])
    assert list(shown.customdata) == ["a", "&lt;b&gt;"]
    assert [line.x0 for line in figure.layout.shapes] == [0.5, 0.8]
    assert [note.text for note in figure.layout.annotations] == ["50%", "80%"]
