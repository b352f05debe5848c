"""The routes that need no store: the page, its files, and the code to scan."""

import io
from collections.abc import Mapping
from functools import lru_cache

import segno
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from app.room.assets import Asset, assets, digest
from app.room.page import HEADERS, document
from app.texts import languages, suited
from app.workshops.keys import read_code, shown_code

FOR_EVER = "public, max-age=31536000, immutable"
VARIES = "Accept-Encoding, Accept-Language"
QUIET_ZONE, MODULE = 4, 8


def pages() -> list[BaseRoute]:
    """Return the addresses of the phone page."""
    return [Route("/join", page), Route("/join/{code}", page)]


def routes() -> list[BaseRoute]:
    """Return the addresses of its files, below `/room`."""
    return [
        Route("/assets/{digest}/{name}", asset),
        Route("/qr/{code}.svg", qr),
    ]


async def page(request: Request) -> Response:
    """Answer the page, which is the same for every code."""
    made = document(request.scope.get("root_path", ""), _language(request))
    headers = {"Cache-Control": "no-cache", "ETag": made.tag, "Vary": VARIES}
    if request.headers.get("if-none-match") == made.tag:
        return Response(status_code=304, headers={**HEADERS, **headers})
    return _answer(request, made, headers)


def _language(request: Request) -> str:
    """Return the language of the address, else the first that the browser likes."""
    asked = request.query_params.get("lang", "")
    liked = request.headers.get("accept-language", "").partition(",")[0]
    return asked if asked in languages() else suited(liked.partition(";")[0].strip())


async def asset(request: Request) -> Response:
    """Answer a file of the page.

    Raises
    ------
    HTTPException
        404 if there is none; 410 for a page of another version: load it anew.
    """
    if request.path_params["digest"] != digest():
        raise HTTPException(410, "the page must be of this version: load it anew")
    found = assets().get(request.path_params["name"])
    if found is None:
        raise HTTPException(404)
    kept = {"Cache-Control": FOR_EVER, "Vary": "Accept-Encoding"}
    return _answer(request, found, kept)


def _answer(request: Request, asset: Asset, own: Mapping[str, str]) -> Response:
    """Answer a file, packed for who can unpack it."""
    headers = {**HEADERS, **own}
    if "gzip" in request.headers.get("accept-encoding", ""):
        headers["Content-Encoding"] = "gzip"
        return Response(asset.packed, headers=headers, media_type=asset.media)
    return Response(asset.plain, headers=headers, media_type=asset.media)


async def qr(request: Request) -> Response:
    """Answer the link to join as a code to scan; it need not be of a workshop.

    Raises
    ------
    HTTPException
        404 if it cannot be a code.
    """
    try:
        code = shown_code(read_code(request.path_params["code"]))
    except ValueError as error:
        raise HTTPException(404, str(error)) from None
    link = f"{str(request.base_url).removesuffix('/')}/join/{code}"
    headers = {**HEADERS, "Cache-Control": "no-store"}
    return Response(svg(link), headers=headers, media_type="image/svg+xml")


@lru_cache(maxsize=64)
def svg(link: str) -> bytes:
    """Return a link as a code to scan, dark on white in any theme.

    Examples
    --------
    >>> svg("https://example.org/join/ABCD-EFGH")[:4]
    b'<svg'
    """
    out = io.BytesIO()
    made = segno.make_qr(link, error="m")
    options = {"scale": MODULE, "border": QUIET_ZONE, "light": "#fff", "dark": "#000"}
    made.save(out, kind="svg", xmldecl=False, nl=False, **options)
    return out.getvalue()
