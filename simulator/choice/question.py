"""A question to each world: how much it is worth, or what would come first in it.

The answer is a number for each world, so that one can ask which of a world's parameters
it depends on. Parameters are asked about by their shares: points of the unit cube.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from interventions.portfolio import Portfolio
from levels.arrays import FloatArray
from simulator.choice.by_world import values_by_world
from simulator.choice.effects import UNIT, granted
from simulator.scenario import Scenario, address
from simulator.world.engine import Engine
from simulator.world.sampling import Draws, Worlds
from simulator.world.simulation import draws_of


@dataclass(frozen=True, eq=False)
class Reading:
    """What is read off the values of portfolios in a world.

    Parameters
    ----------
    portfolios : tuple of Portfolio
    answer : callable
        From expected values, shape (n_portfolios, n_worlds), to answers, (n_worlds,).
    """

    portfolios: tuple[Portfolio, ...]
    answer: Callable[[FloatArray], FloatArray]


@dataclass(frozen=True, eq=False)
class Question:
    """A reading in worlds of a model, under a credence.

    Parameters
    ----------
    engine : Engine
    draws : Draws
        The distributions of all parameters.
    months : int
        Length of the plan.
    utilities : ndarray, shape (n_outcomes,)
    p : ndarray, shape (K,)
    reading : Reading
    """

    engine: Engine
    draws: Draws
    months: int
    utilities: FloatArray
    p: FloatArray
    reading: Reading

    def answers(self, worlds: Worlds) -> FloatArray:
        """Return the answer in each world, shape (n_worlds,)."""
        value = values_by_world(
            self.engine, self.reading.portfolios, worlds, self.utilities, self.months
        )
        return self.reading.answer(np.einsum("xkw,k->xw", value, self.p))

    def at(self, points: FloatArray) -> FloatArray:
        """Return the answers at points of the unit cube, shape (n, n_places)."""
        return self.answers(self.draws.at(points))

    @property
    def inputs(self) -> dict[str, int]:
        """Addresses of the numbers that differ from world to world, and their places.

        A parameter that is held at a value is none of them.
        """
        margins = self.draws.margins
        return {
            address(name): place
            for name, place in self.draws.places.items()
            if margins[name].shape != "fixed" and margins[name].low < margins[name].high
        }

    def span(self, place: int, shares: FloatArray) -> FloatArray:
        """Return the number at a place at these shares of its distribution."""
        name = next(n for n, each in self.draws.places.items() if each == place)
        return self.draws.margins[name].at(shares)


def of_value(
    engine: Engine, scenario: Scenario, p: FloatArray, n_worlds: int
) -> Question:
    """Ask what a scenario's portfolio is worth.

    Parameters
    ----------
    engine : Engine
    scenario : Scenario
    p : ndarray, shape (K,)
        The credence after all observations.
    n_worlds : int
        Of the tornado; a power of two.
    """
    reading = Reading((scenario.allocation(engine.model),), lambda value: value[0])
    return _question(engine, scenario, reading, p, n_worlds)


def of_priority(
    engine: Engine, scenario: Scenario, p: FloatArray, n_worlds: int, row: int
) -> Question:
    """Ask for the priority of an intervention, which is named by its place.

    Parameters
    ----------
    engine, scenario, p, n_worlds
        See `of_value`.
    row : int
        Its place in the catalog.
    """
    scale = UNIT / scenario.grant
    more = _granted(engine, scenario)[row]
    reading = Reading(
        (scenario.allocation(engine.model), more),
        lambda value: (value[1] - value[0]) * scale,
    )
    return _question(engine, scenario, reading, p, n_worlds)


def of_choice(
    engine: Engine,
    scenario: Scenario,
    p: FloatArray,
    n_worlds: int,
    contenders: Sequence[int],
) -> Question:
    """Ask whether the first of some interventions does most: 1 if so, else 0.

    The mean of the answer is the share of worlds in which it does.

    Parameters
    ----------
    engine, scenario, p, n_worlds
        See `of_value`.
    contenders : sequence of int
        Their places in the catalog.
    """
    more = _granted(engine, scenario)
    reading = Reading(
        tuple(more[row] for row in contenders),
        lambda value: (value.argmax(axis=0) == 0).astype(float),
    )
    return _question(engine, scenario, reading, p, n_worlds)


def _granted(engine: Engine, scenario: Scenario) -> list[Portfolio]:
    means, portfolio = engine.model.means, scenario.allocation(engine.model)
    return granted(means, portfolio, scenario.grant, scenario.months)


def _question(
    engine: Engine, scenario: Scenario, reading: Reading, p: FloatArray, n_worlds: int
) -> Question:
    model = engine.model
    return Question(
        engine=engine,
        draws=draws_of(model, n_worlds, scenario.seed, scenario.parameters),
        months=scenario.months,
        utilities=scenario.utility(model),
        p=p,
        reading=reading,
    )
