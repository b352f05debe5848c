"""A model pack: the only reader of YAML.

A pack is a folder of catalogs. Reading is safe against hostile files: size and depth
are bounded, aliases and tags are refused, every key stands once, every number is
finite. What it hands on is plain data in which each place knows its line, so that each
package can check its own catalogs and report every problem with file, line, rule and
value.
"""

import math
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

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

MAX_BYTES = 2_000_000
MAX_DEPTH = 24
LONGEST_VALUE = 60
LONGEST_NUMBER = 100

Place = tuple[str | int, ...]
Schema = TypeVar("Schema", bound=BaseModel)
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Problem:
    """One fault of a file: where it stands, the rule, and the value that breaks it."""

    file: str
    line: int
    where: str
    rule: str
    value: str

    def __str__(self) -> str:
        where = f" {self.where}:" if self.where else ""
        value = f", got {self.value}" if self.value else ""
        return f"{self.file}:{self.line}:{where} {self.rule}{value}"


class PackError(ValueError):
    """A file or pack that cannot be used, with every problem found."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        more = len(self.problems) - 1
        rest = f" (and {more} more: `tenlevels pack check`)" if more else ""
        super().__init__(f"{self.problems[0]}{rest}")


@dataclass(frozen=True)
class Document:
    """The plain data of one file, and the line of each place in it."""

    file: str
    data: Any
    lines: dict[Place, int]

    def line(self, place: Place) -> int:
        """Return the line of a place, or of the nearest place around it."""
        while place not in self.lines and place:
            place = place[:-1]
        return self.lines.get(place, 1)

    def at(self, place: Place) -> Any:
        """Return the plain value at a place."""
        value = self.data
        for step in place:
            value = value[step]
        return value

    def problem(self, place: Place, rule: str, value: object = "") -> Problem:
        """Return a problem at a place of this document."""
        return Problem(self.file, self.line(place), spell(place), rule, show(value))


def spell(place: Place) -> str:
    """Return a place as text.

    Examples
    --------
    >>> spell(("evidence", 3, "likelihood"))
    'evidence[3].likelihood'
    """
    text = "".join(f"[{p}]" if isinstance(p, int) else f".{p}" for p in place)
    return text.removeprefix(".")


def show(value: object) -> str:
    """Return a value as short text on one line."""
    if value == "":
        return ""
    text = repr(value).replace("\n", " ")
    return text if len(text) <= LONGEST_VALUE else f"{text[: LONGEST_VALUE - 3]}..."


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
        With every problem of every file.

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
            documents[name] = read_file(brought.get(name, shipped(name)), name)
        except PackError as error:
            problems.extend(error.problems)
    if problems:
        raise PackError(problems)
    return documents


def _brought(folder: Path) -> dict[str, Path]:
    try:
        return {path.name: path for path in folder.iterdir()}
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        rule = f"must be a readable folder: {reason}"
        raise PackError([Problem(str(folder), 1, "", rule, "")]) from None


def _missing(brought: Mapping[str, Path]) -> list[Problem]:
    if "levels.yaml" not in brought:
        return []
    rule = "must be there, since the pack brings its own levels.yaml"
    return [
        Problem(name, 1, "", rule, "")
        for name in REFERS_TO_LEVELS
        if name not in brought
    ]


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


def parse(text: str, file: str) -> Document:
    r"""Parse one YAML (or JSON) text into plain data with line numbers.

    Raises
    ------
    PackError
        For broken YAML, an alias, a tag, a repeated key, a key that is not text, too
        deep nesting, a number that is not finite, or more than one document.

    Examples
    --------
    >>> parse("a: [1, 2]", "x.yaml").data
    {'a': [1, 2]}
    >>> parse("a: 1\na: 2", "x.yaml")
    Traceback (most recent call last):
    levels.pack.PackError: x.yaml:2: a: key must not repeat
    """
    builder = _Builder(file)
    try:
        loader = _Loader(text)
        try:
            while loader.check_event():
                builder.take(loader.get_event(), loader)
        finally:
            loader.dispose()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = 1 if mark is None else mark.line + 1
        reason = getattr(error, "problem", None) or "unreadable"
        rule = f"must be plain YAML: {reason}"
        raise PackError(
            [*builder.problems, Problem(file, line, "", rule, "")]
        ) from None
    if builder.problems:
        raise PackError(builder.problems)
    return Document(file, builder.root, builder.lines)


_NO_KEY = object()


class _Builder:
    """Builds plain data from parser events, without recursion and without aliases."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.root: Any = None
        self.lines: dict[Place, int] = {}
        self.problems: list[Problem] = []
        self._stack: list[tuple[Any, Place]] = []
        self._key: Any = _NO_KEY
        self._keys: list[Any] = []
        self._documents = 0

    def take(self, event: yaml.Event, loader: Any) -> None:
        """Take the next event of the parser."""
        if isinstance(event, yaml.ScalarEvent):
            self._place(self._scalar(event, loader), event)
        elif isinstance(event, yaml.CollectionStartEvent):
            self._open({} if isinstance(event, yaml.MappingStartEvent) else [], event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._stack.pop()
            self._key = self._keys.pop()
        elif isinstance(event, yaml.AliasEvent):
            self._refuse(event, "aliases are not allowed", f"*{event.anchor}")
            self._place(None, event)
        elif isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                self._refuse(event, "must be one document", "---")

    def _here(self) -> Place:
        if not self._stack:
            return ()
        container, place = self._stack[-1]
        if isinstance(container, list):
            return (*place, len(container))
        return place if self._key is _NO_KEY else (*place, str(self._key))

    def _open(self, container: Any, event: yaml.CollectionStartEvent) -> None:
        if len(self._stack) >= MAX_DEPTH:
            rule = f"must not nest deeper than {MAX_DEPTH}"
            self._refuse(event, rule, "")
            raise PackError(self.problems)
        if event.tag:
            self._refuse(event, "tags are not allowed", event.tag)
        place = self._here()
        self._place(container, event)
        self._stack.append((container, place))
        self._keys.append(self._key)
        self._key = _NO_KEY

    def _place(self, value: Any, event: yaml.Event) -> None:
        place = self._here()
        if not self._stack:
            self.root = value
        elif isinstance(self._stack[-1][0], list):
            self._stack[-1][0].append(value)
        elif self._key is _NO_KEY:
            self._take_key(value, event)
            return
        else:
            self._stack[-1][0][self._key] = value
            self._key = _NO_KEY
            return
        self.lines[place] = _line(event)

    def _take_key(self, key: Any, event: yaml.Event) -> None:
        container, place = self._stack[-1]
        if not isinstance(key, str):
            self._refuse(event, "a key must be text", key)
            key = str(key)
        here = (*place, key)
        self.lines[here] = _line(event)
        if key in container:
            self._refuse(event, "key must not repeat", "", here)
        self._key = key

    def _scalar(self, event: yaml.ScalarEvent, loader: Any) -> Hashable:
        if event.tag is not None and event.tag != "!":
            self._refuse(event, "tags are not allowed", event.tag)
            return event.value
        tag = loader.resolve(yaml.ScalarNode, event.value, event.implicit)
        if tag == "tag:yaml.org,2002:str":
            return event.value
        try:
            value = _plain(event, tag, loader)
        except (ValueError, yaml.YAMLError):
            self._refuse(event, "must be a plain value", event.value)
            return None
        if isinstance(value, float) and not math.isfinite(value):
            self._refuse(event, "a number must be finite", event.value)
        return value

    def _refuse(
        self, event: yaml.Event, rule: str, value: object, place: Place | None = None
    ) -> None:
        where = spell(self._here() if place is None else place)
        problem = Problem(self.file, _line(event), where, rule, show(value))
        self.problems.append(problem)


def _line(event: yaml.Event) -> int:
    return 1 if event.start_mark is None else event.start_mark.line + 1


def _plain(event: yaml.ScalarEvent, tag: str, loader: Any) -> Hashable:
    """Return a scalar that is not text; a long one may take hours to convert."""
    if len(event.value) > LONGEST_NUMBER:
        msg = f"must have at most {LONGEST_NUMBER} characters"
        raise ValueError(msg)
    value: Hashable = loader.construct_object(yaml.ScalarNode(tag, event.value))
    return value


def check(document: Document, schema: type[Schema]) -> Schema:
    """Return the document as a value of the schema.

    Raises
    ------
    PackError
        With one problem for each rule that is broken, at its line.
    """
    try:
        return schema.model_validate(document.data)
    except ValidationError as error:
        raise PackError(
            document.problem(_known(document, e["loc"]), _rule(e["msg"]), e["input"])
            for e in error.errors(include_url=False, include_context=False)
        ) from None


def _known(document: Document, location: Place) -> Place:
    """Drop what pydantic adds to a location: the names of union members."""
    place: Place = ()
    for step in location:
        if (*place, step) in document.lines or step == location[-1]:
            place = (*place, step)
    return place


def _rule(message: str) -> str:
    text = message.removeprefix("Value error, ")
    return f"{text[:1].lower()}{text[1:]}"
