"""The ranking of a brief: which interventions come first, why, and with what."""

from collections.abc import Sequence

from app.briefs.blocks import (
    Block,
    Entry,
    Heading,
    Items,
    Paragraph,
    Table,
)
from app.briefs.brief import Brief, Ranked
from app.briefs.sections.citing import Citations
from app.briefs.sections.findings import estimated, stamp, table
from app.briefs.sections.money import amounts, columns
from app.briefs.sections.numbers import number, percent, thousandths
from app.sentences import LARGEST_FACTOR, sentences
from app.texts import joined, say

DRAWN = {"four": 6, "full": 10}
"""How many interventions the figure shows, by length; one page has no room for it."""

EXPLAINED = 3
"""How many are given with their reasons in a brief that is not full."""

NEEDY = 5
"""How many that lack a partner are told there."""

KNOWN = 2
"""How many results of an intervention are told."""


def ranking(brief: Brief, cited: Citations, rows: int | None = None) -> list[Block]:
    """Return the interventions by priority, and why the first ones are first.

    Parameters
    ----------
    brief : Brief
    cited : Citations
    rows : int, optional
        How many of them there is room for; all by default.
    """
    unit = say("explore.unit.thousandths")
    shown = brief.ranking[:rows]
    left = len(brief.ranking) - len(shown)
    more = Paragraph(say("brief.ranking.left", count=left), role="remark")
    return [
        Heading(say("brief.ranking")),
        Paragraph(say(_lead(brief), unit=unit)),
        *_explained(brief, cited),
        *([more] if left else []),
        _ranking_table(brief, shown),
    ]


def _lead(brief: Brief) -> str:
    return "brief.ranking.lead" if _tells_errors(brief) else "brief.ranking.brief"


def _explained(brief: Brief, cited: Citations) -> list[Block]:
    """Return a figure of the first ones, and their reasons."""
    if brief.edition.length not in DRAWN:
        return []
    drawn = brief.ranking[: DRAWN[brief.edition.length]]
    named = [(ranked.name, ranked.priority) for ranked in drawn]
    caption = say("brief.ranking.figure", count=len(drawn))
    return [
        estimated(named, caption, stamp(brief)),
        Heading(say("brief.ranking.reasons"), 3),
        Items(tuple(_reasons(brief, cited)), ordered=True),
    ]


def _reasons(brief: Brief, cited: Citations) -> Sequence[Entry]:
    most = len(brief.reasons) if brief.edition.is_full else EXPLAINED
    return [
        _why(brief, ranked, place, cited)
        for place, ranked in enumerate(brief.ranking[: min(most, len(brief.reasons))])
    ]


def _why(brief: Brief, ranked: Ranked, place: int, cited: Citations) -> Entry:
    about = brief.model.means.interventions[ranked.index]
    told = sentences(brief.model, about.id, brief.reasons[place])
    if ranked.priority.value < 0:
        told.insert(0, say("reasons.harms"))
    known = about.results[:KNOWN] if brief.edition.is_full else ()
    if known:
        findings = " ".join(result.finding for result in known)
        told.append(say("brief.ranking.known", findings=findings))
    numbers = cited.numbers(result.source for result in known)
    return Entry(joined(told), name=ranked.name, cites=numbers)


def _ranking_table(brief: Brief, shown: Sequence[Ranked]) -> Table:
    is_short = brief.edition.length == "one"
    header = [say("brief.ranking.intervention"), *_header(brief)]
    rows = [
        [f"{place} {ranked.name}", *_row(brief, ranked)]
        for place, ranked in enumerate(shown, start=1)
    ]
    texts = 1 if is_short else 2
    numeric = (*(False,) * texts, *(True,) * (len(header) - texts))
    whole = len(shown) == len(brief.ranking)
    caption = say("brief.ranking.table") if whole else say("brief.ranking.part")
    return table(caption, header, rows, numeric, stamp(brief))


def _header(brief: Brief) -> list[str]:
    """Return what is told of each, by length and by who reads it."""
    edition = brief.edition
    short, money = edition.length == "one", edition.for_money
    return [
        *([] if short else [say("brief.ranking.kind")]),
        *(columns() if short and money else []),
        say("brief.ranking.priority"),
        *([say("brief.ranking.error")] if _tells_errors(brief) else []),
        *([say("brief.ranking.one"), say("brief.ranking.three")]
          if _tells_places(brief) else []),
    ]  # fmt: skip


def _row(brief: Brief, ranked: Ranked) -> list[str]:
    edition = brief.edition
    short, money = edition.length == "one", edition.for_money
    return [
        *([] if short else [say(f"kind.{ranked.kind}")]),
        *(amounts(brief, ranked) if short and money else []),
        thousandths(ranked.priority.value),
        *([thousandths(ranked.priority.error)] if _tells_errors(brief) else []),
        *([percent(ranked.first, 0), percent(ranked.three, 0)]
          if _tells_places(brief) else []),
    ]  # fmt: skip


def _tells_errors(brief: Brief) -> bool:
    return brief.edition.length != "one" or brief.edition.for_research


def _tells_places(brief: Brief) -> bool:
    """Return whether it is told how often each is first, which needs a firmness."""
    held = brief.scenario.credence.concentration is not None
    return held and not (brief.edition.length == "one" and brief.edition.for_money)


def needs(brief: Brief) -> list[Block]:
    """Return which interventions lack a partner."""
    lacking = [ranked for ranked in brief.ranking if ranked.needs is not None]
    if not lacking:
        return []
    shown = lacking if brief.edition.is_full else lacking[:NEEDY]
    more = say("brief.needs.more", count=len(lacking) - len(shown))
    return [
        Heading(say("brief.needs"), 3),
        Paragraph(say("brief.needs.lead")),
        Items(tuple(Entry(_need(ranked), name=ranked.name) for ranked in shown)),
        *([Paragraph(more, role="remark")] if len(lacking) > len(shown) else []),
    ]


def _need(ranked: Ranked) -> str:
    if ranked.factor > LARGEST_FACTOR:
        return say("brief.needs.only", partner=ranked.needs)
    factor = number(ranked.factor, 1)
    return say("brief.needs.factor", partner=ranked.needs, factor=factor)
