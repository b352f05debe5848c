"""The server: one ASGI application that holds the dashboard and every other route."""

import os
import socket
from errno import EADDRNOTAVAIL
from pathlib import Path

import streamlit as st
import uvicorn
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from app import cached, shelf, shell
from app.api import service as api
from app.room import service as room
from app.workshop_options import DEFAULT
from levels.problem import show
from simulator.model import load

MAIN = Path(__file__).parent / "main.py"
SECONDS_TO_END = 3
"""Phones listen without end; who stops the server does not wait for them."""


async def healthz(request: Request) -> PlainTextResponse:  # noqa: ARG001
    """Answer that the server is up."""
    return PlainTextResponse("ok")


def application() -> st.App:
    """Return the ASGI application; heavy imports are done by the time it exists."""
    own = [Route("/healthz", healthz), *shell.routes()]
    return st.App(MAIN, routes=[*own, *api.routes(), *room.routes(shelf.store)])


def serve(host: str, port: int, pack: Path | None, database: str = DEFAULT) -> None:
    """Serve until stopped.

    Parameters
    ----------
    host : str
    port : int
    pack : Path, optional
        The folder of the model; without one it is the shipped model.
    database : str
        URL of the workshops' database; the file used by default is made when needed.

    Raises
    ------
    ValueError
        If the pack or the database cannot be used, the host is not of this machine, or
        the port is taken.
    """
    load(pack)
    if pack is not None:
        os.environ[cached.PACK] = str(pack.resolve())
    os.environ[shelf.DATABASE] = database
    if database != DEFAULT:
        shelf.store()
    listening = _bind(host, port)
    cached.warm()
    shown = f"[{host}]" if ":" in host else host
    bound = listening.getsockname()[1]
    print(f"tenlevels is at http://{shown}:{bound}", flush=True)  # noqa: T201
    config = uvicorn.Config(
        application(),
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=SECONDS_TO_END,
    )
    uvicorn.Server(config).run(sockets=[listening])


def _bind(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # asyncio sends small messages at once only on a socket that names its protocol
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(2048)
    except (OSError, OverflowError, UnicodeError) as error:
        listening.close()
        raise ValueError(_refusal(host, port, error)) from None
    return listening


def _refusal(host: str, port: int, error: Exception) -> str:
    """Return which of the two cannot be listened on, and why."""
    reason = getattr(error, "strerror", None) or str(error)
    unknown = isinstance(error, socket.gaierror | UnicodeError)
    if unknown or getattr(error, "errno", None) == EADDRNOTAVAIL:
        rule = "--host must be a name or an address of this machine"
        return f"{rule}: {reason}, got {show(host)}"
    return f"--port must be free on {host}: {reason}, got {port}"
