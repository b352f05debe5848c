"""The cut-off of Cooke's classical model under which a group does best.

The weighted pool of a group is itself scored on the seed questions, as a person is. Who
is calibrated worse than a cut-off has no weight; the cut-off is the calibration of one
of the people, and that one is taken under which the pool's calibration times its
information is highest. It is chosen on the same questions that it is scored on, so that
it promises more than it will keep: say so beside it.

References
----------
.. [1] Cooke, R. M. (1991). Experts in Uncertainty. Oxford University Press. Chapter 12.
.. [2] Colson, A. R., & Cooke, R. M. (2017). Cross validation for the classical model of
   structured expert judgment. Reliab. Eng. Syst. Saf. 163, 109-120.
"""

from dataclasses import dataclass

import numpy as np

from levels.arrays import FloatArray
from levels.performance import (
    Performance,
    bounds,
    calibration,
    combined_quantiles,
    counts,
    earned,
    information_within,
    performance,
)


@dataclass(frozen=True, eq=False)
class Optimized:
    """The weights under the best cut-off, and how well the group did with them.

    Parameters
    ----------
    people : Performance
        Of each person, with the weights under the cut-off.
    cutoff : float
        The least calibration that has weight.
    calibration, information : float
        Of the weighted pool on the same questions.
    """

    people: Performance
    cutoff: float
    calibration: float
    information: float

    @property
    def score(self) -> float:
        """Calibration times information of the pool."""
        return self.calibration * self.information


def optimized(quantiles: FloatArray, truths: FloatArray) -> Optimized:
    """Return the cut-off under which the weighted pool scores highest.

    Of cut-offs that score the same the lowest, which leaves most people in.

    Parameters
    ----------
    quantiles : ndarray, shape (n_people, n_questions, 3)
        The 5, 50 and 95 % quantile of each, rising.
    truths : ndarray, shape (n_questions,)

    Raises
    ------
    ValueError
        If quantiles do not rise, a number is not finite, or shapes do not fit.

    Examples
    --------
    >>> told = np.array([[[10.0, 50, 90]] * 10, [[40.0, 50, 60]] * 10])
    >>> truths = np.array([15.0, 25, 35, 42, 48, 52, 58, 65, 75, 85])
    >>> best = optimized(told, truths)
    >>> round(best.cutoff, 6), best.people.weights.round(6).tolist()
    (0.001805, [0.833202, 0.166798])
    """
    done = performance(quantiles, truths)
    tried = [
        _under(done, cutoff, quantiles, truths)
        for cutoff in np.unique(done.calibration).tolist()
    ]
    return max(tried, key=lambda each: each.score)


def _under(
    done: Performance, cutoff: float, quantiles: FloatArray, truths: FloatArray
) -> Optimized:
    weights = earned(done.calibration, done.information, cutoff)
    people = Performance(done.calibration, done.information, weights)
    low, high = bounds(quantiles, truths)
    pool = pooled(quantiles, weights, low, high)
    (calibrated,) = calibration(counts(pool, truths)).tolist()
    (informed,) = information_within(pool, low, high).tolist()
    return Optimized(people, cutoff, calibrated, informed)


def pooled(
    quantiles: FloatArray, weights: FloatArray, low: FloatArray, high: FloatArray
) -> FloatArray:
    """Return the quantiles of the weighted pool on every question.

    Parameters
    ----------
    quantiles : ndarray, shape (n_people, n_questions, 3)
    weights : ndarray, shape (n_people,)
    low, high : ndarray, shape (n_questions,)

    Returns
    -------
    ndarray, shape (1, n_questions, 3)
        As of one person.
    """
    ranges = zip(low.tolist(), high.tolist(), strict=True)
    return np.array(
        [
            [
                combined_quantiles(quantiles[:, n], weights, *ends)
                for n, ends in enumerate(ranges)
            ]
        ]
    )
