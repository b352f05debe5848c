"""Rebalancing: one amount moves, the total stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from interventions.rebalancing import rebalanced

AMOUNTS = st.dictionaries(
    st.sampled_from("abcdefg"), st.floats(0, 1e4, allow_subnormal=False), min_size=1
)


@st.composite
def moves(draw):
    """Return amounts, one of them, where it goes, and what is locked."""
    amounts = draw(AMOUNTS)
    name = draw(st.sampled_from(sorted(amounts)))
    locked = draw(st.sets(st.sampled_from(sorted(amounts))))
    return amounts, name, draw(st.floats(0, 1e5, allow_subnormal=False)), locked


@given(moves())
def test_the_total_stays_locked_ones_stay_and_none_is_negative(move):
    amounts, name, value, locked = move

    found = rebalanced(amounts, name, value, locked)

    assert found.keys() == amounts.keys()
    assert_allclose(sum(found.values()), sum(amounts.values()), atol=1e-8)
    assert all(found[n] == amounts[n] for n in locked - {name})
    assert min(found.values()) >= 0


@given(moves())
def test_the_amount_goes_where_it_should_as_far_as_others_can_give(move):
    amounts, name, value, locked = move
    others = [n for n in amounts if n != name and n not in locked]

    found = rebalanced(amounts, name, value, locked)

    most = amounts[name] + sum(amounts[n] for n in others)
    goal = min(value, most) if others else amounts[name]
    assert_allclose(found[name], goal, atol=1e-8)


def test_others_give_in_proportion_to_what_they_have():
    found = rebalanced({"a": 0.0, "b": 30.0, "c": 10.0}, "a", 20.0, ())

    assert found == {"a": 20.0, "b": 15.0, "c": 5.0}


def test_others_that_have_nothing_receive_evenly():
    found = rebalanced({"a": 8.0, "b": 0.0, "c": 0.0, "d": 0.0}, "a", 2.0, {"d"})

    assert found == {"a": 2.0, "b": 3.0, "c": 3.0, "d": 0.0}


def test_an_amount_below_nothing_is_refused():
    with pytest.raises(ValueError, match="a must not be negative, got -1"):
        rebalanced({"a": 1.0, "b": 1.0}, "a", -1.0, ())
