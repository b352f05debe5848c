"""What a run tells beside outcomes and series, as plain data: dates, tests, people."""

from collections.abc import Callable
from typing import Any

import numpy as np

from levels.arrays import FloatArray
from simulator.model import Model
from simulator.world.funnel import Funnel
from simulator.world.reach import unreachable
from simulator.world.remainder import Remainder
from simulator.world.run import Run
from simulator.world.series import QUANTILES
from simulator.world.simulation import standard_error

Json = dict[str, Any]


def run_details(model: Model, told: Run) -> Json:
    """Return the details of a run, by the keys of its document.

    Parameters
    ----------
    model : Model
    told : Run

    Examples
    --------
    >>> from simulator.model import load
    >>> from simulator.world.engine import engine
    >>> from simulator.world.run import run
    >>> from simulator.world.simulation import worlds_of
    >>> model = load()
    >>> told = run(engine(model), model.means.field, worlds_of(model, 32, 0))
    >>> sorted(run_details(model, told))
    ['critical', 'funnel', 'funnel_standard_errors', 'remainder', 'unreachable']
    """
    ids = tuple(outcome.id for outcome in model.world.outcomes)
    return {
        "critical": _points(told.critical),
        "funnel": _funnel(told.funnel, lambda chance: chance.mean(axis=-1)),
        "funnel_standard_errors": _funnel(told.funnel, standard_error),
        "remainder": [_remainder(r) for r in told.remainders],
        "unreachable": list(unreachable(ids, told.outcomes.mean)),
    }


def _points(values: FloatArray) -> dict[str, float | None]:
    """JSON has no infinity: what never happens is null."""
    return {
        name: float(x) if np.isfinite(x) else None
        for name, x in zip(QUANTILES, values, strict=True)
    }


def _funnel(found: Funnel, by_level: Callable[[FloatArray], FloatArray]) -> Json:
    return {
        "misaligned": by_level(found.misaligned).tolist(),
        "first": {name: by_level(x).tolist() for name, x in found.first.items()},
        "ways": {name: by_level(x).tolist() for name, x in found.ways.items()},
        "caught": by_level(found.caught).tolist(),
        "passed_misaligned": by_level(found.passed_misaligned).tolist(),
    }


def _remainder(r: Remainder) -> Json:
    return {"share": r.share, "bound": _points(r.bound), "free": _points(r.free)}
