"""The edition of a brief: how long it is, for whom, and what it therefore says."""

from dataclasses import dataclass
from typing import Literal, get_args

Length = Literal["one", "four", "full"]
Audience = Literal["decision_maker", "grant_maker", "researcher"]
Section = Literal[
    "changes", "credence", "dissent", "dots", "finding", "gaps", "levels", "limits",
    "made", "method", "money", "needs", "outcomes", "points", "provenance", "ranking",
    "rests", "rests_short", "sources", "sure",
]  # fmt: skip

LENGTHS: tuple[Length, ...] = get_args(Length)
AUDIENCES: tuple[Audience, ...] = get_args(Audience)
PAGES: dict[Length, int] = {"one": 1, "four": 4}
"""How many pages there are at most; the full brief has as many as it takes."""

SPARED: tuple[Section, ...] = ("dots", "levels", "dissent", "limits")
"""What is left out in turn where not even one intervention has room beside it."""

_LAST: tuple[Section, ...] = ("limits", "sources", "provenance")
_SECTIONS: dict[Length, dict[Audience, tuple[Section, ...]]] = {
    "one": {
        "decision_maker": ("dots", "ranking", "points", "made"),
        "grant_maker": ("ranking", "points", "made"),
        "researcher": ("ranking", "dots", "points", "made"),
    },
    "four": {
        "decision_maker": (
            "ranking", "rests_short", "sure", "changes", "finding", "dissent",
            "levels", "limits", "made",
        ),
        "grant_maker": (
            "ranking", "money", "gaps", "needs", "finding", "changes", "rests_short",
            "sure", "dissent", "limits", "made",
        ),
        "researcher": (
            "method", "ranking", "rests_short", "sure", "changes", "finding",
            "dissent", "levels", "limits", "made",
        ),
    },
    "full": {
        "decision_maker": (
            "credence", "ranking", "needs", "outcomes", "rests", "sure", "changes",
            "finding", "dissent", "levels", *_LAST,
        ),
        "grant_maker": (
            "ranking", "money", "gaps", "needs", "finding", "changes", "dissent",
            "outcomes", "credence", "rests", "sure", "levels", *_LAST,
        ),
        "researcher": (
            "method", "credence", "rests", "ranking", "needs", "sure", "changes",
            "finding", "dissent", "outcomes", "levels", *_LAST,
        ),
    },
}  # fmt: skip


@dataclass(frozen=True)
class Edition:
    """How long a brief is, and for whom.

    Parameters
    ----------
    length : str
        `one` page, at most `four` pages, or `full`.
    audience : str
        A `decision_maker` sees what to do and what would change it, a `grant_maker`
        money and where it falls short, a `researcher` errors, assumptions and method.

    Raises
    ------
    ValueError
        If there is no such length or audience.

    Examples
    --------
    >>> Edition("one", "grant_maker").sections
    ('ranking', 'points', 'made')
    """

    length: Length = "full"
    audience: Audience = "decision_maker"

    def __post_init__(self) -> None:
        _check("length", self.length, LENGTHS)
        _check("audience", self.audience, AUDIENCES)

    @property
    def sections(self) -> tuple[Section, ...]:
        """What it says after the question and the answer, in this order."""
        return _SECTIONS[self.length][self.audience]

    @property
    def pages(self) -> int | None:
        """How many pages it has at most."""
        return PAGES.get(self.length)

    @property
    def is_full(self) -> bool:
        """Whether nothing is left out for want of room."""
        return self.length == "full"

    @property
    def for_money(self) -> bool:
        """Whether its reader gives money."""
        return self.audience == "grant_maker"

    @property
    def for_research(self) -> bool:
        """Whether its reader asks how it was computed."""
        return self.audience == "researcher"


@dataclass(frozen=True)
class Room:
    """How much of a brief there is room for.

    Parameters
    ----------
    rows : int or None
        Interventions of the ranking; None for all.
    spared : int
        How many of `SPARED` are left out.
    """

    rows: int | None = None
    spared: int = 0

    @property
    def without(self) -> tuple[Section, ...]:
        """What is left out."""
        return SPARED[: self.spared]


def _check(name: str, value: object, known: tuple[str, ...]) -> None:
    if value not in known:
        msg = f"{name} must be one of {', '.join(known)}, got {str(value)[:60]!r}"
        raise ValueError(msg)


FULL = Edition()
"""The usual one."""

ENOUGH = Room()
"""Room for all."""
