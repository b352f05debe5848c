"""What a brief found: credence, ranking, complements, outcomes."""

from collections.abc import Sequence
from typing import cast

from app.briefs.blocks import (
    Block,
    Entry,
    Estimates,
    Figure,
    Heading,
    Items,
    Pairs,
    Paragraph,
    Stacks,
    Table,
    Tone,
)
from app.briefs.brief import Brief, Level, Ranked
from app.briefs.citing import Citations
from app.briefs.numbers import SCALE, number, percent, thousandths
from app.sentences import LARGEST_FACTOR, sentences
from app.texts import in_a_row, joined, say

DRAWN = 10
"""How many interventions the figure shows."""

KNOWN = 2
"""How many results of an intervention are told."""


def credence(brief: Brief) -> list[Block]:
    """Return the credence before and after evidence."""
    before, after = say("brief.credence.before"), say("brief.credence.after")
    levels, lead = brief.levels, say("brief.credence.lead")
    rows = [(numbered(x), percent(x.before), percent(x.after)) for x in levels]
    chart = Pairs(
        axis=say("brief.level"),
        labels=tuple(str(level.number) for level in levels),
        names=(before, after),
        before=tuple(level.before for level in levels),
        after=tuple(level.after for level in levels),
    )
    words = [
        say("brief.credence.words", number=x.number, before=percent(x.before),
            after=percent(x.after))
        for x in levels
    ]  # fmt: skip
    header = (say("brief.level"), before, after)
    return [
        Heading(say("brief.credence")),
        Paragraph(lead),
        Figure(chart, say("brief.credence"), joined(words), stamp(brief)),
        table(
            say("brief.credence.table"),
            header,
            rows,
            (False, True, True),
            stamp(brief),
        ),
    ]


def ranking(brief: Brief, cited: Citations) -> list[Block]:
    """Return the interventions by priority, and why the first ones are first."""
    drawn = brief.ranking[:DRAWN]
    unit = say("explore.unit.thousandths")
    chart = Estimates(
        labels=tuple(ranked.name for ranked in drawn),
        values=tuple(SCALE * ranked.priority.value for ranked in drawn),
        errors=tuple(SCALE * ranked.priority.error for ranked in drawn),
        unit=unit,
    )
    words = [
        say("brief.ranking.words", name=x.name, priority=thousandths(x.priority.value),
            error=thousandths(x.priority.error))
        for x in drawn
    ]  # fmt: skip
    caption = say("brief.ranking.figure", count=len(drawn))
    return [
        Heading(say("brief.ranking")),
        Paragraph(say("brief.ranking.lead", unit=unit)),
        Figure(chart, caption, joined(words), stamp(brief)),
        Heading(say("brief.ranking.reasons"), 3),
        Items(tuple(_reasons(brief, cited)), ordered=True),
        _ranking_table(brief),
    ]


def _reasons(brief: Brief, cited: Citations) -> Sequence[Entry]:
    return [
        _why(brief, ranked, place, cited)
        for place, ranked in enumerate(brief.ranking[: len(brief.reasons)])
    ]


def _why(brief: Brief, ranked: Ranked, place: int, cited: Citations) -> Entry:
    about = brief.model.means.interventions[ranked.index]
    told = sentences(brief.model, about.id, brief.reasons[place])
    if ranked.priority.value < 0:
        told.insert(0, say("reasons.harms"))
    known = about.results[:KNOWN]
    if known:
        findings = " ".join(result.finding for result in known)
        told.append(say("brief.ranking.known", findings=findings))
    numbers = cited.numbers(result.source for result in known)
    return Entry(joined(told), name=ranked.name, cites=numbers)


def _ranking_table(brief: Brief) -> Table:
    firm = brief.scenario.credence.concentration is not None
    header = [
        say("brief.ranking.intervention"),
        say("brief.ranking.kind"),
        say("brief.ranking.priority"),
        say("brief.ranking.error"),
    ]
    if firm:
        header += [say("brief.ranking.one"), say("brief.ranking.three")]
    rows = [
        _ranking_row(place, ranked, firm=firm)
        for place, ranked in enumerate(brief.ranking, start=1)
    ]
    numeric = (False, False, *(True,) * (len(header) - 2))
    return table(say("brief.ranking.table"), header, rows, numeric, stamp(brief))


