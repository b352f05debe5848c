"""How much of a ranking fits into a brief of few pages.

It is measured where pages are set, and then holds for every format, so that all of them
say the same.
"""

from app.briefs.blocks import Blocks
from app.briefs.brief import Brief
from app.briefs.content import content, title
from app.briefs.inside import data
from app.briefs.typeset import pages
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

    def fits(rows: int) -> bool:
        blocks = content(brief, rows)
        found = pages(blocks, carried, title=title(brief), language=language())
        return found <= most

    low, high = 1, min(len(brief.ranking), MOST[brief.edition.length])
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(middle) else (low, middle - 1)
    return content(brief, low)
