"""Series over the months of the plan, as bands over worlds."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

import numpy as np

from interventions.diagram import diagram
from levels.arrays import FloatArray
from simulator.world.automation import bottleneck, used
from simulator.world.engine import Engine
from simulator.world.path import Path
from simulator.world.sampling import Worlds
from simulator.world.simulation import Progress

QUANTILES = {"p05": 0.05, "p50": 0.5, "p95": 0.95}

Bands = dict[str, list[float] | list[list[float]]]
Values = dict[str, FloatArray]
"""By name of the series, its values, with worlds on the last axis."""

DANGEROUS = "dangerous"
"""The one that is a share of worlds, and has no band."""
OTHERS = 8
"""Series that are neither of an intervention nor by level."""


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

    def by_level(self, name: str) -> dict[str, list[list[float]]]:
        """Return the bands of a series that depends on the level."""
        return cast(dict[str, list[list[float]]], self.bands[name])


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
    return banded([values(engine, worlds, way, months)])


def values(engine: Engine, worlds: Worlds, way: Path, months: int) -> Values:
    """Return what the bands are made of; see `series`."""
    plan = slice(0, months + 1)
    reached = way.capability[plan, 0]
    readiness = way.ready(plan)[:, :, 0]
    found: Values = {
        "capability": reached,
        "threshold": np.broadcast_to(worlds["threshold"], reached.shape),
        DANGEROUS: (reached >= worlds["threshold"]).astype(float),
        "research_multiplier": way.multiplier[plan, 0],
        **_work(engine, worlds, np.minimum(reached, worlds["threshold"]), readiness),
    }
    for row, name in enumerate(engine.model.means.ids):
        found[f"readiness.{name}"] = readiness[row]
    found["real_requirement"], found["requirement"] = (
        _requirement(engine, (way.ready(plan, share)[:, :, 0] for share in spoiled))
        for spoiled in _sabotage(engine, worlds)
    )
    return found


def n_values(engine: Engine) -> int:
    """Return how many numbers `values` has at most for each month and world."""
    return OTHERS + len(engine.mechanisms.ids) + 2 * len(engine.model.belief.ladder)


def banded(parts: list[Values], progress: Progress | None = None) -> Series:
    """Return the bands over all worlds from the values of parts of them.

    Parameters
    ----------
    parts : list of dict
        Worlds that follow each other.
    progress : callable, optional
        Called with the share that is done.
    """
    bands, names = {}, list(parts[0])
    for done, name in enumerate(names, start=1):
        whole = np.concatenate([part[name] for part in parts], axis=-1)
        share = name == DANGEROUS
        bands[name] = _bands(whole.mean(axis=-1, keepdims=True) if share else whole)
        if progress is not None:
            progress(done / len(names))
    return Series(list(range(parts[0]["capability"].shape[0])), bands)


def _work(
    engine: Engine, worlds: Worlds, reached: FloatArray, readiness: FloatArray
) -> Values:
    """Return who does research: AI, people, and what their part costs in speed."""
    researcher = engine.mechanisms.researcher
    done = researcher.does(worlds, reached, readiness)
    by_ai = used(worlds, researcher.trusted(readiness)) * done
    lost = bottleneck(done, worlds["task_speed"], worlds["substitution"])
    return {
        "automated_share": researcher.able(worlds, reached),
        "ai_share": by_ai,
        "human_remainder": 1 - by_ai,
        "bottleneck": lost,
    }


def _bands(values: FloatArray) -> Bands:
    """Return quantiles over the last axis, the worlds."""
    points = np.quantile(values, list(QUANTILES.values()), axis=-1)
    return {name: row.tolist() for name, row in zip(QUANTILES, points, strict=True)}


def _sabotage(engine: Engine, worlds: Worlds) -> tuple[list[FloatArray], ...]:
    """Return the share of untrusted work that is spoiled, by part: really, and none."""
    really = [part.sabotage * worlds["sabotage_on"] for part in engine.parts]
    return really, [np.zeros(len(worlds)) for _ in really]


def _requirement(engine: Engine, readiness: Iterable[FloatArray]) -> FloatArray:
    """Return P(the level's requirement holds), by level and month.

    Parameters
    ----------
    readiness : iterable of ndarray, shape (n_interventions, n_months, n_worlds)
        By part of the engine, made one by one.
    """
    means = engine.model.means
    forest = diagram([r.needs for r in means.requirements], means.trees)
    rows = [means.ids.index(name) for name in forest.variables]
    held: list[FloatArray] = [np.empty(0)] * len(means.requirements)
    for part, ready in zip(engine.parts, readiness, strict=True):
        chances = forest.probabilities(ready[rows])
        for level in part.levels:
            held[level] = chances[level].copy()  # and let the others go
    return np.stack(held)
