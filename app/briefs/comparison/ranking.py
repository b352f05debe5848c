"""The rankings of a comparison side by side, and which intervention survives best."""

from app.briefs.blocks import Block, Figure, Heading, Paragraph, Table
from app.briefs.comparison.comparison import Comparison, Side
from app.briefs.comparison.words import heads, letters, name, stamp_of, table
from app.briefs.sections.findings import estimated
from app.briefs.sections.numbers import thousandths
from app.texts import say

SHOWN = 10
"""How many of the first are shown, and how many of those that survive best."""


def ranking(comparison: Comparison) -> list[Block]:
    """Return the rankings side by side: places, and the priorities behind them."""
    rows = _near(comparison)
    intervention = say("brief.ranking.intervention")
    header = heads(comparison, intervention)
    placed = [
        (
            name(comparison, row),
            *map(str, comparison.ranks[row].tolist()),
            str(comparison.ranks[row].max()),
        )
        for row in rows
    ]
    worth = [
        (name(comparison, row), *(_priority(side, row) for side in comparison.sides),
         _regret(comparison, row, comparison.worst(row)[0]))
        for row in rows
    ]  # fmt: skip
    worst = say("comparison.worst"), say("comparison.survives.worst")
    places, priorities = (
        say("comparison.ranking.table"),
        say("comparison.priority.table"),
    )
    unit = say("explore.unit.thousandths")
    return [
        Heading(say("comparison.ranking")),
        Paragraph(say("comparison.ranking.lead", count=len(rows), shown=SHOWN)),
        table(comparison, places, (*header, worst[0]), placed),
        Paragraph(say("brief.ranking.lead", unit=unit)),
        table(comparison, priorities, (*header, worst[1]), worth),
    ]


def _near(comparison: Comparison) -> list[int]:
    """Return what comes near the front under some scenario, or survives best."""
    near = comparison.ranks.min(axis=1) <= SHOWN
    near[_surviving(comparison)] = True
    return [row for row in comparison.order if near[row]]


def _surviving(comparison: Comparison) -> list[int]:
    """Return what survives best, the smallest worst regret first."""
    worst, survivor = comparison.regret.max(axis=1).tolist(), comparison.survivor
    ranked = sorted(comparison.order, key=lambda row: (worst[row], row != survivor))
    return ranked[:SHOWN]


def _priority(side: Side, row: int) -> str:
    return say(
        "comparison.estimate",
        value=thousandths(float(side.priority[row])),
        error=thousandths(side.error(row)),
    )


def survives(comparison: Comparison) -> list[Block]:
    """Return the regret of each first choice under all scenarios, and the least."""
    unit = say("explore.unit.thousandths")
    return [
        Heading(say("comparison.survives")),
        Paragraph(say("comparison.survives.lead", unit=unit)),
        _regrets(comparison),
        *_close(comparison),
        _least(comparison),
    ]


def _close(comparison: Comparison) -> list[Block]:
    row = comparison.runner_up
    if row is None:
        return []
    regret = comparison.worst(row)[1]
    told = say(
        "comparison.survives.close",
        name=name(comparison, row),
        first=name(comparison, comparison.survivor),
        regret=thousandths(regret.value),
        error=thousandths(regret.error),
    )
    return [Paragraph(told)]


def _regrets(comparison: Comparison) -> Table:
    chosen = [row for row in comparison.choices if row is not None]
    rows = list(dict.fromkeys([comparison.survivor, *chosen]))
    header = heads(
        comparison, say("comparison.survives.choice"), say("comparison.survives.under")
    )
    told = [
        (
            name(comparison, row),
            letters(n for n, each in enumerate(comparison.choices) if each == row),
            *(_regret(comparison, row, n) for n in range(len(comparison.sides))),
            _regret(comparison, row, comparison.worst(row)[0]),
        )
        for row in sorted(rows, key=lambda row: comparison.worst(row)[1].value)
    ]
    return table(
        comparison,
        say("comparison.survives.table"),
        (*header, say("comparison.survives.worst")),
        told,
        texts=2,
    )


def _regret(comparison: Comparison, row: int, side: int) -> str:
    return say(
        "comparison.estimate",
        value=thousandths(float(comparison.regret[row, side])),
        error=thousandths(comparison.regret_error(row, side)),
    )


def _least(comparison: Comparison) -> Figure:
    least = [
        (name(comparison, row), comparison.worst(row)[1])
        for row in _surviving(comparison)
    ]
    caption = say("comparison.survives.figure", count=len(least))
    return estimated(least, caption, stamp_of(comparison))
