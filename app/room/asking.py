"""What a request of a phone tells: who asks, from which page, with which body."""

import asyncio
from typing import Any
from urllib.parse import urlsplit

from starlette.exceptions import HTTPException
from starlette.requests import Request

from app import incoming, strict
from app.exact import Exact, check
from app.room.rates import network_of

LARGEST_BODY = 16 * 1024
SLOWEST_BODY = 30.0
"""Seconds; who sends slower holds a connection for nothing."""

LONGEST_TOKEN = 256
SAME_SITE = ("same-origin", "none")


def refuse_other_sites(request: Request) -> None:
    """Return if the request was not sent by a page of another site.

    A browser says so itself in `Sec-Fetch-Site`, or without TLS in `Origin`. There is
    no cookie that such a page could use; this is the second lock on that door.

    Raises
    ------
    HTTPException
        403.
    """
    site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin")
    own = site in SAME_SITE if site else not origin or _is_here(origin, request)
    if not own:
        rule = "requests must come from the page of this server"
        raise HTTPException(403, f"{rule}, got {(site or origin or '')[:60]!r}")


def token_of(request: Request) -> str:
    """Return the token of a request.

    Raises
    ------
    HTTPException
        401 without one.
    """
    token = given_token(request)
    if not token:
        raise unknown_token()
    return token


def given_token(request: Request) -> str:
    """Return what a request shows as its token; empty if that can be none."""
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    can_be = kind.lower() == "bearer" and len(token.strip()) <= LONGEST_TOKEN
    return token.strip() if can_be else ""


def unknown_token() -> HTTPException:
    """Return the error of a token that nobody has: join again."""
    rule = "the token must be that of a participant: join again"
    return HTTPException(401, rule, {"WWW-Authenticate": "Bearer"})


async def body_of(request: Request, schema: type[Exact]) -> dict[str, Any]:
    """Return the body of a request, if it has the form of the schema.

    Raises
    ------
    HTTPException, ValueError
        If it has not.
    """
    try:
        async with asyncio.timeout(SLOWEST_BODY):
            raw = await incoming.body(request, LARGEST_BODY)
    except TimeoutError:
        rule = f"the body must arrive within {SLOWEST_BODY:g} s, got a part"
        raise HTTPException(408, rule, {"Connection": "close"}) from None
    return check(strict.parse(raw), schema, whole=("round",))


def address_of(request: Request) -> str:
    """Return what stands for where the request comes from."""
    return network_of(request.client.host if request.client else "nowhere")


def _is_here(origin: str, request: Request) -> bool:
    try:
        return urlsplit(origin).netloc == request.headers.get("host", "")
    except ValueError:
        return False
