"""One YAML file as plain data in which each place knows its line.

Reading is safe against hostile files: depth is bounded, aliases and tags are refused,
every key stands once, every number is finite.
"""

import math
import re
from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from levels.problem import PackError, Place, Problem, show, spell

MAX_DEPTH = 24
LONGEST_NUMBER = 100

Schema = TypeVar("Schema", bound=BaseModel)
_EXPONENT = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?[eE][+-]?\d+").fullmatch
"""A number of JSON that YAML 1.1 would read as text: 1e-05."""

_PAIR = re.compile(r"\\\\|\\u([dD][89abAB][\da-fA-F]{2})\\u([dD][c-fC-F][\da-fA-F]{2})")
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


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
        """Return a problem at a place of this document; empty text is no value."""
        where, got = spell(place), "" if value == "" else show(value)
        return Problem(self.file, self.line(place), where, rule, got, place)


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
    levels.problem.PackError: x.yaml:2: a: key must not repeat
    """
    builder = _Builder(file)
    try:
        loader = _Loader(_joined(text))
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


def _joined(text: str) -> str:
    r"""Return text in which JSON's pairs of escapes for one character are one escape.

    Examples
    --------
    >>> _joined(r'"\ud83e\udd5c" "\\ud83e"')
    '"\\U0001f95c" "\\\\ud83e"'
    """
    return _PAIR.sub(_one_escape, text) if "\\ud" in text.lower() else text


def _one_escape(found: re.Match[str]) -> str:
    high, low = found.group(1), found.group(2)
    if high is None:
        return found.group()
    code = 0x10000 + ((int(high, 16) - 0xD800) << 10) + int(low, 16) - 0xDC00
    return f"\\U{code:08x}"


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
        if tag.endswith(":str") and event.implicit[0] and _EXPONENT(event.value):
            tag = "tag:yaml.org,2002:float"
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
        got = "" if value == "" else show(value)
        self.problems.append(Problem(self.file, _line(event), where, rule, got))


def _line(event: yaml.Event) -> int:
    return 1 if event.start_mark is None else event.start_mark.line + 1


def _plain(event: yaml.ScalarEvent, tag: str, loader: Any) -> Hashable:
    """Return a scalar that is not text; a long one may take hours to convert."""
    if len(event.value) > LONGEST_NUMBER:
        msg = f"must have at most {LONGEST_NUMBER} characters"
        raise ValueError(msg)
    value: Hashable = loader.construct_object(yaml.ScalarNode(tag, event.value))
    return value
