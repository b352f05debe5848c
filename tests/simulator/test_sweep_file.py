"""A sweep as a person writes it."""

import pytest

from simulator.sweep_file import AS_IT_IS, OWN, from_plain
from tests.packs import made, small_pack

SMALL = made(small_pack())


def test_what_is_left_out_is_a_newcomers() -> None:
    found = from_plain({"assumptions": {"parameters.threshold": [2.0, 3.0]}}, SMALL)
    assert list(found.portfolios) == [OWN]
    assert list(found.structures) == [AS_IT_IS]
    assert found.n_cases == 2


@pytest.mark.parametrize(
    ("plain", "rule"),
    [
        (3, "a sweep must be by name, got 3"),
        ({"nope": 1}, "a sweep must have known keys, got 'nope'"),
        ({"portfolios": {}}, "portfolios must be from 1 to 1000, got 0"),
        ({"portfolios": {"": None}}, "portfolios must have names of 1 to 200"),
        ({"assumptions": {"parameters.threshold": []}}, "a list of 1 to 10000 numbers"),
        ({"assumptions": {"parameters.threshold": "3"}}, "a list of 1 to 10000"),
        ({"assumptions": {"parameters.threshold": [float("nan")]}}, "got nan"),
        ({"assumptions": {"outcomes.good.utility": [1.0]}}, "must"),
        ({"structures": {"odd": {"parameters.nope": 1}}}, "must name a number"),
    ],
)
def test_what_is_wrong_is_named(plain: object, rule: str) -> None:
    with pytest.raises(ValueError, match=rule):
        from_plain(plain, SMALL)
