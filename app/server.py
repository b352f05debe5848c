"""The server: one ASGI application that holds the dashboard and every other route."""

import os
import socket
from pathlib import Path

import streamlit as st
import uvicorn
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from app import cached, shell
from app.api.service import routes
from simulator.model import load

MAIN = Path(__file__).parent / "main.py"


async def healthz(request: Request) -> PlainTextResponse:  # noqa: ARG001
    """Answer that the server is up."""
    return PlainTextResponse("ok")


def application() -> st.App:
    """Return the ASGI application; heavy imports are done by the time it exists."""
    return st.App(MAIN, routes=[Route("/healthz", healthz), *shell.routes(), *routes()])


def serve(host: str, port: int, pack: Path | None) -> None:
    """Serve until stopped.

    Raises
    ------
    ValueError
        If the pack cannot be used or the address is taken.
    """
    load(pack)
    if pack is not None:
        os.environ[cached.PACK] = str(pack.resolve())
    listening = _bind(host, port)
    cached.warm()
    shown = f"[{host}]" if ":" in host else host
    bound = listening.getsockname()[1]
    print(f"tenlevels is at http://{shown}:{bound}", flush=True)  # noqa: T201
    config = uvicorn.Config(application(), log_level="warning", access_log=False)
    uvicorn.Server(config).run(sockets=[listening])


def _bind(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(2048)
    except (OSError, OverflowError) as error:
        listening.close()
        reason = getattr(error, "strerror", None) or str(error)
        msg = f"--port must be free on {host}: {reason}, got {port}"
        raise ValueError(msg) from None
    return listening
