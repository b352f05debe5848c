"""What goes into the scenarios of a comparison and is not the same in all."""

from typing import Any

from app.briefs.blocks import Block, Paragraph
from app.briefs.comparison.comparison import Comparison
from app.briefs.comparison.words import heads, table
from app.briefs.sections.numbers import plain
from app.texts import say
from app.wording import about, words
from simulator.choice.comparison import Contrast, named_amount
from simulator.model import Model
from simulator.scenario import address

MOST_ROWS = 60
"""Differences that are listed; the scenarios inside have them all."""


def differences(comparison: Comparison) -> list[Block]:
    """Return all but the credences on which the scenarios do not agree.

    Parameters
    ----------
    comparison : Comparison
    """
    found = [each for each in comparison.contrasts if each.part != "credence"]
    if not found:
        return [Paragraph(say("comparison.input.none"))]
    header = heads(comparison, say("compare.part"), say("compare.name"))
    rows = [_row(comparison, each) for each in found[:MOST_ROWS]]
    caption = say("comparison.input.table")
    shown: list[Block] = [table(comparison, caption, header, rows, len(header))]
    left = len(found) - len(rows)
    if left:
        shown.append(Paragraph(say("comparison.input.more", count=left)))
    return shown


def _row(comparison: Comparison, each: Contrast) -> list[str]:
    models = [side.model for side in comparison.sides]
    called = next((n for model in models if (n := _named(model, each))), each.name)
    pairs = enumerate(each.values)
    told = [_own(comparison, each, n) or _shown(value) for n, value in pairs]
    return [say(f"compare.part.{each.part}"), called, *told]


def _named(model: Model, each: Contrast) -> str:
    """Return what to call what differs; nothing if this model does not have it."""
    if each.part in ("parameters", "changes"):
        place = address(each.name) if each.part == "parameters" else each.name
        assumption = model.assumptions[place]
        return say(
            "brief.rests.number.field",
            entry=about(assumption),
            field=words(model, assumption),
        )
    evidence = {item.id: item.name for item in model.belief.evidence}
    known = {
        "observations": evidence,
        "evidence": evidence,
        "utilities": {outcome.id: outcome.name for outcome in model.world.outcomes},
        "portfolio": {each.id: each.name for each in model.means.interventions},
    }.get(each.part, {})
    name, month = named_amount(each.name)
    found = known.get(name, "")
    if not (found and month):
        return found
    dated = say("brief.rests.portfolio.month", month=month)
    return say("brief.rests.number.field", entry=found, field=dated)


def _own(comparison: Comparison, each: Contrast, side: int) -> str:
    """Return what a scenario says by saying nothing of an allocation."""
    if each.part != "portfolio" or each.values[side] is not None:
        return ""
    own = comparison.sides[side].scenario.portfolio is not None
    return plain(0.0) if own else say("comparison.field")


def _shown(value: Any) -> str:
    """Return a plain value of a scenario as it is read."""
    if value is None:
        return say("compare.none")
    if isinstance(value, dict):
        return str(value["name"])
    if isinstance(value, list):
        middle, low, high = map(plain, value)
        return say("compare.range", value=middle, low=low, high=high)
    if isinstance(value, float):
        return plain(value)
    return _observed(str(value))


def _observed(text: str) -> str:
    """Return what was observed; anything else stays as it is."""
    told = {"yes": say("brief.rests.seen.yes"), "no": say("brief.rests.seen.no")}
    return told.get(text, text)
