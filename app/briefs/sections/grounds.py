"""What a brief rests on, how sure it is, what it leaves out, and how to repeat it."""

from app.briefs.blocks import (
    Block,
    Entry,
    Heading,
    Items,
    Paragraph,
    References,
    Table,
)
from app.briefs.brief import Brief, Observed, Ranked, basis, own_items
from app.briefs.sections import dotted
from app.briefs.sections.chance import chance
from app.briefs.sections.citing import Citations
from app.briefs.sections.findings import stamp, table, whose
from app.briefs.sections.numbers import decibans, plain, thousandths
from app.texts import ENGLISH, language, say
from app.wording import unit, words
from simulator.assumption import Assumption, Triple
from simulator.model import Model

SMALLEST_WEIGHT = 0.05
"""Weights that would be written as zero decibans are not spelled out."""


def rests(brief: Brief, cited: Citations) -> list[Block]:
    """Return evidence, changed numbers and the allocation."""
    ladder = brief.model.belief.ladder
    named = say("brief.rests.ladder", name=ladder.name)
    return [
        Heading(say("brief.rests")),
        Paragraph(named, cites=cited.numbers([ladder.source])),
        Heading(say("brief.rests.evidence"), 3),
        *_evidence(brief, cited),
        *_own(brief, cited),
        Heading(say("brief.rests.changes"), 3),
        *_changes(brief),
        Heading(say("brief.rests.portfolio"), 3),
        *_portfolio(brief),
    ]


def _evidence(brief: Brief, cited: Citations) -> list[Block]:
    if not brief.observed:
        return [Paragraph(say("brief.rests.evidence.none"))]
    header = (
        say("brief.rests.item"),
        say("brief.rests.seen"),
        say("brief.rests.for"),
        say("brief.rests.against"),
        say("brief.rests.whose"),
        say("brief.rests.source"),
    )
    rows = [_evidence_row(observed, cited) for observed in brief.observed]
    caption, numeric = say("brief.rests.evidence"), (False,) * len(header)
    return [
        Paragraph(say("brief.rests.evidence.lead")),
        table(caption, header, rows, numeric, stamp(brief)),
    ]


def _evidence_row(observed: Observed, cited: Citations) -> list[str]:
    item, weights = observed.item, observed.decibans
    numbers = cited.numbers([item.source, *item.sources])
    return [
        item.name,
        _seen(observed.text),
        _weight(int(weights.argmax()), float(weights.max())),
        _weight(int(weights.argmin()), -float(weights.min()), sign=-1),
        whose(observed.is_own),
        ", ".join(map(str, numbers)),
    ]


def _seen(text: str) -> str:
    words = {"yes": say("brief.rests.seen.yes"), "no": say("brief.rests.seen.no")}
    return words.get(text) or say("brief.rests.seen.ratio", ratio=text)


def _weight(level: int, strength: float, sign: int = 1) -> str:
    """Return the level that an item speaks for (or against), and how strongly."""
    if strength < SMALLEST_WEIGHT:
        return say("brief.rests.nothing")
    told = decibans(sign * strength)
    return say("brief.rests.weight", number=level + 1, decibans=told)


def _own(brief: Brief, cited: Citations) -> list[Block]:
    items = own_items(brief)
    entries = tuple(
        Entry(
            say("brief.rests.own.judgment", observation=item.observation,
                judgment=item.judgment)
            if item.judgment
            else item.observation,
            name=item.name,
            cites=cited.numbers([item.source, *item.sources]),
        )
        for item in items
    )  # fmt: skip
    return [Heading(say("brief.rests.own"), 3), Items(entries)] if items else []


def _changes(brief: Brief) -> list[Block]:
    known, held = brief.model.assumptions, brief.scenario.held
    rows = [
        (_field(brief.model, c.assumption), _value(c.assumption.triple), _value(c.now),
         unit(brief.model, c.assumption.unit))
        for c in brief.changes
    ]  # fmt: skip
    rows += [
        (say("brief.rests.held", number=_field(brief.model, known[name])),
         _value(known[name].triple), plain(value), unit(brief.model, known[name].unit))
        for name, value in held.items()
    ]  # fmt: skip
    if not rows:
        return [Paragraph(say("brief.rests.changes.none"))]
    header = (
        say("brief.rests.number"),
        say("brief.ours"),
        say("brief.yours"),
        say("brief.rests.unit"),
    )
    numeric = (False, True, True, False)
    return [table(say("brief.rests.changes"), header, rows, numeric, stamp(brief))]


def _field(model: Model, assumption: Assumption) -> str:
    """Return which number it is; in English as the pack's own files call it."""
    name = assumption.entry
    field = assumption.field.replace("_", " ").replace(".", ", ")
    if language() != ENGLISH:
        field = words(model, assumption)
    return say("brief.rests.number.field", entry=name, field=field) if field else name


