"""The pipeline before release: whether the requirement is met and tests would see.

Whether a requirement holds and which layers of detection work rest on the same
interventions, so the two are evaluated together: for each level and each pattern of
working layers, the exact probability that the requirement is unmet under that pattern.
What tests see depends on the level and not on the portfolio.
"""

import math
from dataclasses import dataclass
from itertools import product

import numpy as np
from scipy.special import expit, logit

from interventions.diagram import Diagram, DiagramBuilder, variables
from interventions.means import Means
from interventions.requirement import Branch
from levels.arrays import FloatArray, IntArray
from simulator.world.actors import correlation
from simulator.world.orthants import Excess, excess
from simulator.world.sampling import Worlds
from simulator.world.stealth import all_miss
from simulator.world.world import World


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


def misses(
    worlds: Worlds,
    working: IntArray,
    visibility: FloatArray,
    excess: Excess = excess,
) -> FloatArray:
    """Return the chance that working layers all miss a misaligned system, try by try.

    Each try after a repair that was none finds less: the system was trained until it
    looked right, so detection falls by the share `hiding`.

    Parameters
    ----------
    worlds : Worlds
    working : ndarray, shape (n_patterns, n_layers)
    visibility : ndarray, shape (..., n_layers)
        Detection rate of each layer.
    excess : callable
        `orthants.excess`, or what is equal to it.

    Returns
    -------
    ndarray, shape (n_tries, ..., n_patterns, n_worlds)
    """
    # Levels at which every layer sees as much are evaluated once.
    shape = math.prod(visibility.shape[:-1]), visibility.shape[-1]
    rates, level = np.unique(visibility.reshape(shape), axis=0, return_inverse=True)
    with np.errstate(divide="ignore"):
        seen = expit(logit(rates)[..., None] + worlds["visibility_shift"])
    kept = 1 - worlds["hiding"] * worlds["hiding_on"]
    missed = np.stack([1 - seen * kept**n for n in range(tries(worlds))])
    together = all_miss(missed, working, correlation(worlds), excess)
    return together[:, level.reshape(visibility.shape[:-1])]


def tries(worlds: Worlds) -> int:
    """Return how often a system may be tested before it is shipped all the same."""
    return int(worlds["tries"][0])
