"""Why an intervention stands where it stands, from the numbers.

A reason is data, not text: which levels carry the priority, which outcomes move there,
and what the intervention serves at the level that carries most.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from interventions.means import Means
from interventions.requirement import Branch, leaves, support
from levels.arrays import FloatArray
from simulator.choice.partner import Partner
from simulator.choice.ranking import Place
from simulator.model import Model

CARRIED = 0.6
"""Levels are named until they carry this share of the priority."""

LEAST = 0.005
"""Half a percent: less that pulls the other way leaves a share as it is told."""

Service = Literal[
    "requirement", "harm", "halting", "proof", "slowing", "slack", "containment",
    "automation", "layer", "accelerator", "prerequisite", "none",
]  # fmt: skip


@dataclass(frozen=True)
class Serves:
    """What an intervention serves: a kind of service, and the gate or intervention."""

    kind: Service
    node: str | None


@dataclass(frozen=True)
class Reason:
    """Why an intervention has its priority.

    Parameters
    ----------
    levels : tuple of int
        Indices of the levels that carry it, the strongest first.
    share : float
        What share of the sum over levels of one sign they carry.
    against : float
        What all others that pull the other way are beside that sum.
    raises, lowers : (int, float)
        The outcomes that move most at the strongest level, and by how much.
    serves : Serves
        At the strongest level.
    partner : Partner or None
    """

    levels: tuple[int, ...]
    share: float
    against: float
    raises: tuple[int, float]
    lowers: tuple[int, float]
    serves: Serves
    partner: Partner | None

    @property
    def is_mixed(self) -> bool:
        """Whether some levels pull the other way by more than a share is rounded."""
        return self.against >= LEAST


def reason(model: Model, place: Place, p: FloatArray) -> Reason:
    """Return why a place of the ranking is what it is.

    Parameters
    ----------
    model : Model
    place : Place
    p : ndarray, shape (K,)
        The credence of the ranking.
    """
    sign = 1.0 if place.priority >= 0 else -1.0
    pull = sign * place.by_level * p
    carried = np.maximum(pull, 0.0)
    total = float(carried.sum())
    strongest = [int(k) for k in np.argsort(-carried, kind="stable")]
    shares = np.cumsum(carried[strongest]) / total if total else np.ones(len(p))
    count = int(np.searchsorted(shares, CARRIED)) + 1
    moved = place.effect[:, strongest[0]]
    up, down = int(moved.argmax()), int(moved.argmin())
    name = model.means.ids[place.index]
    return Reason(
        levels=tuple(strongest[:count]),
        share=float(shares[count - 1]) if total else 0.0,
        against=float(-np.minimum(pull, 0.0).sum()) / total if total else 0.0,
        raises=(up, float(moved[up])),
        lowers=(down, float(moved[down])),
        serves=serves(model, name, strongest[0], up),
        partner=place.partner,
    )


def serves(model: Model, name: str, level: int, raised: int) -> Serves:
    """Return what an intervention serves at a level.

    A part of what the level requires serves that; any other serves what its moved
    outcome points to, the first such role of the world.

    Parameters
    ----------
    model : Model
    name : str
        Id of the intervention.
    level : int
        Index of the level.
    raised : int
        Index of the outcome that it raises most.
    """
    means = model.means
    required = means.requirements[level].needs
    if name in support(required, means.trees):
        return Serves("requirement", _nearest(means, required, name))
    found = list(_roles(model, name))
    held = model.world.outcomes[raised].id == model.world.ends.held
    wanted = [s for s in found if (s.kind in ("halting", "proof")) == held]
    needing = [
        Serves("prerequisite", i.id)
        for i in means.interventions
        if name in support(i.needs, {})
    ]
    return [*wanted, *found, *needing, Serves("none", None)][0]


def _roles(model: Model, name: str) -> Iterator[Serves]:
    """Return the roles of the world that rest on an intervention."""
    world, trees = model.world, model.means.trees
    roles = world.roles
    named: list[tuple[Service, str]] = [
        *(("harm", harm.prevention) for harm in world.harms),
        ("halting", roles.halting),
        ("proof", roles.proof),
        ("slowing", roles.slowing),
        ("slack", roles.slack),
        ("containment", roles.containment),
        ("automation", roles.automation),
        *(("layer", layer.gate) for layer in world.layers),
        *(("accelerator", a.gate) for a in world.accelerators),
    ]
    for kind, gate in named:
        if name in support(gate, trees):
            yield Serves(kind, gate)


def _nearest(means: Means, tree: Branch, name: str) -> str | None:
    """Return the smallest gate below a tree that rests on the intervention."""
    trees = means.trees
    below = [gate for gate in _gates(tree, means) if name in support(gate, trees)]
    return min(below, key=lambda gate: len(support(gate, trees)), default=None)


def _gates(tree: Branch, means: Means) -> Iterator[str]:
    for leaf in leaves(tree):
        if leaf in means.trees:
            yield leaf
            yield from _gates(means.trees[leaf], means)