def _ranking_row(place: int, ranked: Ranked, *, firm: bool) -> list[str]:
    row = [
        f"{place} {ranked.name}",
        say(f"kind.{ranked.kind}"),
        thousandths(ranked.priority.value),
        thousandths(ranked.priority.error),
    ]
    return [*row, percent(ranked.first, 0), percent(ranked.three, 0)] if firm else row


def needs(brief: Brief) -> list[Block]:
    """Return which interventions lack a partner."""
    lacking = [ranked for ranked in brief.ranking if ranked.needs is not None]
    if not lacking:
        return []
    return [
        Heading(say("brief.needs"), 3),
        Paragraph(say("brief.needs.lead")),
        Items(tuple(Entry(_need(ranked), name=ranked.name) for ranked in lacking)),
    ]


def _need(ranked: Ranked) -> str:
    if ranked.factor > LARGEST_FACTOR:
        return say("brief.needs.only", partner=ranked.needs)
    factor = number(ranked.factor, 1)
    return say("brief.needs.factor", partner=ranked.needs, factor=factor)


def outcomes(brief: Brief) -> list[Block]:
    """Return how the allocation may end, in all and at each level."""
    names = [ending.name for ending in brief.endings]
    chart = Stacks(
        axis=say("brief.level"),
        labels=tuple(str(level.number) for level in brief.levels),
        names=tuple(names),
        tones=tuple(cast(Tone, ending.tone) for ending in brief.endings),
        shares=tuple(level.outcomes for level in brief.levels),
    )
    words = joined([_outcomes_in_words(level, names) for level in brief.levels])
    caption = say("brief.outcomes.levels")
    header = (say("brief.level"), *names)
    rows = [(numbered(x), *map(percent, x.outcomes)) for x in brief.levels]
    numeric = (False, *(True,) * len(names))
    return [
        Heading(say("brief.outcomes")),
        Paragraph(say("brief.outcomes.lead")),
        _endings(brief),
        Figure(chart, caption, words, stamp(brief)),
        table(caption, header, rows, numeric, stamp(brief)),
    ]


def _outcomes_in_words(level: Level, names: Sequence[str]) -> str:
    parts = [
        say("brief.outcomes.part", name=name, share=percent(share, 0))
        for name, share in zip(names, level.outcomes, strict=True)
    ]
    return say("brief.outcomes.words", number=level.number, parts=in_a_row(parts))


def _endings(brief: Brief) -> Table:
    header = (
        say("brief.outcomes.outcome"),
        say("brief.outcomes.probability"),
        say("brief.outcomes.worth"),
        say("brief.outcomes.whose"),
    )
    rows = [
        (ending.name, percent(ending.probability), number(ending.utility, 2),
         whose(ending.is_own))
        for ending in brief.endings
    ]  # fmt: skip
    caption = say("brief.outcomes.table")
    return table(caption, header, rows, (False, True, True, False), stamp(brief))


def whose(is_own: bool) -> str:
    """Return whose number or item something is."""
    return say("brief.yours") if is_own else say("brief.ours")


def numbered(level: Level) -> str:
    """Return the name of a level after its number."""
    return f"{level.number} {level.name}"


def stamp(brief: Brief) -> str:
    """Return what every table and figure says of the run that it comes from."""
    made = brief.stamp
    return say(
        "brief.stamp", revised=made.revised, scenario=made.scenario, seed=made.seed
    )


def table(
    caption: str,
    header: Sequence[str],
    rows: Sequence[Sequence[str]],
    numeric: tuple[bool, ...],
    stamp: str = "",
) -> Table:
    """Return a table of texts."""
    return Table(caption, tuple(header), tuple(map(tuple, rows)), numeric, stamp)
