"""What an attacker may try with bytes over a socket, against a server on its own."""

import json
import socket
import time
from collections.abc import Iterator
from contextlib import closing, suppress

import pytest

from app.room.asking import LARGEST_BODY
from app.room.assets import SCRIPT, digest
from app.workshops.store import open_store
from tests.app.room.rooms import Room, room
from tests.app.room.servers import Servers, free_port
from tests.app.room.test_gate import body

JOIN, ANSWER = "/room/join", "/room/answer"


@pytest.fixture(scope="module")
def served(servers: Servers, tmp_path_factory) -> Iterator[tuple[Room, int]]:
    """Serve a workshop in a process of its own; return it and the port."""
    url = f"sqlite:///{tmp_path_factory.mktemp('attacks') / 'room.sqlite'}"
    port = free_port()
    with open_store(url) as store, servers.serving(url, port):
        yield room(store), port


def told(port: int, *parts: bytes) -> bytes:
    """Return what comes back for bytes, until the server closes or says no more."""
    with closing(socket.create_connection(("127.0.0.1", port), 5)) as line:
        with suppress(ConnectionError):
            for part in parts:
                line.sendall(part)
        line.settimeout(2)
        found = b""
        with suppress(TimeoutError, ConnectionError):
            while more := line.recv(1 << 16):
                found += more
                if b"\r\n\r\n" in found and b"}" in found:
                    break
    return found


def post(path: str, *headers: str) -> bytes:
    lines = [f"POST {path} HTTP/1.1", "Host: x", "Content-Type: application/json"]
    return "\r\n".join([*lines, *headers, "", ""]).encode()


def get(path: str, *headers: str) -> bytes:
    lines = [f"GET {path} HTTP/1.1", "Host: x", "Connection: close", *headers]
    return "\r\n".join([*lines, "", ""]).encode()


def test_too_large_a_body_is_refused_as_soon_as_it_is(served):
    held, port = served
    long = post(JOIN, "Content-Length: 1000000000")
    chunk = b"4000\r\n" + b" " * 0x4000 + b"\r\n"
    for parts in (
        (long, b" " * (LARGEST_BODY + 1)),
        (post(JOIN, "Transfer-Encoding: chunked"), chunk, chunk),
    ):
        assert told(port, *parts).startswith(b"HTTP/1.1 413 ")
        assert held.store.refusals()[-1].reason.startswith("413: the body must be at")


@pytest.mark.parametrize(
    "request_",
    [
        post(JOIN, "Content-Length: 2", "Content-Length: 90") + b"{}",
        post(JOIN, "Content-Length: 4", "Transfer-Encoding: chunked") + b"0\r\n\r\n",
        post(JOIN, "Content-Length: -1"),
        post(JOIN, "Transfer-Encoding: chunked") + b"zz\r\n{}\r\n0\r\n\r\n",
        b"GET /room/state\r\n\r\n",
        b"GET /room/state HTTP/1.1\r\nHost: x\r\nBad\0: y\r\n\r\n",
        b"GET /room/state HTTP/1.1\r\n Host: x\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        get("/room/state") + b"GET /room/state HTTP/1.1\r\n\r\n",
    ],
)
def test_what_is_no_single_request_is_not_taken_for_one(served, request_):
    held, port = served
    found = told(port, request_)

    assert found == b"" or found[:12] in {b"HTTP/1.1 400", b"HTTP/1.1 401"}
    assert b"200 OK" not in found
    assert held.store.participants(held.id) == ()


@pytest.mark.parametrize(
    "path",
    [
        f"/room/assets/{digest()}/../../service.py",
        f"/room/assets/{digest()}/..%2f..%2fservice.py",
        f"/room/assets/{digest()}/%2e%2e/%2e%2e/service.py",
        f"/room/assets/{digest()}/..\\..\\service.py",
        f"/room/assets/{digest()}/{SCRIPT}%00.css",
        f"/room/assets/{digest()}//etc/passwd",
        f"/room/assets/{digest()}/{SCRIPT}/",
        f"/room/assets/{digest()}/%252e%252e%252fservice.py",
        "/room/assets//etc/passwd",
        "/room/assets/../../../../etc/passwd",
        "/room/qr/..%2f..%2fetc%2fpasswd.svg",
        "/room/qr/%0d%0aSet-Cookie:%20a=b.svg",
        "/room//state",
        "//room/state",
        "/room/state%00",
        "/room/state%0d%0aSet-Cookie:%20a=b",
    ],
)
def test_no_path_leads_out_of_the_files_of_the_page(served, path):
    _, port = served
    found = told(port, get(path))

    assert found.split(b" ", 2)[1] in {b"400", b"404", b"410"}, found[:80]
    assert b"import" not in found
    assert b"root:" not in found
    assert b"\r\nset-cookie" not in found.partition(b"\r\n\r\n")[0].lower()


def test_requests_that_never_end_keep_nobody_waiting(served):
    held, port = served
    slow = [socket.create_connection(("127.0.0.1", port), 5) for _ in range(200)]
    for number, line in enumerate(slow):
        head = post(ANSWER, f"Authorization: Bearer {held.created.screen}")
        half = head[:40] if number % 2 else head[:-2] + b"Content-Length: 900\r\n\r\n{"
        line.sendall(half)
    start = time.perf_counter()
    join = json.dumps(body(held.code, 1)).encode()
    found = told(port, post(JOIN, f"Content-Length: {len(join)}"), join)
    took = time.perf_counter() - start
    for line in slow:
        line.close()

    assert found.startswith(b"HTTP/1.1 200 ")
    assert took < 1
