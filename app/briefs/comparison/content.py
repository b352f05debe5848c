"""From a comparison to the blocks of its document: question, answer, sections."""

from app.briefs.blocks import Block, Blocks, Entry, Heading, Items, Paragraph, Table
from app.briefs.comparison import causes as comparison_causes
from app.briefs.comparison import portfolios as comparison_spending
from app.briefs.comparison import ranking as comparison_ranking
from app.briefs.comparison import scenarios as comparison_scenarios
from app.briefs.comparison.comparison import LETTERS, Comparison
from app.briefs.comparison.words import (
    called,
    letters,
    name,
    names,
    table,
)
from app.briefs.sections.content import COMMAND
from app.briefs.sections.numbers import plain, thousandths
from app.texts import day, in_a_row, joined, listed, say


def content(comparison: Comparison) -> Blocks:
    """Return the document of a comparison."""
    return [
        *_front(comparison),
        Heading(say("brief.answer")),
        Paragraph(joined(answer(comparison)), role="lead"),
        *comparison_scenarios.scenarios(comparison),
        *comparison_ranking.ranking(comparison),
        *comparison_causes.same(comparison),
        *comparison_causes.differs(comparison),
        *comparison_ranking.survives(comparison),
        *comparison_spending.spent(comparison),
        *_limits(comparison),
        *_provenance(comparison),
    ]


def title(comparison: Comparison) -> str:
    """Return the title of a comparison."""
    return say("comparison.title", count=len(comparison.sides))


def _front(comparison: Comparison) -> list[Block]:
    origin = comparison.origin
    byline = say("brief.byline", made=day(origin.made), version=origin.version)
    packs = {side.scenario.pack for side in comparison.sides}
    other = say("comparison.other_pack") if packs != {origin.pack} else ""
    return [
        Heading(title(comparison), 1),
        Paragraph(byline, role="remark"),
        *([Paragraph(other, role="remark")] if other else []),
        Heading(say("brief.question")),
        Paragraph(_question(comparison)),
    ]


def _question(comparison: Comparison) -> str:
    asked = {(x.scenario.grant, x.scenario.months) for x in comparison.sides}
    count = len(comparison.sides)
    if len(asked) > 1:
        return say("comparison.question.differ", count=count)
    ((grant, months),) = asked
    return say(
        "comparison.question.same", count=count, grant=plain(grant), months=months
    )


def answer(comparison: Comparison) -> list[str]:
    """Return what is common, what differs and what survives, a sentence each.

    Parameters
    ----------
    comparison : Comparison
    """
    return [_common(comparison), _differ(comparison), _survive(comparison)]


def _common(comparison: Comparison) -> str:
    common, count, first = comparison.common, len(comparison.sides), comparison.first
    if not comparison.contrasts:
        return say("comparison.agree", count=count)
    if not common:
        return say("comparison.common.none", count=count, first=first)
    every = len(common) == first
    key = "comparison.common.all" if every else "comparison.common.some"
    told = listed(names(comparison, common))
    return say(key, count=count, first=first, names=told)


def _differ(comparison: Comparison) -> str:
    choices, first = comparison.choices, comparison.first
    if set(choices) == {None}:
        return say("comparison.differ.nowhere")
    if len(set(choices)) > 1:
        told = [_choice(comparison, row) for row in dict.fromkeys(choices)]
        return say("comparison.differ.first", choices=in_a_row(told))
    others = listed(names(comparison, comparison.partial))
    if not others:
        return say("comparison.differ.none", first=first)
    leader = name(comparison, comparison.order[0])
    return say("comparison.differ.rest", name=leader, first=first, names=others)


def _choice(comparison: Comparison, row: int | None) -> str:
    under = letters(n for n, each in enumerate(comparison.choices) if each == row)
    if row is None:
        return say("comparison.differ.nothing", scenarios=under)
    return say("comparison.differ.choice", name=name(comparison, row), scenarios=under)


def _survive(comparison: Comparison) -> str:
    survivor = comparison.survivor
    side, regret = comparison.worst(survivor)
    if not regret.value:
        return say("comparison.survive.each", name=name(comparison, survivor))
    leads = survivor in comparison.choices
    return say(
        "comparison.survive.first" if leads else "comparison.survive.other",
        name=name(comparison, survivor),
        regret=thousandths(regret.value),
        error=thousandths(regret.error),
        unit=say("explore.unit.thousandths"),
        scenario=called(comparison, side),
    )


def _limits(comparison: Comparison) -> list[Block]:
    told = [
        say("brief.limits.forecast"),
        say("brief.limits.margin"),
        say("comparison.limits.alike"),
        say("comparison.limits.offered"),
        say("comparison.limits.error"),
    ]
    parts = {contrast.part for contrast in comparison.contrasts}
    if "utilities" in parts:
        told.append(say("comparison.limits.values"))
    if parts & {"seed", "worlds"}:
        told.append(say("comparison.limits.chance"))
    told.append(say("brief.limits.missing"))
    return [Heading(say("brief.limits")), Items(tuple(map(Entry, told)))]


def _provenance(comparison: Comparison) -> list[Block]:
    origin = comparison.origin
    rows = [
        (say("brief.provenance.version"), origin.version),
        (say("brief.provenance.contract"), str(origin.contract)),
        (say("brief.provenance.pack"), origin.pack),
        (say("comparison.provenance.digest"), comparison.digest),
        (say("brief.provenance.made"), origin.made),
    ]
    return [
        Heading(say("brief.provenance")),
        Paragraph(say("comparison.provenance.lead", command=COMMAND)),
        table(
            comparison,
            say("brief.provenance.table"),
            (say("brief.provenance.what"), say("brief.provenance.value")),
            rows,
            texts=2,
        ),
        _runs(comparison),
    ]


def _runs(comparison: Comparison) -> Table:
    header = (
        say("comparison.scenario"),
        say("brief.provenance.scenario"),
        say("comparison.provenance.revised"),
        say("brief.provenance.seed"),
        say("brief.provenance.worlds"),
        say("brief.provenance.grant"),
        say("brief.provenance.months"),
    )
    rows = [
        (letter, x.scenario.digest, x.revised, str(x.scenario.seed),
         str(x.scenario.worlds), plain(x.scenario.grant), str(x.scenario.months))
        for letter, x in zip(LETTERS, comparison.sides, strict=False)
    ]  # fmt: skip
    caption = say("comparison.provenance.table")
    return table(comparison, caption, header, rows, texts=3)
