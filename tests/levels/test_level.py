from itertools import pairwise

import pytest
from pydantic import ValidationError

from tests.levels.models import ladder, level, shipped


def rival(*names):
    return {
        "id": "rival",
        "name": "Rival",
        "rungs": [{"id": "only", "name": "Only"}],
        "shares": {name: {"only": 1} for name in names},
        "judgment": "-",
    }


def test_levels_stand_in_the_order_of_the_file():
    assert ladder(level("b"), level("a")).ids == ("b", "a")


@pytest.mark.parametrize("n_levels", [2, 20])
def test_a_ladder_has_from_two_to_twenty_levels(n_levels):
    assert len(ladder(*(level(f"l{i}") for i in range(n_levels)))) == n_levels


@pytest.mark.parametrize("n_levels", [0, 1, 21])
def test_a_ladder_of_another_length_is_refused(n_levels):
    with pytest.raises(
        ValidationError, match=r"should have at (least 2|most 20) items"
    ):
        ladder(*(level(f"l{i}") for i in range(n_levels)))


def test_a_repeated_id_is_refused():
    with pytest.raises(ValidationError, match="must not repeat, got a twice"):
        ladder(level("a"), level("b"), level("a"))


def test_a_tier_that_is_not_there_is_refused():
    with pytest.raises(ValidationError, match="tier of 'b' must be one of the tiers"):
        ladder(level("a"), level("b", tier="none"))


def test_a_short_name_fits_under_a_bar():
    with pytest.raises(ValidationError, match="at most 14 characters"):
        ladder(level("a"), {**level("b"), "short": "x" * 15})


def test_a_rival_ladder_shares_out_every_level():
    assert ladder(level("a"), level("b"), rivals=[rival("a", "b")]).rivals
    for names in (("a",), ("a", "b", "c")):
        with pytest.raises(ValidationError, match="must name each level once, see"):
            ladder(level("a"), level("b"), rivals=[rival(*names)])


def test_every_tier_of_the_shipped_ladder_is_one_band():
    tiers = [level.tier for level in shipped().ladder.levels]

    changes = [a for a, b in pairwise(tiers) if a != b]
    assert len(changes) == len(set(tiers)) - 1
