"""What a brief carries inside: its scenario and the stamp of its making, as plain data.

In Markdown it is the last block of code, in HTML a script of data that nothing runs.
"""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from app.briefs.brief import Brief
from app.files import as_yaml
from app.texts import language
from levels.document import parse
from levels.pack import read_file

NAME = "tenlevels-brief"
WHERE = "the scenario inside"
LONGEST = 4_000_000
"""Characters of a file that is looked into."""

WHOLE = (".md", ".html", ".htm")
"""How the name of a file ends that is a brief, and no bare scenario."""

OPEN_SCRIPT = f'<script type="application/json" id="{NAME}">'
CLOSE_SCRIPT = "</script>"
_SCRIPT = re.compile(re.escape(OPEN_SCRIPT) + r"\n(.*?)\n" + re.escape(CLOSE_SCRIPT),
                     re.DOTALL)  # fmt: skip
_FENCED = re.compile(rf"^(`{{3,}})yaml {NAME}\n(.*?)\n^\1$", re.DOTALL | re.MULTILINE)
_RUN = re.compile("`+")


def data(brief: Brief, form: str) -> dict[str, Any]:
    """Return the plain data that a document of this format carries."""
    stamp = brief.stamp
    return {
        "contract": stamp.contract,
        "format": form,
        "language": language(),
        "version": stamp.version,
        "pack": stamp.pack,
        "revised": stamp.revised,
        "made": stamp.made,
        "digest": brief.digest,
        "scenario": brief.scenario.plain,
    }


def script(plain: Mapping[str, Any]) -> str:
    """Return plain data as a script of HTML; no text in it can end the script."""
    text = json.dumps(plain, indent=1)
    safe = text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return f"{OPEN_SCRIPT}\n{safe}\n{CLOSE_SCRIPT}"


def fenced(plain: Mapping[str, Any]) -> str:
    """Return plain data as a block of code; no text in it can end the block."""
    text = as_yaml(plain).rstrip("\n")
    longest = max(map(len, _RUN.findall(text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}yaml {NAME}\n{text}\n{fence}"


def format_of(text: str) -> str:
    """Return the format of a brief.

    Raises
    ------
    ValueError
        If the text is no brief.
    """
    if OPEN_SCRIPT in text:
        return "html"
    if _FENCED.search(text):
        return "md"
    msg = "a brief must hold its scenario, got a text without one"
    raise ValueError(msg)


def carried(text: str) -> dict[str, Any]:
    """Return the plain data that a brief carries.

    Raises
    ------
    ValueError
        If the text is no brief, or what it carries cannot be read.
    """
    if len(text) > LONGEST:
        msg = f"a brief must have at most {LONGEST} characters, got {len(text)}"
        raise ValueError(msg)
    pattern = _SCRIPT if format_of(text) == "html" else _FENCED
    found = pattern.findall(text)
    if not found:
        msg = "a brief must hold its scenario whole, got a part of it"
        raise ValueError(msg)
    last = found[-1]
    plain = _json(last) if isinstance(last, str) else parse(last[-1], WHERE).data
    if not isinstance(plain, dict) or not isinstance(plain.get("scenario"), dict):
        msg = "a brief must hold its scenario, got other data"
        raise ValueError(msg)  # noqa: TRY004  bad input is a ValueError here
    return plain


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        msg = f"{WHERE} must be whole JSON"
        raise ValueError(msg) from None


def scenario_in(text: str) -> dict[str, Any]:
    """Return the scenario that a brief carries, as plain data.

    Raises
    ------
    ValueError
        If the text is no brief, or what it carries cannot be read.
    """
    scenario: dict[str, Any] = carried(text)["scenario"]
    return scenario


def scenario_file(path: Path) -> object:
    """Return the scenario of a file, which may be a brief, as plain data.

    Raises
    ------
    ValueError
        If it cannot be read, or holds no scenario.
    """
    if path.suffix.lower() in WHOLE:
        return scenario_in(text_of(path))
    return read_file(path).data


def text_of(path: Path) -> str:
    """Return the text of a file.

    Raises
    ------
    ValueError
        If it is missing, too large or not UTF-8.
    """
    try:
        with path.open("rb") as stream:
            raw = stream.read(LONGEST + 1)
    except OSError as error:
        msg = f"{path}: must be a readable file: {error.strerror or 'unreadable'}"
        raise ValueError(msg) from None
    if len(raw) > LONGEST:
        msg = f"{path}: must be at most {LONGEST} bytes"
        raise ValueError(msg)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        msg = f"{path}: must be UTF-8 text (byte {error.start})"
        raise ValueError(msg) from None
