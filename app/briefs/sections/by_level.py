"""Level by level: what would follow if one level held for certain."""

import numpy as np

from app.briefs.blocks import Block, Entry, Heading, Items, Paragraph
from app.briefs.brief import Brief, Level
from app.briefs.sections.chance import chance
from app.briefs.sections.findings import numbered, stamp, table
from app.briefs.sections.numbers import percent, tenths
from app.sentences import portfolio_name
from app.texts import in_a_row, joined, listed, say

FIRST = 3


def levels(brief: Brief) -> list[Block]:
    """Return what would follow at each level, in words or as a table."""
    heading, lead = Heading(say("brief.levels")), Paragraph(say("brief.levels.lead"))
    if brief.edition.is_full:
        entries = tuple(_entry(brief, level) for level in brief.levels)
        return [heading, lead, Items(entries)]
    header = (say("brief.level"), say("brief.credence.after"),
              say("brief.levels.first"), say("brief.levels.ends"))  # fmt: skip
    rows = [
        (numbered(x), percent(x.after), in_a_row(_first(brief, x)), _ends(brief, x))
        for x in brief.levels
    ]
    caption, numeric = say("brief.levels.table"), (False, True, False, False)
    return [heading, lead, table(caption, header, rows, numeric, stamp(brief))]


def _entry(brief: Brief, level: Level) -> Entry:
    k = level.number - 1
    told = say(
        "brief.levels.entry",
        credence=percent(level.after),
        first=_firsts(brief, level),
        worth=tenths(brief.doubts.value[0, k]),
        ends=_ends(brief, level),
    )
    several = len(brief.doubts.choices) > 1
    gap = [_gap(brief, k)] if several else []
    return Entry(joined([told, *gap]), name=numbered(level))


def _firsts(brief: Brief, level: Level) -> str:
    names = _first(brief, level)
    if not names:
        return say("brief.levels.none")
    return say("brief.levels.names", names=listed(names))


def _first(brief: Brief, level: Level) -> list[str]:
    """Return what comes first if the level holds; only what helps there."""
    value = brief.doubts.signs.value[:, level.number - 1]
    ranked = [int(i) for i in np.argsort(-value, kind="stable")[:FIRST]]
    return [brief.model.means.interventions[i].name for i in ranked if value[i] > 0]


def _ends(brief: Brief, level: Level) -> str:
    likeliest = int(np.argmax(level.outcomes))
    return say(
        "brief.dots.chance",
        name=brief.endings[likeliest].name,
        chance=chance(level.outcomes[likeliest]),
    )


def _gap(brief: Brief, k: int) -> str:
    """Return what the best portfolio for a level would add there."""
    value, choices = brief.doubts.value[:, k], brief.doubts.choices
    best = int(value.argmax())
    if best == 0:
        return say("brief.levels.enough", count=len(choices))
    return say(
        "brief.levels.gap",
        name=portfolio_name(brief.model, choices[best]),
        gap=tenths(value[best] - value[0]),
    )
