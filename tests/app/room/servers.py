"""Servers of the room on the loopback that can be killed and started again."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.app.room.forking import HOST

ROOT = Path(__file__).parents[3]
PATIENCE = 20.0


class Servers:
    """The program of `forking.py`, running."""

    def __init__(self) -> None:
        self._program = subprocess.Popen(
            [sys.executable, "-m", "tests.app.room.forking"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    @contextmanager
    def serving(self, url: str, port: int) -> Iterator[int]:
        """Serve a database on a port; yield the process when it answers."""
        assert self._program.stdin
        assert self._program.stdout
        self._program.stdin.write(json.dumps({"url": url, "port": port}) + "\n")
        self._program.stdin.flush()
        child = int(self._program.stdout.readline())
        try:
            until_open(port)
            yield child
        finally:
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)

    def close(self) -> None:
        """End the program, and every server with it."""
        self._program.communicate(timeout=30)


def free_port() -> int:
    """Return a port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def until_open(port: int) -> None:
    """Wait until somebody listens on a port."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with suppress(OSError), socket.create_connection((HOST, port), 1):
            return
        time.sleep(0.02)
    msg = f"the server must listen on {port} within {PATIENCE:g} s"
    raise RuntimeError(msg)
