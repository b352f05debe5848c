"""How far people's credences lie apart."""

import numpy as np

from levels.arrays import FloatArray


def jensen_shannon_divergence(
    credences: FloatArray, weights: FloatArray | None = None
) -> float:
    """Return the entropy of the mean less the mean entropy, in nats.

    It is what knowing who speaks would tell about the level: 0 if all agree, at most
    the logarithm of the number of people, or of levels if these are fewer [1]_.

    Parameters
    ----------
    credences : ndarray, shape (n_people, K)
    weights : ndarray, shape (n_people,), optional
        They sum to 1; all the same by default.

    References
    ----------
    .. [1] Lin, J. (1991). Divergence measures based on the Shannon entropy. IEEE Trans.
       Inf. Theory 37(1), 145-151.

    Examples
    --------
    >>> two = np.array([[0.5, 0.3, 0.2], [0.2, 0.3, 0.5]])
    >>> round(jensen_shannon_divergence(two), 6)
    0.066414
    """
    share = _shares(credences, weights)
    apart = _entropy(share @ credences) - float(share @ _entropy(credences))
    return max(float(apart), 0.0)


def wasserstein(p: FloatArray, q: FloatArray) -> FloatArray:
    """Return by how many levels credence must move to make one the other.

    The distance along the ladder (earth mover's): the sum of |F - G| over levels.

    Parameters
    ----------
    p, q : ndarray, shape (..., K)

    Returns
    -------
    ndarray, shape (...)
        From 0 to K - 1.

    Examples
    --------
    >>> p, q = np.array([0.5, 0.3, 0.2]), np.array([0.2, 0.3, 0.5])
    >>> round(float(wasserstein(p, q)), 6)
    0.6
    """
    distance: FloatArray = np.abs(np.cumsum(p - q, axis=-1)[..., :-1]).sum(axis=-1)
    return distance


def mean_wasserstein(credences: FloatArray, weights: FloatArray | None = None) -> float:
    """Return how many levels two people lie apart on average.

    Over all pairs, drawn by weight, a person not being paired with themselves; 0 for
    one person alone. Sorted once a level, so that a thousand people take a moment.

    Parameters
    ----------
    credences : ndarray, shape (n_people, K)
    weights : ndarray, shape (n_people,), optional
        They sum to 1; all the same by default.

    Examples
    --------
    >>> mean_wasserstein(np.array([[1.0, 0, 0], [0, 0, 1], [0, 0, 1]])).__round__(6)
    1.333333
    """
    share = _shares(credences, weights)
    pairs = 1 - float(share @ share)
    if pairs <= 0:
        return 0.0
    reached = np.cumsum(credences, axis=1)[:, :-1]
    order = np.argsort(reached, axis=0)
    below = np.cumsum(share[order], axis=0)[:-1]
    steps = np.diff(np.take_along_axis(reached, order, axis=0), axis=0)
    return float(2 * (below * (1 - below) * steps).sum() / pairs)


def polarization(p: FloatArray) -> float:
    """Return how far a credence is split between the ends of the ladder.

    4 / (K - 1) times the sum of F (1 - F): 0 where all is at one level, 1 where half is
    at each end [1]_.

    Parameters
    ----------
    p : ndarray, shape (K,)
        At least two levels.

    References
    ----------
    .. [1] Blair, J., & Lacy, M. G. (2000). Statistics of ordinal variation. Sociol.
       Methods Res. 28(3), 251-280.

    Examples
    --------
    >>> polarization(np.array([0.5, 0, 0, 0.5]))
    1.0
    """
    reached = np.cumsum(p)[:-1]
    return float(4 / len(reached) * (reached * (1 - reached)).sum())


def leik(p: FloatArray) -> float:
    """Return Leik's ordinal dispersion: 2 / (K - 1) times the sum of min(F, 1 - F).

    Parameters
    ----------
    p : ndarray, shape (K,)
        At least two levels.

    References
    ----------
    .. [1] Leik, R. K. (1966). A measure of ordinal consensus. Pac. Sociol. Rev. 9(2),
       85-90.

    Examples
    --------
    >>> leik(np.array([0.5, 0, 0, 0.5]))
    1.0
    """
    reached = np.cumsum(p)[:-1]
    return float(2 / len(reached) * np.minimum(reached, 1 - reached).sum())


def esteban_ray(sizes: FloatArray, places: FloatArray, exponent: float = 1.0) -> float:
    """Return how polarized groups of people are that feel as one and apart from others.

    Parameters
    ----------
    sizes : ndarray, shape (n_groups,)
        Shares of all people.
    places : ndarray, shape (n_groups,)
        Where each stands, in levels.
    exponent : float
        How much it counts to be many, in (0, 1.6].

    References
    ----------
    .. [1] Esteban, J.-M., & Ray, D. (1994). On the measurement of polarization.
       Econometrica 62(4), 819-851.

    Examples
    --------
    >>> esteban_ray(np.array([0.5, 0.5]), np.array([1.0, 10.0]))
    2.25
    """
    apart = np.abs(places[:, None] - places)
    return float(sizes ** (1 + exponent) @ apart @ sizes)


def _entropy(p: FloatArray) -> FloatArray:
    logs = np.log(p, out=np.zeros_like(p), where=p > 0)
    entropy: FloatArray = -(p * logs).sum(axis=-1)
    return entropy


def _shares(credences: FloatArray, weights: FloatArray | None) -> FloatArray:
    n = len(credences)
    return np.full(n, 1 / n) if weights is None else weights
