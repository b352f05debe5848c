"""Cooke's classical model: weights that people earn on questions with known answers.

Each person gives the 5, 50 and 95 % quantile of every seed question. They weigh by how
often the truth lies between these as often as they said (calibration), and by how
narrow they dared to be (information). That weights earned on seed questions carry over
to a question that never resolves is an assumption.

References
----------
.. [1] Cooke, R. M. (1991). Experts in Uncertainty. Oxford University Press.
.. [2] Colson, A. R., & Cooke, R. M. (2017). Cross validation for the classical model of
   structured expert judgment. Reliab. Eng. Syst. Saf. 163, 109-120.
"""

from dataclasses import dataclass
from typing import cast

import numpy as np
from scipy.special import rel_entr
from scipy.stats import chi2

from levels.arrays import FloatArray, IntArray

QUANTILES = (0.05, 0.5, 0.95)
BETWEEN = np.diff((0.0, *QUANTILES, 1.0))
"""The chance of each gap between quantiles: below, twice in between, above."""

OVERSHOOT = 0.1
"""By this share of its length the range of a question is widened on each side."""

NARROWEST = np.finfo(float).tiny
"""No gap counts as narrower, so that what one person is sure of stays finite."""


@dataclass(frozen=True, eq=False)
class Performance:
    """How people did on the seed questions.

    Parameters
    ----------
    calibration : ndarray, shape (n_people,)
        The chance that a well calibrated person would do as badly.
    information : ndarray, shape (n_people,)
        Mean over questions, in nats above knowing nothing.
    weights : ndarray, shape (n_people,)
        They sum to 1.
    """

    calibration: FloatArray
    information: FloatArray
    weights: FloatArray

    @property
    def effective_people(self) -> float:
        """How many people of equal weight would be as many."""
        return float(1 / (self.weights @ self.weights))


def performance(
    quantiles: FloatArray, truths: FloatArray, cutoff: float = 0.0
) -> Performance:
    """Return how people did, and their global weights: calibration times information.

    Parameters
    ----------
    quantiles : ndarray, shape (n_people, n_questions, 3)
        The 5, 50 and 95 % quantile of each, rising.
    truths : ndarray, shape (n_questions,)
    cutoff : float
        Who is calibrated worse has no weight. If nobody is as good, all weigh the same.
        See `levels.cutoff.optimized` for the one under which the group does best.

    Raises
    ------
    ValueError
        If quantiles do not rise, a number is not finite, or shapes do not fit.

    Examples
    --------
    >>> told = np.array([[[10.0, 50, 90]] * 10, [[40.0, 50, 60]] * 10])
    >>> truths = np.array([15.0, 25, 35, 42, 48, 52, 58, 65, 75, 85])
    >>> performance(told, truths).calibration.round(6).tolist()
    [0.550455, 0.001805]
    """
    _check(quantiles, truths)
    calibrated = calibration(counts(quantiles, truths))
    informed = information(quantiles, truths)
    return Performance(calibrated, informed, earned(calibrated, informed, cutoff))


def earned(
    calibrated: FloatArray, informed: FloatArray, cutoff: float = 0.0
) -> FloatArray:
    """Return the weights that calibration and information earn.

    Parameters
    ----------
    calibrated, informed : ndarray, shape (n_people,)
    cutoff : float

    Examples
    --------
    >>> earned(np.array([0.5, 0.25]), np.array([1.0, 2.0])).tolist()
    [0.5, 0.5]
    """
    product = np.where(calibrated >= cutoff, calibrated * informed, 0.0)
    total = float(product.sum())
    same = np.full(len(product), 1 / len(product))
    return product / total if total > 0 else same


def counts(quantiles: FloatArray, truths: FloatArray) -> IntArray:
    """Return how many truths lie in each gap between a person's quantiles.

    A truth that is a quantile lies below it.

    Returns
    -------
    ndarray, shape (n_people, 4)
    """
    gap = (truths[:, None] > quantiles).sum(axis=2)
    found = (gap[:, :, None] == np.arange(4)).sum(axis=1)
    return cast(IntArray, found)


