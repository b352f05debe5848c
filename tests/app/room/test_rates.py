"""Buckets, and what stands for one guest."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.room import rates
from app.room.rates import Buckets, Rate, network_of


class Hand:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@given(
    st.integers(1, 20),
    st.floats(0.1, 10),
    st.lists(st.floats(0, 5), min_size=1, max_size=60),
)
def test_in_any_time_no_more_is_taken_than_the_rate_allows(at_once, a_second, pauses):
    clock = Hand()
    buckets = Buckets(Rate(at_once, a_second), clock)
    taken = 0
    for pause in pauses:
        clock.now += pause
        taken += buckets.take("a")

    assert taken <= at_once + clock.now * a_second + 1e-6


def test_after_the_wait_it_may_be_used():
    clock = Hand()
    buckets = Buckets(Rate(1, 0.25), clock)
    buckets.take("a")
    assert not buckets.take("a")

    clock.now += buckets.wait("a")
    assert buckets.take("a")


def test_keys_are_forgotten_before_they_fill_the_memory(monkeypatch):
    monkeypatch.setattr(rates, "MOST_KEYS", 10)
    buckets = Buckets(Rate(1, 1), Hand())
    for number in range(100):
        buckets.take(str(number))

    assert len(vars(buckets)["_left"]) == 10
    assert not buckets.take("99")


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("x" * 100, "x" * 60),
    ],
)
def test_a_guest_is_an_address_or_the_network_of_one(address, network):
    assert network_of(address) == network
