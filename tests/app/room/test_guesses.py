"""Passphrases cannot be guessed, and guessing keeps no facilitator out."""

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.room import guesses as counted
from app.room.guesses import AT_ONE, DOUBLINGS, FREE, FROM_ONE, Guesses
from tests.app.room.test_rates import Hand

CODE, OTHER = "ABCD-EFGH", "2222-2222"
HERE, THERE = "192.0.2.1", "198.51.100.1"
DAY = 86_400.0


def many(number: int) -> list[str]:
    """Return as many addresses."""
    return [f"10.{n >> 16}.{n >> 8 & 255}.{n & 255}" for n in range(number)]


def test_each_wrong_one_after_the_first_few_doubles_the_wait():
    clock = Hand()
    guesses, waits = Guesses(clock), []
    for _ in range(FREE + DOUBLINGS + 3):
        wait = guesses.tried(HERE, CODE)
        waits.append(wait)
        clock.now += wait
        if wait:
            assert guesses.tried(HERE, CODE) == 0

    doubled = [2.0**n for n in range(DOUBLINGS)]
    assert waits == [0.0] * FREE + doubled + [2.0**DOUBLINGS] * 3


def test_one_who_guesses_at_one_workshop_waits_at_no_other_until_there_are_many():
    guesses = Guesses(Hand())
    for _ in range(FREE):
        guesses.tried(HERE, CODE)

    assert guesses.tried(HERE, CODE) > 0
    assert guesses.tried(HERE, OTHER) == 0
    found = [guesses.tried(HERE, f"{n:08}") for n in range(int(FROM_ONE.at_once))]
    assert found[-1] > 0


def test_guesses_from_everywhere_slow_a_workshop_down_and_stop_nobody_at_home():
    clock = Hand()
    guesses = Guesses(clock)
    assert guesses.tried(HERE, CODE) == 0
    guesses.was_right(HERE, CODE)
    for address in many(int(AT_ONE.at_once)):
        guesses.tried(address, CODE)

    wait = guesses.tried(THERE, CODE)
    assert 0 < wait <= 1 / AT_ONE.a_second
    assert guesses.tried(HERE, CODE) == 0
    assert guesses.tried(THERE, OTHER) == 0
    clock.now += wait
    assert guesses.tried(THERE, CODE) == 0


def test_a_right_one_ends_the_waits_of_its_own_workshop_alone():
    guesses = Guesses(Hand())
    for code in (OTHER, CODE):
        for _ in range(FREE):
            guesses.tried(HERE, code)
    guesses.was_right(HERE, CODE)

    assert guesses.tried(HERE, CODE) == 0
    assert guesses.tried(HERE, OTHER) > 0


@pytest.mark.parametrize("typed", ["abcdefgh", "ABCD EFGH", "abcd-efgh"])
def test_a_code_counts_the_same_however_it_is_typed(typed):
    guesses = Guesses(Hand())
    for _ in range(FREE):
        guesses.tried(HERE, CODE)

    assert guesses.tried(HERE, typed) > 0


@pytest.mark.parametrize("typed", ["", "x" * 10_000, "\0", "ÄÖ", "A"])
def test_what_is_no_code_is_counted_as_one(typed):
    guesses = Guesses(Hand())
    for _ in range(FREE):
        guesses.tried(HERE, "no code")

    assert guesses.tried(HERE, typed) > 0


@given(st.lists(st.floats(0, 60), max_size=60), st.booleans())
def test_in_any_time_few_guesses_are_let_through(pauses, knows_another):
    clock = Hand()
    guesses, passed = Guesses(clock), 0
    for pause in pauses:
        clock.now += pause
        if knows_another and guesses.tried(HERE, OTHER) == 0:
            guesses.was_right(HERE, OTHER)
        passed += guesses.tried(HERE, CODE) == 0

    assert passed <= FREE + DOUBLINGS + clock.now / 2**DOUBLINGS + 1


def test_a_day_of_guessing_from_everywhere_tries_less_than_twenty_thousand():
    clock = Hand()
    guesses, passed = Guesses(clock), 0
    step = 2.5
    for address in many(int(DAY / step)):
        passed += guesses.tried(address, CODE) == 0
        clock.now += step

    assert passed < 20_000


def test_many_at_once_are_no_way_around():
    guesses, waits = Guesses(Hand()), []
    people = [
        threading.Thread(target=lambda: waits.append(guesses.tried(HERE, CODE)))
        for _ in range(4 * FREE)
    ]
    for person in people:
        person.start()
    for person in people:
        person.join()

    assert waits.count(0.0) == FREE


def test_no_more_is_remembered_than_there_is_room_for(monkeypatch):
    monkeypatch.setattr(counted, "MOST", 10)
    guesses = Guesses(Hand())
    for address in many(50):
        guesses.tried(address, CODE)
        guesses.was_right(address, OTHER)

    assert len(guesses._wrong) == len(guesses._homes) == 10  # noqa: SLF001


def test_days_later_nothing_of_it_counts():
    clock = Hand()
    guesses = Guesses(clock)
    for _ in range(FREE):
        guesses.tried(HERE, CODE)
    clock.now += DAY
    assert [guesses.tried(HERE, CODE) for _ in range(FREE)] == [0.0] * FREE
    assert guesses.tried(HERE, CODE) == 1.0
