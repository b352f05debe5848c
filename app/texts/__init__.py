"""Interface texts, kept in catalogs: a folder a language, a file a page.

A language is a folder. It is offered once it has every text, so that a page never
shows two languages. Texts are said in the language of the present context, English
where none was set: a thread, a request or a session never changes another's.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, reduce
from importlib.resources import files

from app.texts import forms

ENGLISH = "en"
NAME = "language.name"
"""The text in which a language says its own name."""

LADDER = ("components", "ladder", "texts.json")
"""The English texts of the browser's ladder, kept where its modules are."""

_present: ContextVar[str | None] = ContextVar("language", default=None)
_lookups: list[Callable[[], str | None]] = []


def say(key: str, **values: object) -> str:
    """Return a text with its values filled in, in the present language.

    Of a text that says `count` things, a catalog may have further forms: `key#one`,
    `key#few`, by the plural categories of its language.

    Raises
    ------
    KeyError
        If the catalog has no such text.

    Examples
    --------
    >>> say("explore.title")
    'Explore'
    """
    tongue = language()
    text = _form(catalog(tongue), key, tongue, values)
    return text.format(**values) if values else text


def language() -> str:
    """Return the present language."""
    return _present.get() or _looked_up() or ENGLISH


def speak(tongue: str) -> None:
    """Make a language the present one, in this thread or task."""
    _present.set(_offered(tongue))


@contextmanager
def speaking(tongue: str) -> Iterator[None]:
    """Make a language the present one for a while.

    Examples
    --------
    >>> with speaking("en"):
    ...     say("list.last", first="a", last="b")
    'a and b'
    """
    before = _present.set(_offered(tongue))
    try:
        yield
    finally:
        _present.reset(before)


def look_up(lookup: Callable[[], str | None]) -> None:
    """Ask here for the language where none was set, as before a page runs."""
    _lookups[:] = [lookup]


def _looked_up() -> str | None:
    return next((lookup() for lookup in _lookups), None)


def _offered(tongue: str) -> str:
    if tongue not in languages():
        msg = f"language must be one of {', '.join(languages())}, got {tongue!r}"
        raise ValueError(msg)
    return tongue


@cache
def languages() -> dict[str, str]:
    """Return the languages that are complete, each with its own name, English first."""
    found = sorted(tongue for tongue in folders() if not lacking(tongue))
    found.sort(key=lambda tongue: tongue != ENGLISH)
    return {tongue: catalog(tongue)[NAME] for tongue in found}


def suited(locale: str) -> str:
    """Return the language that suits a locale, English if none does.

    Examples
    --------
    >>> suited("en-GB"), suited("tlh-Piqd"), suited("")
    ('en', 'en', 'en')
    """
    main, *_ = locale.lower().replace("_", "-").split("-")
    known = {tongue.lower(): tongue for tongue in languages()}
    return known.get(locale.lower()) or known.get(main) or ENGLISH


def folders() -> list[str]:
    """Return every language that has a folder, be it complete or not."""
    return [
        folder.name
        for folder in files(__package__).iterdir()
        if folder.is_dir() and any(f.name.endswith(".json") for f in folder.iterdir())
    ]


def lacking(tongue: str) -> list[str]:
    """Return the texts that a language lacks, or fills with other values."""
    texts = catalog(tongue)
    return [
        key
        for key, text in catalog(ENGLISH).items()
        if key not in texts or placeholders(texts[key]) != placeholders(text)
    ]


def placeholders(text: str) -> set[str]:
    """Return the names of the values that a text is filled with; of formulas, parts.

    Examples
    --------
    >>> sorted(placeholders("{first} and {last}"))
    ['first', 'last']
    """
    return set(re.findall(r"\{(\w+)\}", text))


@cache
def catalog(tongue: str) -> dict[str, str]:
    """Return all texts of a language by key."""
    folder = files(__package__).joinpath(tongue)
    sources = [file for file in folder.iterdir() if file.name.endswith(".json")]
    if tongue == ENGLISH:
        sources.append(files("app").joinpath(*LADDER))
    texts: dict[str, str] = {}
    for file in sources:
        texts |= json.loads(file.read_text(encoding="utf-8"))
    return texts


def of_the_ladder() -> dict[str, str]:
    """Return the texts of the browser's ladder in the present language."""
    keys = json.loads(files("app").joinpath(*LADDER).read_text(encoding="utf-8"))
    return {key: catalog(language())[key] for key in keys}


def listed(parts: list[str]) -> str:
    """Return parts as they are spoken in a row.

    Examples
    --------
    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    if len(parts) < 2:
        return "".join(parts)
    return say("list.last", first=in_a_row(parts[:-1]), last=parts[-1])


def day(made: str) -> str:
    """Return a day, given as YYYY-MM-DD, as it is written in the present language."""
    return forms.day(made, language())


def in_a_row(parts: list[str]) -> str:
    """Return parts with a comma between them, as in a table or in brackets."""
    return _chained("list.next", parts)


def joined(sentences: list[str]) -> str:
    """Return sentences one after another.

    Examples
    --------
    >>> joined(["This.", "That."])
    'This. That.'
    """
    return _chained("list.sentence", sentences)


def _chained(key: str, parts: list[str]) -> str:
    """Return parts tied to a chain by a text that ties two."""
    if not parts:
        return ""
    return reduce(lambda first, last: say(key, first=first, last=last), parts)


def _form(
    texts: Mapping[str, str], key: str, tongue: str, values: Mapping[str, object]
) -> str:
    count = values.get("count")
    if isinstance(count, int) and f"{key}#other" in texts:
        return texts.get(f"{key}#{forms.plural(count, tongue)}", texts[f"{key}#other"])
    return texts[key]
