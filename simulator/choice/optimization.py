"""Optimization: the portfolio that a rule of choice scores highest.

Up to `EXACT` free interventions the search goes through one stated family whole: every
set that may be funded, its members sharing the budget evenly in money, within what each
must and may get. The gap is then proven: no portfolio of the family is better in the
worlds of the search. Amounts are polished after that, which only adds to it.

Beyond, the search starts from whole sets that levels and jobs require, polishes,
exchanges, and polishes again. The gap is estimated: against what the rule would say if
each level could have the best portfolio that was found for it, as if the level were
known before choosing. No portfolio can do better than that with the true best ones, so
they are looked for near the portfolio that is chosen.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal, Protocol, cast

import numpy as np

from levels.arrays import BoolArray, FloatArray
from simulator.choice.candidates import EXACT, Candidates, every_set, exchanges
from simulator.choice.constraints import Constraints
from simulator.choice.neighborhood import Neighborhood
from simulator.choice.polishing import FACTOR, Score, Surrogate, surrogate, trials
from simulator.world.simulation import Progress

GapIs = Literal["proven", "estimated"]
Value = Callable[[FloatArray], FloatArray]
"""From FTE-years a year, shape (n_portfolios, n), to payoffs, shape (n_portfolios, K),
or (n_portfolios, K, n_worlds) where each world counts by itself."""


class Scoring(Protocol):
    """What says which portfolio is better: a rule, or several of them mixed."""

    @property
    def relative(self) -> bool:
        """Whether a score depends on the best value at each level."""

    def score(
        self, payoff: FloatArray, p: FloatArray, best: FloatArray | None = None
    ) -> FloatArray:
        """Return the score of each portfolio; see `Rule.score`."""


_FINALISTS = 2
_ROUNDS = 3
_ENOUGH, _WORTHWHILE = 1e-6, 1e-4
"""What a round must gain for the next to be as wide; an exchange, for more rounds."""


@dataclass(frozen=True, eq=False)
class Found:
    """What a search found, in the worlds of the search.

    Parameters
    ----------
    money : ndarray, shape (n,)
        Of the best portfolio.
    score : float
        What the rule says of it.
    gap : float
        How much better another portfolio may be; see `gap_is`.
    gap_is : str
        "proven" over the whole family, or "estimated" against a bound.
    best : ndarray, shape (K, n)
        The best portfolio that was found for each level, in money.
    tried : int
        How many portfolios were simulated.
    """

    money: FloatArray
    score: float
    gap: float
    gap_is: GapIs
    best: FloatArray
    tried: int


def optimize(
    value: Value,
    constraints: Constraints,
    rule: Scoring,
    p: FloatArray,
    candidates: Candidates,
    progress: Progress | None = None,
) -> Found:
    """Return the best portfolio that can be found.

    Parameters
    ----------
    value : callable
        The payoff of portfolios; the same amounts must always give the same.
    constraints : Constraints
    rule : Rule
    p : ndarray, shape (K,)
        The credence.
    candidates : Candidates
        What to start from, where not every set is tried.
    progress : callable, optional
        Called after each stage with about the share that is done.
    """
    search = _Search(value, constraints, rule, p, progress)
    if len(constraints.free) <= EXACT:
        search.look(constraints.shared(every_set(constraints).astype(float)))
        return search.exact()
    search.look(candidates.starts)
    return search.estimated(candidates.ways)


def improve(
    value: Value,
    constraints: Constraints,
    rule: Scoring,
    p: FloatArray,
    start: FloatArray,
) -> Found:
    """Return the best portfolio near one that is good already.

    Parameters are those of `optimize`; `start` has shape (n_starts, n).
    """
    search = _Search(value, constraints, rule, p)
    search.look(start)
    search.polish(search.first(1)[0], rounds=2)
    return search.found("estimated")


class _Search:
    """Portfolios that keep to the constraints, and their payoffs, as they are found."""

    def __init__(
        self,
        value: Value,
        constraints: Constraints,
        rule: Scoring,
        p: FloatArray,
        progress: Progress | None = None,
    ) -> None:
        self._told = progress or (lambda _: None)
        self._value, self._within, self._rule, self._p = value, constraints, rule, p
        self._money: list[FloatArray] = []
        self._payoff: list[FloatArray] = []
        self._latest: tuple[Neighborhood, Surrogate] | None = None
        self._tried = 0

    def look(self, money: FloatArray) -> None:
        """Simulate portfolios that may be chosen."""
        if len(money):
            self._money.append(money)
            self._payoff.append(self._simulated(money))

    def first(self, n: int) -> FloatArray:
        """Return the best portfolios so far, in money."""
        order = (-self.scores).argsort(kind="stable")
        return np.concatenate(self._money)[order[:n]]

    @property
    def scores(self) -> FloatArray:
        """What the rule says of each portfolio so far."""
        return self._score(np.concatenate(self._payoff))

    def exact(self) -> Found:
        """Polish the best of a whole family."""
        family = len(self._money[0])
        self._told(0.5)
        if self._rule.relative:
            self.spread()
        for money in self.first(_FINALISTS):
            self.polish(money, rounds=_ROUNDS + 2)
        found = self.found("proven")
        gap = float(self.scores[:family].max()) - found.score
        return replace(found, gap=max(gap, 0.0))

    def estimated(self, some_ways: BoolArray) -> Found:
        """Polish the best start, exchange, and polish again."""
        self._told(0.1)
        if self._rule.relative:
            self.spread()
        self.polish(self.first(1)[0])
        self._told(0.6)
        before = float(self.scores.max())
        self.look(exchanges(self.first(1)[0], self._within, some_ways))
        if self.scores.max() > before + _WORTHWHILE:
            self.polish(self.first(1)[0], rounds=2)
        self._told(0.9)
        self.spread()
        if self._rule.relative:
            self.polish(self.first(1)[0], rounds=2)
        return self.found("estimated")

    def spread(self) -> None:
        """Look for what each level would prefer by itself, by the model at hand."""
        if self._latest is None:
            self._modeled(self.first(1)[0], FACTOR)
        if self._latest is not None:
            around, model = self._latest
            scores = [_at(level) for level in range(len(self._p))]
            self.look(np.concatenate([around.toward(model, score) for score in scores]))

    def polish(self, money: FloatArray, rounds: int = _ROUNDS) -> None:
        """Improve the amounts of a portfolio; look nearer where nothing is gained."""
        reached, factor = float(self._score(self._payoff_of(money)).max()), FACTOR
        for _ in range(rounds):
            scores = self._round(money, factor)
            if scores.max(initial=-np.inf) > reached + _ENOUGH:
                reached = float(scores.max())
                money = self._money[-1][int(scores.argmax())]
            elif len(scores):
                factor = 1 + (factor - 1) / 3
            else:
                return

    def _round(self, money: FloatArray, factor: float) -> FloatArray:
        """Simulate around a portfolio, then on the way to what that promises.

        Returns the scores of those on the way that may be chosen.
        """
        self._modeled(money, factor)
        if self._latest is None:
            return np.empty(0)
        around, model = self._latest
        cleaned = around.toward(model, self._score)
        self.look(cleaned)
        return self._score(self._payoff[-1]) if len(cleaned) else np.empty(0)

    def _modeled(self, money: FloatArray, factor: float) -> None:
        """Make the model around a portfolio, if there is anything to change."""
        around, self._latest = Neighborhood(self._within, money), None
        if around.possible:
            tried = trials(around.center, around.limits, factor)
            model = surrogate(tried, self._simulated(around.money(tried)))
            self._latest = around, model

    def found(self, gap_is: GapIs) -> Found:
        """Return the best so far, with the gap to the bound."""
        scores, payoff = self.scores, np.concatenate(self._payoff)
        place, money = int(scores.argmax()), np.concatenate(self._money)
        bound = self._score(payoff.max(axis=0)[None])[0]
        return Found(
            money=money[place],
            score=float(scores[place]),
            gap=max(float(bound - scores[place]), 0.0),
            gap_is=gap_is,
            best=money[_by_level(payoff).argmax(axis=0)],
            tried=self._tried,
        )

    def _payoff_of(self, money: FloatArray) -> FloatArray:
        """Return the payoff of a portfolio that was looked at, as one row."""
        same = (np.concatenate(self._money) == money).all(axis=1)
        return np.concatenate(self._payoff)[[int(same.argmax())]]

    def _simulated(self, money: FloatArray) -> FloatArray:
        self._tried += len(money)
        return self._value(self._within.amounts(money))

    def _score(self, payoff: FloatArray) -> FloatArray:
        return self._rule.score(payoff, self._p, self._best)

    @property
    def _best(self) -> FloatArray:
        """The best value at each level so far, shape (K,)."""
        tops = [_by_level(some).max(axis=0) for some in self._payoff]
        return cast(FloatArray, np.max(tops, axis=0))


def _at(level: int) -> Score:
    return lambda payoff: _by_level(payoff)[:, level]


def _by_level(payoff: FloatArray) -> FloatArray:
    return payoff if payoff.ndim == 2 else cast(FloatArray, payoff.mean(axis=-1))
