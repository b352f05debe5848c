"""Rank acceptability: how sure each place of the ranking is.

Two things are not known for sure: the credence, which is held more or less firmly, and
the effects, which are estimated in finitely many worlds. Both are drawn together, and
each draw gives a ranking.
"""

from dataclasses import dataclass, replace

import numpy as np

from levels.arrays import FloatArray
from levels.credence import Credence
from simulator.choice.effects import Effects
from simulator.choice.priority import by_scramble

DRAWS = 2000


@dataclass(frozen=True, eq=False)
class Acceptability:
    """How often each intervention stands in each place.

    Parameters
    ----------
    places : ndarray, shape (n_interventions, n_interventions)
        `places[i, r]` is the share of draws in which intervention i stands in place r,
        from 0. Rows and columns sum to 1.
    draws, seed : int
        Make them again.

    References
    ----------
    .. [1] Lahdelma, R., & Salminen, P. (2001). SMAA-2: Stochastic multicriteria
       acceptability analysis for group decision making. Oper. Res. 49(3), 444-454.
    """

    places: FloatArray
    draws: int
    seed: int

    def among(self, first: int) -> FloatArray:
        """Return the share of draws in which each is among the first few.

        Returns
        -------
        ndarray, shape (n_interventions,)
            They sum to `first`.
        """
        share: FloatArray = self.places[:, :first].sum(axis=1)
        return np.minimum(share, 1.0)  # but for rounding

    def standard_error(self, first: int) -> FloatArray:
        """Return the standard error of `among`, from the number of draws."""
        share = self.among(first)
        error: FloatArray = np.sqrt(share * (1 - share) / self.draws)
        return error


def acceptability(
    effects: Effects,
    utilities: FloatArray,
    credence: Credence,
    seed: int,
    draws: int = DRAWS,
) -> Acceptability:
    """Return how sure the places of a ranking are.

    Parameters
    ----------
    effects : Effects
    utilities : ndarray, shape (n_outcomes,)
    credence : Credence
        After all observations, with how firmly it is held. Without a concentration it
        is taken as it stands, and only the effects are drawn.
    seed : int
    draws : int

    Examples
    --------
    >>> from simulator.world.simulation import Outcomes
    >>> effect = np.array([[0.9, 0.1], [0.8, 0.2]])[:, None, None, :] * [[1.0], [0.0]]
    >>> some = Effects(Outcomes(effect[:1]), effect, 100.0)
    >>> alone = Credence(np.array([1.0]))
    >>> acceptability(some, np.array([1.0, 0.0]), alone, 0).among(2).tolist()
    [1.0, 1.0]
    """
    rng = np.random.default_rng(seed)
    value = by_scramble(effects.by_scramble, utilities)
    credences = credence.draws(draws, rng)
    return replace(acceptability_of(value, credences, rng), seed=seed)


def acceptability_of(
    value: FloatArray, credences: FloatArray, rng: np.random.Generator
) -> Acceptability:
    """Return how sure places are, from values by scramble and drawn credences.

    The value of a draw is normal around the mean over scrambles, with the covariance of
    that mean: what two interventions owe to the same worlds moves them together.

    Parameters
    ----------
    value : ndarray, shape (n_interventions, K, n_scrambles)
        With one scramble there is no error to draw.
    credences : ndarray, shape (n_draws, K)
    rng : numpy.random.Generator

    Examples
    --------
    >>> value = np.array([[1.0, 0.0], [0.0, 1.0]])[:, :, None]
    >>> draws = np.array([[0.9, 0.1], [0.8, 0.2], [0.3, 0.7], [0.6, 0.4]])
    >>> acceptability_of(value, draws, np.random.default_rng(0)).among(1).tolist()
    [0.75, 0.25]
    """
    n, n_levels, n_scrambles = value.shape
    weights = _weights(len(credences), n_scrambles, rng)
    both = (credences[:, :, None] * weights[:, None]).reshape(len(credences), -1)
    priorities = both @ value.reshape(n, n_levels * n_scrambles).T
    ranked = np.argsort(-priorities, axis=1, kind="stable")
    cells = ranked * n + np.arange(n)
    counts = np.bincount(cells.ravel(), minlength=n * n).reshape(n, n)
    return Acceptability(counts / len(credences), len(credences), 0)


def _weights(n_draws: int, n_scrambles: int, rng: np.random.Generator) -> FloatArray:
    """Return weights of scrambles whose sums have the mean's own covariance."""
    if n_scrambles == 1:
        return np.ones((n_draws, 1))
    normal = rng.standard_normal((n_draws, n_scrambles))
    normal -= normal.mean(axis=1, keepdims=True)
    weights: FloatArray = 1 / n_scrambles + normal / np.sqrt(
        n_scrambles * (n_scrambles - 1)
    )
    return weights
