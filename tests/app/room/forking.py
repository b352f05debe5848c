"""A program that serves the room from children of its own, for tests that kill them.

It reads lines of JSON, `{"url": ..., "port": ...}`, and for each forks a child that
serves, so that none has to import anything. At the end of its input it kills them all.
"""

import json
import os
import signal
import sys

import uvicorn
from starlette.applications import Starlette

from app.room.service import routes
from app.workshops.store import open_store

HOST = "127.0.0.1"


def main() -> None:
    """Start a child for each line, and say which it is."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    children = []
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            try:
                serve(**json.loads(line))
            finally:
                os._exit(0)
        children.append(child)
        os.write(1, f"{child}\n".encode())
    for child in children:
        try:
            os.kill(child, signal.SIGKILL)
        except ProcessLookupError:
            continue


def serve(url: str, port: int) -> None:
    """Serve the room until killed."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    store = open_store(url)
    application = Starlette(routes=routes(lambda: store))
    options = {"log_level": "error", "access_log": False}
    uvicorn.run(application, host=HOST, port=port, **options)


if __name__ == "__main__":
    main()
