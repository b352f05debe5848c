"""Dissent: where rules of choice disagree, and what helps here and hurts there."""

from app.briefs.blocks import Block, Entry, Heading, Items, Paragraph
from app.briefs.brief import Brief
from app.briefs.sections.numbers import thousandths
from app.texts import listed, say
from simulator.choice.verdict import Verdict, agreed

SHOWN = {"four": 3, "full": 8}
"""How many interventions with two sides are told, by length."""


def dissent(brief: Brief) -> list[Block]:
    """Return who would choose otherwise, and what has two sides."""
    groups = agreed(brief.doubts.verdicts)
    entries = tuple(_group(brief, row, some) for row, some in groups)
    return [
        Heading(say("brief.dissent")),
        Paragraph(disagreement(brief)),
        *([Items(entries)] if len(groups) > 1 else []),
        Heading(say("brief.sides"), 3),
        *_sides(brief),
    ]


def disagreement(brief: Brief) -> str:
    """Return in one sentence whether rules of choice agree, and who else is first."""
    groups = agreed(brief.doubts.verdicts)
    count = len(brief.doubts.verdicts)
    usual = brief.doubts.verdicts[0].first
    if len(groups) == 1:
        return say("brief.dissent.agree", count=count, name=_name(brief, usual))
    same = sum(each.first == usual for each in brief.doubts.verdicts)
    others = [_name(brief, row) for row, _ in groups if row != usual]
    return say(
        "brief.dissent.differ",
        same=same,
        rules=count,
        name=_name(brief, usual),
        others=listed(others),
    )


def _group(brief: Brief, row: int, some: tuple[Verdict, ...]) -> Entry:
    rules = [
        say("decide.rules.quoted", rule=say(f"decide.rule.{each.rule.id}"))
        for each in some
    ]
    told = say("brief.dissent.rules", rules=listed(rules))
    return Entry(told, name=_name(brief, row))


def _name(brief: Brief, row: int) -> str:
    return brief.model.means.interventions[row].name


def _sides(brief: Brief) -> list[Block]:
    rows = brief.doubts.signs.two_sided.tolist()
    if not rows:
        return [Paragraph(say("brief.sides.none"))]
    shown = rows[: SHOWN[brief.edition.length]]
    more = say("brief.sides.more", count=len(rows) - len(shown))
    return [
        Paragraph(say("brief.sides.lead")),
        Items(tuple(_side(brief, row) for row in shown)),
        *([Paragraph(more, role="remark")] if len(rows) > len(shown) else []),
    ]


def _side(brief: Brief, row: int) -> Entry:
    signs, levels = brief.doubts.signs, brief.levels
    best, worst = int(signs.value[row].argmax()), int(signs.value[row].argmin())
    told = say(
        "brief.sides.item",
        best=_level(brief, best),
        gain=thousandths(signs.value[row, best]),
        worst=_level(brief, worst),
        loss=thousandths(-signs.value[row, worst]),
        count=int((signs.sign[row] < 0).sum()),
        levels=len(levels),
    )
    return Entry(told, name=_name(brief, row))


def _level(brief: Brief, k: int) -> str:
    return say("reasons.level", number=k + 1, name=brief.levels[k].name)
