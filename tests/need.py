"""Programs of the system that some tests need."""

import os
import shutil

import pytest

NAMES = {
    "chromium": ("chromium", "chromium-browser", "google-chrome"),
    "node": ("node", "nodejs"),
}


def find(command: str) -> str | None:
    """Return the path of a program, which CHROMIUM=... and the like may name."""
    named = os.environ.get(command.upper())
    names = (named,) if named else NAMES.get(command, (command,))
    return next(filter(None, map(shutil.which, names)), None)


def need(command: str) -> str:
    """Return the path of a program; without it skip the test, or fail it under CI."""
    path = find(command)
    if path is not None:
        return path
    reason = f"{command} is not installed"
    if os.environ.get("CI"):
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)
