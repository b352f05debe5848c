"""The engine: a model made ready to run, once."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

import numpy as np

from interventions.diagram import Diagram, diagram
from levels.arrays import FloatArray, IntArray
from simulator.model import Model
from simulator.world.actors import Beliefs
from simulator.world.course import LevelTables
from simulator.world.mechanisms import Mechanisms, mechanisms
from simulator.world.orthants import Excess, excess
from simulator.world.pipeline import Patterns, patterns
from simulator.world.world import Layer, LevelTable


@dataclass(frozen=True, eq=False)
class Gates:
    """Requirements and the gates that are consulted on a date.

    Parameters
    ----------
    forest : Diagram
        Roots: the requirement of each level, then, on the critical date alone, halting,
        slack, containment and proof, then what prevents each harm.
    rows : ndarray
        Which intervention each variable of the forest is.
    n_levels : int
    """

    forest: Diagram
    rows: IntArray
    n_levels: int

    def chances(self, readiness: FloatArray) -> FloatArray:
        """Return the probability of each root, shape (n_roots, ...)."""
        return self.forest.probabilities(readiness[self.rows])


@dataclass(frozen=True, eq=False)
class Engine:
    """A model made ready to run: diagrams and tables that no run changes.

    Parameters
    ----------
    model : Model
    mechanisms : Mechanisms
    patterns : Patterns
    gates, lasting : Gates
        On the critical date, and on those after it.
    visibility : ndarray, shape (K, n_layers)
        Detection rate of each layer at each level.
    beliefs : Beliefs
        What actors think of each layer.
    tables : LevelTables
    ends : ndarray, shape (4,)
        Which outcome each way of ending is.
    parts : tuple of Part
        Levels at which the same is really ready, together.
    excess : callable
        How layers that miss together are counted; see `orthants.excess`.
    """

    model: Model
    mechanisms: Mechanisms
    patterns: Patterns
    gates: Gates
    lasting: Gates
    visibility: FloatArray
    beliefs: Beliefs
    tables: LevelTables
    ends: IntArray
    parts: tuple["Part", ...]
    excess: Excess = excess


@dataclass(frozen=True, eq=False)
class Part:
    """Levels at which the same share of untrusted automated work is spoiled.

    Parameters
    ----------
    levels : ndarray
        Which of the ladder.
    sabotage : float
        The share.
    patterns : Patterns
    gates, lasting : Gates
        Of these levels alone.
    """

    levels: IntArray
    sabotage: float
    patterns: Patterns
    gates: Gates
    lasting: Gates

    @property
    def asked(self) -> IntArray:
        """The interventions whose readiness on the critical date decides these ends."""
        return np.union1d(self.patterns.rows, self.gates.rows)


def engine(model: Model) -> Engine:
    """Return the engine of a model."""
    whole = _whole(model)
    sabotage = _by_level(model.world.sabotage, model.belief.ladder.ids)
    parts = [
        _part(whole, np.flatnonzero(sabotage == share), float(share))
        for share in np.unique(sabotage)
    ]
    return replace(whole, parts=tuple(parts))


def narrowed(engine: Engine, part: Part) -> Engine:
    """Return the engine of the levels of a part alone."""
    tables = {
        field.name: getattr(engine.tables, field.name)[part.levels]
        for field in fields(LevelTables)
    }
    return replace(
        engine,
        patterns=part.patterns,
        gates=part.gates,
        lasting=part.lasting,
        visibility=engine.visibility[part.levels],
        tables=LevelTables(**tables),
        parts=(),
    )


def _part(whole: Engine, levels: IntArray, sabotage: float) -> Part:
    model, means = whole.model, whole.model.means
    if len(levels) == len(means.requirements):
        return Part(levels, sabotage, whole.patterns, whole.gates, whole.lasting)
    few = replace(means, requirements=tuple(means.requirements[k] for k in levels))
    joint, some = patterns(model.world, few), replace(model, means=few)
    return Part(levels, sabotage, joint, _gates(some), _lasting(some))


def _whole(model: Model) -> Engine:
    """Return the engine of a model, without its parts."""
    world, means, levels = model.world, model.means, model.belief.ladder.ids
    outcomes = [outcome.id for outcome in world.outcomes]
    layers = [_by_level(layer, levels) for layer in world.layers]
    ends = (world.ends.aligned, world.ends.harmed, world.ends.held, world.ends.lost)
    return Engine(
        model=model,
        mechanisms=mechanisms(world, means),
        patterns=patterns(world, means),
        gates=_gates(model),
        lasting=_lasting(model),
        visibility=np.array(layers).reshape(len(layers), len(levels)).T,
        beliefs=_beliefs(world.layers),
        tables=LevelTables(
            _by_level(world.proof_visibility, levels),
            _by_level(world.containable, levels),
            _by_level(world.irreversible, levels),
        ),
        ends=np.array([outcomes.index(end) for end in ends]),
        parts=(),
    )


def _beliefs(layers: Sequence[Layer]) -> Beliefs:
    rates = [layer.believed or layer.planted for layer in layers]
    return Beliefs(
        rate=np.array([rate.value for rate in rates if rate is not None]),
        planted=np.array([layer.planted is not None for layer in layers], dtype=bool),
    )


def _gates(model: Model) -> Gates:
    roles = model.world.roles
    named = [roles.halting, roles.slack, roles.containment, roles.proof]
    return _consulted(model, named)


def _lasting(model: Model) -> Gates:
    return _consulted(model, [])


def _consulted(model: Model, named: Sequence[str]) -> Gates:
    """Return the gates of requirements, of some names, and of harms."""
    world, means = model.world, model.means
    trees = [requirement.needs for requirement in means.requirements]
    harms = [harm.prevention for harm in world.harms]
    forest = diagram([*trees, *named, *harms], means.trees, means.ids)
    rows = [means.ids.index(name) for name in forest.variables]
    return Gates(forest, np.array(rows, dtype=np.int64), len(trees))


def _by_level(table: LevelTable, levels: Sequence[str]) -> FloatArray:
    return np.array([table.by_level[level][0] for level in levels])
