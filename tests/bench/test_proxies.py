"""The proxies of the facilitator's kit, as its page has them, before two servers.

Neither program is one of the tests' own: without it, its half is skipped.
"""

import json
import os
import re
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPResponse, HTTPSConnection
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from app.room.gate import WRONG_CODES
from app.workshops.store import open_store
from tests import postgres
from tests.app.room.rooms import Room, answer_of, made_id, room
from tests.app.room.servers import free_port, until_open
from tests.need import find
from tests.serving import running
from tests.visitor import visiting

PAGE = Path(__file__).parents[2] / "docs" / "facilitator" / "proxy.md"
PROGRAMS = ("nginx", "caddy")
HOST = "levels.example.org"
SOON = 2.0
"""Seconds in which a reveal reaches a phone."""

UPSTREAM = "X-Upstream"
CODE_OF_NONE = "22222222"


@dataclass(frozen=True)
class Front:
    """A proxy that runs, and the authority that its certificate is from."""

    port: int
    authority: Path
    held: Room
    servers: tuple[int, int]

    @property
    def address(self) -> str:
        return f"https://127.0.0.1:{self.port}"

    @property
    def trust(self) -> ssl.SSLContext:
        context = ssl.create_default_context(cafile=self.authority)
        context.check_hostname = False
        return context

    def line(self, source: str = "127.0.0.1") -> HTTPSConnection:
        """Return a connection from an address of the loopback."""
        return HTTPSConnection(
            "127.0.0.1",
            self.port,
            timeout=20,
            context=self.trust,
            source_address=(source, 0),
        )

    def ask(
        self,
        method: str,
        path: str,
        body: Any = None,
        source: str = "127.0.0.1",
        **headers: str,
    ) -> HTTPResponse:
        """Ask over a connection of its own; what came is read."""
        with closing(self.line(source)) as line:
            line.request(method, path, *_sent(body, headers))
            answered = line.getresponse()
            answered.text = answered.read().decode("utf-8", "replace")  # type: ignore[attr-defined]
        return answered


def _sent(body: Any, headers: dict[str, str]) -> tuple[str | None, dict[str, str]]:
    shown = {name.replace("_", "-"): text for name, text in headers.items()}
    if body is None:
        return None, shown
    return json.dumps(body), {"Content-Type": "application/json", **shown}


def block(language: str) -> str:
    """Return the configuration on the page."""
    text = PAGE.read_text(encoding="utf-8")
    found = re.search(rf"```{language}\n(.*?)```", text, re.DOTALL)
    assert found
    return found.group(1)


def replaced(text: str, *pairs: tuple[str, str]) -> str:
    """Return the text with each replaced, all of which must be there."""
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new)
    return text


def certificate(folder: Path) -> tuple[Path, Path]:
    """Make a certificate for the loopback, signed by itself."""
    made, key = folder / "levels.pem", folder / "levels.key"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    command += ["-subj", f"/CN={HOST}", "-keyout", str(key), "-out", str(made)]
    command += ["-addext", f"subjectAltName=DNS:{HOST},IP:127.0.0.1"]
    subprocess.run(command, check=True, capture_output=True)
    return made, key


def nginx(folder: Path, port: int, servers: tuple[int, int]) -> list[str]:
    """Write the page's configuration for these ports; return the command."""
    made, key = certificate(folder)
    site = replaced(
        block("nginx"),
        ("127.0.0.1:8501", f"127.0.0.1:{servers[0]}"),
        ("127.0.0.1:8502", f"127.0.0.1:{servers[1]}"),
        ("listen 443", f"listen 127.0.0.1:{port}"),
        ("/etc/ssl/levels.pem", str(made)),
        ("/etc/ssl/levels.key", str(key)),
        ("client_max_body_size", f"add_header {UPSTREAM} $upstream_addr always;\n  "
         "client_max_body_size"),
    )  # fmt: skip
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = "".join(f"{kind}_temp_path {folder}/{kind};\n" for kind in kinds)
    whole = ("user root;\n" if os.geteuid() == 0 else "") + (
        f"daemon off; pid {folder}/pid; error_log {folder}/error.log;\n"
        "events { worker_connections 4096; }\n"
        f"http {{ access_log off;\n{temporary}{site} }}\n"
    )
    (folder / "nginx.conf").write_text(whole, encoding="utf-8")
    return ["-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")]


def caddy(folder: Path, port: int, servers: tuple[int, int]) -> list[str]:
    """Write the page's configuration for these ports; return the command."""
    made, key = certificate(folder)
    shown = f"header_down +{UPSTREAM} {{http.reverse_proxy.upstream.hostport}}"
    site = replaced(
        block("caddy"),
        ("127.0.0.1:8501", f"127.0.0.1:{servers[0]}"),
        ("127.0.0.1:8502", f"127.0.0.1:{servers[1]}"),
        (
            f"{HOST} {{",
            f"https://127.0.0.1:{port} {{\n    tls {made} {key}\n    bind 127.0.0.1",
        ),
        ("health_uri", f"{shown}\n            health_uri"),
    )
    whole = f"{{\n  admin off\n  auto_https disable_redirects\n}}\n{site}"
    (folder / "Caddyfile").write_text(whole, encoding="utf-8")
    return ["run", "--adapter", "caddyfile", "--config", str(folder / "Caddyfile")]


CONFIGURED = {"nginx": nginx, "caddy": caddy}


