"""The pipeline before release: whether the requirement is met and tests would see.

Whether a requirement holds and which layers of detection work rest on the same
interventions, so the two are evaluated together: for each level and each pattern of
working layers, the exact probability that the requirement is unmet under that pattern.
Actors see the pattern and the alarm. They do not know the level.
"""

from dataclasses import dataclass
from itertools import product

import numpy as np
from scipy.special import expit, logit

from interventions.diagram import Diagram, DiagramBuilder, variables
from interventions.means import Means
from interventions.requirement import Branch
from levels.arrays import FloatArray, IntArray
from simulator.world.sampling import Worlds
from simulator.world.world import World

NEVER = -1e9  # stands for the log of what is impossible


@dataclass(frozen=True, eq=False)
class Patterns:
    """Which layers work, and whether each level's requirement holds, jointly.

    Parameters
    ----------
    working : ndarray, shape (n_patterns, n_layers)
        1 where the layer works under the pattern.
    forest : Diagram
        Roots: each pattern, then unmet and pattern for each level and pattern.
    rows : ndarray
        Which intervention each variable of the forest is.
    """

    working: IntArray
    forest: Diagram
    rows: IntArray

    def probabilities(self, readiness: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Return P(pattern), and P(unmet and pattern) at each level.

        Parameters
        ----------
        readiness : ndarray, shape (n_interventions, ...)

        Returns
        -------
        tuple of ndarray, shapes (n_patterns, ...) and (K, n_patterns, ...)
        """
        n = len(self.working)
        p = self.forest.probabilities(readiness[self.rows])
        return p[:n], p[n:].reshape(-1, n, *readiness.shape[1:])


def patterns(world: World, means: Means) -> Patterns:
    """Build the joint diagrams of requirements and layers of detection."""
    gates, layers = means.trees, [layer.gate for layer in world.layers]
    trees: list[Branch] = [requirement.needs for requirement in means.requirements]
    # What all roots share, the layers, stands deepest: that makes the fewest nodes.
    # The rest stands as in the catalog, so that no level's place matters.
    shared = variables(layers, gates)
    order = [i for i in means.ids if i not in shared][::-1] + list(shared[::-1])
    builder = DiagramBuilder(variables([*trees, *layers], gates, order), gates)
    working = np.array(list(product((0, 1), repeat=len(layers))), dtype=np.int64)
    roots = []
    for pattern in working:
        root = 1
        for works, layer in zip(pattern, layers, strict=True):
            gate = builder.tree(layer)
            root = builder.both(root, gate if works else builder.negated(gate))
        roots.append(root)
    unmet = [builder.negated(builder.tree(tree)) for tree in trees]
    joint = [builder.both(failed, root) for failed in unmet for root in roots]
    index = {name: i for i, name in enumerate(means.ids)}
    return Patterns(
        working=working,
        forest=builder.diagram([*roots, *joint]),
        rows=np.array([index[name] for name in builder.variables], dtype=np.int64),
    )


def misses(worlds: Worlds, working: IntArray, visibility: FloatArray) -> FloatArray:
    """Return the chance that working layers all miss a misaligned system.

    Layers share stealth: with weight rho all miss together as far as the best of them
    does (the Frechet bound), else independently.

    Parameters
    ----------
    worlds : Worlds
    working : ndarray, shape (n_patterns, n_layers)
    visibility : ndarray, shape (..., n_layers)
        Detection rate of each layer.

    Returns
    -------
    ndarray, shape (..., n_patterns, n_worlds)
    """
    shift = worlds["visibility_shift"]
    with np.errstate(divide="ignore"):
        seen = expit(logit(visibility)[..., None] + shift)
    missed = 1 - working[..., None] * seen[..., None, :, :]
    return _together(missed, worlds["shared_stealth"])


def false_alarms(worlds: Worlds, working: IntArray) -> FloatArray:
    """Return the chance of an alarm on an aligned system: none where no layer works.

    Shape (n_patterns, n_worlds).
    """
    tested = working.any(axis=1, keepdims=True)
    return np.where(tested, worlds["false_alarm"], 0.0)


def _log(chance: FloatArray) -> FloatArray:
    """Return the logarithm, kept finite."""
    with np.errstate(divide="ignore"):
        return np.maximum(np.log(chance), NEVER)


def _together(missed: FloatArray, stealth: FloatArray) -> FloatArray:
    apart: FloatArray = missed.prod(axis=-2)
    best: FloatArray = missed.min(axis=-2, initial=1.0)
    return (1 - stealth) * apart + stealth * best


@dataclass(frozen=True, eq=False)
class Wills:
    """How willing actors are to hold a release, by what they see.

    Each has shape (n_patterns, n_worlds), or (n_worlds,) for a system that is caught in
    use; `proven` adds a public proof of danger.
    """

    alarm: FloatArray
    alarm_proven: FloatArray
    quiet: FloatArray
    quiet_proven: FloatArray
    caught: FloatArray


def wills(worlds: Worlds, working: IntArray, believed: FloatArray) -> Wills:
    """Return the willingness to hold after each observation.

    Actors start from their own prior, the same at every level, and update on the alarm
    with the detection rate that they believe in. A share of them stops that grows with
    their odds of misalignment over the odds they tolerate.

    Parameters
    ----------
    worlds : Worlds
    working : ndarray, shape (n_patterns, n_layers)
    believed : ndarray, shape (n_layers,)
        Detection rate that actors ascribe to each layer.
    """
    missed = 1 - working[..., None] * believed[:, None]
    missed = _together(missed, worlds["shared_stealth"])
    false_alarm = false_alarms(worlds, working)
    alarm = _log(1 - missed) - _log(false_alarm)
    quiet = _log(missed) - _log(1 - false_alarm)
    proof = np.log(worlds["proof_ratio"])
    prior, tolerance = (
        _log(worlds[name]) - _log(1 - worlds[name])
        for name in ("prior_misaligned", "tolerance")
    )

    def will(evidence: FloatArray) -> FloatArray:
        excess = prior + evidence - tolerance
        share: FloatArray = expit(excess / worlds["decision_spread"])
        return share

    return Wills(
        alarm=will(alarm),
        alarm_proven=will(alarm + proof),
        quiet=will(quiet),
        quiet_proven=will(quiet + proof),
        caught=will(np.log(worlds["caught_ratio"])),
    )
