import numpy as np

from app.charts.apart import apart

ERRORS = np.array([[0.5, 0.25], [0.25, 0.5]])


def test_the_matrix_shows_percent_and_leaves_its_diagonal_empty():
    (cells,) = apart(ERRORS, ["a", "b"], called="wrong").data

    assert np.isnan(np.diag(np.array(cells.z, dtype=float))).all()
    assert [list(row) for row in cells.text] == [["", "25"], ["25", ""]]


def test_what_it_is_given_stays_as_it_was():
    apart(ERRORS, ["a", "b"], called="wrong")

    assert ERRORS[0, 0] == 0.5


def test_the_colors_span_all_from_certainty_to_a_coin():
    (cells,) = apart(ERRORS, ["a", "b"], called="wrong").data

    assert (cells.zmin, cells.zmax) == (0, 0.5)


def test_hostile_names_stay_text():
    (cells,) = apart(ERRORS, ["<img src=x>", "b"], called="wrong").data

    assert cells.customdata[0][1] == "&lt;img src=x&gt; / b"
