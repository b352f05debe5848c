"""Blocks: what a document holds, without a word on how it looks.

A writer of a format knows these and nothing of what they speak about.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

Tone = Literal["good", "neutral", "bad", "worst"]

DIGITS = 6
"""Decimals of the numbers of a chart in a file, so that machines agree on them."""


@dataclass(frozen=True)
class Heading:
    """A heading; the only one of level 1 is the title."""

    kind: ClassVar[str] = "heading"
    text: str
    level: int = 2


@dataclass(frozen=True)
class Paragraph:
    """Sentences, and the numbers of the sources that they cite.

    `role` is what they are for: the answer leads, a remark stands back.
    """

    kind: ClassVar[str] = "paragraph"
    text: str
    cites: tuple[int, ...] = ()
    role: Literal["plain", "lead", "remark"] = "plain"


@dataclass(frozen=True)
class Quotation:
    """A person's own words, line by line."""

    kind: ClassVar[str] = "quotation"
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Entry:
    """One entry of a list: a name that stands out, sentences, and their sources."""

    text: str
    name: str = ""
    cites: tuple[int, ...] = ()


@dataclass(frozen=True)
class Items:
    """A list."""

    kind: ClassVar[str] = "items"
    entries: tuple[Entry, ...]
    ordered: bool = False


@dataclass(frozen=True)
class Table:
    """A table whose rows are named by their first cell.

    Parameters
    ----------
    caption, stamp : str
        What it shows, and the run that its numbers come from.
    header : tuple of str
    rows : tuple of tuple of str
    numeric : tuple of bool
        Which columns hold numbers.
    """

    kind: ClassVar[str] = "table"
    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[bool, ...]
    stamp: str = ""


@dataclass(frozen=True)
class Pairs:
    """Two shares of each thing, side by side; shape (n_labels,) each."""

    axis: str
    labels: tuple[str, ...]
    names: tuple[str, str]
    before: tuple[float, ...]
    after: tuple[float, ...]


@dataclass(frozen=True)
class Estimates:
    """A number of each thing with its standard error."""

    labels: tuple[str, ...]
    values: tuple[float, ...]
    errors: tuple[float, ...]
    unit: str


@dataclass(frozen=True)
class Stacks:
    """Shares of each thing that sum to 1.

    Parameters
    ----------
    axis : str
        What the things are.
    labels, names : tuple of str
        Of the things, and of the shares.
    tones : tuple of str
        How good each share is.
    shares : tuple of tuple of float, shape (n_labels, n_names)
    """

    axis: str
    labels: tuple[str, ...]
    names: tuple[str, ...]
    tones: tuple[Tone, ...]
    shares: tuple[tuple[float, ...], ...]


@dataclass(frozen=True)
class Dots:
    """Cases that are equally likely, a dot each, by class.

    Parameters
    ----------
    axis : str
        What the classes are.
    labels : tuple of str
        Of the classes, in their order.
    name : str
        What a dot is.
    tones : tuple of str
        How good each class is.
    counts : tuple of int, shape (n_labels,)
    """

    axis: str
    labels: tuple[str, ...]
    name: str
    tones: tuple[Tone, ...]
    counts: tuple[int, ...]


Chart = Pairs | Estimates | Stacks | Dots


@dataclass(frozen=True)
class Figure:
    """A chart with a caption, and the same in words with its numbers.

    A format without pictures leaves it out: a table near it holds its numbers.
    """

    kind: ClassVar[str] = "figure"
    chart: Chart
    caption: str
    words: str
    stamp: str = ""


@dataclass(frozen=True)
class Reference:
    """A publication, and its address if it has one that is safe to open."""

    number: int
    text: str
    address: str = ""


@dataclass(frozen=True)
class References:
    """The publications that are cited, in the order of their numbers."""

    kind: ClassVar[str] = "references"
    entries: tuple[Reference, ...]


Block = Heading | Paragraph | Quotation | Items | Table | Figure | References
Blocks = Sequence[Block]
