"""What an attacker may try with a browser or a script: refused, and in the log."""

import asyncio
import json

import pytest

from app.room import asking
from app.room.gate import WRONG_CODES, Gate
from tests.app.room.rooms import Room, answer_of, joined, made_id, room
from tests.app.room.test_gate import body
from tests.app.room.test_rates import Hand
from tests.app.room.test_service import error

JOIN, ANSWER, STATE = "/room/join", "/room/answer", "/room/state"
HOSTILE = (
    "<img src=x onerror=alert(1)>",
    "'; DROP TABLE judgments; --",
    '" OR 1=1 --',
    "{{7*7}}${7*7}",
    "../../etc/passwd",
    "\r\nSet-Cookie: a=b",
)


def last_refusal(held: Room) -> str:
    """Return why something was refused last, in the log of this workshop."""
    return held.store.refusals(held.id)[-1].reason


# Answering for others, and twice


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"participant_id": "someone else"}, 400),
        ({"token": "someone else's"}, 400),
        ({"answer_id": "x" * 36}, 400),
        ({"value": {"shares": {"level-0": 1.0}}}, 400),
        ({"round": 2}, 409),
    ],
)
def test_a_refused_answer_is_in_the_log_of_its_workshop(held, client, changed, status):
    token = joined(client, held.code)
    held.move_to("answer", 1)
    sent = {**answer_of(1, "credence"), **changed}
    answered = client.post(ANSWER, json=sent, headers=token)

    assert answered.status_code == status
    assert last_refusal(held) == f"{status}: {error(answered)}"
    assert held.store.history(held.id) == ()


def test_an_answer_played_back_with_another_value_is_refused_and_logged(held, client):
    token = joined(client, held.code)
    held.move_to("answer", 1)
    first = answer_of(1, "prediction")
    client.post(ANSWER, json=first, headers=token)
    answered = client.post(ANSWER, json={**first, "value": "measure-2"}, headers=token)

    assert answered.status_code == 409
    assert last_refusal(held).startswith("409: answer_id must be new for another")
    assert [one.value for one in held.store.history(held.id)] == ["measure-1"]


def test_an_answer_of_another_that_is_played_back_changes_nothing_of_theirs(
    held, client
):
    heron, thief = (joined(client, held.code, name) for name in ("Heron", "Thief"))
    held.move_to("answer", 1)
    sent = answer_of(1, "prediction")
    client.post(ANSWER, json=sent, headers=heron)
    client.post(ANSWER, json={**sent, "value": "measure-2"}, headers=thief)

    own = client.get(STATE, headers=heron).json()["own"]["mine"]
    assert own == {"1": {"prediction": "measure-1"}}


def test_the_screen_that_answers_is_in_the_log(held, client):
    held.move_to("answer", 1)
    token = {"Authorization": f"Bearer {held.created.screen}"}
    client.post(ANSWER, json=answer_of(1, "credence"), headers=token)
    client.post("/room/erase", json={}, headers=token)

    reasons = [one.reason for one in held.store.refusals(held.id)]
    assert reasons == [
        "403: role must be participant for this, got screen",
        "403: only a participant may erase here, got a screen",
    ]


def test_a_full_workshop_is_in_its_log_and_a_wrong_code_in_that_of_none(held, client):
    bad = {"code": held.code, "pseudonym": "\u202ex", "join_id": made_id(1)}
    client.post(JOIN, json=bad)
    client.post(JOIN, json={**bad, "code": "22222222"})

    assert last_refusal(held).startswith("400: pseudonym must be one line")
    newest = held.store.refusals()[-1]
    assert newest.workshop_id is None
    assert newest.reason == "404: code must be that of a workshop, got '22222222'"


# Peeking


def test_before_the_reveal_the_state_has_no_more_than_this(held, client):
    tokens = [joined(client, held.code, name) for name in ("Heron", "Egret")]
    held.move_to("answer", 1)
    client.post(ANSWER, json=answer_of(1, "credence"), headers=tokens[0])
    held.move_to("lock", 1)
    shared = client.get(STATE, headers=tokens[1]).json()["shared"]

    counts = {"joined", "answered"}
    standing = {"version", "name", "code", "step", "steps", "published"}
    assert set(shared) == counts | standing
    assert all(isinstance(shared[name], int) for name in counts)
    assert shared["published"] == []


@pytest.mark.parametrize(
    "path",
    [
        "/room/state?round=1&participant=all",
        "/room/judgments",
        "/room/export",
        "/room/published/3",
        "/room/state/1",
        "/room/../api/workshops",
    ],
)
def test_there_is_no_other_way_to_what_was_answered(held, client, path):
    tokens = [joined(client, held.code, name) for name in ("Heron", "Egret")]
    held.move_to("answer", 1)
    client.post(ANSWER, json=answer_of(1, "prediction"), headers=tokens[0])
    answered = client.get(path, headers=tokens[1])

    assert answered.status_code in {200, 404}
    if answered.status_code == 200:
        assert answered.json()["own"]["mine"] == {}
        assert answered.json()["shared"]["published"] == []


