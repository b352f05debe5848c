"""What the scenarios of a comparison say, their rankings, and what survives."""

from collections.abc import Sequence

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
)
from app.briefs.comparison import LETTERS, Comparison, Side
from app.briefs.comparison_words import (
    heads,
    letters,
    name,
    stamp_of,
    table,
    title_of,
)
from app.briefs.numbers import SCALE, number, percent, thousandths
from app.texts import in_a_row, joined, say
from levels.arrays import FloatArray

SHOWN = 10
"""Places of a ranking from which on an intervention is shown."""


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
        say("comparison.levels.words", number=n, shares=_shares([a, b]))
        for n, a, b in zip(labels, one, other, strict=True)
    ]
    caption = say("comparison.levels")
    return [Figure(chart, caption, joined(words), stamp_of(comparison))]


def _shares(shares: Sequence[float]) -> str:
    told = [
        say("brief.outcomes.part", name=letter, share=percent(share))
        for letter, share in zip(LETTERS, shares, strict=False)
    ]
    return in_a_row(told)


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
        say("comparison.outcomes.words", letter=letter, parts=_parts(named, side))
        for letter, side in zip(LETTERS, sides, strict=False)
    ]
    caption = say("comparison.outcomes")
    return Figure(chart, caption, joined(words), stamp_of(comparison))


def _parts(named: Sequence[str], side: Side) -> str:
    told = [
        say("brief.outcomes.part", name=each, share=percent(share))
        for each, share in zip(named, side.outcomes.tolist(), strict=True)
    ]
    return in_a_row(told)


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
    near[comparison.survivor] = True
    return [row for row in comparison.order if near[row]]


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
        _least(comparison, unit),
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


def _least(comparison: Comparison, unit: str) -> Figure:
    worst = [(comparison.worst(row)[1], row) for row in _near(comparison)]
    least = sorted(worst, key=lambda each: each[0].value)[:SHOWN]
    chart = Estimates(
        labels=tuple(name(comparison, row) for _, row in least),
        values=tuple(SCALE * regret.value for regret, _ in least),
        errors=tuple(SCALE * regret.error for regret, _ in least),
        unit=unit,
    )
    words = [
        say(
            "brief.ranking.words",
            name=name(comparison, row),
            priority=thousandths(regret.value),
            error=thousandths(regret.error),
        )
        for regret, row in least
    ]
    caption = say("comparison.survives.figure", count=len(least))
    return Figure(chart, caption, joined(words), stamp_of(comparison))
