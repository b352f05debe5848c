"""What is wrong with a file: where, by which rule, and which value breaks it."""

from collections.abc import Iterable
from dataclasses import dataclass, field

LONGEST_VALUE = 60

Place = tuple[str | int, ...]


@dataclass(frozen=True)
class Problem:
    """One fault of a file: where it stands, the rule, and the value that breaks it."""

    file: str
    line: int
    where: str
    rule: str
    value: str
    place: Place = field(default=(), compare=False)

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


def spell(place: Place) -> str:
    """Return a place as text on one line, whatever its keys hold.

    Examples
    --------
    >>> spell(("evidence", 3, "likelihood"))
    'evidence[3].likelihood'
    """
    text = "".join(f"[{p}]" if isinstance(p, int) else f".{p}" for p in place)
    return visible(text.removeprefix("."))


def visible(text: str) -> str:
    r"""Return text on one line, with what cannot be printed as escapes.

    Examples
    --------
    >>> visible("über\n")
    'über\\n'
    """
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)


def show(value: object) -> str:
    """Return a value as short text on one line."""
    text = repr(value).replace("\n", " ")
    return text if len(text) <= LONGEST_VALUE else f"{text[: LONGEST_VALUE - 3]}..."
