"""Sensitivity: which assumptions an answer depends on, alone and together with others.

The assumptions are the numbers that differ from world to world. Those with the widest
bars of the tornado are analyzed one by one, and all others as one group, so that the
variance is the whole one. Credences are never among them: they sum to 1, and are an
input of their own.
"""

from dataclasses import dataclass

from levels.arrays import FloatArray
from simulator.choice.effects import effects
from simulator.choice.priority import by_level, order, priorities
from simulator.choice.question import Question
from simulator.choice.sobol import sobol_indices
from simulator.choice.tornado import Bar, Tornado
from simulator.scenario import Scenario
from simulator.world.engine import Engine
from simulator.world.simulation import Progress, draws_of

MOST_INPUTS = 35
DRAWS = 1024
FEWEST_DRAWS, MOST_DRAWS = 16, 1 << 16
CONTENDERS = 8
"""How many of the first of the ranking may be the first in a world."""


@dataclass(frozen=True)
class Input:
    """One assumption, or all the others together.

    Parameters
    ----------
    bar : Bar or None
        Of the tornado; None for the others together.
    first_order, total : float
        Sobol' indices.
    first_order_interval, total_interval : (float, float)
        95 %, by the bootstrap.
    """

    bar: Bar | None
    first_order: float
    total: float
    first_order_interval: tuple[float, float]
    total_interval: tuple[float, float]


@dataclass(frozen=True)
class Sensitivity:
    """What an answer depends on.

    Parameters
    ----------
    inputs : tuple of Input
        The highest total index first.
    others : Input or None
        All that vary and are not among them, as one; None if there are none.
    mean, variance : float
        Of the answer over worlds.
    draws : int
    """

    inputs: tuple[Input, ...]
    others: Input | None
    mean: float
    variance: float
    draws: int


def sensitivity(
    asked: Question,
    told: Tornado,
    n_inputs: int = MOST_INPUTS,
    draws: int = DRAWS,
    progress: Progress | None = None,
) -> Sensitivity:
    """Return the Sobol' indices of the answer of a question.

    Parameters
    ----------
    asked : Question
    told : Tornado
        Of the same question: says which assumptions to look at.
    n_inputs : int
        How many of them, the widest bars first.
    draws : int
        A power of two. Each assumption costs as many worlds.
    progress : callable, optional
        Called with the share that is done.

    Raises
    ------
    ValueError
        If `n_inputs` or `draws` is out of range.
    """
    check(n_inputs, draws)
    places = asked.inputs
    bars = [bar for bar in told.bars if bar.name in places][:n_inputs]
    chosen = [places[bar.name] for bar in bars]
    others = [n for n in range(len(asked.draws.places)) if n not in set(chosen)]
    groups = [[place] for place in chosen] + ([others] if others else [])
    found = sobol_indices(asked.at, groups, draws, asked.draws.seed, progress)
    rows = [
        Input(bar, float(first), float(total), (a, b), (c, d))
        for bar, first, total, (a, b), (c, d) in zip(
            [*bars, *([None] if others else [])],
            found.first,
            found.total,
            found.first_interval.tolist(),
            found.total_interval.tolist(),
            strict=True,
        )
    ]
    inputs = sorted(rows[: len(bars)], key=lambda row: -row.total)
    rest = rows[-1] if others else None
    return Sensitivity(tuple(inputs), rest, found.mean, found.variance, draws)


def check(n_inputs: int, draws: int) -> None:
    """Check what is asked for.

    Raises
    ------
    ValueError
        If it is out of range.
    """
    if n_inputs < 1:
        msg = f"inputs must be at least 1, got {n_inputs}"
        raise ValueError(msg)
    if not FEWEST_DRAWS <= draws <= MOST_DRAWS or draws & (draws - 1):
        rule = f"be a power of two from {FEWEST_DRAWS} to {MOST_DRAWS}"
        msg = f"draws must {rule}, got {draws}"
        raise ValueError(msg)


def foremost(
    engine: Engine, scenario: Scenario, p: FloatArray, most: int = CONTENDERS
) -> tuple[int, ...]:
    """Return the first of the ranking, by their places in the catalog."""
    model = engine.model
    worlds = draws_of(model, scenario.worlds, scenario.seed, scenario.parameters)
    portfolio, grant = scenario.allocation(model), scenario.grant
    found = effects(engine, portfolio, worlds, grant, scenario.months)
    value = by_level(found.effect, scenario.utility(model))
    return tuple(int(row) for row in order(priorities(value, p))[:most])
