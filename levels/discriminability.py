"""How well evidence tells levels apart, and when a good result should not reassure."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from levels.arrays import FloatArray
from levels.evidence import NO, YES, Observation
from levels.network import Network

MOST_ITEMS = 12
_ROUNDING = 1e-12


def bayes_errors(network: Network, items: Sequence[str]) -> FloatArray:
    """Return the least chance of error in telling each pair of levels apart.

    The error of the best guess between two levels, equally credible before, from the
    outcomes of all items together: half of sum over outcomes of the smaller
    P(outcome | level) [1]_. It is 0.5 where the items cannot tell the two apart and 0
    where they always can.

    Parameters
    ----------
    network : Network
    items : sequence of str
        Ids of up to 12 items of evidence; their dependence is taken into account.

    Returns
    -------
    ndarray, shape (K, K)
        Symmetric, in [0, 0.5]; 0.5 on the diagonal.

    Raises
    ------
    ValueError
        If there are more than 12 items, one repeats, or one is unknown.

    References
    ----------
    .. [1] Fukunaga, K. (1990). Introduction to statistical pattern recognition,
       2nd ed., section 3.1. Academic Press.

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
    >>> bayes_errors(network, ["report"]).round(3).tolist()
    [[0.5, 0.325], [0.325, 0.5]]
    """
    likelihood = np.exp(network.log_likelihoods(_outcomes(network, items)))
    smaller = np.minimum(likelihood[:, :, None], likelihood[:, None, :])
    error: FloatArray = np.minimum(smaller.sum(axis=0) / 2, 0.5)  # but for rounding
    return error


def _outcomes(network: Network, items: Sequence[str]) -> FloatArray:
    """Return every joint outcome of the items as weights, (2**n, n_items, 2)."""
    if len(items) > MOST_ITEMS:
        msg = f"items must be at most {MOST_ITEMS}, got {len(items)}"
        raise ValueError(msg)
    if len(set(items)) < len(items):
        msg = f"items must not repeat, got {list(items)}"
        raise ValueError(msg)
    network.weights(dict.fromkeys(items, YES))  # refuses an unknown item
    columns = [network.item_ids.index(item) for item in items]
    unseen = np.arange(2 ** len(items))[:, None] >> np.arange(len(items)) & 1
    weights = np.ones((len(unseen), len(network.items), 2))
    weights[:, columns] = np.stack([1 - unseen, unseen], axis=-1)
    return weights


@dataclass(frozen=True)
class FalseComfort:
    """A reassuring result that is as likely at a harder level as at an easier one.

    Parameters
    ----------
    item : str
    result : Observation
        Seen or not seen, whichever is the reassuring one.
    easy, hard : str
        Ids of the two levels.
    at_easy, at_hard : float
        P(result | level).
    """

    item: str
    result: Observation
    easy: str
    hard: str
    at_easy: float
    at_hard: float


def reassuring(network: Network, item: str) -> Observation:
    """Return the result of an item that speaks for the easiest level.

    It is the one with the larger ratio P(result | easiest) / P(result | hardest); the
    likelier one, if the item cannot tell these two apart.

    Raises
    ------
    ValueError
        If the item is unknown.

    Examples
    --------
    >>> from levels.network import Item
    >>> network = Network(
    ...     levels=("easy", "hard"),
    ...     facts=("misbehaves",),
    ...     groups=(),
    ...     fact_given_level=np.array([[0.6, 0.9]]),
    ...     group_transfers=np.empty(0),
    ...     items=(Item("test_fails", (1,), np.array([1.0, 0.0])),),
    ... )
    >>> reassuring(network, "test_fails") == NO
    True
    """
    seen, unseen = np.exp(network.log_likelihoods(_outcomes(network, [item])))
    speaks = seen[0] * unseen[-1] - unseen[0] * seen[-1]
    if abs(speaks) < _ROUNDING:
        speaks = seen[0] - unseen[0]
    return YES if speaks >= 0 else NO


def false_comforts(
    network: Network, item: str, *, ratio: float = 1.25
) -> list[FalseComfort]:
    """Return the pairs of levels between which an item's good result says nothing.

    The reassuring result (see `reassuring`) gives false comfort between an easier and a
    harder level if it is at most `ratio` times likelier at the easier one: at deceptive
    levels a clean test is what one would see anyway.

    Parameters
    ----------
    network : Network
    item : str
    ratio : float, optional
        Bayes factor up to which a result counts as saying nothing, from 1. Kass and
        Raftery [1]_ call less than 3 barely worth a mention.

    Raises
    ------
    ValueError
        If the item is unknown or the ratio is below 1.

    References
    ----------
    .. [1] Kass, R. E., & Raftery, A. E. (1995). Bayes factors. J. Am. Stat. Assoc.
       90(430), 773-795.

    Examples
    --------
    >>> from levels.network import Item
    >>> network = Network(
    ...     levels=("easy", "medium", "hard"),
    ...     facts=("misbehaves",),
    ...     groups=(),
    ...     fact_given_level=np.array([[0.0, 0.5, 0.1]]),
    ...     group_transfers=np.empty(0),
    ...     items=(Item("test_fails", (1,), np.array([1.0, 0.0])),),
    ... )
    >>> [(c.easy, c.hard) for c in false_comforts(network, "test_fails")]
    [('easy', 'hard'), ('medium', 'hard')]
    """
    if not ratio >= 1:
        msg = f"ratio must be at least 1, got {ratio:g}"
        raise ValueError(msg)
    result = reassuring(network, item)
    p = np.exp(network.log_likelihood({item: result}))
    return [
        FalseComfort(
            item, result, network.levels[i], network.levels[j], float(p[i]), float(p[j])
        )
        for i, j in combinations(range(len(p)), 2)
        if p[i] <= ratio * p[j]
    ]
