"""Worldviews: people whose credences lie near each other and far from the others'."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import pdist, squareform

from levels.arrays import FloatArray, IntArray

MOST = 4
FEWEST_PEOPLE = 3
LEAST_SILHOUETTE = 0.25
REFERENCES, REFERENCE_SIZE = 19, 100
"""Rooms without worldviews to compare with, and how many people they have at most."""


@dataclass(frozen=True, eq=False)
class Clusters:
    """Who stands with whom.

    Parameters
    ----------
    labels : ndarray, shape (n_people,)
        The cluster of each, from 0; that with the easiest mean level comes first.
    silhouette : float
        How well they are told apart: 1 is best, 0 is not at all.
    """

    labels: IntArray
    silhouette: float

    def __len__(self) -> int:
        return int(self.labels.max()) + 1

    @property
    def sizes(self) -> IntArray:
        """How many people each has."""
        return np.bincount(self.labels)


def clusters(credences: FloatArray) -> Clusters | None:
    """Return the worldviews in a room, if there are any.

    Average linkage on distances along the ladder; two to four clusters, whichever has
    the best mean silhouette [1]_. What has fewer than three people is no worldview, and
    what is told apart worse than 0.25 is none either. Any row of people can be cut, so
    they must also be told apart better than in each of 19 rooms whose people are strewn
    evenly from the easiest to the hardest view of this one, as by a gap statistic [2]_.

    Parameters
    ----------
    credences : ndarray, shape (n_people, K)

    Returns
    -------
    Clusters or None
        None if people do not fall into such clusters.

    References
    ----------
    .. [1] Rousseeuw, P. J. (1987). Silhouettes: a graphical aid to the interpretation
       and validation of cluster analysis. J. Comput. Appl. Math. 20, 53-65.
    .. [2] Tibshirani, R., Walther, G., & Hastie, T. (2001). Estimating the number of
       clusters in a data set via the gap statistic. J. R. Stat. Soc. B 63(2), 411-423.

    Examples
    --------
    >>> room = np.array([[0.9, 0.1, 0.0]] * 3 + [[0.0, 0.1, 0.9]] * 3)
    >>> clusters(room).labels.tolist()
    [0, 0, 0, 1, 1, 1]
    """
    if len(credences) < 2 * FEWEST_PEOPLE:
        return None
    reached = np.cumsum(credences, axis=1)[:, :-1]
    best = _best(reached)
    if best is None or best.silhouette < LEAST_SILHOUETTE:
        return None
    by_chance = (_best(room) for room in _strewn(reached))
    if any(each and each.silhouette >= best.silhouette for each in by_chance):
        return None
    return Clusters(_easiest_first(best.labels, reached), best.silhouette)


def _best(reached: FloatArray) -> Clusters | None:
    near = pdist(reached, "cityblock")
    tree, apart = linkage(near, "average"), squareform(near)
    found = [_cut(tree, apart, count) for count in range(2, MOST + 1)]
    known = [each for each in found if each is not None]
    return max(known, key=lambda each: each.silhouette, default=None)


def _strewn(reached: FloatArray) -> Iterator[FloatArray]:
    """Return rooms of people between neighbors of this one, at any mean level alike."""
    rng = np.random.default_rng(0)
    means = reached.sum(axis=1)
    order = np.lexsort([*reached.T, means])
    means, rows = means[order], reached[order]
    for _ in range(REFERENCES):
        drawn = rng.uniform(means[0], means[-1], min(len(rows), REFERENCE_SIZE))
        yield np.stack([np.interp(drawn, means, column) for column in rows.T], axis=1)


def _cut(tree: FloatArray, apart: FloatArray, count: int) -> Clusters | None:
    labels = fcluster(tree, count, "maxclust").astype(np.int64) - 1
    sizes = np.bincount(labels)
    if len(sizes) < 2 or sizes.min() < FEWEST_PEOPLE:
        return None
    return Clusters(labels, float(silhouettes(apart, labels).mean()))


def silhouettes(apart: FloatArray, labels: IntArray) -> FloatArray:
    """Return how much nearer each is to its own cluster than to the next one.

    Parameters
    ----------
    apart : ndarray, shape (n_people, n_people)
        Distances.
    labels : ndarray, shape (n_people,)
        From 0, at least two clusters; one that is alone in its cluster gets 0.

    Returns
    -------
    ndarray, shape (n_people,)
        In [-1, 1].

    Examples
    --------
    >>> apart = np.array([[0.0, 1, 4], [1, 0, 4], [4, 4, 0]])
    >>> silhouettes(apart, np.array([0, 0, 1])).tolist()
    [0.75, 0.75, 0.0]
    """
    member = np.eye(labels.max() + 1)[labels]
    sizes = member.sum(axis=0)
    totals = apart @ member
    rows = np.arange(len(labels))
    own = totals[rows, labels] / np.maximum(sizes[labels] - 1, 1)
    others = totals / sizes
    others[rows, labels] = np.inf
    nearest = others.min(axis=1)
    larger = np.maximum(own, nearest)
    score = np.divide(nearest - own, larger, out=np.zeros_like(own), where=larger > 0)
    return np.where(sizes[labels] == 1, 0.0, score)


def _easiest_first(labels: IntArray, reached: FloatArray) -> IntArray:
    member = np.eye(labels.max() + 1)[labels]
    easy = member.T @ reached.sum(axis=1) / member.sum(axis=0)
    places = np.empty(len(easy), dtype=np.int64)
    places[np.argsort(-easy, kind="stable")] = np.arange(len(easy))
    found: IntArray = places[labels]
    return found
