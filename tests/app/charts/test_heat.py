import numpy as np

from app.charts.heat import MINUS, losses, signs

HOSTILE = "<img src=x>"


def test_losses_are_cells_with_their_numbers():
    figure = losses(
        ["a", "b"], ["x", "y"], np.array([[0.0, 3.25], [1.5, 0.0]]), called="u"
    )

    (cells,) = figure.data
    assert [list(row) for row in cells.z] == [[0.0, 3.25], [1.5, 0.0]]
    assert [list(row) for row in cells.text] == [["0.0", "3.2"], ["1.5", "0.0"]]
    assert (cells.zmin, cells.zmax) == (0.0, 3.25)


def test_a_table_without_losses_has_a_scale_still():
    (cells,) = losses(["a"], ["x", "y"], np.zeros((1, 2)), called="u").data

    assert cells.zmax > 0


def test_signs_are_marked_and_their_values_told():
    figure = signs(
        ["a"], ["x", "y", "z"], np.array([[1, -1, 0]]), np.array([[2.0, -3.0, 0.1]]),
        called="u",
    )  # fmt: skip

    (cells,) = figure.data
    assert list(cells.text[0]) == ["+", MINUS, "·"]
    assert [told[2] for told in cells.customdata[0]] == ["2.00", "-3.00", "0.10"]


def test_hostile_names_stay_text():
    figure = losses([HOSTILE], [HOSTILE], np.ones((1, 1)), called="u")

    assert "<img" not in figure.to_json()
