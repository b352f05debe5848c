"""What an item that is not observed yet would do to a credence."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from levels.arrays import FloatArray
from levels.credence import Credence
from levels.evidence import NO, YES, Observation
from levels.network import Network
from levels.update import posteriors, update


@dataclass(frozen=True, eq=False)
class Outlook:
    """What one more item would do.

    Parameters
    ----------
    item : str
    chance : float
        That it would be seen, after what was observed.
    if_seen, if_unseen : ndarray, shape (K,)
        The credence if it were seen, and if not; nan where that cannot happen. Weighed
        by their chances they are the credence now.
    information : float
        Mutual information of the item and the level, in bits: how much it would narrow
        the credence on average [1]_.

    References
    ----------
    .. [1] Lindley, D. V. (1956). On a measure of the information provided by an
       experiment. Ann. Math. Stat. 27(4), 986-1005.
    """

    item: str
    chance: float
    if_seen: FloatArray
    if_unseen: FloatArray
    information: float


def outlooks(
    network: Network, prior: Credence, observations: Mapping[str, Observation]
) -> list[Outlook]:
    """Return what each item that is not observed would do, the most telling first.

    Raises
    ------
    ValueError
        As `update` does.

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
    >>> (found,) = outlooks(network, Credence(np.array([0.5, 0.5])), {})
    >>> round(found.chance, 3), found.if_seen.round(3).tolist()
    (0.585, [0.65, 0.35])
    >>> round(found.information, 3)
    0.093
    """
    told = update(network, prior, observations)
    columns = [network.item_ids.index(item) for item in told.predictions]
    n = len(columns)
    rows = np.repeat(network.weights(observations)[None], 2 * n, axis=0)
    rows[np.arange(n), columns] = YES
    rows[np.arange(n, 2 * n), columns] = NO
    after = posteriors(network, prior.p, rows)
    found = [
        Outlook(
            item, chance, seen, unseen, _bits(told.posterior.p, chance, seen, unseen)
        )
        for (item, chance), seen, unseen in zip(
            told.predictions.items(), after[:n], after[n:], strict=True
        )
    ]
    return sorted(found, key=lambda outlook: -outlook.information)


def _bits(
    now: FloatArray, chance: float, if_seen: FloatArray, if_unseen: FloatArray
) -> float:
    """Return the expected Kullback-Leibler divergence from now, in bits."""
    branches = ((chance, if_seen), (1 - chance, if_unseen))
    return sum(share * _divergence(p, now) for share, p in branches if share > 0)


def _divergence(p: FloatArray, q: FloatArray) -> float:
    held = p > 0
    divergence = float((p[held] * np.log2(p[held] / q[held])).sum())
    return max(divergence, 0.0)  # but for rounding