def _value(triple: Triple) -> str:
    value, low, high = map(plain, triple)
    if low == high:
        return say("brief.rests.value.held", value=value)
    return say("brief.rests.value", value=value, low=low, high=high)


def _portfolio(brief: Brief) -> list[Block]:
    means, chosen = brief.model.means, brief.scenario.portfolio
    if chosen is None:
        amounts = means.field.segments[0].amounts
        total = plain(sum(amounts.values()))
        key = "brief.rests.portfolio.field"
        return [Paragraph(say(key, total=total, count=len(amounts)))]
    matrix = chosen.matrix(means.ids)
    header = [say("brief.ranking.intervention")] + [
        say("brief.rests.portfolio.month", month=plain(month))
        for month in chosen.starts.tolist()
    ]
    rows = [
        [intervention.name, *map(plain, column)]
        for intervention, column in zip(
            means.interventions, matrix.T.tolist(), strict=True
        )
        if any(column)
    ]
    if not rows:
        return [Paragraph(say("brief.rests.portfolio.nothing"))]
    numeric = (False, *(True,) * (len(header) - 1))
    own = say("brief.rests.portfolio.own")
    return [table(own, header, rows, numeric, stamp(brief))]


def sure(brief: Brief) -> list[Block]:
    """Return how sure all this is, and what is judgment."""
    told = [say("brief.sure.error", worlds=brief.stamp.worlds)]
    if brief.lead is not None:
        told.append(lead(brief))
    told.append(firmness(brief, brief.ranking[0]))
    on = basis(brief)
    told.append(
        say("brief.sure.basis", source=on.source, reading=on.reading,
            judgment=on.judgment)
    )  # fmt: skip
    changed = len(brief.changes) + len(brief.scenario.held)
    if changed:
        told.append(say("brief.sure.changes", changes=changed))
    full = brief.edition.is_full
    return [
        Heading(say("brief.sure")),
        Items(tuple(map(Entry, told))),
        *dotted.endings(brief),
        *dotted.words_mean(),
        *(dotted.dates(brief) if full else []),
    ]


def lead(brief: Brief) -> str:
    """Return by how much the first leads the second, if there is one."""
    gap, (first, second) = brief.lead, brief.ranking[:2]
    if gap is None:
        return ""
    key = "brief.sure.lead" if gap.value > 2 * gap.error else "brief.sure.tie"
    return say(
        key,
        first=first.name,
        second=second.name,
        gap=thousandths(gap.value),
        error=thousandths(gap.error),
        unit=say("explore.unit.thousandths"),
    )


def firmness(brief: Brief, ranked: Ranked) -> str:
    """Return how often an intervention stays in front at the credence's firmness."""
    concentration = brief.scenario.credence.concentration
    if concentration is None:
        return say("brief.sure.fixed")
    return say(
        "brief.sure.firm",
        concentration=plain(concentration),
        name=ranked.name,
        first=chance(ranked.first),
        three=chance(ranked.three),
    )


def limits() -> list[Block]:
    """Return what a brief does not say."""
    told = (
        say("brief.limits.forecast"),
        say("brief.limits.screen"),
        say("brief.limits.margin"),
        say("brief.limits.missing"),
    )
    return [Heading(say("brief.limits")), Items(tuple(map(Entry, told)))]


def sources(cited: Citations) -> list[Block]:
    """Return the publications that were cited."""
    heading = Heading(say("brief.sources"))
    if not cited.references:
        return [heading, Paragraph(say("brief.sources.none"))]
    return [heading, References(cited.references)]


def provenance(brief: Brief, command: str) -> list[Block]:
    """Return all that it takes to make the same numbers again."""
    return [
        Heading(say("brief.provenance")),
        Paragraph(say("brief.provenance.lead", command=command)),
        _provenance(brief),
    ]


def _provenance(brief: Brief) -> Table:
    made, scenario = brief.stamp, brief.scenario
    rows = [
        (say("brief.provenance.version"), made.version),
        (say("brief.provenance.contract"), str(made.contract)),
        (say("brief.provenance.pack"), made.pack),
        (say("brief.provenance.revised"), made.revised),
        (say("brief.provenance.scenario"), made.scenario),
        (say("brief.provenance.digest"), brief.digest),
        (say("brief.provenance.seed"), str(made.seed)),
        (say("brief.provenance.worlds"), str(made.worlds)),
        (say("brief.provenance.grant"), plain(scenario.grant)),
        (say("brief.provenance.months"), str(scenario.months)),
        (say("brief.provenance.made"), made.made),
    ]
    header = (say("brief.provenance.what"), say("brief.provenance.value"))
    return table(say("brief.provenance.table"), header, rows, (False, False))
