"""What the scenarios of a comparison say: titles, credences, values, outcomes."""

from collections.abc import Sequence

from app.briefs.blocks import (
    Block,
    Entry,
    Figure,
    Heading,
    Items,
    Pairs,
    Paragraph,
    Stacks,
    Table,
)
from app.briefs.comparison.comparison import LETTERS, Comparison, Side
from app.briefs.comparison.words import heads, stamp_of, table, title_of
from app.briefs.sections.findings import named_shares
from app.briefs.sections.numbers import number, percent
from app.texts import joined, say
from levels.arrays import FloatArray


def scenarios(comparison: Comparison) -> list[Block]:
    """Return what each scenario says: its title, credence and outcomes."""
    sides = comparison.sides
    entries = tuple(
        Entry(title_of(comparison, n), name=LETTERS[n]) for n in range(len(sides))
    )
    before = say("comparison.levels.before")
    seen = any(side.scenario.observations for side in sides)
    return [
        Heading(say("comparison.scenarios")),
        Paragraph(say("comparison.scenarios.lead", letter=LETTERS[0])),
        Items(entries),
        _summary(comparison),
        *_pair(comparison),
        _levels(comparison, [side.after for side in sides], say("comparison.levels")),
        *(
            [_levels(comparison, [side.before for side in sides], before)]
            if seen
            else []
        ),
        _outcomes(comparison),
    ]


def _summary(comparison: Comparison) -> Table:
    sides, ladder = comparison.sides, comparison.sides[0].model.belief.ladder
    rows = [
        (
            say("comparison.tier", name=tier.name),
            *(percent(_within(side, tier.id)) for side in sides),
        )
        for tier in ladder.tiers
    ]
    rows += [
        (
            say("comparison.evidence"),
            *(str(len(x.scenario.observations)) for x in sides),
        ),
        (say("comparison.changes"), *(str(_changed(x)) for x in sides)),
        (say("comparison.allocation"), *map(_allocation, sides)),
        (say("comparison.value"), *map(_value, sides)),
    ]
    rows += [
        (outcome.name, *(percent(float(side.outcomes[n])) for side in sides))
        for n, outcome in enumerate(sides[0].model.world.outcomes)
    ]
    header = heads(comparison, say("comparison.what"))
    return table(comparison, say("comparison.scenarios.table"), header, rows)


def _within(side: Side, tier: str) -> float:
    levels = side.model.belief.ladder.levels
    pairs = zip(levels, side.after.tolist(), strict=True)
    return float(sum(p for level, p in pairs if level.tier == tier))


def _changed(side: Side) -> int:
    return len(side.scenario.changes) + len(side.scenario.held)


def _allocation(side: Side) -> str:
    own = side.scenario.portfolio is not None
    return say("comparison.own") if own else say("comparison.field")


def _value(side: Side) -> str:
    value = side.expected_value
    return say(
        "comparison.estimate",
        value=number(value.value, 3),
        error=number(value.error, 3),
    )


def _levels(
    comparison: Comparison, credences: Sequence[FloatArray], caption: str
) -> Table:
    levels = comparison.sides[0].model.belief.ladder.levels
    rows = [
        (f"{n + 1} {level.name}", *(percent(float(p[n])) for p in credences))
        for n, level in enumerate(levels)
    ]
    header = heads(comparison, say("brief.level"))
    return table(comparison, caption, header, rows)


def _pair(comparison: Comparison) -> list[Block]:
    """Return the credences of two scenarios as a chart, which shows no more of them."""
    if len(comparison.sides) > 2:
        return []
    one, other = (side.after.tolist() for side in comparison.sides)
    labels = tuple(str(n + 1) for n in range(len(one)))
    chart = Pairs(
        axis=say("brief.level"),
        labels=labels,
        names=(LETTERS[0], LETTERS[1]),
        before=tuple(one),
        after=tuple(other),
    )
    words = [
        say(
            "comparison.levels.words",
            number=n,
            shares=named_shares(chart.names, [a, b]),
        )
        for n, a, b in zip(labels, one, other, strict=True)
    ]
    caption = say("comparison.levels")
    return [Figure(chart, caption, joined(words), stamp_of(comparison))]


def _outcomes(comparison: Comparison) -> Figure:
    sides = comparison.sides
    outcomes = sides[0].model.world.outcomes
    named = tuple(outcome.name for outcome in outcomes)
    chart = Stacks(
        axis=say("comparison.scenario"),
        labels=tuple(LETTERS[: len(sides)]),
        names=named,
        tones=tuple(outcome.tone for outcome in outcomes),
        shares=tuple(tuple(side.outcomes.tolist()) for side in sides),
    )
    words = [
        say(
            "comparison.outcomes.words",
            letter=letter,
            parts=named_shares(named, side.outcomes.tolist()),
        )
        for letter, side in zip(LETTERS, sides, strict=False)
    ]
    caption = say("comparison.outcomes")
    return Figure(chart, caption, joined(words), stamp_of(comparison))
