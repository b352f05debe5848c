"""Whole portfolios under several scenarios, as a value."""

from dataclasses import dataclass
from functools import cached_property

from levels.arrays import FloatArray
from simulator.choice.decisions import Decision
from simulator.choice.regret import minimax_regret, regret
from simulator.world.simulation import standard_error


@dataclass(frozen=True, eq=False)
class Spending:
    """Whole portfolios of the same money, and what each is worth under each scenario.

    Parameters
    ----------
    choices : tuple of Decision
        The allocation itself, and its money spent anew on parts of the ladder.
    by_scramble : ndarray, shape (n_choices, n_scenarios, n_scrambles)
        Expected value.
    """

    choices: tuple[Decision, ...]
    by_scramble: FloatArray

    @cached_property
    def value(self) -> FloatArray:
        """Shape (n_choices, n_scenarios)."""
        value: FloatArray = self.by_scramble.mean(axis=-1)
        return value

    @property
    def regret(self) -> FloatArray:
        """What the best portfolio has more, shape (n_choices, n_scenarios)."""
        return regret(self.value)

    @property
    def survivor(self) -> int:
        """The portfolio whose worst regret over the scenarios is smallest."""
        return minimax_regret(self.value).index

    @property
    def best(self) -> list[int]:
        """The best portfolio under each scenario."""
        return [int(row) for row in self.value.argmax(axis=0)]

    def regret_error(self, row: int, column: int) -> float:
        """Return the standard error of a regret: both portfolios share their worlds."""
        worth = self.by_scramble[:, column]
        return float(standard_error(worth[self.best[column]] - worth[row]))
