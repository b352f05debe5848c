"""From a brief to the blocks of its document, section by section.

All sentences come from the text catalog, all names from the model, all numbers from
the brief.
"""

from app.briefs import findings, grounds
from app.briefs.blocks import Block, Blocks, Heading, Paragraph, Quotation
from app.briefs.brief import Brief
from app.briefs.citing import Citations
from app.briefs.numbers import number, percent, plain
from app.texts import day, joined, listed, say

COMMAND = "tenlevels verify FILE"


def content(brief: Brief) -> Blocks:
    """Return the document of a brief."""
    cited = Citations(brief.model.belief.sources)
    return [
        *_front(brief),
        *_answer(brief),
        *_note(brief),
        *findings.credence(brief),
        *findings.ranking(brief, cited),
        *findings.needs(brief),
        *findings.outcomes(brief),
        *grounds.rests(brief, cited),
        *grounds.sure(brief),
        *grounds.limits(),
        *grounds.sources(cited),
        *grounds.provenance(brief, COMMAND),
    ]


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
    first, value = brief.ranking[0], brief.expected_value
    told = [_who(brief)]
    if brief.reasons[0].levels and brief.reasons[0].share:
        told.append(_levels(brief))
    worth = say(
        "brief.answer.value",
        value=number(value.value, 3),
        error=number(value.error, 3),
    )
    if brief.scenario.credence.concentration is not None:
        told.append(grounds.firmness(brief, first))
    return [
        Heading(say("brief.answer")),
        Paragraph(joined(told), role="lead"),
        Paragraph(worth),
    ]


def _who(brief: Brief) -> str:
    names = [ranked.name for ranked in brief.ranking[:3] if ranked.priority.value > 0]
    if not names:
        return say("brief.answer.none", names=brief.ranking[0].name)
    several = len(names) > 1
    key = "brief.answer.first" if several else "brief.answer.only"
    return say(key, names=listed(names))


def _levels(brief: Brief) -> str:
    why = brief.reasons[0]
    levels = [
        say("reasons.level", number=k + 1, name=brief.levels[k].name)
        for k in why.levels
    ]
    return say(
        "brief.answer.levels",
        share=percent(why.share, 0),
        name=brief.ranking[0].name,
        levels=listed(levels),
    )


def _note(brief: Brief) -> list[Block]:
    lines = (line.strip() for line in brief.scenario.note.splitlines())
    told = tuple(line for line in lines if line)
    if not told:
        return []
    remark = Paragraph(say("brief.note.free"), role="remark")
    return [Heading(say("brief.note")), remark, Quotation(told)]
