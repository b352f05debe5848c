"""Lines: what a reader of a file sees, piece by piece, each with its place.

A brief is compared by them, whatever its format.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from app.texts import catalog, languages

_HEADING = re.compile(r"^#{1,6} (.+)$|<h[1-6][^>]*>(.+?)</h[1-6]>")
_MARKUP = re.compile(r"^>|</?p>")
_BEGINS = {"md": "> ", "html": "<blockquote", "json": '"kind": "quotation"'}
_ENDS = {"md": "", "html": "</blockquote>", "json": "]"}
"""How a person's own words begin and end."""

_PROSE = {
    "md": re.compile(r">(?: (?:[^<\\]|\\.)*)?"),
    "html": re.compile(r"<p>[^<>]*</p>"),
    "json": re.compile(r'"(?:[^"\\]|\\.)*",?'),
}
"""Words alone: whatever could do more than say something is verified."""


@dataclass(frozen=True)
class Line:
    """A line, a paragraph, a row, a point of a chart.

    Parameters
    ----------
    place : str
        Where it stands, for a person who looks for it.
    text : str
    section : str
        The heading that it stands under.
    free : bool
        Whether it is a person's own prose, which nobody can verify.
    drawn : bool
        Whether it tells only how something is set: it counts where all words agree.
    """

    place: str
    text: str
    section: str = ""
    free: bool = False
    drawn: bool = False

    @property
    def where(self) -> str:
        """Its place and its section."""
        return f"{self.place}, section {self.section!r}" if self.section else self.place

    @property
    def words(self) -> str:
        """Its text without the marks of its format."""
        return _MARKUP.sub("", self.text).strip().strip('",')


def sectioned(found: Sequence[tuple[Line, bool]]) -> list[Line]:
    """Return lines with their sections, of which those marked are the headings.

    A line is free only in the section that is there for free prose.

    Examples
    --------
    >>> [line.section for line in sectioned([(Line("1", "A"), True)])]
    ['A']
    """
    own, section, placed = _own(), "", []
    for line, is_heading in found:
        section = line.text if is_heading else section
        free = line.free and section in own and not is_heading
        placed.append(replace(line, section=section, free=free))
    return placed


def of_text(text: str, form: str) -> list[Line]:
    """Return the lines of a text file.

    Parameters
    ----------
    text : str
    form : str
        `md`, `html` or `json`.
    """
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    headings = _keys(lines) if form == "json" else _marked(lines)
    own, section, placed = _own(), "", []
    pairs = zip(lines, headings, _quoted(lines, form), strict=True)
    for number, (line, heading, quoted) in enumerate(pairs, start=1):
        section = heading or section
        free = quoted and section in own
        placed.append(Line(f"line {number}", line, section, free))
    return placed


def _own() -> set[str]:
    """Return the heading of free prose in every language."""
    return {catalog(tongue)["brief.note"] for tongue in languages()}


def _marked(lines: Sequence[str]) -> Iterator[str]:
    """Yield the heading that each line of Markdown or HTML is, or nothing."""
    for line in lines:
        match = _HEADING.search(line)
        yield match.group(1) or match.group(2) if match else ""


def _keys(lines: Sequence[str]) -> Iterator[str]:
    """Yield the heading that each line of JSON is: the key after that of its kind."""
    before = ""
    for line in lines:
        is_heading = before.strip() == '"kind": "heading",'
        yield line.partition(": ")[2].strip('",') if is_heading else ""
        before = line


def _quoted(lines: Sequence[str], form: str) -> Iterator[bool]:
    """Yield whether each line is prose in a quotation, and nothing but prose."""
    inside = False
    for line in map(str.strip, lines):
        inside = inside or line.startswith(_BEGINS[form])
        if inside and line.rstrip(",") == _ENDS[form]:
            inside = False
        yield inside and bool(_PROSE[form].fullmatch(line))
