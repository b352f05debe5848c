"""A server of our own on the loopback, which stops by itself."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def serving(*options: str) -> Iterator[str]:
    """Run the dashboard on a free port; yield its address."""
    with running(*options) as (address, _):
        yield address


@contextmanager
def running(*options: str) -> Iterator[tuple[str, int]]:
    """Run the dashboard on a free port; yield its address and its process."""
    command = [sys.executable, "-m", "app.cli", "serve", "--port", "0", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            yield _address(server), server.pid
        finally:
            server.terminate()


def _address(server: subprocess.Popen[str]) -> str:
    for line in server.stdout or ():
        if "http://" in line:
            return line.split()[-1]
    msg = "the server must print its address, and stopped"
    raise RuntimeError(msg)
