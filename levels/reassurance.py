"""What it would be worth if several items all came out well together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from levels.arrays import FloatArray
from levels.discriminability import reassuring
from levels.evidence import Observation
from levels.network import Network


@dataclass(frozen=True, eq=False)
class Reassurance:
    """The reassuring result of each of some items, and how likely all are together.

    Parameters
    ----------
    results : dict of str to Observation
        Seen or not seen, whichever speaks for the easiest level.
    log_likelihood : ndarray, shape (K,)
        ln P(all of these results | level); -inf where they cannot be.
    """

    results: Mapping[str, Observation]
    log_likelihood: FloatArray

    def hollow(self, ratio: float) -> list[tuple[int, int]]:
        """Return the levels between which all of it together says nothing.

        Parameters
        ----------
        ratio : float
            Bayes factor up to which results count as saying nothing, from 1.

        Returns
        -------
        list of (int, int)
            Numbers of an easier and a harder level.
        """
        ll, most = self.log_likelihood, np.log(ratio)
        pairs = combinations(range(len(ll)), 2)
        return [(i + 1, j + 1) for i, j in pairs if ll[i] <= most + ll[j]]

    def factor(self, easy: int, hard: int) -> float:
        """Return how much likelier it all is at one level than at another."""
        with np.errstate(over="ignore"):
            return float(
                np.exp(self.log_likelihood[easy - 1] - self.log_likelihood[hard - 1])
            )


def reassurance(network: Network, items: Sequence[str]) -> Reassurance:
    """Return what it would be worth if all items came out well.

    Good results that rest on one fact, or on one line of results, are worth less
    together than one by one; their dependence is taken into account.

    Raises
    ------
    ValueError
        If an item is unknown.

    Examples
    --------
    >>> from levels.network import Item
    >>> network = Network(
    ...     levels=("easy", "hard"),
    ...     facts=("f",),
    ...     groups=(),
    ...     fact_given_level=np.array([[0.8, 0.3]]),
    ...     group_transfers=np.empty(0),
    ...     items=(Item("report", (1,), np.array([0.9, 0.2])),),
    ... )
    >>> round(reassurance(network, ["report"]).factor(1, 2), 3)
    1.854
    """
    results = {item: reassuring(network, item) for item in items}
    return Reassurance(results, network.log_likelihood(results))
