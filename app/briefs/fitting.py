"""How much of a ranking fits into a brief of few pages.

It is measured where pages are set, and then holds for every format, so that all of them
say the same.
"""

from collections.abc import Callable

from app.briefs.blocks import Blocks
from app.briefs.brief import Brief
from app.briefs.edition import SPARED, Room
from app.briefs.inside import data
from app.briefs.sections.content import content, title
from app.briefs.writers.typeset import pages
from app.texts import language

MOST = {"one": 12, "four": 25}
"""Interventions that a reader of few pages wants to see, by length."""


def fitted(brief: Brief) -> Blocks:
    """Return the document of a brief, with as much of the ranking as there is room for.

    Parameters
    ----------
    brief : Brief
    """
    most = brief.edition.pages
    if most is None:
        return content(brief)
    carried = data(brief, "pdf")

    def fits(room: Room) -> bool:
        blocks = content(brief, room)
        found = pages(blocks, carried, title=title(brief), language=language())
        return found <= most

    return content(
        brief, _largest(fits, min(len(brief.ranking), MOST[brief.edition.length]))
    )


def _largest(fits: Callable[[Room], bool], rows: int) -> Room:
    """Return the most room that is there: rows go first, whole sections after them."""
    if fits(Room(rows)):
        return Room(rows)
    spared = next((n for n in range(len(SPARED)) if fits(Room(1, n))), len(SPARED))
    low, high = 1, rows
    while low < high:
        middle = (low + high + 1) // 2
        fit = fits(Room(middle, spared))
        low, high = (middle, high) if fit else (low, middle - 1)
    return Room(low, spared)
