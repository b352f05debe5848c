import asyncio
import logging
import threading

import pytest
from starlette.applications import Starlette
from starlette.routing import Mount

from app.api import operations, service
from app.api.operations import LARGEST_BODY, LARGEST_BRIEF
from app.api.queue import Queue
from app.api.service import routes
from tests.app.api.asking import JSON, ask, asked, post
from tests.packs import made, shipped, small_pack

RANK = "/api/v1/rank"
FEW = {"credence": "even", "worlds": 2, "months": 1}


@pytest.fixture(scope="module")
def small():
    return made(small_pack())


@pytest.fixture
def api(small):
    return mounted(lambda: small)


def mounted(model, queue=None):
    return Starlette(routes=[Mount("/api/v1", service.service(model, queue))])


def test_it_is_there_beside_the_dashboard():
    from app.server import application

    own = vars(application())["_user_routes"]
    assert {"/api/v1", "/healthz"} <= {route.path for route in own}


def test_every_answer_may_not_be_kept_nor_guessed_at(api):
    for answered in (
        ask(api, "GET", "/api/v1/levels"),
        ask(api, "GET", "/api/v1/openapi.json"),
        post(api, "/api/v1/network", {"format": "dot"}),
        post(api, RANK, FEW),
        post(api, RANK, b""),
        ask(api, "OPTIONS", RANK),
    ):
        assert answered.headers["cache-control"] == "no-store"
        assert answered.headers["x-content-type-options"] == "nosniff"
        assert not [name for name in answered.headers if name.startswith("access-")]


@pytest.mark.parametrize("path", ["", "/", "/nothing", "/levels/", "/docs", "/redoc"])
def test_what_is_not_there_is_a_line(path):
    asked_for = f"/api/v1{path}"
    answered = ask(Starlette(routes=routes()), "GET", asked_for)

    assert answered.status == 404
    rule = "the path must be one that /api/v1/openapi.json names"
    assert answered.refusal == f"{rule}, got {asked_for!r}"


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("POST", "/levels", "GET, HEAD, OPTIONS"),
        ("GET", "/rank", "OPTIONS, POST"),
        ("HEAD", "/rank", "OPTIONS, POST"),
        ("DELETE", "/scenario", "GET, HEAD, OPTIONS, POST"),
        ("TRACE", "/update", "OPTIONS, POST"),
    ],
)
def test_another_method_is_refused_with_those_that_are_allowed(
    api, method, path, allowed
):
    answered = ask(api, method, f"/api/v1{path}")

    assert answered.status == 405
    assert answered.headers["allow"] == allowed
    assert answered.refusal.startswith(f"method must be one of {allowed}, got")
    assert ask(api, "OPTIONS", f"/api/v1{path}").headers["allow"] == allowed


def test_head_tells_what_get_would(api):
    head, get = (ask(api, m, "/api/v1/levels") for m in ("HEAD", "GET"))

    assert head.status == 200
    assert head.headers == get.headers


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"content_type": "text/plain"},
        {"content_type": "application/x-www-form-urlencoded"},
        {"content_type": "application/jsonp"},
        {"content_type": "application/json", "content_encoding": "gzip"},
    ],
)
def test_another_media_type_is_refused(api, headers):
    answered = ask(api, "POST", RANK, b"{}", **headers)

    assert answered.status == 415
    assert answered.refusal.startswith("the body must be application/json")


def test_a_charset_may_be_named(api):
    content_type = "Application/JSON; charset=utf-8"

    answered = ask(api, "POST", RANK, b'{"credence": "e"}', content_type=content_type)
    assert answered.refusal == "credence must be a preset or 2 numbers, got 'e'"


@pytest.mark.parametrize("told", [None, "5", str(10 * LARGEST_BODY)])
def test_a_body_that_is_too_large_is_refused_before_it_is_read(api, told):
    taken = 0

    def chunks():
        nonlocal taken
        for _ in range(1000):
            taken += 1
            yield b" " * 65536

    headers = JSON if told is None else {**JSON, "content-length": told}
    answered = asyncio.run(asked(api, "POST", RANK, chunks(), headers))

    assert answered.status == 413
    assert answered.refusal == "the body must be at most 262144 bytes, got more"


