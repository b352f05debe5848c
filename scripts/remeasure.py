"""Run the Python blocks of a document in one session, and write what they print below.

    python scripts/remeasure.py docs/critique.md

A block of text that follows a block of Python is taken for its output. Words around
them that repeat a number are not touched: read the difference.
"""

import contextlib
import io
import re
import sys
from pathlib import Path
from typing import Any

_BLOCKS = re.compile(r"```python\n(.*?)```(?:\n\n```text\n(.*?)```)?", re.DOTALL)


def remeasured(text: str) -> str:
    """Return a document with the outputs of its blocks written anew."""
    session: dict[str, Any] = {"__name__": "document"}

    def run(found: re.Match[str]) -> str:
        code, shown = found.groups()
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(code, "document", "exec"), session)  # noqa: S102
        if shown is None:
            return found.group()
        return f"```python\n{code}```\n\n```text\n{printed.getvalue()}```"

    return _BLOCKS.sub(run, text)


if __name__ == "__main__":
    for name in sys.argv[1:]:
        path = Path(name)
        path.write_text(remeasured(path.read_text(encoding="utf-8")), encoding="utf-8")
