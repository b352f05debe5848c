"""Phones without a screen: what the page asks of the server, over real connections."""

import asyncio
import gzip
import json
import re
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from tests.app.room.rooms import made_id

FILES = re.compile(r'(?:href|src)="(/room/[^"]+)"')

Plain = dict[str, Any]


@dataclass(frozen=True)
class Answered:
    """What came back."""

    status: int
    headers: dict[str, str]
    content: bytes

    @property
    def document(self) -> Any:
        return json.loads(self.content)


class Line:
    """One connection that is kept, and made anew when it was closed."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self._host, self._port = parts.hostname or "", parts.port or 80
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(
        self, method: str, path: str, token: str = "", body: Plain | None = None
    ) -> Answered:
        """Ask once; a connection that the server has closed meanwhile is made anew."""
        reader, writer = self._streams or await self.open()
        try:
            return await self._asked(reader, writer, method, path, token, body)
        except (ConnectionError, asyncio.IncompleteReadError):
            self.close()
            reader, writer = await self.open()
            return await self._asked(reader, writer, method, path, token, body)

    async def open(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        self._streams = await asyncio.open_connection(self._host, self._port)
        return self._streams

    def close(self) -> None:
        if self._streams is not None:
            self._streams[1].close()
        self._streams = None

    async def _asked(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        method: str,
        path: str,
        token: str,
        body: Plain | None,
    ) -> Answered:
        writer.write(self.request(method, path, token, body))
        await writer.drain()
        status, headers = await head(reader)
        length = int(headers.get("content-length", "0"))
        content = await reader.readexactly(length)
        packed = headers.get("content-encoding") == "gzip"
        return Answered(
            status, headers, gzip.decompress(content) if packed else content
        )

    def request(
        self, method: str, path: str, token: str = "", body: Plain | None = None
    ) -> bytes:
        content = b"" if body is None else json.dumps(body).encode()
        lines = [f"{method} {path} HTTP/1.1", f"Host: {self._host}:{self._port}"]
        lines += [f"Authorization: Bearer {token}"] if token else []
        if body is not None:
            lines += [
                "Content-Type: application/json",
                f"Content-Length: {len(content)}",
            ]
        lines += ["Accept-Encoding: gzip", "", ""]
        return "\r\n".join(lines).encode() + content


async def head(reader: asyncio.StreamReader) -> tuple[int, dict[str, str]]:
    """Read the head of an answer."""
    lines = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
    pairs = (line.split(": ", 1) for line in lines[1:] if line)
    return int(lines[0].split()[1]), {name.lower(): text for name, text in pairs}


@dataclass
class Phone:
    """A participant: joins, follows, answers, and takes the times."""

    address: str
    code: str
    number: int
    token: str = ""
    submits: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    seen: asyncio.Condition = field(default_factory=asyncio.Condition)
    state: Plain = field(default_factory=dict)
    seen_at: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.line, self._stream = Line(self.address), Line(self.address)
        self._following: asyncio.Task[None] | None = None

    async def join(self) -> float:
        """Load the page, join, and follow; return the seconds that it took."""
        start = time.perf_counter()
        page = (await self._ok("GET", f"/join/{self.code}")).content.decode()
        for path in sorted(set(FILES.findall(page))):
            await self._ok("GET", path)
        join_id = made_id(f"join {self.number}")
        name = f"Phone {self.number}"
        body = {"code": self.code, "pseudonym": name, "join_id": join_id}
        self.token = (await self._ok("POST", "/room/join", body)).document["token"]
        await self._ok("GET", "/room/state")
        self._following = asyncio.create_task(self.follow())
        return time.perf_counter() - start

    async def submit(self, of_round: int, value: Any, attempt: object) -> None:
        """Send an answer, and take the time until its receipt."""
        answer_id = made_id(f"answer {self.number} {of_round} {attempt}")
        body = {"answer_id": answer_id, "round": of_round, "question": "credence"}
        start = time.perf_counter()
        await self._ok("POST", "/room/answer", {**body, "value": value})
        self.submits.append(time.perf_counter() - start)

    async def until(self, step: int, *, published: bool = False) -> None:
        """Wait until the stream has told of a step, and of what it shows."""

        def told() -> bool:
            shown = {one["step"] for one in self.state.get("published", [])}
            is_there = self.state.get("step") == step
            return is_there and (step in shown or not published)

        async with self.seen:
            await self.seen.wait_for(told)

    async def leave(self) -> None:
        """Close both connections."""
        if self._following is not None:
            self._following.cancel()
            await asyncio.gather(self._following, return_exceptions=True)
        self.line.close()
        self._stream.close()

    async def _ok(self, method: str, path: str, body: Plain | None = None) -> Answered:
        answered = await self.line.ask(method, path, self.token, body)
        if answered.status != 200:
            self.errors.append(f"{path}: {answered.status} {answered.content[:200]!r}")
        return answered

    async def follow(self) -> None:
        """Listen to what happens."""
        async for data in self._events():
            self.state = {**self.state, **json.loads(data)}
            last = self.state["published"][-1:]
            shown = last[0]["step"] if last else None
            mark = f"{self.state['step']} {shown}"
            self.seen_at.setdefault(mark, time.perf_counter())
            async with self.seen:
                self.seen.notify_all()

    async def _events(self) -> AsyncIterator[bytes]:
        reader, writer = await self._stream.open()
        writer.write(self._stream.request("GET", "/room/events", self.token))
        status, _ = await head(reader)
        if status != 200:
            self.errors.append(f"/room/events: {status}")
        while True:
            line = await reader.readline()
            if not line:
                self.errors.append("/room/events: ended")
                return
            if line.startswith(b"data: "):
                yield line[6:]
