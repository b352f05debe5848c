"""What a brief found: credence and outcomes."""

from collections.abc import Sequence
from typing import cast

from app.briefs.blocks import (
    Block,
    Estimates,
    Figure,
    Heading,
    Pairs,
    Paragraph,
    Stacks,
    Table,
    Tone,
)
from app.briefs.brief import Brief, Estimate, Level
from app.briefs.sections.numbers import SCALE, number, percent, thousandths
from app.texts import in_a_row, joined, say


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
    parts = named_shares(names, level.outcomes, digits=0)
    return say("brief.outcomes.words", number=level.number, parts=parts)


def named_shares(names: Sequence[str], shares: Sequence[float], digits: int = 1) -> str:
    """Return shares in a row, each after its name."""
    return in_a_row(
        [
            say("brief.outcomes.part", name=name, share=percent(share, digits))
            for name, share in zip(names, shares, strict=True)
        ]
    )


def estimated(
    named: Sequence[tuple[str, Estimate]], caption: str, stamp: str
) -> Figure:
    """Return a figure of priorities, or of what differs between them, with errors."""
    chart = Estimates(
        labels=tuple(name for name, _ in named),
        values=tuple(SCALE * each.value for _, each in named),
        errors=tuple(SCALE * each.error for _, each in named),
        unit=say("explore.unit.thousandths"),
    )
    words = [
        say("brief.ranking.words", name=name, priority=thousandths(each.value),
            error=thousandths(each.error))
        for name, each in named
    ]  # fmt: skip
    return Figure(chart, caption, joined(words), stamp)


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
