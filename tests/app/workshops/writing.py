"""Programs that answer and are killed, seen from the test."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

from sqlalchemy import URL

ROOT = Path(__file__).parents[3]


class Writer:
    """The program of `writer.py`, running."""

    def __init__(self) -> None:
        self._program = subprocess.Popen(
            [sys.executable, "-m", "tests.app.workshops.writer"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def order(self, url: URL, token: str, again=(), number: int = 0) -> None:
        """Let a child of the program answer."""
        shown = url.render_as_string(hide_password=False)
        told = {"url": shown, "token": token, "again": list(again), "number": number}
        self._program.stdin.write(json.dumps(told) + "\n")
        self._program.stdin.flush()

    def heard(self, enough: int | None = None) -> dict[str, list[str]]:
        """Return what the child said; after so many were saved it is killed."""
        said: dict[str, list[str]] = {"sent": [], "saved": []}
        child = int(self._program.stdout.readline().split()[1])
        for line in self._program.stdout:
            if line == "end\n":
                break
            kind, once = line.split()
            said[kind].append(once)
            if kind == "saved" and len(said[kind]) == enough:
                os.kill(child, signal.SIGKILL)
        return said

    def close(self) -> None:
        """End the program."""
        self._program.communicate(timeout=30)
