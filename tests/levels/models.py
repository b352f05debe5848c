"""Small networks that several tests speak about, and the shipped one."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np

from levels.arrays import FloatArray
from levels.belief import Belief, belief
from levels.credence import Credence
from levels.evidence import Evidence
from levels.level import Ladder
from levels.network import Item, Network
from levels.pack import read

FACT = np.array([1.0, 0.0])
"""The table of an item that shows its fact."""

HALF = (0.5, 0.4, 0.6)
"""An even chance with its range."""


@cache
def shipped() -> Belief:
    """Return the belief part of the shipped pack."""
    return belief(read())


def uniform(network: Network) -> Credence:
    """Return equal credence on every level."""
    n_levels = len(network.levels)
    return Credence(np.full(n_levels, 1 / n_levels))


def level(name: str, tier: str = "all") -> dict[str, str]:
    """Return the fields of a level."""
    texts = {"tier": tier, "summary": "-", "risk": "-"}
    return {"id": name, "name": name, "short": name[:14], **texts}


def ladder(
    *levels: Mapping[str, str], rivals: Sequence[Mapping[str, Any]] = ()
) -> Ladder:
    """Return a ladder with one tier, `all`."""
    tier = {"id": "all", "name": "All", "summary": "-", "strategy": "-"}
    fields = {"name": "L", "remark": "-", "tiers": [tier], "levels": levels}
    return Ladder.model_validate({**fields, "rivals": rivals})


def item(**changes: object) -> Evidence:
    """Return an item of evidence of one fact and one group, changed."""
    rows = [
        {"facts": (True,), "probability": (0.8, 0.7, 0.9)},
        {"facts": (False,), "probability": HALF},
    ]
    fields: dict[str, object] = {
        "id": "probe",
        "name": "Probe",
        "observation": "It was seen.",
        "judgment": "an example",
        "facts": ("f",),
        "groups": ("g",),
        "likelihood": rows,
        "otherwise": HALF,
    }
    return Evidence.model_validate({**fields, **changes})


def reports(
    fact: Sequence[float], tables: Sequence[FloatArray | Sequence[float]]
) -> Network:
    """Return a network of one fact and reports `report_0`, ... about it."""
    return Network(
        levels=tuple(f"level_{i}" for i in range(len(fact))),
        facts=("fact",),
        groups=(),
        fact_given_level=np.array([fact]),
        group_transfers=np.empty(0),
        items=tuple(
            Item(f"report_{i}", (1,), np.array(table)) for i, table in enumerate(tables)
        ),
    )


def separate(
    facts: Sequence[Sequence[float]], tables: Sequence[FloatArray | Sequence[float]]
) -> Network:
    """Return a network in which each fact has one report of its own."""
    return Network(
        levels=tuple(f"level_{i}" for i in range(len(facts[0]))),
        facts=tuple(f"fact_{i}" for i in range(len(facts))),
        groups=(),
        fact_given_level=np.array(facts),
        group_transfers=np.empty(0),
        items=tuple(
            Item(f"report_{i}", (1 + i,), np.array(table))
            for i, table in enumerate(tables)
        ),
    )
