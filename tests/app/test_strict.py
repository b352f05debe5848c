import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.strict import parse
from levels.document import LONGEST_NUMBER, MAX_DEPTH

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
finite = st.floats(allow_nan=False, allow_infinity=False)
plain = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**50), 10**50) | finite | texts,
    lambda inner: st.lists(inner) | st.dictionaries(texts, inner),
    max_leaves=20,
)


@given(plain)
def test_what_python_writes_is_read_back(data):
    assert parse(json.dumps(data).encode()) == data
    assert parse(json.dumps(data, ensure_ascii=False).encode()) == data


@given(st.binary() | st.text('[]{}:,"\\\n 10.-eEtrufalsn').map(str.encode))
def test_any_bytes_are_read_or_refused_as_bad_input_in_one_line(raw):
    try:
        data = parse(raw)
    except ValueError as error:
        said = str(error)
    else:
        said = "-"
        assert parse(json.dumps(data, allow_nan=False).encode()) == data
    assert said.isprintable()
    assert said


@pytest.mark.parametrize(
    ("raw", "rule"),
    [
        (b"", "must be JSON"),
        (b"{'a': 1}", "must be JSON"),
        (b"{} {}", "must be JSON: Extra data"),
        (b'{"a": 1}\0', "must be JSON"),
        (b'"\0"', "must be JSON"),
        (b"\xff\xfe{}", "must be UTF-8: byte 0 is not"),
        (b"NaN", "must be finite, got NaN"),
        (b"[-Infinity]", "must be finite, got -Infinity"),
        (b"1e999", "must be finite, got 1e999"),
        (b"9" * (LONGEST_NUMBER + 1), "must have at most 100 characters, got 101"),
        (b"0." + b"1" * LONGEST_NUMBER, "must have at most 100 characters, got 102"),
        (b'{"a": {"b": 1, "b": 2}}', "must not repeat, got 'b'"),
        (rb'"\u0000"', "no NUL"),
        (rb'{"\ud800": 1}', "no lone surrogate"),
        (b"[" * 100_000, "must not nest deeper than 24"),
        (b'{"a":' * 25 + b"1" + b"}" * 25, "must not nest deeper than 24"),
    ],
)
def test_what_is_unclear_is_refused(raw, rule):
    with pytest.raises(ValueError, match=rule):
        parse(raw)


def test_a_pair_of_surrogates_is_one_character():
    assert parse(rb'"\ud83e\ude9c"') == "\N{LADDER}"


def test_nesting_up_to_the_limit_is_read():
    assert parse(b"[" * MAX_DEPTH + b"]" * MAX_DEPTH)