def test_a_body_of_the_largest_size_is_read(api):
    body = b'{"credence": "even", "worlds": 2, "months": 1}'

    assert post(api, RANK, body.ljust(LARGEST_BODY)).status == 200
    assert post(api, RANK, body.ljust(LARGEST_BODY + 1)).status == 413


def test_a_brief_may_be_larger_than_a_scenario(api):
    body = b'{"text": "no brief"}'

    answered = post(api, "/api/v1/verify", body.ljust(LARGEST_BRIEF))
    assert answered.status == 200
    assert answered.document["ok"] is False
    assert post(api, "/api/v1/verify", body.ljust(LARGEST_BRIEF + 1)).status == 413


def test_a_body_may_come_in_pieces(api):
    pieces = [b'{"credence": "ev', b'en", "worlds": 2, ', b'"months": 1}']

    assert (
        ask(api, "POST", RANK, *pieces, content_type="application/json").status == 200
    )


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "the body must be JSON: Expecting value (character 0)"),
        (b'{"credence": NaN}', "a number must be finite, got NaN"),
        (b"[" * 200_000, "the body must not nest deeper than 24"),
        (b'"\xed\xa0\x80"', "the body must be UTF-8: byte 1 is not"),
        ([], "the body must be an object, got []"),
        ({}, "the body must have credence"),
        ({"credence": [1, 2]}, "a credence must sum to 1 or to 100, got 3"),
        (
            {**FEW, "worlds": 3},
            "worlds must be a power of two from 2 to 1048576, got 3",
        ),
        (
            {**FEW, "observations": {"a\nb": True}},
            "observations must name items of evidence, got 'a\\nb'",
        ),
        (
            {**FEW, "changes": {"x": 1}},
            "a change must name a number of the pack, got 'x'",
        ),
    ],
)
def test_bad_input_is_refused_with_the_rule_and_the_value(api, body, said):
    answered = post(api, RANK, body)

    assert answered.status == 400
    assert answered.refusal == said


def test_an_error_does_not_send_back_all_that_came(api):
    body = {**FEW, "observations": {"x" * 200_000: True}}

    assert len(post(api, RANK, body).content) < 1000


def test_too_many_requests_are_told_to_come_back(small):
    queue, gate = Queue(at_once=1, waiting=0), threading.Event()
    api = mounted(lambda: small, queue)

    async def crowd():
        first = asyncio.create_task(queue.run(gate.wait))
        await asyncio.sleep(0)
        refused = await asked(api, "POST", RANK, [b"{}"], JSON)
        listed = await asked(api, "GET", "/api/v1/levels")
        gate.set()
        await first
        return refused, listed

    refused, listed = asyncio.run(crowd())
    assert refused.status == 503
    assert refused.headers["retry-after"] == "5"
    assert refused.refusal.endswith("try again later")
    assert listed.status == 200


def test_a_fault_of_our_own_is_a_line_without_a_trace(small, monkeypatch):
    def fail(*_):
        msg = "a secret"
        raise RuntimeError(msg)

    monkeypatch.setattr(operations.documents, "rank_document", fail)
    sent = []

    async def post_and_fail():
        api = mounted(lambda: small)

        async def note(scope, receive, send):
            async def keep(message):
                sent.append(message)
                await send(message)

            await api(scope, receive, keep)

        await asked(note, "POST", RANK, [b'{"credence": "even"}'], JSON)

    with pytest.raises(RuntimeError, match="a secret"):  # the server logs it
        asyncio.run(post_and_fail())
    assert sent[0]["status"] == 500
    assert sent[1]["body"].count(b"\n") == 1
    assert b"secret" not in sent[1]["body"]


def test_the_description_names_the_path_it_is_reached_by(api):
    described = ask(api, "GET", "/api/v1/openapi.json").document

    assert described["servers"] == [{"url": "/api/v1"}]
    asked_of = {(o.path, o.method.lower()) for o in operations.OPERATIONS}
    assert asked_of == {
        (path, method) for path, found in described["paths"].items() for method in found
    }
    assert "$defs" not in str(described)


def test_the_model_of_the_dashboard_answers_outside_a_session_without_a_warning(
    caplog, capfd
):
    with caplog.at_level(logging.WARNING):
        answered = ask(Starlette(routes=routes()), "GET", "/api/v1/levels")

    assert len(answered.document["levels"]) == len(shipped().belief.ladder)
    assert not caplog.records
    assert "ScriptRunContext" not in capfd.readouterr().err
