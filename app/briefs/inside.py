"""What a brief carries inside: its scenario and the stamp of its making, as plain data.

In Markdown it is the last block of code, in HTML a script of data that nothing runs, in
JSON a key, in PDF an attached file, and in the files of an office a part of XML.
"""

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from app.briefs.brief import Brief
from app.briefs.writers import office
from app.files import as_yaml
from app.texts import language
from levels.document import parse
from levels.pack import read_file

NAME = "tenlevels-brief"
ATTACHED = f"{NAME}.json"
"""What the file is called that a PDF carries."""

WHERE = "the scenario inside"
LONGEST = 4_000_000
"""Characters of a text, or bytes of a file, that is looked into."""

WHOLE = (".md", ".html", ".htm", ".pdf", ".docx", ".pptx")
"""How the name of a file ends that is a brief, and no bare scenario."""

File = str | bytes
PDF, ZIP = b"%PDF-", b"PK\x03\x04"
"""How the bytes of a PDF begin, and those of a file of an office."""

COMPARED = "compared"
"""Where a brief on several scenarios carries those after the first."""

WORKSHOP = "workshop"
"""Where a brief of a workshop carries what was published."""

_MAIN = {"word/document.xml": "docx", "ppt/presentation.xml": "pptx"}

OPEN_SCRIPT = f'<script type="application/json" id="{NAME}">'
CLOSE_SCRIPT = "</script>"
_SCRIPT = re.compile(re.escape(OPEN_SCRIPT) + r"\n(.*?)\n" + re.escape(CLOSE_SCRIPT),
                     re.DOTALL)  # fmt: skip
_FENCED = re.compile(rf"^(`{{3,}})yaml {NAME}\n(.*?)\n^\1$", re.DOTALL | re.MULTILINE)
_KEY = f'"{NAME}": {{'
"""How what is carried begins in JSON; a quote within a text has a backslash."""

_RUN = re.compile("`+")


