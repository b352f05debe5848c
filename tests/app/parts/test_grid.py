import pytest
from streamlit.testing.v1 import AppTest

from app.parts.grid import percent


def test_a_table_is_markdown_with_numbers_to_the_right():
    def page():
        from app.parts.grid import grid, heading

        heading("Title")
        grid(["a", "b"], [["x", "1"], ["y", "2"]])

    title, table = AppTest.from_function(page).run().markdown
    assert title.value == "**Title**"
    assert table.value.split("\n") == [
        "| a | b |",
        "| :--- | ---: |",
        "| x | 1 |",
        "| y | 2 |",
    ]


@pytest.mark.parametrize(
    ("share", "told"),
    [(1.0, "100%"), (0.5966, "60%"), (0.0123, "1.2%"), (4e-5, "0.004%"), (0.0, "0%")],
)
def test_a_small_share_keeps_two_digits(share, told):
    assert percent(share) == told


def test_a_share_that_is_next_to_nothing_is_told_as_below_the_smallest():
    assert percent(8.8e-8) == "below 0.001%"
