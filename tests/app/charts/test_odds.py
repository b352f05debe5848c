from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from app.charts.odds import odds_axis, probability, signed


def test_ten_decibans_are_odds_of_ten_to_one():
    assert_allclose(probability(10), 10 / 11)


@given(st.floats(-60, 60))
def test_decibans_are_log_odds(decibans):
    p = probability(decibans)

    assert_allclose(p, 1 / (1 + 10 ** (-decibans / 10)), atol=1e-12)


@given(st.floats(-300, 300), st.floats(0.5, 600))
def test_an_axis_has_few_ticks_within_its_range(low, width):
    ticks = odds_axis(low, low + width)["tickvals"]

    assert len(ticks) <= 6
    assert all(low <= tick <= low + width for tick in ticks)


def test_what_rounds_to_nothing_has_no_sign():
    assert [signed(x) for x in (0.0, -0.04, 0.06, -1.25)] == [
        "0.0",
        "0.0",
        "+0.1",
        "-1.2",
    ]
