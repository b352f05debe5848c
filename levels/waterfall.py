"""The way of the odds from prior to posterior, one item of evidence after another."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from levels.arrays import FloatArray
from levels.credence import Credence
from levels.evidence import Observation
from levels.network import Network
from levels.update import DECIBANS


@dataclass(frozen=True, eq=False)
class Waterfall:
    """The odds that difficulty is some level or a harder one, item by item.

    Parameters
    ----------
    items : tuple of str
        Ids of the observed items, in the order in which they were counted.
    start, end : float
        10 log10 of the odds before and after all items; infinite if certain.
    steps : ndarray, shape (n_items,)
        What each item adds when it is counted in its turn, in decibans. Together they
        lead from `start` to `end`; each depends on the items before it.
    alone : ndarray, shape (n_items,)
        What each item adds when it is counted last. These do not add up: two reports
        of one fact share what they say.
    """

    items: tuple[str, ...]
    start: float
    end: float
    steps: FloatArray
    alone: FloatArray

    def largest(self, n_items: int) -> "Waterfall":
        """Return the items of the largest steps, in their order.

        What the others add is then the rest: `end - start - steps.sum()`.
        """
        first = np.argsort(-np.abs(self.steps), kind="stable")[:n_items]
        kept = np.sort(first)
        return Waterfall(
            items=tuple(self.items[n] for n in kept),
            start=self.start,
            end=self.end,
            steps=self.steps[kept],
            alone=self.alone[kept],
        )


def waterfall(
    network: Network,
    prior: Credence,
    observations: Mapping[str, Observation],
    order: Sequence[str],
    *,
    number: int,
) -> Waterfall:
    """Return what each item does to the odds of "this level or a harder one".

    Parameters
    ----------
    network : Network
    prior : Credence
    observations : mapping of str to Observation
    order : sequence of str
        Ids of all observed items, in the order in which they are counted. It decides
        how they share what they say together, and never where the odds end.
    number : int
        The level's number, from 2: a harder level than the first.

    Raises
    ------
    ValueError
        If there is no such number, `order` is not of the observed items, or the
        observations are impossible under the prior.

    References
    ----------
    .. [1] Good, I. J. (1985). Weight of evidence: a brief survey. Bayesian
       Statistics 2, 249-270.

    Examples
    --------
    >>> from levels.evidence import YES
    >>> from levels.network import Item
    >>> network = Network(
    ...     levels=("easy", "hard"),
    ...     facts=("f",),
    ...     groups=(),
    ...     fact_given_level=np.array([[0.8, 0.3]]),
    ...     group_transfers=np.empty(0),
    ...     items=(Item("report", (1,), np.array([0.9, 0.2])),),
    ... )
    >>> even = Credence(np.array([0.5, 0.5]))
    >>> seen = {"report": YES}
    >>> waterfall(network, even, seen, ["report"], number=2).steps.round(2).tolist()
    [-2.68]
    """
    if not 2 <= number <= len(prior.p):
        msg = f"number of a level must be 2 to {len(prior.p)}, got {number}"
        raise ValueError(msg)
    if sorted(order) != sorted(observations):
        msg = f"order must name each observed item once, got {list(order)}"
        raise ValueError(msg)
    odds = _log_odds(network, prior, _rows(network, observations, order), number)
    n = len(order)
    return Waterfall(
        items=tuple(order),
        start=float(odds[0]),
        end=float(odds[n]),
        steps=_change(odds[:n], odds[1 : n + 1]),
        alone=_change(odds[n + 1 :], odds[n]),
    )


def _rows(
    network: Network, observations: Mapping[str, Observation], order: Sequence[str]
) -> FloatArray:
    """Return weights with the first 0, 1, ... n items, then with all but each one."""
    n = len(order)
    rows = np.repeat(network.weights(observations)[None], 1 + 2 * n, axis=0)
    for place, item in enumerate(order):
        column = network.item_ids.index(item)
        rows[: 1 + place, column] = 1
        rows[1 + n + place, column] = 1
    return rows


def _log_odds(
    network: Network, prior: Credence, rows: FloatArray, number: int
) -> FloatArray:
    """Return the odds of the levels from a number on in decibans, each row."""
    with np.errstate(divide="ignore"):
        joint = np.log(prior.p) + network.log_likelihoods(rows)
    if np.isneginf(joint).all(axis=-1).any():
        msg = "the observations must be possible under the prior, got probability 0"
        raise ValueError(msg)
    below, from_here = joint[:, : number - 1], joint[:, number - 1 :]
    add = np.logaddexp.reduce
    odds: FloatArray = (add(from_here, axis=-1) - add(below, axis=-1)) * DECIBANS
    return odds


def _change(before: FloatArray, after: FloatArray | float) -> FloatArray:
    """Return by how much odds change; where they are certain they may stay so."""
    with np.errstate(invalid="ignore"):
        change: FloatArray = np.where(before == after, 0.0, after - before)
    return change
