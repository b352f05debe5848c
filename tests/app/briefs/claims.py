"""What a brief claims in prose, and for each claim a change that makes it false."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np

from app.briefs.blocks import Items, Paragraph
from app.briefs.brief import Brief, Estimate
from app.briefs.edition import AUDIENCES, LENGTHS, Edition, Room
from app.briefs.making import computed
from app.briefs.sections.content import content
from app.texts import ENGLISH, catalog
from simulator.choice.tripwires import Estimate as Worth
from simulator.choice.tripwires import Tripwire
from tests.app.briefs.examples import DAY, FULL, made, scenario, sourced_pack
from tests.packs import WHY, quantity, triple

Change = Callable[[Brief], Brief]
TESTS = [
    {
        "id": f"trial_{n}", "name": f"Trial {n}", "summary": "-",
        "intervention": "tuning", "fact": "kind_world", "if_true": triple(0.9),
        "if_false": triple(0.1), "cost": quantity(2.0 + n),
        "arrival": quantity(6.0 + 500 * (n > 3)), **WHY,
    }
    for n in range(8)
]  # fmt: skip
WIRE = Tripwire(
    0, 1, 0, 0, 0.6, 0.6, *(Worth(0.5 + n, 0.001) for n in range(6))
)  # fmt: skip


@cache
def base():
    """Return the model of the small pack with proposed tests."""
    pack = sourced_pack()
    pack["tests.yaml"]["tests"] = TESTS
    return made(pack)


@cache
def given(**changes: Any) -> Brief:
    """Return the brief of a scenario that has everything, but for these changes."""
    told = {**FULL, **{name: _plain(value) for name, value in changes.items()}}
    brief = computed(base(), scenario(told, base()), DAY)
    return enriched(brief)


def _plain(value: Any) -> Any:
    if isinstance(value, frozenset):
        return dict(value)
    return list(value) if isinstance(value, tuple) else value


def enriched(brief: Brief) -> Brief:
    """Return a brief with tripwires and with interventions that have two sides."""
    if len(brief.doubts.choices) == 1:
        return brief
    value = np.array([[3e-3, -2e-3], [2e-3, -1e-3], [-1e-3, 4e-3]])
    signs = replace(brief.doubts.signs, value=value, sign=np.sign(value).astype(int))
    wires = tuple(replace(WIRE, test=n) for n in range(6))
    return doubting(signs=signs, wires=wires, followed=(0, 1))(brief)


def doubting(**changes: Any) -> Change:
    """Return a change of the doubts of a brief."""
    return lambda brief: replace(brief, doubts=replace(brief.doubts, **changes))


def knowing(**changes: Any) -> Change:
    """Return a change of what finding out is worth."""
    return lambda brief: doubting(known=replace(brief.doubts.known, **changes))(brief)


def scenery(**changes: Any) -> Change:
    """Return a change of the scenario."""
    return lambda _: given(**changes)


def changing(**changes: Any) -> Change:
    """Return a change of the brief alone."""
    return lambda brief: replace(brief, **changes)


def nothing_helps(brief: Brief) -> Brief:
    """Make every intervention harm."""
    lost = Estimate(-1.0, 0.0)
    return replace(
        brief, ranking=tuple(replace(r, priority=lost) for r in brief.ranking)
    )


def nothing_counts(brief: Brief) -> Brief:
    """Make every intervention leave the expected value as it is."""
    still = Estimate(0.0, 0.0)
    return replace(
        brief,
        ranking=tuple(replace(r, priority=still) for r in brief.ranking),
        reasons=tuple(replace(r, share=0.0) for r in brief.reasons),
    )


def opposed(brief: Brief) -> Brief:
    """Let levels pull against what others carry."""
    return replace(brief, reasons=tuple(replace(r, against=0.5) for r in brief.reasons))


def one_helps(brief: Brief) -> Brief:
    """Make all interventions harm but the first."""
    harmful = nothing_helps(brief).ranking[1:]
    return replace(brief, ranking=(brief.ranking[0], *harmful))


def swapped(brief: Brief) -> Brief:
    """Put the second first."""
    one, two, *others = brief.ranking
    reasons = (brief.reasons[1], brief.reasons[0], *brief.reasons[2:])
    return replace(brief, ranking=(two, one, *others), reasons=reasons)


def lacking(factor: float) -> Change:
    """Return a change after which the first lacks a partner."""

    def change(brief: Brief) -> Brief:
        first, *others = brief.ranking
        needy = replace(first, needs="The partner", factor=factor)
        return replace(brief, ranking=(needy, *others))

    return change


def crowd(many: int) -> Change:
    """Return a change after which so many lack a partner."""

    def change(brief: Brief) -> Brief:
        needy = replace(brief.ranking[0], needs="The partner", factor=3.0)
        return replace(brief, ranking=(*brief.ranking, *[needy] * many))

    return change


def split(brief: Brief) -> Brief:
    """Make one rule of choice put another first."""
    first, *others = brief.doubts.verdicts
    order = (*first.order[1:], first.order[0])
    return doubting(verdicts=(replace(first, order=order), *others))(brief)


def united(brief: Brief) -> Brief:
    """Make all rules of choice put the same first."""
    order = brief.doubts.verdicts[0].order
    same = tuple(replace(each, order=order) for each in brief.doubts.verdicts)
    return doubting(verdicts=same)(brief)


def enough(brief: Brief) -> Brief:
    """Make the given portfolio the best at every level."""
    value = brief.doubts.value.copy()
    value[0] = 1.0
    return doubting(value=value)(brief)


def unrivaled(brief: Brief) -> Brief:
    """Leave no portfolio but the given one."""
    choices, value = brief.doubts.choices[:1], brief.doubts.value[:1]
    return doubting(choices=choices, value=value, wires=())(brief)


def wanting(brief: Brief) -> Brief:
    """Make another portfolio the best at the last level."""
    value = np.zeros_like(brief.doubts.value)
    value[1, -1] = 0.5
    return doubting(value=value)(brief)


def certain(brief: Brief) -> Brief:
    """Make one outcome sure."""
    one, *others = brief.endings
    none = [replace(ending, probability=0.0) for ending in others]
    return replace(brief, endings=(replace(one, probability=1.0), *none))


def two_agendas(found: float) -> Change:
    """Return a change after which the first test is worth so much."""

    def change(brief: Brief) -> Brief:
        first, *others = brief.doubts.agenda
        return doubting(agenda=(replace(first, evsi=found), *others))(brief)

    return change


def in_time(brief: Brief) -> Brief:
    """Make every test have its result in time."""
    rows = tuple(replace(row, late=False) for row in brief.doubts.agenda)
    return doubting(agenda=rows)(brief)


@cache
def told(brief: Brief) -> tuple[str, ...]:
    """Return every sentence that any edition of a brief says."""
    return tuple(text for found in _contents(brief) for text in _prose(found))


def _contents(brief: Brief) -> Iterator[Any]:
    for length in LENGTHS:
        for audience in AUDIENCES:
            edition = Edition(length, audience)
            rows = None if edition.is_full else 2
            yield content(replace(brief, edition=edition), Room(rows))


def _prose(blocks: Any) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.text
        if isinstance(block, Items):
            yield from (f"{entry.name} {entry.text}" for entry in block.entries)


def alone(brief: Brief) -> Brief:
    """Leave one intervention in the ranking."""
    return replace(brief, ranking=brief.ranking[:1], lead=None)


def said(brief: Brief, key: str) -> list[str]:
    """Return what a text of the catalog says in a brief, with its values."""
    text = re.escape(catalog(ENGLISH)[key])
    pattern = re.compile(re.sub(r"\\\{(\w+)\\\}", "(.+?)", text))
    found = (pattern.search(sentence) for sentence in told(brief))
    return [match.group() for match in found if match]
