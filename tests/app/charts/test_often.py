import numpy as np

from app.charts.often import often


def test_parts_add_up_to_how_often_it_is_among_the_first_few():
    first, few = np.array([0.6, 0.1]), np.array([0.9, 0.4])
    one, other = often(["a", "<b>"], first, few, called=("first", "few")).data

    np.testing.assert_allclose(np.add(one.x, other.x), few)
    assert list(one.customdata) == ["a", "&lt;b&gt;"]
