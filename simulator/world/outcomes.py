"""Outcomes: where each level's worlds end, as exact probabilities given the world.

At the critical date a system that could take over is ready. If the level's requirement
holds it is aligned; if not, an alarm may hold it, slack may give time to mend it,
containment may catch it in use, or it is lost. A halt lasts until it breaks, until the
requirement comes to hold, or for good. An aligned system still has to pass the harms of
the transition.
"""

import numpy as np

from levels.arrays import FloatArray
from simulator.world.course import Course, Later, LevelTables, gained
from simulator.world.sampling import Worlds

ALIGNED, HARMED, HELD, LOST = range(4)


def fate(
    worlds: Worlds, tables: LevelTables, course: Course, later: Later
) -> FloatArray:
    """Return the probability of each way of ending.

    Returns
    -------
    ndarray, shape (4, K, n_portfolios, n_worlds)
        In the order ALIGNED, HARMED, HELD, LOST; sums to 1 over the first axis.
    """
    ends = np.zeros((4, *course.prompt.shape))
    released = [course.prompt, course.delayed + course.fixed]
    for aligned, safe in zip(released, later.safe, strict=False):
        _release(ends, aligned, safe)
    halted = course.stopped + course.stopped_unseen + course.caught
    loose = course.loose + _halt(worlds, ends, later, halted, course.needless)
    grave = tables.irreversible[:, None, None]
    ends[LOST] += loose * grave
    ends[HARMED] += loose * (1 - grave)
    return ends


def _release(ends: FloatArray, aligned: FloatArray, safe: FloatArray) -> None:
    good = aligned * safe
    ends[ALIGNED] += good
    ends[HARMED] += aligned - good


def _halt(
    worlds: Worlds,
    ends: FloatArray,
    later: Later,
    misaligned: FloatArray,
    aligned: FloatArray,
) -> FloatArray:
    """Run a halt to the horizon; return what breaks loose while misaligned.

    `misaligned` and `aligned` are the probabilities that enter the halt.
    """
    loose = np.zeros_like(misaligned)
    before = 0
    for after in range(2, len(later.dates)):
        years = np.maximum(later.dates[after] - later.dates[before], 0.0)
        broken = -np.expm1(-worlds["halt_breaks"] * years)
        locked = -np.expm1(-worlds["lock_in"] * years)
        freed = -np.expm1(-worlds["release"] * years)
        loose += misaligned * broken
        kept = misaligned * (1 - broken)
        solved = kept * gained(later.met[before], later.met[after])
        kept = kept - solved
        out = aligned * (broken + (1 - broken) * freed)
        waiting = aligned - out
        _release(ends, solved + out, later.safe[after])
        ends[HELD] += (kept + waiting) * locked
        misaligned, aligned = kept * (1 - locked), waiting * (1 - locked)
        before = after
    ends[HELD] += misaligned + aligned
    return loose


def unreached(ends: FloatArray, dates: FloatArray) -> None:
    """Count worlds in which the threshold is never crossed as held."""
    never = np.isinf(dates)
    ends[:, :, never] = 0.0
    ends[HELD][:, never] = 1.0
