"""The funnel: where misaligned systems are caught, level by level.

It adds nothing to the model. It tells, from the same numbers that decide how worlds
end, what becomes of systems that are misaligned at the critical date.
"""

from dataclasses import dataclass

import numpy as np

from interventions.portfolio import Portfolio
from levels.arrays import FloatArray
from simulator.world.course import Course
from simulator.world.ending import by_level, courses, moments
from simulator.world.engine import Engine
from simulator.world.path import path
from simulator.world.pipeline import misses
from simulator.world.sampling import Worlds
from simulator.world.simulation import PLAN_MONTHS, standard_error

SEEN = ("validation", "planted", "unseen")
"""What the first try shows: an alarm of layers that are not tried on planted models, an
alarm that only layers that are gave, or none."""
WENT = ("stopped", "stopped_unseen", "fixed", "hidden", "pressed", "passed")
"""Where they go then; see `Course`."""
THEN = ("caught", "loose")
"""What becomes of those that are shipped: hidden, pressed and passed."""
STAGES = (*SEEN, *WENT, *THEN)


@dataclass(frozen=True, eq=False)
class Funnel:
    """What becomes of misaligned systems under one portfolio.

    Parameters
    ----------
    misaligned : ndarray, shape (K, n_scrambles)
        P(dangerous capability is reached with a misaligned system).
    by_stage : dict of str to ndarray, shape (K, n_scrambles)
        P(misaligned, and this becomes of it), for each of `STAGES`. `SEEN` add up to
        `misaligned`, and so do `WENT`; `THEN` add up to what is shipped.
    """

    misaligned: FloatArray
    by_stage: dict[str, FloatArray]

    @property
    def passed_misaligned(self) -> FloatArray:
        """P(misaligned, and shipped after its last test was passed), by scramble."""
        return self.by_stage["passed"] + self.by_stage["hidden"]

    def chance(self, stage: str) -> tuple[FloatArray, FloatArray]:
        """Return P(misaligned, and this becomes of it) and its standard error, (K,)."""
        found = self.by_stage[stage]
        return found.mean(axis=-1), standard_error(found)

    def share(self, stage: str) -> tuple[FloatArray, FloatArray]:
        """Return the share of misaligned systems of which this becomes, and its error.

        Where none is misaligned it is not a number.
        """
        found, whole = self.by_stage[stage], self.misaligned
        with np.errstate(invalid="ignore", divide="ignore"):
            share = found.mean(axis=-1) / whole.mean(axis=-1)
            # The error of a ratio of means, to first order.
            rest = (found - share[:, None] * whole) / whole.mean(axis=-1)[:, None]
        return share, standard_error(rest)


def funnel(
    engine: Engine,
    portfolio: Portfolio,
    worlds: Worlds,
    months: int = PLAN_MONTHS,
) -> Funnel:
    """Return the funnel of a portfolio.

    Parameters
    ----------
    engine : Engine
    portfolio : Portfolio
    worlds : Worlds
    months : int
        Length of the plan.

    Examples
    --------
    >>> from simulator.model import load
    >>> from simulator.world.engine import engine
    >>> from simulator.world.simulation import worlds_of
    >>> model = load()
    >>> found = funnel(engine(model), model.means.field, worlds_of(model, 64, 0))
    >>> easier, *_, hardest = found.chance("passed")[0]
    >>> bool(easier < hardest)
    True
    """
    with np.errstate(all="ignore"):
        way = path(engine.mechanisms, worlds, [portfolio], months)
        at = moments(engine, worlds, way)
        went = courses(engine, worlds, at)
        seen = by_level(engine, at, lambda few, ready: _first_seen(few, worlds, ready))
        stages = seen | _of(went)
    reached = np.isfinite(at.critical[0])
    whole = sum(stages[name] for name in SEEN)
    scrambles = worlds.scrambles

    def by_scramble(chance: FloatArray) -> FloatArray:
        chance = np.where(reached, chance[:, 0], 0.0)
        mean: FloatArray = chance.reshape(len(chance), scrambles, -1).mean(axis=-1)
        return mean

    return Funnel(
        by_scramble(np.asarray(whole)),
        {name: by_scramble(stages[name]) for name in STAGES},
    )


def _of(went: Course) -> dict[str, FloatArray]:
    return {name: getattr(went, name) for name in (*WENT, *THEN)}


def _first_seen(
    engine: Engine, worlds: Worlds, readiness: FloatArray
) -> dict[str, FloatArray]:
    """Return which layers ring on the first try, (K, n_portfolios, n_worlds)."""
    working = engine.patterns.working
    _, unmet = engine.patterns.probabilities(readiness[:, 0])
    missed = misses(worlds, working, engine.visibility)[0]
    validating = working * ~engine.beliefs.planted
    alike = (working[None] == validating[:, None]).all(axis=2).argmax(axis=1)

    def missed_by(layers: FloatArray) -> FloatArray:
        chance: FloatArray = (unmet * layers[:, :, None]).sum(axis=1)
        return chance

    unseen, unvalidated = missed_by(missed), missed_by(missed[:, alike])
    whole = unmet.sum(axis=1)
    return {
        "validation": whole - unvalidated,
        "planted": unvalidated - unseen,
        "unseen": unseen,
    }
