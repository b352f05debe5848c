"""Comparisons of the small pack, and ones whose priorities are made up."""

from dataclasses import replace
from functools import cache

import numpy as np

from app.briefs.comparison.comparison import Comparison
from app.briefs.comparison.making import compared
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
