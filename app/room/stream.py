"""A stream of server-sent events to one phone."""

import asyncio
import time
from collections.abc import Mapping
from typing import Any

from starlette.types import Receive, Scope, Send

from app.room.hub import Hub, Watch
from app.room.shared import Shared

HEARTBEAT = 15.0
SLOWEST = 10.0
"""Seconds that a reader may take for one state; who is slower is dropped."""

LONGEST = 3600.0
"""Seconds after which the phone comes back, and shows its token again."""

HEADERS = {
    "Content-Type": "text/event-stream",
    "Cache-Control": "no-store",
    "X-Accel-Buffering": "no",
    "X-Content-Type-Options": "nosniff",
}


class EventStream:
    """The states of a workshop, as they come.

    Parameters
    ----------
    hub : Hub
    workshop_id : str
    last : str
        The state that the phone has, as it says.
    """

    def __init__(self, hub: Hub, workshop_id: str, last: str) -> None:
        self._hub, self._workshop_id, self._last = hub, workshop_id, last

    async def __call__(
        self,
        scope: Scope,  # noqa: ARG002
        receive: Receive,
        send: Send,
    ) -> None:
        """Send until the phone goes, or is too slow."""
        gone = asyncio.ensure_future(_disconnect(receive))
        try:
            with self._hub.watch(self._workshop_id) as watch:
                await send(_start(HEADERS))
                await self._tell(watch, gone, send)
        except (OSError, ValueError):  # too slow, no database, or no such workshop
            return
        finally:
            gone.cancel()

    async def _tell(self, watch: Watch, gone: asyncio.Future[None], send: Send) -> None:
        end = time.monotonic() + LONGEST
        await _sent(send, b": here\n\n")
        told: Shared | None = None
        while not gone.done() and time.monotonic() < end:
            state = watch.state = watch.state or await self._hub.now(self._workshop_id)
            if state.id != self._last:
                self._last, before, told = state.id, told, state
                await _sent(send, state.event_after(before))
            elif not await _happens(gone, watch.changed):
                await _sent(send, b":\n\n")
        if not gone.done():
            await send({"type": "http.response.body", "body": b""})


def _start(headers: Mapping[str, str]) -> dict[str, object]:
    pairs = [(name.lower().encode(), text.encode()) for name, text in headers.items()]
    return {"type": "http.response.start", "status": 200, "headers": pairs}


async def _happens(gone: asyncio.Future[None], changed: asyncio.Event) -> bool:
    """Wait for one of them, or until it is time to say that one is still here."""
    change = asyncio.ensure_future(changed.wait())
    waits: set[asyncio.Future[Any]] = {gone, change}
    done, _ = await asyncio.wait(
        waits, timeout=HEARTBEAT, return_when=asyncio.FIRST_COMPLETED
    )
    change.cancel()
    return bool(done)


async def _sent(send: Send, body: bytes) -> None:
    message = {"type": "http.response.body", "body": body, "more_body": True}
    await asyncio.wait_for(send(message), SLOWEST)


async def _disconnect(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
