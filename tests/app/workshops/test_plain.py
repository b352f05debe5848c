"""What comes from outside is refused in one line, or kept as it is."""

import json
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.workshops.errors import Unknown
from app.workshops.plain import identifier, line, packed, short, unique_id, whole

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_characters="\0", exclude_categories=("Cs",))),
    lambda inner: st.lists(inner) | st.dictionaries(st.text("ab\\u0"), inner),
    max_leaves=8,
)


@settings(max_examples=50)
@given(JSON)
def test_json_comes_back_as_it_went_in(value):
    assert json.loads(packed("value", value, 1 << 16)) == value


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (math.nan, "finite"),
        ([math.inf], "finite"),
        ({"a": {1, 2}}, "JSON"),
        ("\ud800", "whole characters"),
        ({"\udfff": 1}, "whole characters"),
        ("a\0b", "without the character NUL"),
        (["\\\\\0"], "without the character NUL"),
        ("x" * 101, "at most 100 bytes, got 103"),
        ("é" * 50, "at most 100 bytes, got 102"),
        pytest.param("x" * 10_000_000, "at most 100 bytes", id="10 MB"),
        pytest.param(10**5000, "value must", id="huge"),
    ],
)
def test_what_is_no_json_for_a_database_is_refused_in_one_line(value, said):
    with pytest.raises(ValueError, match=said) as error:
        packed("value", value, 100)
    assert len(str(error.value).splitlines()) == 1
    assert len(str(error.value)) < 300


def test_json_that_is_too_deep_is_refused():
    deep = []
    for _ in range(100_000):
        deep = [deep]
    with pytest.raises(ValueError, match="value must be JSON"):
        packed("value", deep, 1 << 20)


def test_a_backslash_before_u0000_is_no_nul():
    assert json.loads(packed("value", r"\u0000", 100)) == r"\u0000"


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n ",
        None,
        7,
        b"x",
        "a\0b",
        "two\nlines",
        "\x1b[2J",
        "\ud800",
        "right\u202eleft",
        "a\u2028b",
        "\u200b\u2060 \ufeff",
        "x" * 41,
        pytest.param("x" * 10_000_000, id="10 MB"),
    ],
)
def test_a_text_that_does_not_show_as_it_is_is_refused_in_one_line(text):
    with pytest.raises(ValueError, match="pseudonym must") as error:
        line("pseudonym", text, 40)
    assert str(error.value).isascii()
    assert len(str(error.value)) < 200


@pytest.mark.parametrize("text", ["<b>x</b>", "'; DROP TABLE x; --", "Ωμέγα", "👩‍🔬"])
def test_any_other_text_is_kept_as_it_is(text):
    assert line("pseudonym", f"  {text} ", 40) == text


@pytest.mark.parametrize("number", [True, 1.0, "1", None, -1, 11, 10**40])
def test_what_is_no_whole_number_within_limits_is_refused(number):
    with pytest.raises(ValueError, match="round must be"):
        whole("round", number, 0, 10)


@pytest.mark.parametrize("text", ["", "1", None, 5, "g" * 32, "0" * 1000, "\0"])
def test_what_is_no_uuid_is_refused(text):
    with pytest.raises(ValueError, match="answer_id must be a UUID"):
        unique_id("answer_id", text)


@pytest.mark.parametrize("text", ["", "x", None, "A" * 32, "' OR 1=1 --", "\0" * 32])
def test_an_id_that_was_never_made_is_unknown(text):
    with pytest.raises(Unknown, match="workshop_id must be one that is known"):
        identifier("workshop_id", text)


@given(st.text() | st.integers() | st.lists(st.text()))
def test_a_value_in_an_error_is_short_and_in_ascii(value):
    assert short(value).isascii()
    assert short(value).isprintable()
    assert len(short(value)) <= 80
