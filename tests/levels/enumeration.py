"""The posterior by adding up every state of the world, to judge the clever way by."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product

import numpy as np

from levels.arrays import FloatArray
from levels.evidence import Observation
from levels.network import Item, Network

UNSEEN = Observation(1.0, 1.0)


@dataclass(frozen=True, eq=False)
class Enumeration:
    """What adding up every state of the world gives."""

    likelihood: FloatArray
    evidence: float
    posterior: FloatArray
    facts: dict[str, float]
    predictions: dict[str, float]


def enumerate_worlds(
    network: Network,
    prior: FloatArray,
    observations: Mapping[str, Observation],
    fact_weights: Mapping[str, Observation] | None = None,
) -> Enumeration:
    """Add up the probability of each combination of level, facts and groups."""
    names = (*network.facts, *network.groups)
    likelihood = np.zeros(len(network.levels))
    fact_mass = dict.fromkeys(network.facts, 0.0)
    item_mass = dict.fromkeys(network.item_ids, 0.0)
    for level in range(len(network.levels)):
        true = [*network.fact_given_level[:, level], *network.group_transfers]
        for states in product((True, False), repeat=len(names)):
            mass = 1.0
            for name, state, p in zip(names, states, true, strict=True):
                seen, unseen = (fact_weights or {}).get(name, UNSEEN)
                mass *= seen * p if state else unseen * (1 - p)
            for item in network.items:
                seen, unseen = observations.get(item.id, UNSEEN)
                p = chance(item, states)
                mass *= seen * p + unseen * (1 - p)
            likelihood[level] += mass
            for name, state in zip(names, states, strict=True):
                if state and name in fact_mass:
                    fact_mass[name] += prior[level] * mass
            for item in network.items:
                item_mass[item.id] += prior[level] * mass * chance(item, states)
    evidence = float(prior @ likelihood)
    return Enumeration(
        likelihood=likelihood,
        evidence=evidence,
        posterior=prior * likelihood / evidence,
        facts={name: mass / evidence for name, mass in fact_mass.items()},
        predictions={
            name: mass / evidence
            for name, mass in item_mass.items()
            if name not in observations
        },
    )


def chance(item: Item, states: tuple[bool, ...]) -> float:
    """Return P(seen | these states of the facts and groups)."""
    cell = tuple(0 if states[parent - 1] else 1 for parent in item.parents)
    return float(item.table[cell])
