"""A model pack: a folder of catalogs, and the only reader of files of them.

What it hands on is plain data in which each place knows its line, so that each package
can check its own catalogs and report every problem with file, line, rule and value.
"""

import re
from collections.abc import Mapping
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from stat import S_ISDIR, S_ISREG

from levels.document import Document, parse
from levels.problem import PackError, Problem, show

SHIPPED = {
    "sources.yaml": "levels",
    "levels.yaml": "levels",
    "facts.yaml": "levels",
    "evidence.yaml": "levels",
    "priors.yaml": "levels",
    "interventions.yaml": "interventions",
    "requirements.yaml": "interventions",
    "world.yaml": "simulator",
    "tests.yaml": "simulator",
}
"""Each catalog, and the package that ships and checks it."""

REFERS_TO_LEVELS = (
    "facts.yaml",
    "priors.yaml",
    "requirements.yaml",
    "world.yaml",
)
"""Catalogs that a pack with its own levels must bring as well."""

TEXTS = "texts"
"""The folder of a pack that holds its words in other languages, a file a language."""

SHIPPED_TEXTS = "simulator"
"""The package that ships texts, since they speak of all catalogs."""

MAX_BYTES = 2_000_000
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\.yaml")


def read(folder: Path | None = None) -> dict[str, Document]:
    """Read the catalogs of a pack; a file it does not bring is the shipped one.

    Parameters
    ----------
    folder : Path, optional
        The pack's folder; without it, the shipped pack.

    Returns
    -------
    dict
        A `Document` for each name in `SHIPPED`.

    Raises
    ------
    PackError
        With every problem of every file, or if the folder holds no file of a pack.

    Examples
    --------
    >>> sorted(read())[:2]
    ['evidence.yaml', 'facts.yaml']
    """
    brought = {} if folder is None else _brought(folder)
    problems = _missing(brought)
    documents = {}
    for name in SHIPPED:
        try:
            documents[name] = (
                _read_own(brought[name], name)
                if name in brought
                else read_file(shipped(name), name)
            )
        except PackError as error:
            problems.extend(error.problems)
    if problems:
        raise PackError(problems)
    return documents


def _brought(folder: Path) -> dict[str, Path]:
    try:
        found = {path.name: path for path in folder.iterdir()}
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        rule = f"must be a readable folder: {reason}"
        raise PackError([Problem(str(folder), 1, "", rule, "")]) from None
    if found.keys().isdisjoint(SHIPPED) and not _text_files(folder):
        rule = f"must hold a catalog, such as levels.yaml, or {TEXTS}/LANGUAGE.yaml"
        raise PackError([Problem(str(folder), 1, "", rule, show(sorted(found)))])
    return found


def _text_files(folder: Path) -> list[Path]:
    return sorted((folder / TEXTS).glob("*.yaml"))


def _read_own(path: Path, name: str) -> Document:
    """Read a file that a pack brings; a pipe could keep the reader waiting forever."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return read_file(path, name)  # which tells why not
    if not (S_ISREG(mode) or S_ISDIR(mode)):
        rule = "must be a regular file"
        raise PackError([Problem(name, 1, "", rule, "a pipe, socket or device")])
    return read_file(path, name)


def _missing(brought: Mapping[str, Path]) -> list[Problem]:
    if "levels.yaml" not in brought:
        return []
    rule = "must be there, since the pack brings its own levels.yaml"
    return [
        Problem(name, 1, "", rule, "")
        for name in REFERS_TO_LEVELS
        if name not in brought
    ]


def brought(folder: Path) -> set[str]:
    """Return the names of the catalogs that a pack brings itself."""
    return SHIPPED.keys() & _brought(folder).keys()


def texts(folder: Path | None = None) -> dict[str, Document]:
    """Read the texts of a pack by language, those of the shipped one by default.

    Raises
    ------
    PackError
        If a file is not named by a language, not a regular file, or not plain YAML.

    Examples
    --------
    >>> "zh" in texts()
    True
    """
    if folder is None:
        return {p.name[:-5]: _shipped_texts(p.name) for p in shipped_texts()}
    files = _text_files(folder)
    for file in files:
        if not _LANGUAGE.fullmatch(file.name):
            rule = "must be named by a language, as zh.yaml"
            raise PackError([Problem(f"{TEXTS}/{file.name}", 1, "", rule, "")])
    return {file.stem: _read_own(file, f"{TEXTS}/{file.name}") for file in files}


def shipped_texts() -> list[Traversable]:
    """Return the shipped files of texts."""
    return list((resources.files(SHIPPED_TEXTS) / "data" / TEXTS).iterdir())


@cache
def _shipped_texts(name: str) -> Document:
    path = resources.files(SHIPPED_TEXTS) / "data" / TEXTS / name
    return read_file(path, f"{TEXTS}/{name}")


def shipped(name: str) -> Traversable:
    """Return the shipped file of a catalog."""
    return resources.files(SHIPPED[name]) / "data" / name


def read_file(path: Traversable, name: str | None = None) -> Document:
    """Read one YAML or JSON file, safely.

    Raises
    ------
    PackError
        If it is missing, too large, or not plain YAML.
    """
    name = name or str(path)
    try:
        with path.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except OSError as error:
        reason = error.strerror or "unreadable"
        problem = Problem(name, 1, "", f"must be a readable file: {reason}", "")
        raise PackError([problem]) from None
    if len(raw) > MAX_BYTES:
        rule = f"must be at most {MAX_BYTES:,} bytes"
        raise PackError([Problem(name, 1, "", rule, "")])
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        rule = f"must be UTF-8 text (byte {error.start})"
        raise PackError([Problem(name, 1, "", rule, "")]) from None
    return parse(text, name)
