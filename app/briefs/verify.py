"""Whether a brief still holds: compute it again and compare what a reader sees."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from importlib.metadata import version
from itertools import zip_longest
from typing import Any

from app.briefs import inside
from app.briefs.brief import stamped
from app.briefs.comparison import file as comparison_file
from app.briefs.edition import FULL, Edition
from app.briefs.formats import TEXTS, encoded, lines_of
from app.briefs.inside import File
from app.briefs.lines import Line
from app.briefs.making import computed
from app.texts import ENGLISH, languages, speaking
from simulator import scenario as scenarios
from simulator.model import Model
from simulator.scenario import CONTRACT

SHOWN = 120
"""How many characters of a line are shown around its first difference."""

STAMPED = ("version", "pack", "revised", "made")
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


@dataclass(frozen=True)
class Difference:
    """Where a brief differs from what is computed now, what it said, and what is so."""

    where: str
    was: str
    now: str


def verify(file: File, base: Model) -> tuple[Difference, ...]:
    """Return every difference between a brief and what its scenario gives now.

    What the program and the model are now comes first. After that only lines count
    that say something else: each is written with the stamp that the brief bears.

    Parameters
    ----------
    file : str or bytes
        The whole file, of any format.
    base : Model
        The pack to verify it against.

    Raises
    ------
    ValueError
        If the file is no brief.
    """
    form = inside.format_of(file)
    found: list[Difference] = []
    try:
        plain = _computable(inside.carried(file))
        stamp = _stamp(plain)
        spoken = _language(plain)
        found += _versions(plain, _current(base, spoken))
        with speaking(spoken):
            now, revised = _again(plain, base, stamp, form)
    except ValueError as error:
        return (
            *found,
            Difference(_inside(file, form), "", " ".join(str(error).split())),
        )
    found += _versions(plain, {"revised": revised})
    return (*found, *_compared(lines_of(file, form), lines_of(now, form)))


def _again(
    plain: Mapping[str, Any], base: Model, stamp: Mapping[str, str], form: str
) -> tuple[bytes, str]:
    """Return the file as it is now, and the digest of the model with its changes."""
    if inside.COMPARED in plain:
        return comparison_file.again(plain, base, stamp, form)
    scenario = scenarios.from_plain(plain["scenario"], base)
    again = computed(base, scenario, stamp["made"], _edition(plain))
    return encoded(stamped(again, stamp), form), again.model.digest


def unverified(file: File) -> tuple[Line, ...]:
    """Return what a person wrote into a brief in their own words, which may be edited.

    Raises
    ------
    ValueError
        If the file is no brief.
    """
    lines = lines_of(file, inside.format_of(file))
    return tuple(line for line in lines if line.free and line.words)


def _computable(plain: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what a brief carries, if all that its numbers come from is in it."""
    if inside.WORKSHOP in plain:
        msg = (
            "a brief of a workshop cannot be computed again: it holds nobody's answers"
        )
        raise ValueError(msg)
    return plain


def _stamp(plain: Mapping[str, Any]) -> dict[str, str]:
    """Return the stamp that a brief bears."""
    stamp = {name: plain.get(name) for name in STAMPED}
    for name, value in stamp.items():
        if not isinstance(value, str):
            msg = f"{name} must be text, got {value!r}"
            raise ValueError(msg)  # noqa: TRY004  bad input is a ValueError here
    if not _is_day(str(stamp["made"])):
        msg = f"made must be a day as YYYY-MM-DD, got {stamp['made']!r}"
        raise ValueError(msg)
    return {name: str(value) for name, value in stamp.items()}


def _is_day(text: str) -> bool:
    """Return whether a text is a day that there is, which a PDF cannot do without."""
    try:
        return bool(_DAY.fullmatch(text) and date.fromisoformat(text))
    except ValueError:
        return False


def _edition(plain: Mapping[str, Any]) -> Edition:
    """Return the edition of a brief, the usual one if it does not say which."""
    usual = vars(FULL)
    return Edition(**{name: plain.get(name, usual[name]) for name in usual})


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


def _inside(file: File, form: str) -> str:
    """Return where the scenario stands in the file."""
    if form not in TEXTS:
        return inside.WHERE
    lines = lines_of(file, form)
    found = [line.place for line in lines if inside.NAME in line.text]
    return f"{found[-1]}, {inside.WHERE}"


def _compared(was: Sequence[Line], now: Sequence[Line]) -> list[Difference]:
    """Return what differs, but for what a person may edit."""
    counted = [[x for x in lines if not x.free and not x.drawn] for lines in (was, now)]
    said = list(_differing(*counted))
    return said or list(_differing(*([x for x in y if x.drawn] for y in (was, now))))


def _differing(was: Sequence[Line], now: Sequence[Line]) -> Iterator[Difference]:
    pairs = _pairs([line.text for line in was], [line.text for line in now])
    for place, before, after in pairs:
        where = was[min(place, len(was) - 1)].where if was else now[place].where
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


def _window(was: str, now: str) -> tuple[str, str]:
    """Return two lines around the first character in which they differ."""
    pairs = zip(was, now, strict=False)
    same = next(
        (n for n, (a, b) in enumerate(pairs) if a != b), min(len(was), len(now))
    )
    start = max(0, same - SHOWN // 2)
    return was[start : start + SHOWN], now[start : start + SHOWN]
