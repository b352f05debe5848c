"""The tests of the phone page that are written in JavaScript, and its bundle."""

import subprocess
from pathlib import Path

from app.room.assets import SCRIPT, assets
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


def test_the_modules_give_no_name_twice_so_that_they_can_be_one(tmp_path: Path) -> None:
    script = tmp_path / "phone.mjs"
    script.write_bytes(assets()[SCRIPT].plain)

    command = [need("node"), "--check", str(script)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
