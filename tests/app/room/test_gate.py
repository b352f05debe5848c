"""Codes cannot be guessed, and a full hall behind one address can join."""

import asyncio

import pytest
from starlette.exceptions import HTTPException

from app.room import gate as gates
from app.room.gate import (
    ALL_REFUSALS,
    ALL_WRONG_CODES,
    JOINS,
    WRITES,
    WRONG_CODES,
    Gate,
)
from tests.app.api.asking import JSON, asked
from tests.app.room.rooms import answer_of, joined, made_id
from tests.app.room.test_rates import Hand

JOIN = "/room/join"
PLENTY, FEW = 300, 40


def body(code: str, number: int) -> dict[str, str]:
    return {"code": code, "pseudonym": "Heron", "join_id": made_id(number)}


def test_people_behind_one_address_join_at_once(held):
    with held.client(Gate(Hand())) as client:
        answers = [client.post(JOIN, json=body(held.code, n)) for n in range(FEW)]

    assert {answered.status_code for answered in answers} == {200}
    assert len(held.store.participants(held.id)) == FEW


def test_a_hall_of_three_hundred_may_mistype_now_and_then():
    gate = Gate(Hand())
    for number in range(PLENTY):
        if number % 3 == 1:
            gate.was_wrong("192.0.2.1")
        gate.may_name_a_code("192.0.2.1", "22222222")
        gate.may_join("22222222")
        gate.was_right("192.0.2.1", "22222222")

    with pytest.raises(HTTPException, match=gates.GUESSED):
        gate.may_name_a_code("192.0.2.1", "33333333")  # too many were wrong for others


def test_after_thirty_wrong_codes_an_address_is_not_told_what_is_right(held):
    clock = Hand()
    with held.client(Gate(clock)) as client:
        wrong = [client.post(JOIN, json=body("22222222", n)) for n in range(31)]
        right = client.post(JOIN, json=body(held.code, 99))
        clock.now += float(right.headers["retry-after"])
        later = client.post(JOIN, json=body(held.code, 99))

    assert [answered.status_code for answered in wrong] == [404] * 30 + [429]
    assert right.status_code == 429
    assert right.json()["error"].startswith("codes must not be guessed")
    assert later.status_code == 200


def test_wrong_codes_at_the_same_moment_are_counted_too(held):
    import json

    app = held.application(Gate(Hand()))
    raw = json.dumps(body("22222222", 1)).encode()

    async def all_at_once() -> list[int]:
        asks = [asked(app, "POST", JOIN, (raw,), JSON) for _ in range(90)]
        return [answered.status for answered in await asyncio.gather(*asks)]

    found = asyncio.run(all_at_once())
    assert found.count(404) == WRONG_CODES.at_once
    assert found.count(429) == 90 - WRONG_CODES.at_once


def test_guesses_from_many_addresses_are_counted_together():
    gate = Gate(Hand())
    for number in range(int(ALL_WRONG_CODES.at_once)):
        gate.may_name_a_code(f"192.0.2.{number}")
        gate.was_wrong(f"192.0.2.{number}")

    with pytest.raises(HTTPException, match="codes must not be guessed"):
        gate.may_name_a_code("198.51.100.1")


def test_a_year_of_guessing_finds_a_certain_code_once_in_a_thousand_years():
    guesses = ALL_WRONG_CODES.at_once + ALL_WRONG_CODES.a_second * 365.25 * 86_400

    assert guesses / 32**8 < 1e-3


def test_who_has_one_right_code_cannot_guess_on_with_it():
    gate = Gate(Hand())
    for _ in range(int(WRONG_CODES.at_once)):
        gate.was_right("192.0.2.1", "22222222")
        gate.was_wrong("192.0.2.1")

    with pytest.raises(HTTPException, match="codes must not be guessed"):
        gate.may_name_a_code("192.0.2.1", "33333333")
    gate.may_name_a_code("192.0.2.1", "22222222")


def test_places_are_forgotten_before_they_fill_the_memory(monkeypatch):
    monkeypatch.setattr(gates, "MOST_PLACES", 3)
    gate = Gate(Hand())
    for number in range(9):
        gate.was_right(f"192.0.2.{number}", "22222222")

    assert len(vars(gate)["_places"]) == 3


def test_one_code_is_not_joined_without_end():
    gate = Gate(Hand())
    for _ in range(int(JOINS.at_once)):
        gate.may_join("22222222")

    with pytest.raises(HTTPException, match="joins of one workshop must be fewer"):
        gate.may_join("22222222")
    gate.may_join("33333333")


def test_who_writes_without_end_is_told_to_wait(held):
    with held.client(Gate(Hand())) as client:
        token = joined(client, held.code)
        held.move_to("answer", 1)
        most = int(WRITES.at_once)
        sent = [
            client.post(
                "/room/answer", json=answer_of(n, "prediction"), headers=token
            ).status_code
            for n in range(most + 1)
        ]

    assert sent == [200] * most + [429]


def test_refusals_are_written_down_until_there_are_too_many():
    gate = Gate(Hand())

    logged = [gate.is_logged("192.0.2.1") for _ in range(200)]

    assert logged == [True] * 100 + [False] * 100


def test_refusals_of_many_addresses_cannot_fill_the_log_either():
    gate = Gate(Hand())

    logged = [gate.is_logged(f"192.0.2.{number}") for number in range(1000)]

    assert sum(logged) == ALL_REFUSALS.at_once