# Guessing


def test_who_guesses_shuts_nobody_out_of_the_room_that_is_behind_the_same_address(
    held,
):
    with held.client(Gate(Hand())) as client:
        joined(client, held.code, "The first")
        guesses = [
            client.post(JOIN, json=body("22222222", n)).status_code
            for n in range(2 * int(WRONG_CODES.at_once))
        ]
        late = client.post(JOIN, json=body(held.code.lower(), 99))
        other = room(held.store)
        unknown = client.post(JOIN, json=body(other.code, 99))

    assert guesses[-1] == 429
    assert late.status_code == 200
    assert unknown.status_code == 429  # nobody there has joined that one


# Hostile texts


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("name", ["code", "pseudonym", "join_id"])
def test_a_hostile_text_of_a_join_does_nothing(held, client, name, text):
    sent = {**body(held.code, 1), name: text}
    answered = client.post(JOIN, json=sent)

    check_harmless(held, answered)
    is_fine = name == "pseudonym" and "\n" not in text
    assert answered.status_code in ({200} if is_fine else {400, 404})
    assert len(held.store.participants(held.id)) == is_fine


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("name", ["answer_id", "question", "value", "level", "extra"])
def test_a_hostile_text_of_an_answer_does_nothing(held, client, name, text):
    token = joined(client, held.code)
    held.move_to("answer", 1)
    changed = {
        "level": {"value": {"shares": {text: 1.0}}},
        "extra": {text: text},
        "value": {"question": "prediction", "value": text},
    }.get(name, {name: text})
    answered = client.post(
        ANSWER, json={**answer_of(1, "credence"), **changed}, headers=token
    )

    assert answered.status_code == 400
    check_harmless(held, answered)
    assert held.store.refusals(held.id)[-1].reason.isascii()


@pytest.mark.parametrize("text", [one for one in HOSTILE if "\n" not in one])
def test_a_hostile_text_in_a_header_does_nothing(held, client, text):
    token = {"Authorization": f"Bearer {text}", "Last-Event-ID": text}
    answered = client.get("/room/events", headers=token)

    assert answered.status_code == 401
    check_harmless(held, answered)


def check_harmless(held: Room, answered) -> None:
    """Check that the tables stand, and that no browser takes the answer for a page."""
    assert held.store.history(held.id) == ()
    assert answered.status_code < 500
    assert answered.headers["content-type"] == "application/json"
    assert answered.headers["x-content-type-options"] == "nosniff"
    assert "set-cookie" not in answered.headers


@pytest.mark.parametrize("depth", [40, 900, 5000])
def test_a_deep_value_is_refused_and_logged(held, client, depth):
    token = {**joined(client, held.code), "Content-Type": "application/json"}
    held.move_to("answer", 1)
    raw = json.dumps({**answer_of(1, "credence"), "value": 0})
    deep = raw.replace('"value": 0', '"value": ' + "[" * depth + "]" * depth)
    answered = client.post(ANSWER, content=deep, headers=token)

    assert answered.status_code == 400
    assert last_refusal(held).startswith("400: the body must not nest deeper")


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "OPTIONS", "X"])
@pytest.mark.parametrize("path", [JOIN, ANSWER, STATE, "/room/erase", "/room/events"])
def test_another_method_does_nothing(held, client, method, path):
    token = joined(client, held.code)
    held.move_to("answer", 1)
    override = {**token, "X-HTTP-Method-Override": "POST"}
    answered = client.request(method, path, json={}, headers=override)

    assert answered.status_code == 405
    assert last_refusal(held) == "405: Method Not Allowed"
    assert len(held.store.participants(held.id)) == 1


def test_a_name_for_another_method_is_not_heard(held, client):
    token = joined(client, held.code)
    held.move_to("answer", 1)
    override = {**token, "X-HTTP-Method-Override": "POST", "X-Method": "POST"}
    answered = client.request(
        "GET", f"{ANSWER}?_method=POST", json=answer_of(1, "credence"), headers=override
    )

    assert answered.status_code == 405
    assert held.store.history(held.id) == ()


def test_a_body_that_does_not_come_is_not_waited_for_without_end(held, monkeypatch):
    monkeypatch.setattr(asking, "SLOWEST_BODY", 0.05)
    app, token = held.application(), held.created.screen
    sent = []

    async def receive() -> object:
        await asyncio.sleep(60)

    async def send(message) -> None:
        sent.append(message)

    headers = [(b"content-type", b"application/json")]
    headers += [(b"authorization", f"Bearer {token}".encode())]
    scope = {"type": "http", "method": "POST", "path": ANSWER, "headers": headers}
    scope |= {"query_string": b"", "root_path": "", "scheme": "http"}
    scope |= {"client": ("127.0.0.1", 1), "server": ("127.0.0.1", 80)}
    asyncio.run(asyncio.wait_for(app(scope, receive, send), 5))

    assert sent[0]["status"] == 408
    assert last_refusal(held).startswith("408: the body must arrive within")
