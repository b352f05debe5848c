"""The tests of the ladder that are written in JavaScript."""

import subprocess
from pathlib import Path

from tests.need import need

FOLDER = Path(__file__).parent


def test_the_tests_in_javascript_pass() -> None:
    node = need("node")
    tests = sorted(str(path) for path in FOLDER.glob("*.test.js"))
    assert tests
    done = subprocess.run(
        [node, "--test", *tests],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-2000:]
