"""What would change a brief: the nearest flip, and the signs to act on."""

from collections.abc import Callable

from app.briefs.blocks import Block, Entry, Heading, Items, Paragraph
from app.briefs.brief import Brief
from app.briefs.sections.chance import chance
from app.briefs.sections.findings import stamp, table
from app.briefs.sections.numbers import number, percent, plain, thousandths
from app.flipped import sentence
from app.sentences import portfolio_name
from app.texts import listed, say
from simulator.choice.flips import Flip
from simulator.choice.follow_ups import WAIT
from simulator.choice.tripwires import Tripwire

SHOWN = {"four": 2, "full": 4}
"""How many signs are told, by length."""


def changes(brief: Brief) -> list[Block]:
    """Return what would change the first choice, and what to act on."""
    return [
        Heading(say("brief.change")),
        Paragraph(nearest(brief)),
        *_measures(brief),
        Heading(say("brief.wires"), 3),
        *_wires(brief),
    ]


def nearest(brief: Brief) -> str:
    """Return in words how far the first choice is from changing."""
    if len(brief.ranking) < 2:
        return say("brief.change.alone")
    return sentence(brief.model, brief.doubts.flips, brief.p)


def _measures(brief: Brief) -> list[Block]:
    """Return the distance by each measure; one is enough for those who decide."""
    if not brief.edition.for_research or len(brief.ranking) < 2:
        return []
    found = brief.doubts.flips
    rows = [
        _measure(brief, say("brief.change.total"), found.total_variation, percent),
        _measure(brief, say("brief.change.mover"), found.earth_mover, _three),
        _measure(brief, say("brief.change.entropy"), found.relative_entropy, _four),
        _measure(brief, say("brief.change.level"), found.one_level, percent),
    ]
    header = (
        say("brief.change.measure"),
        say("brief.change.distance"),
        say("brief.change.then"),
    )
    caption, numeric = say("brief.change.table"), (False, True, False)
    return [table(caption, header, rows, numeric, stamp(brief))]


def _three(x: float) -> str:
    return number(x, 3)


def _four(x: float) -> str:
    return number(x, 4)


def _measure(
    brief: Brief, name: str, flip: Flip | None, form: Callable[[float], str]
) -> list[str]:
    if flip is None:
        return [name, say("brief.change.never"), ""]
    names = [brief.model.means.interventions[i].name for i in flip.first]
    return [name, form(flip.distance), listed(names)]


def _wires(brief: Brief) -> list[Block]:
    found = brief.doubts
    if not brief.model.tests:
        return [Paragraph(say("brief.tests.none"))]
    if not found.wires:
        return [Paragraph(say("brief.wires.none"))]
    shown = found.wires[: SHOWN[brief.edition.length]]
    lead = say("brief.wires.lead", base=_portfolio(brief, 0))
    left = len(found.wires) - len(shown)
    more = [Paragraph(say("brief.wires.more", count=left), role="remark")]
    return [
        Paragraph(lead),
        Items(tuple(_wire(brief, wire) for wire in shown)),
        *(more if left else []),
    ]


def _wire(brief: Brief, wire: Tripwire) -> Entry:
    test = brief.model.tests[wire.test]
    told = say(
        "brief.wires.item",
        month=plain(test.arrival.value),
        positive=_then(brief, wire.if_positive),
        negative=_then(brief, wire.if_negative),
        chance=chance(wire.fires),
        worth=thousandths(wire.looking.value),
        error=thousandths(wire.looking.standard_error),
        late=plain(WAIT),
        left=thousandths(wire.looking_late.value),
        left_error=thousandths(wire.looking_late.standard_error),
    )
    return Entry(told, name=test.name)


def _then(brief: Brief, row: int) -> str:
    key = "brief.wires.shift" if row else "brief.wires.keep"
    return say(key, name=_portfolio(brief, row))


def _portfolio(brief: Brief, row: int) -> str:
    found = brief.doubts
    return portfolio_name(brief.model, found.choices[found.followed[row]])
