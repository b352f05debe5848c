"""Plain data against a schema."""

import pytest
from pydantic import Field

from app.exact import Exact, check


class Named(Exact):
    name: str = Field(max_length=3)
    count: int = 0


def test_what_has_the_form_is_returned_as_it_is():
    assert check({"name": "a", "count": 2}, Named) == {"name": "a", "count": 2}


def test_a_whole_number_may_be_written_with_a_point_where_that_is_said():
    assert check({"name": "a", "count": 2.0}, Named, whole=("count",))["count"] == 2
    with pytest.raises(ValueError, match=r"count must be a valid integer, got 2\.0"):
        check({"name": "a", "count": 2.0}, Named)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ([], "the body must be an object, got \\[\\]"),
        ({}, "the body must have name"),
        ({"name": "abcd"}, "name must have at most 3 characters, got 'abcd'"),
        ({"name": "a", "more": 1}, "the body must have known keys, got 'more'"),
        ({"name": "a", "count": ""}, "count must be a valid integer, got ''$"),
        ({"name": "a", "": 1}, "the body must have known keys, got ''$"),
        ({"name": b"a"}, "name must be a valid string"),
    ],
)
def test_another_form_is_refused_by_name_rule_and_value(data, said):
    with pytest.raises(ValueError, match=said):
        check(data, Named)
