"""Ask an ASGI application in this process, byte by byte if need be."""

import asyncio
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from starlette.types import ASGIApp

JSON = {"content-type": "application/json"}


@dataclass(frozen=True)
class Answered:
    """What came back."""

    status: int
    headers: dict[str, str]
    content: bytes

    @property
    def document(self) -> Any:
        """Return the one JSON line of it."""
        assert self.headers["content-type"] == "application/json"
        assert self.content.endswith(b"\n")
        assert self.content.count(b"\n") == 1
        return json.loads(self.content)

    @property
    def refusal(self) -> str:
        """Return the error of it."""
        assert set(self.document) == {"contract", "error"}
        said: str = self.document["error"]
        return said


async def asked(
    app: ASGIApp,
    method: str,
    path: str,
    chunks: Iterable[bytes] = (b"",),
    headers: dict[str, str] | None = None,
) -> Answered:
    """Ask, sending the body in chunks."""
    waiting = [{"type": "http.request", "body": c, "more_body": True} for c in chunks]
    waiting.append({"type": "http.request", "body": b"", "more_body": False})
    waiting.append({"type": "http.disconnect"})
    sent: list[Any] = []

    async def receive() -> Any:
        return waiting.pop(0)

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": b"",
        "headers": [
            (k.lower().encode(), v.encode()) for k, v in (headers or {}).items()
        ],
        "server": ("127.0.0.1", 80),
        "client": ("127.0.0.1", 1),
    }
    await app(scope, receive, send)
    started = sent[0]
    told = {k.decode(): v.decode() for k, v in started["headers"]}
    return Answered(
        started["status"], told, b"".join(m.get("body", b"") for m in sent[1:])
    )


def ask(
    app: ASGIApp, method: str, path: str, *chunks: bytes, **headers: str
) -> Answered:
    """Ask once."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return asyncio.run(asked(app, method, path, chunks or (b"",), named))


def post(app: ASGIApp, path: str, body: Any) -> Answered:
    """Post plain data, or bytes as they are, as JSON."""
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    return asyncio.run(asked(app, "POST", path, (raw,), JSON))
