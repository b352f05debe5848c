import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from levels.quantity import (
    Amount,
    Entry,
    Id,
    PositiveAmount,
    ProbabilityTriple,
    Quantity,
    Share,
    Text,
    Triple,
)

FINITE = st.floats(allow_nan=False, allow_infinity=False)


def quantity(value, low, high, kind=Quantity):
    fields = {"value": value, "low": low, "high": high, "judgment": "an example"}
    return TypeAdapter(kind).validate_python(fields)


@given(st.lists(FINITE, min_size=3, max_size=3).map(sorted))
def test_a_value_lies_between_its_low_and_its_high(numbers):
    low, value, high = numbers

    assert quantity(value, low, high).value == value
    assert TypeAdapter(Triple).validate_python((value, low, high)) == (value, low, high)


@given(st.lists(FINITE, min_size=3, max_size=3, unique=True).map(sorted))
def test_a_value_outside_its_range_is_refused(numbers):
    low, middle, high = numbers

    for outside in ((low, middle, high), (high, low, middle), (middle, high, low)):
        with pytest.raises(ValidationError, match="must lie between low"):
            quantity(*outside)
        with pytest.raises(ValidationError, match="must lie between low"):
            TypeAdapter(Triple).validate_python(outside)


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
def test_numbers_are_finite(number):
    with pytest.raises(ValidationError, match="finite number"):
        quantity(number, number, number)


@pytest.mark.parametrize("number", ["1", True, None])
def test_what_looks_like_a_number_is_not_taken_for_one(number):
    with pytest.raises(ValidationError, match="valid number"):
        quantity(number, 0, 2)


def test_whole_numbers_are_numbers():
    assert quantity(1, 0, 2).value == 1.0


@pytest.mark.parametrize("triple", [(0.5, -0.1, 0.6), (0.5, 0.4, 1.1)])
def test_a_probability_and_its_range_lie_between_zero_and_one(triple):
    with pytest.raises(ValidationError, match=r"a probability must lie in \[0, 1\]"):
        TypeAdapter(ProbabilityTriple).validate_python(triple)
    with pytest.raises(ValidationError, match=r"a probability must lie in \[0, 1\]"):
        quantity(*triple, kind=Share)


def test_zero_and_one_are_probabilities():
    assert TypeAdapter(ProbabilityTriple).validate_python((0, 0, 1)) == (0, 0, 1)
    assert quantity(1, 0, 1, kind=Share).high == 1


def test_an_amount_is_not_negative_and_a_positive_one_is_not_zero():
    assert quantity(1, 0, 2, kind=Amount).low == 0
    with pytest.raises(ValidationError, match="must not be negative, got low -1"):
        quantity(1, -1, 2, kind=Amount)
    with pytest.raises(ValidationError, match="must be positive, got low 0"):
        quantity(1, 0, 2, kind=PositiveAmount)


def test_a_number_rests_on_a_source_or_a_judgment():
    numbers = {"value": 1, "low": 0, "high": 2}

    assert Quantity(**numbers, source="survey").judgment is None
    with pytest.raises(ValidationError, match="must name a source or give a judgment"):
        Quantity(**numbers)


@pytest.mark.parametrize("name", ["a", "probe_2", "x" * 64])
def test_an_id_is_a_lower_case_word(name):
    assert TypeAdapter(Id).validate_python(name) == name


@pytest.mark.parametrize(
    "name", ["", "A", "2x", "_a", "a-b", "a b", "a\n", "é", "x" * 65, "a;b", 'a"']
)
def test_an_id_that_could_break_a_format_is_refused(name):
    with pytest.raises(ValidationError, match="match pattern"):
        TypeAdapter(Id).validate_python(name)


def test_text_is_stripped_and_says_something():
    assert TypeAdapter(Text).validate_python(" a\n") == "a"
    with pytest.raises(ValidationError, match="at least 1 character"):
        TypeAdapter(Text).validate_python(" \n")


class Named(Entry):
    name: Text


def test_an_entry_knows_each_of_its_keys():
    with pytest.raises(ValidationError, match="Extra inputs are not permitted"):
        Named.model_validate({"name": "a", "nmae": "b"})


def test_an_entry_cannot_be_changed():
    entry = Named(name="a")

    with pytest.raises(ValidationError, match="frozen"):
        entry.name = "b"


def test_a_dispute_says_who_says_what_and_where():
    fields = {"value": 1, "low": 1, "high": 1, "judgment": "an example"}
    dispute = {"who": "Ann", "says": "2", "source": "ann2020"}

    found = Quantity(**fields, disputed=[dispute]).disputed
    assert [(d.who, d.says, d.source) for d in found] == [("Ann", "2", "ann2020")]
    assert Quantity(**fields).disputed == ()


@pytest.mark.parametrize("part", ["who", "says"])
def test_a_dispute_without_words_is_refused(part):
    fields = {"value": 1, "low": 1, "high": 1, "judgment": "an example"}
    dispute = {"who": "Ann", "says": "2", part: " "}

    with pytest.raises(ValidationError, match=part):
        Quantity(**fields, disputed=[dispute])
