"""Several scenarios compared, as a value: what each says, and what survives under all.

A row of a matrix is an intervention, a column a scenario.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import numpy as np

from app.briefs.brief import Estimate
from app.briefs.comparison.spending import Spending
from levels.arrays import BoolArray, FloatArray, IntArray
from simulator.choice.comparison import Contrast, contrasts
from simulator.choice.regret import minimax_regret, regret
from simulator.choice.survival import among_first, first_of, ranks, worst_first
from simulator.model import Model
from simulator.scenario import Scenario
from simulator.world.simulation import standard_error

Scenarios = TypeVar("Scenarios", bound=Sequence[object])

FEWEST, MOST = 2, 5
"""Scenarios that can be compared: of more, no table would fit a page."""

LETTERS = "ABCDE"
"""What they are called, in their order."""


@dataclass(frozen=True, eq=False)
class Side:
    """One scenario, and what follows from it.

    Parameters
    ----------
    scenario : Scenario
    model : Model
        As the scenario sees it, in the present language.
    revised : str
        Digest of that model.
    before, after : ndarray, shape (K,)
        The credence before and after the observations.
    outcomes : ndarray, shape (n_outcomes,)
        Probabilities under the credence, with the allocation as it is.
    expected_value : Estimate
    priority : ndarray, shape (n_interventions,)
        Utility per 100 FTE-years.
    by_scramble : ndarray, shape (n_interventions, n_scrambles)
        The same, scramble by scramble.
    """

    scenario: Scenario
    model: Model
    revised: str
    before: FloatArray
    after: FloatArray
    outcomes: FloatArray
    expected_value: Estimate
    priority: FloatArray
    by_scramble: FloatArray

    def error(self, row: int) -> float:
        """Return the standard error of a priority."""
        return float(standard_error(self.by_scramble[row]))


@dataclass(frozen=True)
class Cause:
    """What one part of another scenario does, taken over alone by the first scenario.

    Parameters
    ----------
    side : int
        Which other scenario.
    part : str
        Of `simulator.choice.hybrid.PARTS`.
    fields : tuple of str
        In which the two differ.
    first : int or None
        The intervention that would come first; None if the two cannot hold together.
    moved : int
        How many of the first ones would be others.
    """

    side: int
    part: str
    fields: tuple[str, ...]
    first: int | None
    moved: int


@dataclass(frozen=True)
class Origin:
    """Program, model and day that made a comparison.

    Parameters
    ----------
    version : str
    contract : int
    pack : str
        Digest of the model before any scenario's changes.
    made : str
        The day, as YYYY-MM-DD.
    """

    version: str
    contract: int
    pack: str
    made: str


@dataclass(frozen=True, eq=False)
class Comparison:
    """Several scenarios side by side.

    Parameters
    ----------
    sides : tuple of Side
        From 2 to 5; the first is the one that the others are told against.
    causes : tuple of Cause
    origin : Origin
    spending : Spending or None
        None where the scenarios do not share their simulated worlds.
    """

    sides: tuple[Side, ...]
    causes: tuple[Cause, ...]
    origin: Origin
    spending: Spending | None = None

    @cached_property
    def priority(self) -> FloatArray:
        """Shape (n_interventions, n_scenarios)."""
        return np.stack([side.priority for side in self.sides], axis=1)

    @cached_property
    def ranks(self) -> IntArray:
        """Places from 1, shape (n_interventions, n_scenarios)."""
        return ranks(self.priority)

    @cached_property
    def order(self) -> list[int]:
        """The interventions by their worst place."""
        return [int(row) for row in worst_first(self.priority)]

    @property
    def first(self) -> int:
        """How many interventions count as first."""
        return first_of(len(self.priority))

    @cached_property
    def leading(self) -> BoolArray:
        """Which interventions are among the first, by scenario."""
        return among_first(self.priority, self.first)

    @property
    def common(self) -> list[int]:
        """The interventions that are among the first under all scenarios."""
        return [row for row in self.order if self.leading[row].all()]

    @property
    def partial(self) -> list[int]:
        """Those that are among the first under some scenarios alone."""
        led = [(row, self.leading[row]) for row in self.order]
        return [row for row, leads in led if leads.any() and not leads.all()]

    def choice(self, side: int) -> int:
        """Return the intervention that a scenario puts first."""
        return int(self.priority[:, side].argmax())

    @property
    def choices(self) -> tuple[int | None, ...]:
        """The first choice of each scenario; None where nothing raises its value."""
        best = [self.choice(side) for side in range(len(self.sides))]
        worth = self.priority.max(axis=0).tolist()
        return tuple(
            row if value > 0 else None for row, value in zip(best, worth, strict=True)
        )

    @cached_property
    def regret(self) -> FloatArray:
        """What the best choice has more, shape (n_interventions, n_scenarios)."""
        return regret(self.priority)

    def regret_error(self, row: int, column: int) -> float:
        """Return the standard error of a regret: both choices share their worlds."""
        side = self.sides[column]
        best = side.by_scramble[self.choice(column)]
        return float(standard_error(best - side.by_scramble[row]))

    def worst(self, row: int) -> tuple[int, Estimate]:
        """Return under which scenario a choice is regretted most, and how much."""
        column = int(self.regret[row].argmax())
        error = self.regret_error(row, column)
        return column, Estimate(float(self.regret[row, column]), error)

    @property
    def survivor(self) -> int:
        """The intervention whose worst regret over the scenarios is smallest."""
        return minimax_regret(self.priority).index

    @property
    def runner_up(self) -> int | None:
        """The intervention that survives so nearly as well that chance may decide.

        Their worst regrets differ by no more than two standard errors, were these
        independent; None if it is clear which is smaller.
        """
        others = [row for row in self.order if row != self.survivor]
        if not others:
            return None
        found = {row: self.worst(row)[1] for row in others}
        row = min(others, key=lambda row: found[row].value)
        least = self.worst(self.survivor)[1]
        within = 2 * float(np.hypot(least.error, found[row].error))
        return row if found[row].value - least.value <= within else None

    @cached_property
    def contrasts(self) -> tuple[Contrast, ...]:
        """All on which the scenarios do not agree."""
        levels = self.sides[0].model.belief.ladder.ids
        return contrasts([side.scenario for side in self.sides], levels)

    @property
    def revised(self) -> str:
        """The digests of the models as the scenarios see them."""
        return " ".join(side.revised for side in self.sides)

    @property
    def digest(self) -> str:
        """A digest of all that goes in but the day."""
        stamp = {**vars(self.origin), "made": "", "revised": self.revised}
        told = [(side.scenario.title, side.scenario.digest) for side in self.sides]
        text = json.dumps([stamp, told], sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()[:16]


def checked(scenarios: Scenarios) -> Scenarios:
    """Return scenarios, read or not, if they are as many as can be compared.

    Raises
    ------
    ValueError
        If they are too few or too many.
    """
    if not FEWEST <= len(scenarios) <= MOST:
        rule = f"a comparison must be of {FEWEST} to {MOST} scenarios"
        msg = f"{rule}, got {len(scenarios)}"
        raise ValueError(msg)
    return scenarios
