"""Variants: what changes if a measure works as hoped, or hardly.

A measure that works as hoped is as ready today, can become as reliable, and takes as
little effort, as the ends of its stated ranges allow; one that hardly works is at the
other ends. As assumed is the range itself. Everything is simulated again for each, in
the same worlds, once for a workshop; what people believe then only picks among results.

Beliefs on several measures add up their changes. That is an approximation, for measures
gate and replace each other; how far it is off is measured where it is worst, with all
of them at one end.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from levels.arrays import FloatArray
from simulator.choice.effects import UNIT, granted
from simulator.choice.ranking import SOME_WORLDS, Groundwork
from simulator.group.room import EXTREMES
from simulator.group.voice import MOST_MEASURES
from simulator.model import Model
from simulator.scenario import Scenario
from simulator.world.engine import Engine
from simulator.world.simulation import Progress, draws_of, simulate

FIELDS = ("readiness_today", "ceiling", "scale")
MORE_IS_WORSE = ("scale",)


@dataclass(frozen=True, eq=False)
class Additivity:
    """How well changes add up, with all measures at one end, by the pack's utilities.

    Parameters
    ----------
    error : float
        The largest error of a decision's value at a level.
    change : float
        The largest change of such a value.
    """

    error: float
    change: float


@dataclass(frozen=True, eq=False)
class Variants:
    """What beliefs on measures change, against what is assumed.

    Parameters
    ----------
    asked : tuple of str
        Interventions.
    effect : ndarray, shape (n_asked, 2, n_interventions, K, n_outcomes)
        Change of effects per 100 FTE-years, if it works as hoped and if it hardly does.
    outcomes : ndarray, shape (n_asked, 2, n_decisions, K, n_outcomes)
        Change of the outcomes of decisions.
    additivity : Additivity
    """

    asked: tuple[str, ...]
    effect: FloatArray
    outcomes: FloatArray
    additivity: Additivity


def variants(
    engine: Engine,
    scenario: Scenario,
    groundwork: Groundwork,
    asked: Sequence[str],
    progress: Progress | None = None,
) -> Variants:
    """Return what changes if measures work as hoped, or hardly.

    The cost is that of two rankings a measure, and three more. Few worlds do: the same
    ones stand on both sides of each difference.

    Parameters
    ----------
    engine : Engine
    scenario : Scenario
        Its credence, observations and utilities are not looked at.
    groundwork : Groundwork
        Of the same scenario.
    asked : sequence of str
        Interventions; at most `MOST_MEASURES`.
    progress : callable, optional
        Called with the share of the work that is done.

    Raises
    ------
    ValueError
        If there are too many, one stands twice, or is none of the pack's.
    """
    model = engine.model
    _check(model, asked)
    ends = [{name: end} for name in asked for end in EXTREMES]
    together = [dict.fromkeys(asked, end) for end in EXTREMES] if len(asked) > 1 else []
    runs: list[dict[str, str]] = [{}, *ends, *together] if asked else []
    found = []
    for done, beliefs in enumerate(runs, start=1):
        found.append(_outcomes(engine, scenario, groundwork, beliefs))
        if progress is not None:
            progress(done / len(runs))
    return _variants(model, scenario, groundwork, tuple(asked), found)


def _check(model: Model, asked: Sequence[str]) -> None:
    if len(asked) > MOST_MEASURES:
        msg = f"measures must be at most {MOST_MEASURES}, got {len(asked)}"
        raise ValueError(msg)
    for place, name in enumerate(asked):
        if name not in model.means.ids:
            msg = f"measures must name interventions, got {name!r}"
            raise ValueError(msg)
        if name in asked[:place]:
            msg = f"measures must be asked once, got {name!r} twice"
            raise ValueError(msg)


def held(model: Model, name: str, end: str) -> dict[str, float]:
    """Return at what an intervention is held if it works as hoped, or hardly.

    Examples
    --------
    >>> from simulator.model import load
    >>> sorted(held(load(), "debate", "hardly").items())[0]
    ('debate.ceiling', 0.65)
    """
    chosen = model.means.intervention(name)
    values = {}
    for field in FIELDS:
        quantity = getattr(chosen, field)
        is_high = (end == "hoped") != (field in MORE_IS_WORSE)
        values[f"{name}.{field}"] = quantity.high if is_high else quantity.low
    return values


def _outcomes(
    engine: Engine, scenario: Scenario, groundwork: Groundwork, beliefs: dict[str, str]
) -> FloatArray:
    """Return outcomes of the portfolio, with each grant, and of the decisions."""
    model = engine.model
    overrides = dict(scenario.parameters)
    for name, end in beliefs.items():
        overrides |= held(model, name, end)
    n = min(scenario.worlds, SOME_WORLDS)
    worlds = draws_of(model, n, scenario.seed, overrides)
    base = scenario.allocation(model)
    tried = [
        base,
        *granted(model.means, base, scenario.grant, scenario.months),
        *(choice.portfolio for choice in groundwork.decisions.choices),
    ]
    return simulate(engine, tried, worlds, scenario.months).mean


def _variants(
    model: Model,
    scenario: Scenario,
    groundwork: Groundwork,
    asked: tuple[str, ...],
    found: Sequence[FloatArray],
) -> Variants:
    n_levels, n_outcomes = len(model.belief.ladder), len(model.world.outcomes)
    n, n_choices = len(model.means.ids), len(groundwork.decisions.choices)
    if not asked:
        none = np.zeros((0, 2, n, n_levels, n_outcomes))
        few = np.zeros((0, 2, n_choices, n_levels, n_outcomes))
        return Variants((), none, few, Additivity(0.0, 0.0))
    changes = np.array(found[1:]) - found[0]
    single = changes[: 2 * len(asked)].reshape(len(asked), 2, *changes.shape[1:])
    granting = (single[:, :, 1 : n + 1] - single[:, :, :1]) * (UNIT / scenario.grant)
    deciding = single[:, :, n + 1 :]
    joint = changes[2 * len(asked) :, n + 1 :] if len(asked) > 1 else deciding[0]
    utilities = np.array([outcome.utility.value for outcome in model.world.outcomes])
    error = np.abs((deciding.sum(axis=0) - joint) @ utilities).max()
    change = np.abs(joint @ utilities).max()
    return Variants(asked, granting, deciding, Additivity(float(error), float(change)))
