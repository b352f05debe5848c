"""Neighborhood: what a portfolio may become by changing its amounts a little."""

import numpy as np

from levels.arrays import FloatArray
from simulator.choice.constraints import Constraints
from simulator.choice.polishing import Score, Surrogate, on_the_way

MOST_AMOUNTS = 64
"""How many amounts are polished together."""


class Neighborhood:
    """The amounts around a portfolio that may be changed, as shares of their money.

    Who joins or leaves does so without a stated least; a member on whom others rest
    stays.

    Parameters
    ----------
    within : Constraints
    money : ndarray, shape (n,)
        Of the portfolio.
    """

    def __init__(self, within: Constraints, money: FloatArray) -> None:
        self._within, self._money = within, money
        members, plain = money > 0, within.least <= within.smallest
        joins = plain & within.may_join(members)
        leaves = plain & within.may_leave(members)
        order = np.lexsort((-money, ~members))
        self._rows = [row for row in order if members[row] or joins[row]][:MOST_AMOUNTS]
        self._unit = within.budget - float(np.delete(money, self._rows).sum())
        if self.possible:
            low = (
                np.where(members & ~leaves, within.least, 0.0)[self._rows] / self._unit
            )
            high = np.minimum(within.most[self._rows] / self._unit, 1.0)
            self.limits = low, np.maximum(low, high)
            self.center = np.clip(money[self._rows] / self._unit, *self.limits)

    @property
    def possible(self) -> bool:
        """Whether there is anything to change, and money to change it with."""
        return bool(self._rows) and self._unit > 0

    def money(self, shares: FloatArray) -> FloatArray:
        """Return portfolios in money, shape (n_portfolios, n)."""
        money = np.repeat(self._money[None], len(shares), axis=0)
        money[:, self._rows] = shares * self._unit
        return money

    def toward(self, model: Surrogate, score: Score) -> FloatArray:
        """Return portfolios on the way to the best one of a model, in money."""
        steps = on_the_way(self.center, model.best(score), self.limits)
        return self.cleaned(steps)

    def cleaned(self, shares: FloatArray) -> FloatArray:
        """Return the portfolios that may be chosen, in money.

        What gets next to nothing gets nothing.
        """
        money = self.money(shares)
        kept = np.where(money < self._within.least * (1 - 1e-9), 0.0, money)
        return kept[self._within.admits(kept > 0)]
