"""A verdict: what comes first under a rule of choice, by how much, and why.

The error of a lead is that of chance in the worlds: each scramble is left out in turn
(the jackknife), since the score of most rules is no mean.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from levels.arrays import FloatArray
from simulator.choice.flips import TOLD_APART
from simulator.choice.offers import Offers
from simulator.choice.priority import order
from simulator.choice.regret import worst_regrets
from simulator.choice.rules import RULES, Rule, rule
from simulator.choice.worst_case import relative_entropy_worst_credence

ROUNDING = 1e-12
"""Scores nearer to each other than this are the same."""

DIGITS = 12
"""Decimals of scores that are put in order; offers that tie stand in their own."""


@dataclass(frozen=True, eq=False)
class Verdict:
    """The order of some offers under one rule.

    Parameters
    ----------
    rule : Rule
    order : tuple of int
        Offers, the best first, ties in their own order.
    score : ndarray, shape (n_offers,)
        In utility; higher is better. That of minimax regret is the regret below zero.
    behind, standard_error : ndarray, shape (n_offers,)
        By how much each is behind the first, and the error of that.
    """

    rule: Rule
    order: tuple[int, ...]
    score: FloatArray
    behind: FloatArray
    standard_error: FloatArray

    @property
    def first(self) -> int:
        """The offer that comes first."""
        return self.order[0]

    @property
    def abreast(self) -> tuple[int, ...]:
        """Offers that are not told apart from the first, the first among them."""
        near = TOLD_APART * self.standard_error + ROUNDING
        return tuple(row for row in self.order if self.behind[row] <= near[row])


def verdicts(offers: Offers, p: FloatArray) -> tuple[Verdict, ...]:
    """Return the verdict of every rule, each with its own numbers.

    Parameters
    ----------
    offers : Offers
    p : ndarray, shape (K,)
        The credence after all observations.
    """
    return tuple(verdict(rule(name), offers, p) for name in RULES)


def verdict(asked: Rule, offers: Offers, p: FloatArray) -> Verdict:
    """Return the verdict of one rule.

    Parameters
    ----------
    asked : Rule
    offers : Offers
    p : ndarray, shape (K,)

    Examples
    --------
    >>> payoff = np.array([[100.0, 20, -80], [80, 70, 0], [60, 60, 50]])[..., None]
    >>> found = verdict(rule("maximin"), Offers(payoff, payoff), np.ones(3) / 3)
    >>> found.order, found.behind.tolist()
    ((2, 1, 0), [130.0, 50.0, 0.0])
    """
    values = offers.by_world if asked.id == "cvar" else offers.payoff
    n_scrambles = offers.payoff.shape[-1]
    parts = values.reshape(*values.shape[:2], n_scrambles, -1)
    score = _score(asked, parts, p)
    ranked = order(np.round(score, DIGITS))
    without = [
        _score(asked, np.delete(parts, s, axis=2), p)
        for s in range(n_scrambles)
        if n_scrambles > 1
    ]
    left = np.array([row[ranked[0]] - row for row in without] or [score * 0.0])
    return Verdict(
        rule=asked,
        order=tuple(ranked.tolist()),
        score=score,
        behind=score[ranked[0]] - score,
        standard_error=np.sqrt(n_scrambles - 1) * left.std(axis=0),
    )


def _score(asked: Rule, parts: FloatArray, p: FloatArray) -> FloatArray:
    """Return scores from values, shape (n_offers, K, n_scrambles, n_each)."""
    return asked.score(parts.reshape(*parts.shape[:2], -1), p)


def agreed(found: Sequence[Verdict]) -> tuple[tuple[int, tuple[Verdict, ...]], ...]:
    """Return which rules put which offer first, the most agreed on first.

    Examples
    --------
    >>> payoff = np.array([[100.0, 20, -80], [80, 70, 0], [60, 60, 50]])[..., None]
    >>> found = verdicts(Offers(payoff, payoff), np.array([0.5, 0.3, 0.2]))
    >>> [(row, [each.rule.id for each in some]) for row, some in agreed(found)][1:]
    [(1, ['expected-value'])]
    """
    firsts = tuple(dict.fromkeys(each.first for each in found))
    groups = [
        (row, tuple(each for each in found if each.first == row)) for row in firsts
    ]
    return tuple(sorted(groups, key=lambda group: -len(group[1])))


@dataclass(frozen=True)
class Ground:
    """The levels that decide how an offer scores, from 0.

    Parameters
    ----------
    worst, best : int
        Where it is worth least and most.
    regretted, rival : int
        Where it falls short most, and the offer that is best there.
    regret : float
        By how much, in utility.
    tilted : int
        Which level gains most credence in the worst case of the relative-entropy ball.
    """

    worst: int
    best: int
    regretted: int
    rival: int
    regret: float
    tilted: int


def ground(payoff: FloatArray, p: FloatArray, row: int, radius: float = 0.1) -> Ground:
    """Return the levels that decide how an offer scores.

    Parameters
    ----------
    payoff : ndarray, shape (n_offers, K)
    p : ndarray, shape (K,)
    row : int
        Which offer.
    radius : float
        Of the ball, in nats.

    Examples
    --------
    >>> payoff = np.array([[100.0, 20, -80], [80, 70, 0], [60, 60, 50]])
    >>> ground(payoff, np.array([0.5, 0.3, 0.2]), 1)
    Ground(worst=2, best=0, regretted=2, rival=2, regret=50.0, tilted=2)
    """
    regretted = worst_regrets(payoff)[row]
    (worst_case,) = relative_entropy_worst_credence(
        payoff[row : row + 1], p, radius=radius
    )
    return Ground(
        worst=int(payoff[row].argmin()),
        best=int(payoff[row].argmax()),
        regretted=regretted.level,
        rival=int(payoff[:, regretted.level].argmax()),
        regret=regretted.regret,
        tilted=int((worst_case - p).argmax()),
    )
