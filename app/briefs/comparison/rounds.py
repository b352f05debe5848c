"""Rounds of a workshop as scenarios, to be compared like any others.

They are made of what was published alone, so that no person is in them.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from app.texts import say
from app.told import Told
from levels.credence import Credence
from simulator.scenario import LONGEST_TITLE, Scenario

POOL = "linear"


def as_scenarios(told: Told, scenario: Scenario, name: str) -> tuple[Scenario, ...]:
    """Return what the last two rounds believed, as two scenarios.

    A pool is of credences that hold the evidence already, so none is counted again.

    Parameters
    ----------
    told : Told
        What was revealed last.
    scenario : Scenario
        What the people judged.
    name : str
        Of the workshop.

    Returns
    -------
    tuple of Scenario
        Empty if there is one round alone, or too few people answered in one of them.
    """
    if told.first is None:
        return ()
    pairs = zip(told.numbers[-2:], (told.first, told.last), strict=True)
    return tuple(
        replace(
            scenario,
            credence=_credence(each["pools"][POOL]["p"]),
            observations={},
            title=_title(name, n),
            note="",
        )
        for n, each in pairs
    )


def _title(name: str, number: int) -> str:
    """Return a title that ends with the round, however long the name."""
    rest = say("workshop.rounds.title", name="", number=number)
    cut = name[: LONGEST_TITLE - len(rest)]
    return say("workshop.rounds.title", name=cut, number=number)


def _credence(published: Sequence[float]) -> Credence:
    """Return a pool that was rounded when it was published, and so sums nearly to 1."""
    p = np.array(published)
    return Credence(p / p.sum())