@pytest.fixture(scope="module")
def pair(server: str) -> Iterator[tuple[Room, tuple[int, int]]]:
    """Serve one database from two processes; yield a room in it, and the ports."""
    with ExitStack() as stack:
        url = stack.enter_context(postgres.database(server))
        store = stack.enter_context(open_store(url))
        ports = []
        for _ in range(2):
            address, _ = stack.enter_context(running("--database", url))
            ports.append(int(address.rpartition(":")[2]))
        yield room(store), (ports[0], ports[1])


@pytest.fixture(scope="module", params=PROGRAMS)
def front(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Front]:
    """Run each proxy in turn."""
    program = find(request.param)
    if program is None:
        pytest.skip(f"{request.param} is not installed")
    _, ports = request.getfixturevalue("pair")
    folder, port = tmp_path_factory.mktemp(request.param), free_port()
    options = CONFIGURED[request.param](folder, port, ports)
    with running_program([program, *options], folder, port):
        held = room(request.getfixturevalue("pair")[0].store)
        yield Front(port, folder / "levels.pem", held, ports)


@contextmanager
def running_program(command: list[str], folder: Path, port: int) -> Iterator[None]:
    environment = {"HOME": str(folder), "PATH": "/usr/bin:/bin"}
    with (
        (folder / "said").open("w") as said,
        subprocess.Popen(command, stdout=said, stderr=said, env=environment) as proxy,
    ):
        try:
            until_open(port)
            yield
        except RuntimeError:
            pytest.fail((folder / "said").read_text(encoding="utf-8"))
        finally:
            proxy.terminate()


def joined(front: Front, number: int, source: str = "127.0.0.1") -> str:
    """Join through the proxy; return the token."""
    body = {"code": front.held.code, "pseudonym": "Heron", "join_id": made_id(number)}
    answered = front.ask("POST", "/room/join", body, source)
    assert answered.status == 200, answered.text
    return str(json.loads(answered.text)["token"])


def bearing(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def seconds_until(stream: HTTPResponse, sign: bytes) -> float:
    """Read a stream until a line has the sign; return how long that took."""
    start = time.perf_counter()
    while sign not in stream.readline():
        assert time.perf_counter() < start + 10
    return time.perf_counter() - start


def test_phones_join_answer_and_see_the_reveal_at_once(front: Front) -> None:
    held = front.held
    assert front.ask("GET", "/healthz").text == "ok"
    assert front.ask("GET", f"/join/{held.code}").status == 200
    held.move_to("answer", 1)
    tokens = [joined(front, number) for number in range(4)]
    lines = [front.line() for _ in tokens]
    streams = []
    for line, token in zip(lines, tokens, strict=True):
        line.request("GET", "/room/events", headers=bearing(token))
        streams.append(line.getresponse())
        seconds_until(streams[-1], b"data: ")
    used = {stream.headers[UPSTREAM] for stream in streams}

    for number, token in enumerate(tokens):
        body = answer_of(number, "prediction")
        assert front.ask("POST", "/room/answer", body, **bearing(token)).status == 200
    held.move_to("lock", 1)
    place = held.move_to("reveal", 1)
    held.store.publish(held.id, place, {"round": 1, "people": 4})
    sign = f'"published":[{{"step":{place}'.encode()
    took = [seconds_until(stream, sign) for stream in streams]
    for line in lines:
        line.close()

    assert len(used) == 2
    assert len(held.store.history(held.id)) == 4
    assert max(took) < SOON


def test_a_page_opens_over_a_web_socket_and_keeps_to_one_server(front: Front) -> None:
    first = front.ask("GET", "/")
    given = first.headers["Set-Cookie"]
    cookie = {"Cookie": given.partition(";")[0]} if given else {}
    again = [front.ask("GET", "/workshop", **cookie) for _ in range(6)]
    origin = {"origin": front.address, "additional_headers": cookie}
    with visiting(front.address, ssl=front.trust, **origin) as person:
        person.act(np.random.default_rng(0))

        assert person.errors == []
        assert "workshop" in person.pages
    assert first.status == 200
    assert {one.headers[UPSTREAM] for one in again} == {first.headers[UPSTREAM]}


def test_a_body_that_is_too_large_is_refused_before_it_is_there(front: Front) -> None:
    token = joined(front, 9)
    body = answer_of(0, "prediction") | {"value": "x" * 20_000}
    huge = "x" * 30_000_000

    assert front.ask("POST", "/room/answer", body, **bearing(token)).status == 413
    with suppress(ConnectionError, ssl.SSLError):  # closed while it is still sent
        assert front.ask("POST", "/room/answer", huge, **bearing(token)).status == 413
    assert front.ask("GET", "/healthz").status == 200


def guesses(front: Front, source: str, first: int) -> list[int]:
    """Try wrong codes, each with a name of its own for where it comes from."""
    found = []
    for number in range(first, first + 2 * int(WRONG_CODES.at_once) + 10):
        forged = f"192.0.2.{number % 250}"
        body = {"code": CODE_OF_NONE, "pseudonym": "Kite", "join_id": made_id(number)}
        answered = front.ask(
            "POST", "/room/join", body, source, X_Forwarded_For=forged, Forwarded=forged
        )
        found.append(answered.status)
    return found


def test_who_forges_an_address_is_stopped_and_stops_nobody_else(front: Front) -> None:
    told = guesses(front, "127.0.0.3", 1000)

    assert set(told) == {404, 429}
    assert told[-1] == 429
    body = {"code": front.held.code, "pseudonym": "Kite", "join_id": made_id(2)}
    assert front.ask("POST", "/room/join", body, "127.0.0.3").status == 429
    assert joined(front, 3, "127.0.0.4")
