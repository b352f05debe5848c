"""Values of plain data: each is taken as it is, or refused in one clear line."""

import math

import pytest
from hypothesis import given as tried
from hypothesis import strategies as st

from simulator.plain import finite, given, mapping, number, text, whole

NO_NUMBERS = [True, None, "3", "", [3], {"value": 3}, 3j, "x" * 5000]


@pytest.mark.parametrize("nothing", [{}, {"key": None}])
def test_what_is_absent_or_null_takes_its_default(nothing):
    assert given(nothing, "key", "default") == "default"
    assert number(nothing, "key", 2.5) == 2.5
    assert number(nothing, "key", None) is None


@pytest.mark.parametrize("empty", [0, False, "", [], {}])
def test_what_is_empty_is_not_absent(empty):
    assert given({"key": empty}, "key", "default") is empty


@tried(
    st.integers(-(10**300), 10**300) | st.floats(allow_nan=False).filter(math.isfinite)
)
def test_every_finite_number_is_taken_as_it_is(value):
    found = finite("grant", value)

    assert isinstance(found, float)
    assert found == float(value)
    assert number({"grant": value}, "grant", 1.0) == found


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, 10**400, -(10**400)])
def test_a_number_that_is_not_finite_is_refused(value):
    with pytest.raises(ValueError, match=r"^grant must be finite, got -?(nan|inf|10+)"):
        finite("grant", value)


@pytest.mark.parametrize("value", NO_NUMBERS)
def test_what_is_no_number_is_refused_in_one_short_line(value):
    for read in (
        lambda: finite("grant", value),
        lambda: whole({"grant": value}, "grant", 1),
    ):
        with pytest.raises(ValueError, match=r"^grant must be a .*number, got .") as no:
            read()
        assert len(str(no.value)) < 120
        assert "\n" not in str(no.value)


def test_a_whole_number_has_a_default_only_where_it_is_absent():
    assert whole({}, "seed", 7) == 7
    assert whole({"seed": 0}, "seed", 7) == 0
    assert whole({"seed": -(10**30)}, "seed", 7) == -(10**30)
    with pytest.raises(ValueError, match=r"^seed must be a whole number, got None$"):
        whole({"seed": None}, "seed", 7)


@pytest.mark.parametrize("value", [3.0, 0.5, math.nan])
def test_a_fraction_is_no_whole_number_even_if_it_is_one(value):
    with pytest.raises(
        ValueError, match=rf"^seed must be a whole number, got {value}$"
    ):
        whole({"seed": value}, "seed", 7)


@pytest.mark.parametrize("value", ["", "x" * 9, "\N{SNOWMAN}\0<b>", "\U0001f95c"])
def test_any_text_up_to_its_length_is_taken_as_it_is(value):
    assert text("note", value, 9) is value


@pytest.mark.parametrize(
    ("value", "rule"),
    [
        ("x" * 10, "text of at most 9 characters, got 10"),
        (3, "text of at most 9 characters, got 3"),
        (None, "text of at most 9 characters, got None"),
        (b"x", "text of at most 9 characters, got b'x'"),
        ("\ud800", "whole characters, got a half of one"),
        ("x\udfff", "whole characters, got a half of one"),
    ],
)
def test_text_that_is_too_long_none_or_broken_is_refused(value, rule):
    with pytest.raises(ValueError, match=rf"^note must be {rule}$"):
        text("note", value, 9)


def test_what_is_by_id_is_taken_as_it_is():
    by_id = {"a": 1}

    assert mapping("utilities", by_id) is by_id


@pytest.mark.parametrize("value", [None, [], [("a", 1)], "a", 3, ["x" * 5000]])
def test_what_is_not_by_id_is_refused_in_one_short_line(value):
    with pytest.raises(ValueError, match=r"^utilities must be by id, got .") as refused:
        mapping("utilities", value)
    assert len(str(refused.value)) < 120
