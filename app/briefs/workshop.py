"""The brief of a workshop: what the group and its worldviews recommend, and dissent.

It is made of what was published alone, so that no person is in it.
"""

from importlib.metadata import version

from app.briefs.blocks import (
    Block,
    Blocks,
    Entry,
    Figure,
    Heading,
    Items,
    Pairs,
    Paragraph,
    Table,
)
from app.briefs.formats import file_of
from app.briefs.inside import WORKSHOP
from app.briefs.sections.numbers import SCALE, number, percent, thousandths
from app.dissent import divided
from app.texts import day, joined, language, listed, say
from app.told import Json, Told
from simulator.scenario import CONTRACT, Scenario

TOP = 5
POOLS = ("linear", "logarithmic", "median", "performance", "members")


def encoded(told: Told, name: str, scenario: Scenario, made: str, form: str) -> bytes:
    """Return the brief of a workshop as a file.

    Parameters
    ----------
    told : Told
        What was revealed last.
    name : str
        Of the workshop.
    scenario : Scenario
        What the people judged; it stands inside, so that the brief opens again.
    made : str
        The day, as YYYY-MM-DD.
    form : str
        One of `app.briefs.formats.FORMATS`.
    """
    data = {
        "contract": CONTRACT,
        "format": form,
        "language": language(),
        "version": version("tenlevels"),
        "pack": scenario.pack,
        "made": made,
        "scenario": scenario.plain,
        WORKSHOP: dict(told.document),
    }
    return file_of(content(told, name, made), data, form, name)


def content(told: Told, name: str, made: str) -> Blocks:
    """Return the document of a workshop."""
    people, rounds = told.last["people"], len(told.numbers)
    byline = say("brief.byline", made=day(made), version=version("tenlevels"))
    lead = say("workshop.brief.people", people=people, rounds=rounds)
    return [
        Heading(name, 1),
        Paragraph(byline, role="remark"),
        Paragraph(lead),
        *_recommends(told),
        *_credence(told),
        *_worldviews(told),
        *_dissent(told),
        *_movement(told),
        *_rules(told),
        *_limits(told),
    ]


def _recommends(told: Told) -> list[Block]:
    standing = told.last["pools"]["linear"]
    first = [told.intervention(each["id"]) for each in standing["ranking"][:3]]
    choice = told.decision(standing["decision"])
    names = [name for name in POOLS if told.last["pools"].get(name)]
    places = range(min(TOP, len(standing["ranking"])))
    rows = [(str(n + 1), *(_place(told, name, n) for name in names)) for n in places]
    header = (say("workshop.place"), *(_pool(name) for name in names))
    agree = told.last["pools_agree"]
    caption = say("workshop.ranking")
    return [
        Heading(say("workshop.brief.recommends")),
        Paragraph(say("workshop.brief.first", names=listed(first)), role="lead"),
        Paragraph(say("workshop.decision", choice=choice)),
        Table(caption, header, tuple(rows), (False,) * len(header)),
        Paragraph(say("workshop.pools.agree" if agree else "workshop.pools.differ")),
    ]


def _pool(name: str) -> str:
    return say(f"workshop.pool.{name}")


def _place(told: Told, pool: str, place: int) -> str:
    ranked = told.last["pools"][pool]["ranking"]
    return told.intervention(ranked[place]["id"]) if place < len(ranked) else ""


def _credence(told: Told) -> list[Block]:
    pools = {name: told.last["pools"].get(name) for name in POOLS[:-1]}
    named = {name: found["p"] for name, found in pools.items() if found}
    rows = tuple(
        (level, *(percent(p[row]) for p in named.values()))
        for row, level in enumerate(told.levels)
    )
    header = (say("workshop.level"), *(_pool(name) for name in named))
    numeric = (False, *(True for _ in named))
    apart = f"{told.last['disagreement']['wasserstein']:.1f}"
    return [
        Heading(say("workshop.pools")),
        Paragraph(say("workshop.brief.apart", levels=apart)),
        Table(say("workshop.pools"), header, rows, numeric),
    ]


def _worldviews(told: Told) -> list[Block]:
    found = told.last["worldviews"]
    if not found:
        return [Heading(say("workshop.views")), Paragraph(say("workshop.views.none"))]
    entries = tuple(
        Entry(_recommendation(told, each), say("workshop.brief.view", number=n,
                                               people=each["people"]))
        for n, each in enumerate(found, start=1)
    )  # fmt: skip
    return [Heading(say("workshop.views")), Items(entries)]


def _recommendation(told: Told, found: Json) -> str:
    p = found["p"]
    most = max(range(len(p)), key=p.__getitem__)
    return say(
        "workshop.brief.view.words",
        level=told.level_words(most),
        share=percent(p[most], 0),
        names=listed([told.intervention(x["id"]) for x in found["ranking"][:3]]),
        choice=told.decision(found["decision"]),
    )


def _dissent(told: Told) -> list[Block]:
    price, shares = told.last["price"], told.last["anatomy"]["shares"]
    mean = say("workshop.price.mean", mean=thousandths(price["mean"]))
    cells = price["people"]
    paying = [] if cells is None else [say("workshop.price.people", **cells)]
    causes = tuple(
        Entry(percent(max(share, 0.0), 0), say(f"workshop.anatomy.{name}"))
        for name, share in shares.items()
    )
    return [
        Heading(say("workshop.brief.dissent")),
        Paragraph(divided(told)),
        Paragraph(joined([mean, *paying])),
        Paragraph(say("workshop.brief.anatomy")),
        Items(causes),
    ]


def _movement(told: Told) -> list[Block]:
    first, moved = told.first, told.group["movement"]
    title = Heading(say("workshop.moved.title"))
    if first is None or moved is None:
        return [title, Paragraph(say("workshop.moved.none"))]
    before, after = (x["pools"]["linear"]["p"] for x in (first, told.last))
    names = tuple(say("workshop.round", number=n) for n in told.numbers[-2:])
    labels = tuple(str(each["number"]) for each in told.sheet["levels"])
    chart = Pairs(say("workshop.level"), labels, (names[0], names[1]),
                  tuple(before), tuple(after))  # fmt: skip
    words = say(
        "workshop.moved", people=moved["people"], levels=number(moved["distance"], 2)
    )
    told_ways = moved["directions"]
    ways = (
        [Paragraph(say("workshop.moved.directions", **told_ways))] if told_ways else []
    )
    rows = tuple(
        (level, percent(one), percent(two))
        for level, one, two in zip(told.levels, before, after, strict=True)
    )
    caption = say("workshop.brief.movement")
    return [
        title,
        Paragraph(words),
        *ways,
        Figure(chart, caption, words),
        Table(caption, (say("workshop.level"), *names), rows, (False, True, True)),
    ]


def _rules(told: Told) -> list[Block]:
    rows = tuple(
        (say(f"decide.rule.{rule}"), told.decision(name))
        for rule, name in told.last["rules"].items()
    )
    header = (say("workshop.rules.rule"), say("workshop.rules.choice"))
    caption = say("workshop.rules")
    return [Heading(caption), Table(caption, header, rows, (False, False))]


def _limits(told: Told) -> list[Block]:
    error = told.group["additivity"]["error"] * SCALE
    entries = [
        Entry(say("workshop.brief.limit.batch", batch=told.group["batch"])),
        Entry(say("workshop.brief.limit.pool")),
        Entry(say("workshop.brief.limit.check")),
    ]
    if told.group["asked"]:
        text = say("workshop.brief.limit.measures", error=number(error, 1))
        entries.append(Entry(text))
    return [Heading(say("workshop.brief.limits")), Items(tuple(entries))]
