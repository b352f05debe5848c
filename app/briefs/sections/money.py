"""Money: what a grant buys, and where the allocation falls short."""

from app.briefs.blocks import Block, Heading, Paragraph, Table
from app.briefs.brief import Brief, Ranked
from app.briefs.sections.findings import numbered, stamp, table
from app.briefs.sections.numbers import (
    number,
    percent,
    plain,
    rough,
    tenths,
    thousandths,
)
from app.sentences import portfolio_name
from app.texts import say
from simulator.choice.effects import bought, technical_cost

SHOWN = 10
"""How many interventions are told in a brief that is not full."""


def money(brief: Brief) -> list[Block]:
    """Return what a grant buys in each intervention, highest priority first."""
    shown = brief.ranking if brief.edition.is_full else brief.ranking[:SHOWN]
    return [
        Heading(say("brief.money")),
        Paragraph(price(brief)),
        _bought(brief, shown),
    ]


def price(brief: Brief) -> str:
    """Return what one grant costs."""
    grant = brief.scenario.grant
    cost = grant * technical_cost(brief.model.means)
    return say("brief.money.lead", grant=plain(grant), cost=rough(cost))


def columns() -> list[str]:
    """Return the names of the amounts of an intervention."""
    return [say("brief.money.rate"), say("brief.money.today"), say("brief.money.buys")]


def amounts(brief: Brief, ranked: Ranked) -> list[str]:
    """Return what an intervention costs, has at first, and gets for a grant."""
    means, scenario = brief.model.means, brief.scenario
    about = means.interventions[ranked.index]
    had = scenario.allocation(brief.model).segments[0].amounts.get(about.id, 0.0)
    return [
        number(about.cost.value, 2),
        number(had, 1),
        rough(bought(means, about, scenario.grant)),
    ]


def _bought(brief: Brief, shown: tuple[Ranked, ...]) -> Table:
    last = say("brief.ranking.priority")
    header = (say("brief.ranking.intervention"), *columns(), last)
    rows = [(x.name, *amounts(brief, x), thousandths(x.priority.value)) for x in shown]
    caption, numeric = say("brief.money.table"), (False, True, True, True, True)
    return table(caption, header, rows, numeric, stamp(brief))


def gaps(brief: Brief) -> list[Block]:
    """Return by how much the allocation falls short at each level."""
    value = brief.doubts.value
    short = value.max(axis=0) - value[0]
    worst = int(short.argmax())
    header = (
        say("brief.level"),
        say("brief.credence.after"),
        say("brief.gaps.worth"),
        say("brief.gaps.short"),
        say("brief.gaps.best"),
    )
    rows = [
        (
            numbered(level),
            percent(level.after),
            tenths(value[0, k]),
            tenths(short[k]),
            _best(brief, k),
        )
        for k, level in enumerate(brief.levels)
    ]
    lead = say("brief.gaps.none", count=len(value))
    if len(value) == 1:
        lead = say("brief.gaps.alone")
    elif short[worst] > 0:
        lead = say(
            "brief.gaps.lead",
            number=worst + 1,
            name=brief.levels[worst].name,
            gap=tenths(short[worst]),
            best=_best(brief, worst),
        )
    numeric = (False, True, True, True, False)
    found = table(say("brief.gaps.table"), header, rows, numeric, stamp(brief))
    return [Heading(say("brief.gaps")), Paragraph(lead), found]


def _best(brief: Brief, k: int) -> str:
    best = int(brief.doubts.value[:, k].argmax())
    return portfolio_name(brief.model, brief.doubts.choices[best])
