import numpy as np

from app.charts.ghost import ghost


def test_what_would_be_is_an_outline_before_what_is():
    now, then = np.array([0.7, 0.3]), np.array([0.4, 0.6])
    bars, outline = ghost(["<b>", "y"], now, then, called=("now", "then")).data

    assert (list(bars.y), list(outline.y)) == ([0.7, 0.3], [0.4, 0.6])
    assert outline.marker.color == "rgba(0,0,0,0)"
    assert list(bars.customdata) == ["&lt;b&gt;", "y"]
    assert len(set(bars.marker.color)) == 2
