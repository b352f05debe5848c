"""Comparisons of the small pack, and ones whose priorities are made up."""

from dataclasses import replace
from functools import cache

import numpy as np

from app.briefs.blocks import Items, Paragraph, Table
from app.briefs.comparison.comparison import Comparison
from app.briefs.comparison.content import content
from app.briefs.comparison.making import compared
from app.texts import catalog, say
from tests.app.briefs.examples import DAY, FULL, PLAIN, made, model, scenario
from tests.packs import intervention, small_pack

OTHER = {**PLAIN, "title": "Another", "credence": [0.9, 0.1]}


@cache
def three() -> Comparison:
    """Return a comparison in which every part differs."""
    given = [FULL, PLAIN, {**OTHER, "seed": 3}]
    return compared(model(), [scenario(each) for each in given], DAY)


@cache
def two() -> Comparison:
    """Return a comparison of scenarios that differ in their credence alone."""
    return compared(model(), [scenario(PLAIN), scenario(OTHER)], DAY)


@cache
def crowd(count: int) -> Comparison:
    """Return a comparison of two scenarios of so many interventions."""
    few = small_pack()["interventions.yaml"]["interventions"]
    more = [intervention(f"work_{n}") for n in range(len(few), count)]
    base = made(small_pack(interventions=[*few, *more]))
    given = [scenario({**each, "worlds": 2}, base) for each in (PLAIN, OTHER)]
    return compared(base, given, DAY)


def alike(count: int) -> Comparison:
    """Return a comparison of a scenario with itself."""
    return compared(model(), [scenario(PLAIN)] * count, DAY)


def valued(comparison: Comparison, *columns: tuple[float, ...]) -> Comparison:
    """Return a comparison with these priorities, one column a scenario."""
    spread = np.linspace(-0.001, 0.001, 4)
    sides = [
        replace(
            comparison.sides[min(n, len(comparison.sides) - 1)],
            priority=np.array(column),
            by_scramble=np.array(column)[:, None]
            + np.outer(np.arange(len(column)), spread),
        )
        for n, column in enumerate(columns)
    ]
    shared = comparison.spending if len(columns) == len(comparison.sides) else None
    return replace(comparison, sides=tuple(sides), spending=shared)


def of(kind, comparison):
    """Return the blocks of a kind that a comparison has."""
    return [block for block in content(comparison) if isinstance(block, kind)]


def words(blocks):
    """Return the sentences of blocks."""
    told = [block.text for block in blocks if isinstance(block, Paragraph)]
    lists = [block for block in blocks if isinstance(block, Items)]
    return told + [f"{e.name} {e.text}" for list_ in lists for e in list_.entries]


def table(comparison, caption):
    """Return the table that has a caption."""
    (found,) = [t for t in of(Table, comparison) if t.caption == say(caption)]
    return found


def begins(key):
    """Return the words of a text before its first value, and between its first two."""
    return [
        part for part in catalog("en")[key].replace("}", "{").split("{")[::2] if part
    ]


def says(key, text):
    """Return whether a text of the catalog stands in another."""
    return all(part in text for part in begins(key))


# Priorities of tuning, theory and treaty under each scenario; two of them count.
SAME = (3.0, 2.0, 1.0), (6.0, 4.0, 1.0)
PARTED = (3.0, 2.0, 1.0), (3.0, 1.0, 2.0)
OPPOSED = (3.0, 2.0, 1.0), (1.0, 2.0, 3.0)
ALL_APART = (3.0, 2.0, 1.0), (1.0, 3.0, 2.0), (2.0, 1.0, 3.0)
HARMING = (3.0, -1.0, -2.0), (-3.0, -1.0, -2.0)
NOTHING = (-3.0, -1.0, -2.0), (-3.0, 0.0, -2.0)
