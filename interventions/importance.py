"""Which intervention matters in a success tree, by the measures of reliability theory.

The top event is failure: the tree does not hold. Q is its probability, q_i that of the
intervention's failure, Q_1 and Q_0 the probability of the top event given that the
intervention fails or is perfect [1]_ [2]_.

References
----------
.. [1] Birnbaum, Z. W. (1969). On the importance of different components in a
   multicomponent system. Multivariate Analysis II.
.. [2] Vesely, W. E. et al. (1983). Measures of risk importance and their applications.
   NUREG/CR-3385.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import cast

import numpy as np

from interventions.diagram import FALSE, TRUE, Diagram
from interventions.diagram import diagram as build
from interventions.requirement import Tree
from levels.arrays import FloatArray

Sets = tuple[frozenset[str], ...]


@dataclass(frozen=True, eq=False)
class Importance:
    """Importance measures of each variable for one tree.

    Parameters
    ----------
    failure : float
        Q, the probability that the tree does not hold.
    birnbaum : ndarray, shape (n_variables,)
        Q_1 - Q_0 = dQ/dq_i: where a change of probability matters most.
    risk_achievement_worth : ndarray, shape (n_variables,)
        Q_1 / Q: how much worse if it is lost.
    risk_reduction_worth : ndarray, shape (n_variables,)
        Q / Q_0: how much better if it is guaranteed; may be infinite.
    criticality : ndarray, shape (n_variables,)
        1 - Q_0 / Q: the share of the risk that perfecting it removes.
    """

    failure: float
    birnbaum: FloatArray
    risk_achievement_worth: FloatArray
    risk_reduction_worth: FloatArray
    criticality: FloatArray


def importance(diagram: Diagram, readiness: FloatArray, root: int = 0) -> Importance:
    """Return the importance of every variable for one root of a diagram.

    Parameters
    ----------
    diagram : Diagram
    readiness : ndarray, shape (n_variables,)
        P(ready) of each variable.
    root : int
        Which of the diagram's roots.

    Examples
    --------
    >>> from interventions.diagram import diagram
    >>> from interventions.requirement import Tree
    >>> pair = diagram([Tree(all_of=("a", "b"))], {})
    >>> importance(pair, np.array([0.5, 0.4])).birnbaum.tolist()
    [0.4, 0.5]
    """
    n = len(readiness)
    columns = np.repeat(readiness[:, None], 1 + 2 * n, axis=1)
    columns[np.arange(n), 1 + np.arange(n)] = 0.0
    columns[np.arange(n), 1 + n + np.arange(n)] = 1.0
    failure = 1 - diagram.probabilities(columns)[root]
    q, lost, perfect = failure[0], failure[1 : 1 + n], failure[1 + n :]
    with np.errstate(divide="ignore", invalid="ignore"):
        return Importance(
            failure=float(q),
            birnbaum=lost - perfect,
            risk_achievement_worth=lost / q,
            risk_reduction_worth=q / perfect,
            criticality=1 - perfect / q,
        )


def path_sets(diagram: Diagram, root: int = 0) -> Sets:
    """Return the minimal sets of interventions that make the tree hold.

    There can be exponentially many.

    References
    ----------
    .. [1] Rauzy, A. (1993). New algorithms for fault trees analysis. Reliability
       Engineering & System Safety 40(3), 203-211.
    """
    return _minimal(diagram, root, TRUE, lambda high, low: (low, high))


def cut_sets(diagram: Diagram, root: int = 0) -> Sets:
    """Return the minimal sets of interventions whose failure makes the tree fail."""
    return _minimal(diagram, root, FALSE, lambda high, low: (high, low))


def _minimal(
    diagram: Diagram,
    root: int,
    goal: int,
    order: Callable[[int, int], tuple[int, int]],
) -> Sets:
    @cache
    def sets(node: int) -> Sets:
        if node in (FALSE, TRUE):
            return (frozenset(),) if node == goal else ()
        without, using = order(int(diagram.high[node]), int(diagram.low[node]))
        name = diagram.variables[diagram.variable[node]]
        spare = sets(without)
        more = (s for s in sets(using) if not any(known <= s for known in spare))
        return spare + tuple(s | {name} for s in more)

    found = sets(int(diagram.roots[root]))
    return tuple(sorted(found, key=lambda s: (len(s), sorted(s))))


def fussell_vesely(
    diagram: Diagram, readiness: FloatArray, root: int = 0
) -> FloatArray:
    """Return P(some minimal cut with the variable fails) / Q, the cut-set form.

    It is not 1 - 1/RRW unless cuts barely overlap, though both go by this name.

    Returns
    -------
    ndarray, shape (n_variables,)
    """
    cuts = cut_sets(diagram, root)
    failure = 1 - diagram.probabilities(readiness)[root]
    shares = np.zeros(len(diagram.variables))
    lost = dict(zip(diagram.variables, 1 - readiness, strict=True))
    for i, name in enumerate(diagram.variables):
        mine = [Tree(all_of=tuple(sorted(cut))) for cut in cuts if name in cut]
        if mine:
            some = build([Tree(any_of=tuple(mine))], {})
            p = some.probabilities(np.array([lost[v] for v in some.variables]))
            shares[i] = p[0]
    with np.errstate(invalid="ignore"):
        return cast(FloatArray, shares / failure)
