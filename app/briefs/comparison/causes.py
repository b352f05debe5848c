"""What the scenarios of a comparison have in common, what differs, and why."""

from collections.abc import Iterator

from app.briefs.blocks import Block, Entry, Heading, Items, Paragraph
from app.briefs.comparison.comparison import LETTERS, Cause, Comparison
from app.briefs.comparison.input import differences
from app.briefs.comparison.words import called, letters, name, places
from app.texts import joined, listed, say


def same(comparison: Comparison) -> list[Block]:
    """Return the interventions that are among the first under all scenarios."""
    first, count = comparison.first, len(comparison.sides)
    heading = Heading(say("comparison.same"))
    if not comparison.common:
        none = say("comparison.common.none", count=count, first=first)
        return [heading, Paragraph(none)]
    entries = tuple(
        Entry(_places(comparison, row), name=name(comparison, row))
        for row in comparison.common
    )
    lead = say("comparison.same.lead", count=count, first=first)
    return [heading, Paragraph(lead), Items(entries)]


def _places(comparison: Comparison, row: int) -> str:
    worst = int(comparison.ranks[row].max())
    return say("comparison.places", places=places(comparison, row), worst=worst)


def differs(comparison: Comparison) -> list[Block]:
    """Return what is among the first under some scenarios alone, and why it differs."""
    return [
        Heading(say("comparison.differs")),
        *_partial(comparison),
        Heading(say("comparison.why"), 3),
        *_why(comparison),
        Heading(say("comparison.input"), 3),
        *differences(comparison),
    ]


def _partial(comparison: Comparison) -> list[Block]:
    first = comparison.first
    if not comparison.partial:
        return [Paragraph(say("comparison.differs.none", first=first))]
    entries = tuple(
        Entry(_under(comparison, row), name=name(comparison, row))
        for row in comparison.partial
    )
    return [Paragraph(say("comparison.differs.lead", first=first)), Items(entries)]


def _under(comparison: Comparison, row: int) -> str:
    under = letters(n for n, leads in enumerate(comparison.leading[row]) if leads)
    alone = say("comparison.differs.under", scenarios=under)
    return joined([alone, _places(comparison, row)])


def _why(comparison: Comparison) -> Iterator[Block]:
    """Yield for each other scenario in which parts it differs, and what each does."""
    for side in range(1, len(comparison.sides)):
        causes = [cause for cause in comparison.causes if cause.side == side]
        yield Paragraph(_parts(comparison, side, causes))
        if len(causes) > 1:
            yield Items(tuple(_alone(comparison, cause) for cause in causes))


def _parts(comparison: Comparison, side: int, causes: list[Cause]) -> str:
    here, there = called(comparison, 0), called(comparison, side)
    if not causes:
        return say("comparison.why.same", here=here, there=there)
    if len(causes) == 1:
        part = _part(causes[0])
        return say("comparison.why.only", here=here, there=there, part=part)
    return say("comparison.why.several", here=here, there=there)


def _part(cause: Cause) -> str:
    """Return what to call a part; of all that is simulated, what differs of it."""
    if cause.part != "simulated":
        return say(f"comparison.part.{cause.part}")
    told = dict.fromkeys(say(f"comparison.part.{name}") for name in cause.fields)
    return listed(list(told))


def _alone(comparison: Comparison, cause: Cause) -> Entry:
    part = _part(cause)
    if cause.first is None:
        return Entry(say("comparison.why.impossible"), name=part)
    leader = comparison.choice(0)
    stays = cause.first == leader
    key = "comparison.why.first.same" if stays else "comparison.why.first"
    before = say(key, name=name(comparison, cause.first), letter=LETTERS[0])
    return Entry(joined([before, _moved(comparison, cause)]), name=part)


def _moved(comparison: Comparison, cause: Cause) -> str:
    first = comparison.first
    if not cause.moved:
        return say("comparison.why.still", first=first)
    return say("comparison.why.moved", first=first, moved=cause.moved)
