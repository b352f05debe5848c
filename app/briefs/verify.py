"""Whether a brief still holds: compute it again and compare it line by line."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from importlib.metadata import version
from itertools import zip_longest
from typing import Any

from app.briefs import inside
from app.briefs.brief import stamped
from app.briefs.formats import written
from app.briefs.making import computed
from app.texts import ENGLISH, languages, speaking
from simulator import scenario as scenarios
from simulator.model import Model
from simulator.scenario import CONTRACT

SHOWN = 120
"""How many characters of a line are shown around its first difference."""

STAMPED = ("version", "pack", "revised", "made")
_HEADING = re.compile(r"^#{1,6} (.+)$|<h[1-6][^>]*>(.+?)</h[1-6]>")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True)
class Difference:
    """Where a brief differs from what is computed now, what it said, and what is so."""

    where: str
    was: str
    now: str


def verify(text: str, base: Model) -> tuple[Difference, ...]:
    """Return every difference between a brief and what its scenario gives now.

    What the program and the model are now comes first. After that only lines count
    that say something else: each is written with the stamp that the brief bears.

    Parameters
    ----------
    text : str
        The whole file.
    base : Model
        The pack to verify it against.

    Raises
    ------
    ValueError
        If the text is no brief.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    form = inside.format_of(text)
    found: list[Difference] = []
    try:
        plain = inside.carried(text)
        stamp = _stamp(plain)
        spoken = _language(plain)
        found += _versions(plain, _current(base, spoken))
        scenario = scenarios.from_plain(plain["scenario"], base)
        with speaking(spoken):
            again = computed(base, scenario, stamp["made"])
            now = written(stamped(again, stamp), form)
    except ValueError as error:
        return (*found, Difference(_inside(text), "", " ".join(str(error).split())))
    found += _versions(plain, {"revised": again.model.digest})
    return (*found, *_lines(text, now))


def _stamp(plain: Mapping[str, Any]) -> dict[str, str]:
    """Return the stamp that a brief bears."""
    stamp = {name: plain.get(name) for name in STAMPED}
    for name, value in stamp.items():
        if not isinstance(value, str):
            msg = f"{name} must be text, got {value!r}"
            raise ValueError(msg)  # noqa: TRY004  bad input is a ValueError here
    if not _DAY.fullmatch(str(stamp["made"])):
        msg = f"made must be a day as YYYY-MM-DD, got {stamp['made']!r}"
        raise ValueError(msg)
    return {name: str(value) for name, value in stamp.items()}


def _language(plain: Mapping[str, Any]) -> str:
    """Return the language of a brief, English if it is one that is not spoken here."""
    language = plain.get("language")
    return language if language in list(languages()) else ENGLISH


def _current(base: Model, spoken: str) -> dict[str, object]:
    """Return what program and model are now."""
    return {
        "contract": CONTRACT,
        "language": spoken,
        "version": version("tenlevels"),
        "pack": base.digest,
    }


def _versions(
    plain: Mapping[str, Any], now: Mapping[str, object]
) -> Iterator[Difference]:
    """Yield what a brief says of program and model, where that is another one now."""
    for name, value in now.items():
        if plain.get(name) != value:
            yield Difference(name, str(plain.get(name)), str(value))


def _inside(text: str) -> str:
    """Return where the scenario stands in the text."""
    lines = text.split("\n")
    found = [n for n, line in enumerate(lines, start=1) if inside.NAME in line]
    return f"line {found[-1]}, {inside.WHERE}"


def _lines(was: str, now: str) -> Iterator[Difference]:
    """Yield each line that differs, under the last heading above it."""
    old, new = was.split("\n"), now.split("\n")
    sections = _sections(old)
    for place, before, after in _pairs(old, new):
        n = min(place, len(old) - 1)
        where = f"line {n + 1}, section {sections[n]!r}"
        yield Difference(where, *_window(before, after))


def _pairs(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, str, str]]:
    """Yield the place in the old text, the old line and the new one, that differ."""
    if len(old) == len(new):
        rows = enumerate(zip(old, new, strict=True))
        yield from ((n, *pair) for n, pair in rows if pair[0] != pair[1])
        return
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for kind, start, end, other, last in steps:
        if kind != "equal":
            pairs = zip_longest(old[start:end], new[other:last], fillvalue="")
            yield from ((n, *pair) for n, pair in enumerate(pairs, start))


def _sections(lines: Sequence[str]) -> list[str]:
    """Return the heading that each line stands under."""
    found, heading = [], ""
    for line in lines:
        match = _HEADING.search(line)
        if match:
            heading = match.group(1) or match.group(2)
        found.append(heading)
    return found


def _window(was: str, now: str) -> tuple[str, str]:
    """Return two lines around the first character in which they differ."""
    pairs = zip(was, now, strict=False)
    same = next(
        (n for n, (a, b) in enumerate(pairs) if a != b), min(len(was), len(now))
    )
    start = max(0, same - SHOWN // 2)
    return was[start : start + SHOWN], now[start : start + SHOWN]
