"""Series over the months of the plan, as bands over worlds."""

from dataclasses import dataclass

import numpy as np

from interventions.diagram import diagram
from levels.arrays import FloatArray
from simulator.world.automation import bottleneck, used
from simulator.world.engine import Engine
from simulator.world.path import Path
from simulator.world.sampling import Worlds

QUANTILES = {"p05": 0.05, "p50": 0.5, "p95": 0.95}

Bands = dict[str, list[float] | list[list[float]]]


@dataclass(frozen=True, eq=False)
class Series:
    """Bands of what a portfolio does, month by month.

    Parameters
    ----------
    months : list of int
    bands : dict of str to dict
        By name of the series, its p05, p50 and p95; each has shape (n_months,), or
        (K, n_months) for one that depends on the level.
    """

    months: list[int]
    bands: dict[str, Bands]


def series(engine: Engine, worlds: Worlds, way: Path, months: int) -> Series:
    """Return the bands of one portfolio's path over the plan.

    Parameters
    ----------
    engine : Engine
    worlds : Worlds
    way : Path
        Of one portfolio.
    months : int
        Length of the plan.
    """
    plan = slice(0, months + 1)
    reached = way.capability[plan, 0]
    readiness = way.ready(plan)[:, :, 0]
    bands = {
        "capability": _bands(reached),
        "threshold": _bands(np.broadcast_to(worlds["threshold"], reached.shape)),
        "dangerous": _bands((reached >= worlds["threshold"]).mean(axis=1)[:, None]),
        "research_multiplier": _bands(way.multiplier[plan, 0]),
        **_work(engine, worlds, np.minimum(reached, worlds["threshold"]), readiness),
    }
    for row, name in enumerate(engine.model.means.ids):
        bands[f"readiness.{name}"] = _bands(readiness[row])
    bands["real_requirement"], bands["requirement"] = (
        _requirement(engine, [way.ready(plan, share)[:, :, 0] for share in spoiled])
        for spoiled in _sabotage(engine, worlds)
    )
    return Series(list(range(months + 1)), bands)


def _work(
    engine: Engine, worlds: Worlds, reached: FloatArray, readiness: FloatArray
) -> dict[str, Bands]:
    """Return who does research: AI, people, and what their part costs in speed."""
    researcher = engine.mechanisms.researcher
    done = researcher.does(worlds, reached, readiness)
    by_ai = used(worlds, researcher.trusted(readiness)) * done
    lost = bottleneck(done, worlds["task_speed"], worlds["substitution"])
    return {
        "automated_share": _bands(researcher.able(worlds, reached)),
        "ai_share": _bands(by_ai),
        "human_remainder": _bands(1 - by_ai),
        "bottleneck": _bands(lost),
    }


def _bands(values: FloatArray) -> Bands:
    """Return quantiles over the last axis, the worlds."""
    points = np.quantile(values, list(QUANTILES.values()), axis=-1)
    return {name: row.tolist() for name, row in zip(QUANTILES, points, strict=True)}


def _sabotage(engine: Engine, worlds: Worlds) -> tuple[list[FloatArray], ...]:
    """Return the share of untrusted work that is spoiled, by part: really, and none."""
    really = [part.sabotage * worlds["sabotage_on"] for part in engine.parts]
    return really, [np.zeros(len(worlds)) for _ in really]


def _requirement(engine: Engine, readiness: list[FloatArray]) -> Bands:
    """Return P(the level's requirement holds), by level and month.

    Parameters
    ----------
    readiness : list of ndarray, shape (n_interventions, n_months, n_worlds)
        By part of the engine.
    """
    means = engine.model.means
    forest = diagram([r.needs for r in means.requirements], means.trees)
    rows = [means.ids.index(name) for name in forest.variables]
    held = np.empty((len(means.requirements), *readiness[0].shape[1:]))
    for part, ready in zip(engine.parts, readiness, strict=True):
        held[part.levels] = forest.probabilities(ready[rows])[part.levels]
    return _bands(held)
