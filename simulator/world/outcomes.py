"""Outcomes: where each level's worlds end, as exact probabilities given the world.

At the critical date a system that could take over is ready. If the level's requirement
holds it is aligned; if not, an alarm may hold it, slack may give time to mend it,
containment may catch it in use, or it is lost. A halt lasts until it breaks, until the
requirement comes to hold, or for good. An aligned system still has to pass the harms of
the transition.
"""

from dataclasses import dataclass

import numpy as np

from levels.arrays import FloatArray
from simulator.world.pipeline import Wills
from simulator.world.sampling import Worlds

ALIGNED, HARMED, HELD, LOST = range(4)


@dataclass(frozen=True, eq=False)
class LevelTables:
    """What each level means for what can be proven, contained and undone, (K,)."""

    proof_visibility: FloatArray
    containable: FloatArray
    irreversible: FloatArray


@dataclass(frozen=True, eq=False)
class Decision:
    """Probabilities at the critical date, shape (K, n_portfolios, n_worlds).

    Parameters
    ----------
    met : ndarray
        The requirement holds.
    needless : ndarray
        It holds, and actors want to hold the release all the same.
    alarmed, wary : ndarray
        It does not hold; an alarm rings, and among those cases actors want to hold.
    unseen, wary_unseen : ndarray
        The same without an alarm.
    """

    met: FloatArray
    needless: FloatArray
    alarmed: FloatArray
    wary: FloatArray
    unseen: FloatArray
    wary_unseen: FloatArray


def decide(
    pattern: FloatArray,
    unmet: FloatArray,
    missed: FloatArray,
    wills: Wills,
    proven: FloatArray,
    false_alarm: FloatArray,
) -> Decision:
    """Return what actors see and want at the critical date.

    Parameters
    ----------
    pattern : ndarray, shape (n_patterns, n_portfolios, n_worlds)
        P(exactly these layers work).
    unmet : ndarray, shape (K, n_patterns, n_portfolios, n_worlds)
        P(the requirement fails and exactly these layers work).
    missed : ndarray, shape (K, n_patterns, n_worlds)
        P(no alarm | misaligned, pattern).
    wills : Wills
    proven : ndarray, shape (K, n_portfolios, n_worlds)
        P(the danger has been publicly proven).
    false_alarm : ndarray, shape (n_patterns, n_worlds)
        P(alarm | aligned, pattern).
    """
    shape = (unmet.shape[0], *unmet.shape[2:])
    met, needless, alarmed, wary, unseen, wary_unseen = (
        np.zeros(shape) for _ in range(6)
    )
    for c in range(len(pattern)):
        alarm = _mixed(proven, wills.alarm[c], wills.alarm_proven[c])
        quiet = _mixed(proven, wills.quiet[c], wills.quiet_proven[c])
        aligned = pattern[c] - unmet[:, c]
        rings = unmet[:, c] * (1 - missed[:, c, None])
        silent = unmet[:, c] - rings
        met += aligned
        needless += aligned * (false_alarm[c] * alarm + (1 - false_alarm[c]) * quiet)
        alarmed += rings
        wary += rings * alarm
        unseen += silent
        wary_unseen += silent * quiet
    return Decision(met, needless, alarmed, wary, unseen, wary_unseen)


def _mixed(weight: FloatArray, without: FloatArray, using: FloatArray) -> FloatArray:
    return without + weight * (using - without)


@dataclass(frozen=True, eq=False)
class Later:
    """What holds at dates from the critical one on.

    The first date is the critical date, the second that of a repair, and the others
    divide the halt; the last is the horizon.

    Parameters
    ----------
    dates : ndarray, shape (n_dates, n_portfolios, n_worlds)
        In years.
    met : ndarray, shape (n_dates, K, n_portfolios, n_worlds)
        P(the requirement holds by then).
    halting, slack, containment : ndarray, shape (n_dates, n_portfolios, n_worlds)
        P(the gate is ready).
    safe : ndarray, shape (n_dates, n_portfolios, n_worlds)
        P(an aligned system released then does no lasting harm).
    """

    dates: FloatArray
    met: FloatArray
    halting: FloatArray
    slack: FloatArray
    containment: FloatArray
    safe: FloatArray


def fate(
    worlds: Worlds,
    tables: LevelTables,
    decision: Decision,
    later: Later,
    caught: FloatArray,
) -> FloatArray:
    """Return the probability of each way of ending.

    Returns
    -------
    ndarray, shape (4, K, n_portfolios, n_worlds)
        In the order ALIGNED, HARMED, HELD, LOST; sums to 1 over the first axis.
    """
    power = later.halting[0]
    needless = power * decision.needless
    stopped = power * (decision.wary + decision.wary_unseen)
    pressed = decision.alarmed - power * decision.wary
    repaired = pressed * later.slack[0] * _gained(later.met[0], later.met[1])
    shipped = pressed - repaired + decision.unseen - power * decision.wary_unseen
    seen = shipped * tables.containable[:, None, None] * later.containment[0]
    stopped_late = seen * power * caught
    ends = np.zeros((4, *decision.met.shape))
    released = [decision.met - needless, repaired]
    loose = shipped - stopped_late
    for aligned, safe in zip(released, later.safe, strict=False):
        _release(ends, aligned, safe)
    loose += _halt(worlds, ends, later, stopped + stopped_late, needless)
    grave = tables.irreversible[:, None, None]
    ends[LOST] += loose * grave
    ends[HARMED] += loose * (1 - grave)
    return ends


def _gained(before: FloatArray, after: FloatArray) -> FloatArray:
    """Return P(met by the later date | unmet at the earlier one)."""
    left = 1 - before
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.where(left > 0, (after - before) / left, 0.0)
    return np.clip(share, 0.0, 1.0)


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
        solved = kept * _gained(later.met[before], later.met[after])
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
