"""What the sections of a comparison have in common: names, letters, tables."""

from collections.abc import Iterable, Sequence

from app.briefs.blocks import Table
from app.briefs.clipping import clip
from app.briefs.comparison.comparison import LETTERS, Comparison
from app.texts import in_a_row, listed, say

LONGEST = 40
"""Letters of a title that are said in a sentence; a list has it whole."""


def title_of(comparison: Comparison, side: int) -> str:
    """Return the title of a scenario."""
    title = comparison.sides[side].scenario.title.strip()
    return title or say("comparison.untitled")


def called(comparison: Comparison, side: int) -> str:
    """Return what to call a scenario in a sentence: its letter and its title."""
    title = clip(title_of(comparison, side), LONGEST)
    return say("comparison.called", letter=LETTERS[side], title=title)


def letters(sides: Iterable[int]) -> str:
    """Return the letters of some scenarios in a row."""
    return listed([LETTERS[side] for side in sides])


def names(comparison: Comparison, rows: Iterable[int]) -> list[str]:
    """Return the names of interventions."""
    interventions = comparison.sides[0].model.means.interventions
    return [interventions[row].name for row in rows]


def name(comparison: Comparison, row: int) -> str:
    """Return the name of an intervention."""
    return names(comparison, [row])[0]


def places(comparison: Comparison, row: int) -> str:
    """Return the place of an intervention under each scenario."""
    told = [
        say("comparison.place", letter=letter, place=int(place))
        for letter, place in zip(LETTERS, comparison.ranks[row], strict=False)
    ]
    return in_a_row(told)


def heads(comparison: Comparison, *before: str) -> tuple[str, ...]:
    """Return the header of a table that has a column for each scenario."""
    return (*before, *LETTERS[: len(comparison.sides)])


def table(
    comparison: Comparison,
    caption: str,
    header: Sequence[str],
    rows: Sequence[Sequence[str]],
    texts: int = 1,
) -> Table:
    """Return a table of a comparison.

    Parameters
    ----------
    comparison : Comparison
    caption : str
    header : sequence of str
    rows : sequence of sequence of str
    texts : int
        How many columns hold texts; those after them hold numbers.
    """
    numeric = tuple(n >= texts for n in range(len(header)))
    stamp = stamp_of(comparison)
    return Table(caption, tuple(header), tuple(map(tuple, rows)), numeric, stamp)


def stamp_of(comparison: Comparison) -> str:
    """Return what every table and figure says of where its numbers come from."""
    return say("comparison.stamp", digest=comparison.digest)
