"""Who needs an intervention or a gate: levels, gates, other work, jobs of the world."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from interventions.requirement import Branch, leaves
from simulator.model import Model
from simulator.world.world import World

Role = Literal[
    "harm", "halting", "proof", "slowing", "slack", "containment", "automation",
    "layer", "accelerator",
]  # fmt: skip


@dataclass(frozen=True)
class Job:
    """A job in the world that a gate or an intervention does.

    Parameters
    ----------
    role : str
    root : str
        Id of the gate or intervention.
    name : str
        Which harm or which layer of tests; empty for other roles.
    """

    role: Role
    root: str
    name: str = ""


@dataclass(frozen=True)
class Needed:
    """Who needs an intervention or a gate.

    Parameters
    ----------
    levels : tuple of int
        Indices of the levels whose requirement names it, at any remove.
    directly : tuple of str
        Levels and gates that name it themselves.
    before : tuple of str
        Interventions that build on it.
    helps : tuple of str
        Interventions that it helps.
    jobs : tuple of Job
        Those that rest on it, at any remove.
    """

    levels: tuple[int, ...]
    directly: tuple[str, ...]
    before: tuple[str, ...]
    helps: tuple[str, ...]
    jobs: tuple[Job, ...]


def jobs(world: World) -> tuple[Job, ...]:
    """Return every job of the world, besides what levels require."""
    given = world.roles
    return (
        *(Job("harm", harm.prevention, harm.name) for harm in world.harms),
        Job("halting", given.halting),
        Job("proof", given.proof),
        Job("slowing", given.slowing),
        Job("slack", given.slack),
        Job("containment", given.containment),
        Job("automation", given.automation),
        *(Job("layer", layer.gate, layer.name) for layer in world.layers),
        *(Job("accelerator", a.gate) for a in world.accelerators),
    )


def needed(model: Model, name: str) -> Needed:
    """Return who needs an intervention or a gate.

    Examples
    --------
    >>> from simulator.model import load
    >>> found = needed(load(), "pause")
    >>> found.levels, found.directly, [job.role for job in found.jobs]
    ((), ('coordinated_halt',), ['halting'])
    """
    means, trees = model.means, model.means.trees
    rooted = dict(
        zip(model.belief.ladder.ids, (r.needs for r in means.requirements), strict=True)
    )
    return Needed(
        levels=tuple(
            k for k, tree in enumerate(rooted.values()) if name in below(tree, trees)
        ),
        directly=tuple(
            node for node, tree in {**rooted, **trees}.items() if name in leaves(tree)
        ),
        before=tuple(i.id for i in means.interventions if name in leaves(i.needs)),
        helps=tuple(i.id for i in means.interventions if name in i.helped_by),
        jobs=tuple(j for j in jobs(model.world) if name in below(j.root, trees)),
    )


def first_jobs(model: Model, names: Iterable[str]) -> dict[Job, tuple[str, ...]]:
    """Return interventions by the first job that rests on them, if any does.

    Examples
    --------
    >>> from simulator.model import load
    >>> found = first_jobs(load(), ["pause", "rlhf"])
    >>> {job.role: names for job, names in found.items()}
    {'halting': ('pause',)}
    """
    left = list(names)
    found: dict[Job, tuple[str, ...]] = {}
    for job in jobs(model.world):
        mine = below(job.root, model.means.trees)
        if any(name in mine for name in left):
            found[job] = tuple(name for name in left if name in mine)
            left = [name for name in left if name not in mine]
    return found


def below(branch: Branch, gates: Mapping[str, Branch]) -> set[str]:
    """Return the gates and interventions that a tree names, at any remove.

    Examples
    --------
    >>> from interventions.requirement import Tree
    >>> sorted(below("gate", {"gate": Tree(all_of=("a", "b"))}))
    ['a', 'b', 'gate']
    """
    found: set[str] = set()
    left = list(leaves(branch))
    while left:
        name = left.pop()
        if name not in found:
            found.add(name)
            left.extend(leaves(gates[name]) if name in gates else ())
    return found
