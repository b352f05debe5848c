"""Each route of the room, who may use it, and what is refused."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.room import hub
from app.room.asking import LARGEST_BODY
from app.room.service import STATUS
from app.workshops.errors import Busy, Full
from tests.app.room.rooms import ALL, VALUES, answer_of, joined, made_id, room

JOIN = "/room/join"


def error(answered) -> str:
    """Return the one line of a refusal."""
    document = answered.json()
    assert set(document) == {"error"}
    assert "\n" not in document["error"]
    return document["error"]


def test_it_is_there_beside_the_dashboard():
    from app.server import application

    own = vars(application())["_user_routes"]
    assert {"/join", "/join/{code}", "/room"} <= {route.path for route in own}


def test_a_phone_joins_once_however_often_it_asks(held, client):
    body = {"code": held.code, "pseudonym": "Heron", "join_id": made_id("a phone")}
    first, again = (client.post(JOIN, json=body) for _ in range(2))

    assert first.json() == again.json()
    assert len(held.store.participants(held.id)) == 1


def test_an_answer_is_acknowledged_when_it_is_kept_and_kept_once(held, client):
    token = joined(client, held.code)
    held.move_to("answer", 1)
    first, again = (
        client.post("/room/answer", json=answer_of(1, "credence"), headers=token)
        for _ in range(2)
    )

    (kept,) = held.store.judgments(held.id, 1)
    assert kept.value == VALUES["credence"]
    assert first.json() == {"at": kept.at, "again": False}
    assert again.json() == {"at": kept.at, "again": True}


@pytest.mark.parametrize("question", ALL)
def test_one_has_ones_own_answer_back(held, client, question):
    token = joined(client, held.code)
    held.move_to("answer", 1)
    client.post("/room/answer", json=answer_of(1, question), headers=token)

    own = client.get("/room/state", headers=token).json()["own"]

    assert own == {"role": "participant", "mine": {"1": {question: VALUES[question]}}}


def test_the_state_tells_how_many_and_what_is_asked(held, client, monkeypatch):
    monkeypatch.setattr(hub, "PAUSE", 0)
    tokens = [joined(client, held.code, name) for name in ("Heron", "Egret")]
    held.move_to("answer", 1)
    client.post("/room/answer", json=answer_of(1, "credence"), headers=tokens[0])

    found = client.get("/room/state", headers=tokens[1]).json()

    shared = found["shared"]
    assert (shared["joined"], shared["answered"]) == (2, 1)
    assert shared["steps"][shared["step"]]["questions"] == list(ALL)
    assert found["sheet"]["levels"][0]["id"] == "level-0"
    assert found["own"]["mine"] == {}


def test_others_may_look_and_not_answer(held, client):
    held.move_to("answer", 1)
    for role in ("screen", "observer", "facilitator"):
        token = {"Authorization": f"Bearer {getattr(held.created, role)}"}
        assert client.get("/room/state", headers=token).json()["own"]["role"] == role
        answered = client.post(
            "/room/answer", json=answer_of(role, "credence"), headers=token
        )
        assert answered.status_code == 403
        assert error(answered) == f"role must be participant for this, got {role}"
        assert client.post("/room/erase", json={}, headers=token).status_code == 403
    assert held.store.judgments(held.id, 1) == ()


def test_who_erases_is_forgotten_and_nobody_else(held, client):
    tokens = [joined(client, held.code, name) for name in ("Heron", "Egret")]
    held.move_to("answer", 1)
    for number, token in enumerate(tokens):
        client.post("/room/answer", json=answer_of(number, "credence"), headers=token)

    assert client.post("/room/erase", json={}, headers=tokens[0]).status_code == 200

    assert len(held.store.judgments(held.id, 1)) == 1
    assert client.get("/room/state", headers=tokens[0]).status_code == 401
    assert client.get("/room/state", headers=tokens[1]).status_code == 200


@pytest.mark.parametrize(
    ("step", "changed", "status", "said"),
    [
        (("brief", 0), {}, 409, "credence of round 1 must be answered while"),
        (("lock", 1), {}, 409, "credence of round 1 must be answered while"),
        (("answer", 1), {"round": 2}, 409, "credence of round 2 must be answered"),
        (("answer", 1), {"round": 1.5}, 400, "round must be a valid integer, got 1.5"),
        (("answer", 1), {"round": 0}, 400, "round must be greater than or equal to 1"),
        (("answer", 1), {"question": "mood"}, 400, "question must be one of credence"),
        (("answer", 1), {"answer_id": "x"}, 400, "answer_id must have at least 36"),
        (("answer", 1), {"answer_id": "x" * 36}, 400, "answer_id must be a UUID"),
        (("answer", 1), {"participant": "y"}, 400, "the body must have known keys"),
        (("answer", 1), {"value": None}, 400, "the body must be an object, got None"),
    ],
)
def test_an_answer_that_cannot_be_taken_is_refused_in_one_line(
    held, client, step, changed, status, said
):
    token = joined(client, held.code)
    held.move_to(*step) if step[1] else None
    body = {**answer_of(1, "credence"), **changed}

    answered = client.post("/room/answer", json=body, headers=token)

    assert answered.status_code == status
    assert error(answered).startswith(said)
    assert held.store.judgments(held.id, 1) == ()


def test_the_id_of_an_answer_is_not_used_for_another(held, client):
    token = joined(client, held.code)
    held.move_to("answer", 1)
    body = answer_of(1, "credence")
    client.post("/room/answer", json=body, headers=token)
    other = {**body, "value": {**body["value"], "concentration": 7}}

    answered = client.post("/room/answer", json=other, headers=token)

    assert answered.status_code == 409
    assert error(answered).startswith("answer_id must be new for another answer")


def test_nobody_answers_for_another(held, client):
    tokens = [joined(client, held.code, name) for name in ("Heron", "Egret")]
    held.move_to("answer", 1)
    for token in tokens:
        client.post("/room/answer", json=answer_of(1, "credence"), headers=token)

    kept = held.store.judgments(held.id, 1)

    assert len({one.participant_id for one in kept}) == 2


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": "Bearer"},
        {"Authorization": "Bearer "},
        {"Authorization": "Basic abc"},
        {"Authorization": "Bearer ' OR 1=1 --"},
        {"Authorization": f"Bearer {'x' * 300}"},
    ],
)
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/room/state"),
        ("GET", "/room/events"),
        ("POST", "/room/answer"),
        ("POST", "/room/erase"),
    ],
)
def test_without_a_known_token_nothing_is_told(client, method, path, headers):
    body = answer_of(1, "credence") if path.endswith("answer") else {}
    content = {"json": body} if method == "POST" else {}
    answered = client.request(method, path, headers=headers, **content)

    assert answered.status_code == 401
    assert error(answered).startswith("the token must be that of a participant")


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://testserver:81"},
        {"Origin": "http://[", "Host": "testserver"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"},
    ],
)
def test_a_page_of_another_site_is_refused(held, client, headers):
    body = {"code": held.code, "pseudonym": "Heron", "join_id": made_id(1)}
    answered = client.post(JOIN, json=body, headers=headers)

    assert answered.status_code == 403
    assert error(answered).startswith("requests must come from the page of this")
    assert held.store.participants(held.id) == ()
    assert "403" in held.store.refusals()[-1].reason


@pytest.mark.parametrize(
    "headers", [{"Origin": "http://testserver"}, {"Sec-Fetch-Site": "same-origin"}]
)
def test_the_page_of_this_server_is_not(held, client, headers):
    body = {"code": held.code, "pseudonym": "Heron", "join_id": made_id(1)}
    assert client.post(JOIN, json=body, headers=headers).status_code == 200


@pytest.mark.parametrize(
    ("content", "headers", "status", "said"),
    [
        (b"{", {}, 400, "the body must be JSON"),
        (b"\xff", {}, 400, "the body must be UTF-8"),
        (b"[" * 9000, {}, 400, "the body must not nest deeper"),
        (b'{"a":' * 40 + b"1" + b"}" * 40, {}, 400, "the body must not nest deeper"),
        (b'{"code": 1, "code": 2}', {}, 400, "a key must not repeat"),
        (b'{"code": NaN}', {}, 400, "a number must be finite"),
        (b'{"code": 1e999}', {}, 400, "a number must be finite"),
        (b"[]", {}, 400, "the body must be an object"),
        (b"{}", {}, 400, "the body must have"),
        (b" " * (LARGEST_BODY + 1), {}, 413, "the body must be at most 16384 bytes"),
        (b"{}", {"Content-Type": "text/plain"}, 415, "the body must be application/"),
        (b"{}", {"Content-Encoding": "gzip"}, 415, "the body must be application/"),
    ],
)
def test_a_malformed_body_is_refused(client, content, headers, status, said):
    every = {"Content-Type": "application/json", **headers}
    answered = client.post(JOIN, content=content, headers=every)

    assert answered.status_code == status
    assert error(answered).startswith(said)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "   ",
        "x" * 41,
        "two\nlines",
        "\u202eturned",
        "bell\x07",
        "tab\tbed",
    ],
)
def test_a_pseudonym_that_cannot_be_shown_is_refused(held, client, name):
    body = {"code": held.code, "pseudonym": name, "join_id": made_id(1)}
    answered = client.post(JOIN, json=body)

    assert answered.status_code == 400
    assert error(answered).startswith("pseudonym must")
    assert error(answered).isascii()


@pytest.mark.parametrize(
    "name",
    ["<script>alert(1)</script>", "'; DROP TABLE participants; --", "{0}", "صقر", "鷺"],
)
def test_a_hostile_pseudonym_is_only_a_text(held, client, name):
    token = joined(client, held.code, name)

    assert [one.pseudonym for one in held.store.participants(held.id)] == [name]
    assert name not in client.get("/room/state", headers=token).text


def test_what_is_refused_is_in_the_log(held, client):
    wrong = {"code": "<b>'\u202e", "pseudonym": "Heron", "join_id": made_id(1)}
    client.post(JOIN, json=wrong)
    client.get("/room/state")

    reasons = [one.reason for one in held.store.refusals()[-2:]]
    assert [reason[:4] for reason in reasons] == ["404:", "401:"]
    assert all(reason.isascii() for reason in reasons)


@pytest.mark.parametrize("path", ["/room/", "/room/nothing", "/room/join/"])
def test_what_is_not_there_is_a_line(client, path):
    answered = client.get(path, follow_redirects=False)

    assert answered.status_code == 404
    assert error(answered) == "Not Found"


def test_another_method_is_refused(client):
    answered = client.get(JOIN)

    assert answered.status_code == 405
    assert answered.headers["allow"] == "POST"
    assert error(answered) == "Method Not Allowed"


def test_every_answer_may_not_be_kept_nor_guessed_at(held, client):
    token = joined(client, held.code)
    for answered in (
        client.get("/room/state", headers=token),
        client.get("/room/state"),
        client.get("/room/nothing"),
        client.get(f"/room/qr/{held.code}.svg"),
    ):
        assert answered.headers["cache-control"] == "no-store"
        assert answered.headers["x-content-type-options"] == "nosniff"
        assert answered.headers["referrer-policy"] == "no-referrer"
        assert not [name for name in answered.headers if name.startswith("access-")]


@pytest.mark.parametrize("kind", [Busy, Full])
def test_a_database_that_cannot_save_says_so_and_when_to_try_again(
    held, client, monkeypatch, kind
):
    token = joined(client, held.code)
    held.move_to("answer", 1)

    def failing(*_):
        msg = "database must have room, got: disk full"
        raise kind(msg)

    monkeypatch.setattr(held.store, "answer", failing)
    answered = client.post("/room/answer", json=answer_of(1, "credence"), headers=token)

    assert answered.status_code == 503
    assert int(answered.headers["retry-after"]) >= 1
    assert error(answered) == "database must have room, got: disk full"


def test_a_refusal_that_cannot_be_written_down_is_a_refusal_all_the_same(
    held, client, monkeypatch
):
    def failing(*_):
        msg = "database must have room, got: disk full"
        raise Full(msg)

    monkeypatch.setattr(held.store, "log_refusal", failing)

    assert client.get("/room/state").status_code == 401


def test_a_fault_of_our_own_tells_nothing_of_it(held, monkeypatch, caplog):
    from starlette.testclient import TestClient

    with TestClient(held.application(), raise_server_exceptions=False) as client:
        token = joined(client, held.code)

        def failing(*_):
            msg = "a secret"
            raise RuntimeError(msg)

        monkeypatch.setattr(held.store, "mine", failing)
        answered = client.get("/room/state", headers=token)

    assert answered.status_code == 500
    assert error(answered).startswith("the server failed on this request")
    assert "a secret" in caplog.text


def test_every_error_of_the_store_has_a_status():
    assert set(STATUS.values()) <= {403, 404, 409, 503}


@given(st.recursive(st.none() | st.booleans() | st.floats() | st.text(), st.lists))
def test_any_value_is_taken_or_refused_and_never_a_fault(shared_client, value):
    held, client, token = shared_client
    body = {**answer_of("any", "credence"), "value": value}
    raw = json.dumps(body).encode()
    headers = {**token, "Content-Type": "application/json"}
    answered = client.post("/room/answer", content=raw, headers=headers)

    assert answered.status_code in {400, 413, 429}
    assert held.store.judgments(held.id, 1) == ()


@pytest.fixture(scope="module")
def shared_client(store):
    held = room(store)
    with held.client() as client:
        token = joined(client, held.code)
        held.move_to("answer", 1)
        yield held, client, token
