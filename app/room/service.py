"""The routes of the room: requests in, JSON and one-line errors out."""

import json
import logging
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route

from app.room import files
from app.room.asking import (
    address_of,
    body_of,
    given_token,
    refuse_other_sites,
    token_of,
)
from app.room.bodies import AnswerBody, EraseBody, JoinBody
from app.room.desk import Desk
from app.room.gate import Gate
from app.room.stream import EventStream
from app.workshops.errors import Closed, Conflict, NotAllowed, Unavailable, Unknown
from app.workshops.store import Store

LONGEST_ERROR = 400
HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
STATUS: dict[type[Exception], int] = {
    NotAllowed: 403,
    Unknown: 404,
    Closed: 409,
    Conflict: 409,
    Unavailable: 503,
}
AGAIN = {"Retry-After": "1"}

log = logging.getLogger(__name__)


def routes(store: Callable[[], Store], gate: Gate | None = None) -> list[BaseRoute]:
    """Return the routes of the room.

    Parameters
    ----------
    store : callable
        Returns the store, which may be opened at the first request.
    gate : Gate, optional
        What counts how often something is asked.
    """
    desk = Desk(store)
    return [*files.pages(), Mount("/room", service(desk, gate or Gate()))]


def service(desk: Desk, gate: Gate) -> Starlette:
    """Return what is under `/room`."""
    room = _Room(desk, gate)
    kinds = [HTTPException, ValueError, *STATUS, Exception]
    app = Starlette(
        routes=[
            Route("/join", room.join, methods=["POST"]),
            Route("/state", room.state),
            Route("/answer", room.answer, methods=["POST"]),
            Route("/events", room.events),
            Route("/erase", room.erase, methods=["POST"]),
            *files.routes(),
        ],
        exception_handlers=dict.fromkeys(kinds, room.refused),
    )
    app.router.redirect_slashes = False
    return app


class _Room:
    """Each route, and what happens to errors."""

    def __init__(self, desk: Desk, gate: Gate) -> None:
        self._desk, self._gate = desk, gate

    async def join(self, request: Request) -> Response:
        """Make a participant, or find the one this phone has made before."""
        refuse_other_sites(request)
        asked = await body_of(request, JoinBody)
        address = address_of(request)
        known = await self._desk.named(asked["code"], address, self._gate)
        request.state.workshop_id = known.id
        self._gate.may_join(known.code)
        joined = await self._desk.join(known.code, asked["pseudonym"], asked["join_id"])
        self._gate.was_right(address, known.code)
        return _json({"participant": joined.participant_id, "token": joined.token})

    async def state(self, request: Request) -> Response:
        """Answer what all may know, the sheet, and one's own answers."""
        refuse_other_sites(request)
        return _answer(await self._desk.state(token_of(request)))

    async def answer(self, request: Request) -> Response:
        """Save an answer; the receipt comes when it is in the database."""
        refuse_other_sites(request)
        token = token_of(request)
        asked = await body_of(request, AnswerBody)
        self._gate.may_write(token)
        receipt = await self._desk.answer(token, asked)
        return _json({"at": receipt.at, "again": receipt.again})

    async def events(self, request: Request) -> EventStream:
        """Answer the states of the workshop as they come."""
        refuse_other_sites(request)
        identity = await self._desk.identify(token_of(request))
        last = request.headers.get("last-event-id", "")
        self._desk.may_listen()
        return EventStream(self._desk.hub, identity.workshop_id, last)

    async def erase(self, request: Request) -> Response:
        """Erase all that the participant has said."""
        refuse_other_sites(request)
        token = token_of(request)
        await body_of(request, EraseBody)
        self._gate.may_write(token)
        await self._desk.erase(token)
        return _json({"erased": True})

    async def refused(self, request: Request, error: Exception) -> Response:
        """Answer an error in one line, and write down what was refused."""
        status, said, headers = _told(error)
        if status == 500:
            log.error("a request to the room failed", exc_info=error)
        if 400 <= status < 500 and self._gate.is_logged(address_of(request)):
            where = getattr(request.state, "workshop_id", None)
            told = request.url.path, f"{status}: {said}"
            with suppress(Unavailable):
                await self._desk.log_refusal(*told, where, given_token(request))
        return _json({"error": said}, status, headers)


def _told(error: Exception) -> tuple[int, str, dict[str, str]]:
    if isinstance(error, HTTPException):
        return error.status_code, _line(error.detail), dict(error.headers or {})
    for kind, status in STATUS.items():
        if isinstance(error, kind):
            return status, _line(str(error)), AGAIN if status == 503 else {}
    if isinstance(error, ValueError):
        return 400, _line(str(error)), {}
    return 500, "the server failed on this request; its log says where", {}


def _line(text: str) -> str:
    return " ".join(text.split())[:LONGEST_ERROR]


def _json(
    document: Any, status: int = 200, headers: dict[str, str] | None = None
) -> Response:
    text = json.dumps(document, allow_nan=False)
    return _answer(text.encode(), status, headers)


def _answer(
    content: bytes, status: int = 200, headers: dict[str, str] | None = None
) -> Response:
    every = {**HEADERS, **(headers or {})}
    return Response(content, status, every, media_type="application/json")
