"""Series over the months of the plan, as bands over worlds."""

from dataclasses import dataclass

import numpy as np

from interventions.diagram import diagram
from levels.arrays import FloatArray
from simulator.world.automation import automated_share
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
    readiness = way.readiness[:, plan, 0]
    share = automated_share(worlds, np.minimum(reached, worlds["threshold"]))
    bands = {
        "capability": _bands(reached),
        "threshold": _bands(np.broadcast_to(worlds["threshold"], reached.shape)),
        "dangerous": _bands((reached >= worlds["threshold"]).mean(axis=1)[:, None]),
        "automated_share": _bands(share),
        "research_multiplier": _bands(way.multiplier[plan, 0]),
    }
    for row, name in enumerate(engine.model.means.ids):
        bands[f"readiness.{name}"] = _bands(readiness[row])
    bands["requirement"] = _requirement(engine, readiness)
    return Series(list(range(months + 1)), bands)


def _bands(values: FloatArray) -> Bands:
    """Return quantiles over the last axis, the worlds."""
    points = np.quantile(values, list(QUANTILES.values()), axis=-1)
    return {name: row.tolist() for name, row in zip(QUANTILES, points, strict=True)}


def _requirement(engine: Engine, readiness: FloatArray) -> Bands:
    """Return P(the level's requirement holds), by level and month."""
    means = engine.model.means
    forest = diagram([r.needs for r in means.requirements], means.trees)
    rows = [means.ids.index(name) for name in forest.variables]
    held = forest.probabilities(readiness[rows])
    return _bands(held)