def calibration(counts: IntArray) -> FloatArray:
    """Return the chance that a well calibrated person would do as badly.

    1 - chi-square with 3 degrees of freedom, at 2 n times the relative entropy of the
    observed shares to the stated ones.

    Parameters
    ----------
    counts : ndarray, shape (n_people, 4)

    Examples
    --------
    >>> calibration(np.array([[1, 9, 9, 1], [1, 4, 4, 1]])).round(6).tolist()
    [1.0, 0.828308]
    """
    n = counts.sum(axis=1)
    far = rel_entr(counts / n[:, None], BETWEEN).sum(axis=1)
    chance: FloatArray = chi2.sf(2 * n * far, len(BETWEEN) - 1)
    return chance


def information(quantiles: FloatArray, truths: FloatArray) -> FloatArray:
    """Return how much more people said than nothing, mean over questions, in nats.

    Relative to a uniform on each question's range, which holds all quantiles and the
    truth and a tenth of its length more on either side.

    Returns
    -------
    ndarray, shape (n_people,)
    """
    return information_within(quantiles, *bounds(quantiles, truths))


def information_within(
    quantiles: FloatArray, low: FloatArray, high: FloatArray
) -> FloatArray:
    """Return the same for given ranges, which hold all quantiles.

    Parameters
    ----------
    quantiles : ndarray, shape (n_people, n_questions, 3)
    low, high : ndarray, shape (n_questions,)
    """
    shape = quantiles.shape[:2]
    edges = [np.broadcast_to(low, shape), quantiles, np.broadcast_to(high, shape)]
    whole = np.concatenate([edges[0][..., None], edges[1], edges[2][..., None]], axis=2)
    density = BETWEEN / np.maximum(np.diff(whole, axis=2), NARROWEST)
    told = np.log(high - low) + (BETWEEN * np.log(density)).sum(axis=2)
    mean: FloatArray = told.mean(axis=1)
    return np.maximum(mean, 0.0)


def bounds(quantiles: FloatArray, truths: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return the range of each question, low and high, shape (n_questions,) each."""
    low = np.minimum(quantiles.min(axis=(0, 2)), truths)
    high = np.maximum(quantiles.max(axis=(0, 2)), truths)
    more = OVERSHOOT * (high - low)
    return low - more, high + more


def combined_quantiles(
    quantiles: FloatArray,
    weights: FloatArray,
    low: float,
    high: float,
) -> FloatArray:
    """Return the quantiles of the weighted linear pool on one question.

    Between quantiles, and out to the range of the question, a person's probability is
    spread evenly.

    Parameters
    ----------
    quantiles : ndarray, shape (n_people, 3)
        Rising.
    weights : ndarray, shape (n_people,)
        They sum to 1.
    low, high : float
        The range of the question; see `bounds`.

    Examples
    --------
    >>> one = np.array([[20.0, 30, 45]])
    >>> combined_quantiles(one, np.array([1.0]), 2.0, 98.0).tolist()
    [20.0, 30.0, 45.0]
    """
    places = np.unique(np.append(quantiles, [low, high]))
    steps = (0.0, *QUANTILES, 1.0)
    reached = sum(
        weight * np.interp(places, [low, *row, high], steps)
        for weight, row in zip(weights.tolist(), quantiles.tolist(), strict=True)
    )
    return cast(FloatArray, np.interp(QUANTILES, reached, places))


def _check(quantiles: FloatArray, truths: FloatArray) -> None:
    if (
        quantiles.ndim != 3
        or quantiles.shape[1:] != (len(truths), 3)
        or not len(truths)
    ):
        rule = f"three for each of {len(truths)} questions and each person"
        msg = f"quantiles must be {rule}, got shape {quantiles.shape}"
        raise ValueError(msg)
    if not (np.isfinite(quantiles).all() and np.isfinite(truths).all()):
        msg = "quantiles and truths must be finite numbers"
        raise ValueError(msg)
    if not (np.diff(quantiles, axis=2) > 0).all():
        msg = "quantiles of a question must rise from 5 to 50 to 95 %"
        raise ValueError(msg)
