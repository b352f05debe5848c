"""What to find out next, and what that is worth before choosing."""

from app.briefs.blocks import Block, Heading, Paragraph
from app.briefs.brief import Brief
from app.briefs.sections.findings import stamp, table
from app.briefs.sections.numbers import number, plain, thousandths
from app.texts import joined, listed, say
from simulator.choice.agenda import Proposed

SHOWN = 6
"""How many tests are told, but to those who ask for all."""


def finding(brief: Brief) -> list[Block]:
    """Return what to find out next."""
    tests = brief.model.tests
    told = [perfect(brief)]
    if tests:
        told += [foremost(brief), *_late(brief)]
    else:
        told.append(say("brief.tests.none"))
    return [
        Heading(say("brief.find")),
        Paragraph(joined(told)),
        *(_tests(brief) if tests else []),
        *(_facts(brief) if brief.edition.for_research else []),
    ]


def perfect(brief: Brief) -> str:
    """Return what knowing the level would be worth."""
    known, count = brief.doubts.known, len(brief.doubts.choices)
    if count == 1:
        return say("brief.find.perfect.alone")
    if known.evpi <= 0:
        return say("brief.find.perfect.none", count=count)
    return say(
        "brief.find.perfect",
        count=count,
        worth=thousandths(known.evpi),
        error=thousandths(known.evpi_error),
    )


def foremost(brief: Brief) -> str:
    """Return which test to run first."""
    if not brief.doubts.agenda:
        return say("brief.tests.none")
    first = brief.doubts.agenda[0]
    if first.evsi <= 0:
        return say("brief.find.nothing")
    return say(
        "brief.find.first",
        name=brief.model.tests[first.index].name,
        worth=thousandths(first.evsi),
        error=thousandths(first.standard_error),
        cost=plain(first.cost),
        month=plain(first.arrival),
    )


def _late(brief: Brief) -> list[str]:
    late = [row for row in brief.doubts.agenda if row.late]
    if not late:
        return []
    names = [brief.model.tests[row.index].name for row in late[:SHOWN]]
    month = number(brief.doubts.deadline, 0)
    return [say("brief.find.late", count=len(late), month=month, names=listed(names))]


def _tests(brief: Brief) -> list[Block]:
    rows, errors = brief.doubts.agenda, brief.edition.for_research
    shown = rows if errors and brief.edition.is_full else rows[:SHOWN]
    header = [say("brief.find.test"), say("brief.find.worth")]
    header += [say("brief.ranking.error")] if errors else []
    header += [say("brief.find.cost"), say("brief.find.month")]
    cells = [_test(brief, row, errors=errors) for row in shown]
    numeric = (False, *(True,) * (len(header) - 1))
    caption, left = say("brief.find.table"), len(rows) - len(shown)
    more = Paragraph(say("brief.find.more", count=left), role="remark")
    found = table(caption, header, cells, numeric, stamp(brief))
    return [more, found] if left else [found]


def _test(brief: Brief, row: Proposed, *, errors: bool) -> list[str]:
    return [
        brief.model.tests[row.index].name,
        thousandths(row.evsi),
        *([thousandths(row.standard_error)] if errors else []),
        plain(row.cost),
        plain(row.arrival),
    ]


def _facts(brief: Brief) -> list[Block]:
    """Return what knowing each fact would be worth, the most first."""
    facts, known = brief.model.belief.facts, brief.doubts.known
    order = sorted(range(len(facts)), key=lambda n: -known.facts[n])
    shown = order if brief.edition.is_full else order[:SHOWN]
    rows = [
        (facts[n].name, thousandths(known.facts[n]), thousandths(known.facts_error[n]))
        for n in shown
    ]
    header = (
        say("brief.find.fact"), say("brief.find.worth"), say("brief.ranking.error"),
    )  # fmt: skip
    caption, numeric = say("brief.find.facts"), (False, True, True)
    return [table(caption, header, rows, numeric, stamp(brief))] if rows else []