def data(brief: Brief, form: str) -> dict[str, Any]:
    """Return the plain data that a document of this format carries."""
    stamp = brief.stamp
    return {
        "contract": stamp.contract,
        "format": form,
        "language": language(),
        "length": brief.edition.length,
        "audience": brief.edition.audience,
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


def format_of(file: File) -> str:
    """Return the format of a brief.

    Parameters
    ----------
    file : str or bytes
        The whole file.

    Raises
    ------
    ValueError
        If it is no brief.
    """
    if isinstance(file, bytes) and file.startswith(PDF):
        return "pdf"
    if isinstance(file, bytes) and file.startswith(ZIP):
        names = office.Parts(file).names
        return next((form for name, form in _MAIN.items() if name in names), "docx")
    text = text_in(file)
    if OPEN_SCRIPT in text:
        return "html"
    if _FENCED.search(text):
        return "md"
    if is_json(text):
        return "json"
    msg = "a brief must hold its scenario, got a text without one"
    raise ValueError(msg)


def is_json(text: str) -> bool:
    """Return whether a text may be a brief as JSON."""
    return text.lstrip()[:1] == "{" and _KEY in text


def text_in(file: File) -> str:
    """Return a file as a text, with the line ends that a brief has.

    Raises
    ------
    ValueError
        If it is too large or not UTF-8.
    """
    _check_size(file)
    try:
        text = file if isinstance(file, str) else file.decode("utf-8")
    except UnicodeDecodeError as error:
        msg = f"a brief must be UTF-8 text (byte {error.start})"
        raise ValueError(msg) from None
    return text.removeprefix("\ufeff").replace("\r\n", "\n")


def carried(file: File) -> dict[str, Any]:
    """Return the plain data that a brief carries.

    Raises
    ------
    ValueError
        If the file is no brief, or what it carries cannot be read.
    """
    _check_size(file)
    form = format_of(file)
    plain = _READERS[form](file)
    if not isinstance(plain, dict) or not isinstance(plain.get("scenario"), dict):
        msg = "a brief must hold its scenario, got other data"
        raise ValueError(msg)  # noqa: TRY004  bad input is a ValueError here
    return plain


def _check_size(file: File) -> None:
    if len(file) > LONGEST:
        msg = f"a brief must have at most {LONGEST} characters, got {len(file)}"
        raise ValueError(msg)


def _in_html(file: File) -> Any:
    return _json(_last(_SCRIPT.findall(text_in(file))))


def _in_markdown(file: File) -> Any:
    return parse(_last(_FENCED.findall(text_in(file)))[-1], WHERE).data


def _in_json(file: File) -> Any:
    text = text_in(file)
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        return _in_broken_json(text)
    return whole.get(NAME) if isinstance(whole, dict) else None


def _in_broken_json(text: str) -> Any:
    """Return what is carried by JSON that is broken elsewhere."""
    start = text.rindex(_KEY) + len(_KEY) - 1
    try:
        return json.JSONDecoder().raw_decode(text, start)[0]
    except (ValueError, RecursionError):
        msg = f"{WHERE} must be whole JSON"
        raise ValueError(msg) from None


def _in_pdf(file: File) -> Any:
    from app.briefs.writers.pdf_lines import attached  # noqa: PLC0415  it needs this module

    return _json(attached(_bytes(file)).decode("utf-8", "replace"))


def _in_office(file: File) -> Any:
    return _json(office.item(_bytes(file)))


def _bytes(file: File) -> bytes:
    return file if isinstance(file, bytes) else file.encode("utf-8", "replace")


def _last(found: list[Any]) -> Any:
    if not found:
        msg = "a brief must hold its scenario whole, got a part of it"
        raise ValueError(msg)
    return found[-1]


_READERS: dict[str, Callable[[File], Any]] = {
    "html": _in_html,
    "md": _in_markdown,
    "json": _in_json,
    "pdf": _in_pdf,
    "docx": _in_office,
    "pptx": _in_office,
}


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        msg = f"{WHERE} must be whole JSON"
        raise ValueError(msg) from None


def scenario_in(file: File) -> dict[str, Any]:
    """Return the scenario that a brief carries, as plain data.

    Raises
    ------
    ValueError
        If the file is no brief, or what it carries cannot be read.
    """
    scenario: dict[str, Any] = carried(file)["scenario"]
    return scenario


def scenarios_in(file: File) -> tuple[object, ...]:
    """Return every scenario that a brief carries, as plain data; most carry one.

    Raises
    ------
    ValueError
        If the file is no brief, or what it carries cannot be read.
    """
    return every(carried(file))


def every(plain: Mapping[str, Any]) -> tuple[object, ...]:
    """Return every scenario of what a brief carries.

    Raises
    ------
    ValueError
        If those after the first are no list.

    Examples
    --------
    >>> every({"scenario": {"seed": 1}, "compared": [{"seed": 2}]})
    ({'seed': 1}, {'seed': 2})
    """
    others = plain.get(COMPARED, [])
    if not isinstance(others, list):
        msg = f"{COMPARED} must be a list of scenarios, got {str(others)[:40]!r}"
        raise ValueError(msg)  # noqa: TRY004  bad input is a ValueError here
    return (plain["scenario"], *others)


def scenario_file(path: Path) -> object:
    """Return the scenario of a file, which may be a brief, as plain data.

    Raises
    ------
    ValueError
        If it cannot be read, or holds no scenario.
    """
    if path.suffix.lower() in (*WHOLE, ".json"):
        file = file_of(path)
        if is_whole(path.name, file):
            return scenario_in(file)
    return read_file(path).data


def is_whole(name: str, file: bytes) -> bool:
    """Return whether a file should be a brief, and not a bare scenario.

    Examples
    --------
    >>> is_whole("a.md", b""), is_whole("a.json", b'{"seed": 0}')
    (True, False)
    """
    lower = name.lower()
    return lower.endswith(WHOLE) or (
        lower.endswith(".json") and is_json(file.decode("utf-8", "replace"))
    )


def file_of(path: Path) -> bytes:
    """Return what is in a file.

    Raises
    ------
    ValueError
        If it is missing, too large, or a text that is not UTF-8.
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
    return raw
