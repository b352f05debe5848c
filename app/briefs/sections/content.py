"""From a brief to the blocks of its document, section by section.

All sentences come from the text catalog, all names from the model, all numbers from
the brief.
"""

from collections.abc import Callable, Mapping

from app.briefs.blocks import Block, Blocks, Heading, Paragraph, Quotation
from app.briefs.brief import Brief
from app.briefs.edition import ENOUGH, Room, Section
from app.briefs.sections import findings, grounds, points
from app.briefs.sections.by_level import levels
from app.briefs.sections.changing import changes
from app.briefs.sections.citing import Citations
from app.briefs.sections.dissent import dissent
from app.briefs.sections.dotted import endings
from app.briefs.sections.finding import finding
from app.briefs.sections.method import method
from app.briefs.sections.money import gaps, money
from app.briefs.sections.numbers import number, percent, plain
from app.briefs.sections.ranked import needs, ranking
from app.texts import day, in_a_row, joined, listed, say

COMMAND = "tenlevels verify FILE"
LONGEST_NOTE, MOST_LINES = 1200, 12
"""Of the author's own words in a brief of few pages, which else leaves them out."""


def content(brief: Brief, room: Room = ENOUGH) -> Blocks:
    """Return the document of a brief.

    Parameters
    ----------
    brief : Brief
    room : Room
        How much of it there is room for; see `fitted`.
    """
    cited = Citations(brief.model.belief.sources)
    makers = _makers(brief, cited, room.rows)
    told = [
        block
        for name in brief.edition.sections
        if name not in room.without
        for block in makers[name]()
    ]
    return [*_front(brief), *_answer(brief), *_note(brief), *told, *_left(brief, room)]


def _left(brief: Brief, room: Room) -> list[Block]:
    """Return which sections are left out."""
    names: dict[Section, str] = {
        "dots": say("brief.dots"),
        "levels": say("brief.levels"),
        "dissent": say("brief.dissent"),
        "limits": say("brief.limits"),
    }
    left = [names[x] for x in brief.edition.sections if x in room.without]
    told = say("brief.left", names=in_a_row(left))
    return [Paragraph(told, role="remark")] if left else []


def _makers(
    brief: Brief, cited: Citations, rows: int | None
) -> Mapping[Section, Callable[[], list[Block]]]:
    """Return what makes each section; sources are cited in the order of sections."""
    return {
        "changes": lambda: changes(brief),
        "credence": lambda: findings.credence(brief),
        "dissent": lambda: dissent(brief),
        "dots": lambda: endings(brief),
        "finding": lambda: finding(brief),
        "gaps": lambda: gaps(brief),
        "levels": lambda: levels(brief),
        "limits": grounds.limits,
        "made": lambda: points.made(brief, COMMAND),
        "method": lambda: method(brief),
        "money": lambda: money(brief),
        "needs": lambda: needs(brief),
        "outcomes": lambda: findings.outcomes(brief),
        "points": lambda: points.points(brief),
        "provenance": lambda: grounds.provenance(brief, COMMAND),
        "ranking": lambda: ranking(brief, cited, rows),
        "rests": lambda: grounds.rests(brief, cited),
        "rests_short": lambda: points.short_grounds(brief),
        "sources": lambda: grounds.sources(cited),
        "sure": lambda: grounds.sure(brief),
    }


def title(brief: Brief) -> str:
    """Return the title of a brief."""
    return brief.scenario.title.strip() or say("brief.untitled")


def _front(brief: Brief) -> list[Block]:
    stamp, scenario = brief.stamp, brief.scenario
    asked = say(
        "brief.question.asked",
        levels=len(brief.levels),
        grant=plain(scenario.grant),
        months=scenario.months,
    )
    byline = say("brief.byline", made=day(stamp.made), version=stamp.version)
    other = scenario.pack != stamp.pack
    return [
        Heading(title(brief), 1),
        Paragraph(byline, role="remark"),
        *([Paragraph(say("brief.other_pack"), role="remark")] if other else []),
        Heading(say("brief.question")),
        Paragraph(asked),
    ]


def _answer(brief: Brief) -> list[Block]:
    """Return the answer in three sentences, and what it is added to."""
    value = brief.expected_value
    told = [_who(brief)]
    if brief.reasons[0].levels and brief.reasons[0].share:
        told.append(_levels(brief))
    told.append(_sure(brief))
    worth = say(
        "brief.answer.value",
        value=number(value.value, 3),
        error=number(value.error, 3),
    )
    return [
        Heading(say("brief.answer")),
        Paragraph(joined(told), role="lead"),
        Paragraph(worth),
    ]


def _who(brief: Brief) -> str:
    names = [ranked.name for ranked in brief.ranking[:3] if ranked.priority.value > 0]
    if not names:
        first = brief.ranking[0]
        key = "brief.answer.none" if first.priority.value else "brief.answer.still"
        return say(key, names=first.name)
    several = len(names) > 1
    key = "brief.answer.first" if several else "brief.answer.only"
    return say(key, names=listed(names))


def _levels(brief: Brief) -> str:
    why = brief.reasons[0]
    levels = [
        say("reasons.level", number=k + 1, name=brief.levels[k].name)
        for k in why.levels
    ]
    key = "brief.answer.levels.most" if why.is_mixed else "brief.answer.levels"
    return say(
        key,
        share=percent(why.share, 0),
        name=brief.ranking[0].name,
        levels=listed(levels),
    )


def _sure(brief: Brief) -> str:
    """Return how sure the first place is: by firmness, or by its lead alone."""
    if brief.scenario.credence.concentration is not None:
        return grounds.firmness(brief, brief.ranking[0])
    if brief.lead is not None:
        return grounds.lead(brief)
    return grounds.firmness(brief, brief.ranking[0])


def _note(brief: Brief) -> list[Block]:
    lines = (line.strip() for line in brief.scenario.note.splitlines())
    told = tuple(line for line in lines if line)
    if not told:
        return []
    if not _has_room(brief, told):
        return [Paragraph(say("brief.note.left"), role="remark")]
    remark = Paragraph(say("brief.note.free"), role="remark")
    return [Heading(say("brief.note")), remark, Quotation(told)]


def _has_room(brief: Brief, told: tuple[str, ...]) -> bool:
    """Return whether there is room for the author's words: all of them or none."""
    if brief.edition.length == "one":
        return False
    short = sum(map(len, told)) <= LONGEST_NOTE and len(told) <= MOST_LINES
    return brief.edition.is_full or short
