"""The course of a system from its tests to its release, a halt or a repair.

An alarm on a misaligned system leads to a halt where actors want it and can; else to a
repair and another try where there is slack; else it is shipped under pressure. A repair
is true or only hides the fault, and what hides may pass the next try.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from levels.arrays import FloatArray
from simulator.world.decision import Decision
from simulator.world.sampling import Worlds


@dataclass(frozen=True, eq=False)
class LevelTables:
    """What each level means for what can be proven, contained and undone, (K,)."""

    proof_visibility: FloatArray
    containable: FloatArray
    irreversible: FloatArray


@dataclass(frozen=True, eq=False)
class Later:
    """What holds at dates from the critical one on.

    The first date is the critical date, the second that by which repairs end, and the
    others divide the halt; the last is the horizon.

    Parameters
    ----------
    dates : ndarray, shape (n_dates, n_portfolios, n_worlds)
        In years.
    met : ndarray, shape (n_dates, K, n_portfolios, n_worlds)
        P(the requirement holds by then).
    halting, slack, containment : ndarray, shape (n_portfolios, n_worlds)
        P(the gate is ready on the critical date).
    safe : ndarray, shape (n_dates, n_portfolios, n_worlds)
        P(an aligned system released then does no lasting harm).
    """

    dates: FloatArray
    met: FloatArray
    halting: FloatArray
    slack: FloatArray
    containment: FloatArray
    safe: FloatArray


@dataclass(frozen=True, eq=False)
class Course:
    """Where systems go, as probabilities of shape (K, n_portfolios, n_worlds).

    Parameters
    ----------
    prompt, delayed, needless : ndarray
        Aligned: released at once, after a false alarm, or held.
    stopped, stopped_unseen : ndarray
        Misaligned, and held on an alarm or without one.
    fixed : ndarray
        Misaligned, and truly repaired in time.
    hidden : ndarray
        Misaligned, and shipped after it passed a later try.
    pressed : ndarray
        Misaligned, and shipped under pressure though the last test rang.
    passed : ndarray
        Misaligned, and shipped after no alarm rang.
    caught : ndarray
        Of the three kinds that are shipped: caught in use, and held.
    """

    prompt: FloatArray
    delayed: FloatArray
    needless: FloatArray
    stopped: FloatArray
    stopped_unseen: FloatArray
    fixed: FloatArray
    hidden: FloatArray
    pressed: FloatArray
    passed: FloatArray
    caught: FloatArray

    @property
    def shipped(self) -> FloatArray:
        """P(misaligned and shipped)."""
        return self.hidden + self.pressed + self.passed

    @property
    def loose(self) -> FloatArray:
        """P(misaligned, shipped and never caught in use)."""
        return self.shipped - self.caught


def course(
    worlds: Worlds,
    tables: LevelTables,
    decision: Decision,
    later: Later,
    will_caught: FloatArray,
) -> Course:
    """Return where systems go.

    Parameters
    ----------
    worlds : Worlds
    tables : LevelTables
    decision : Decision
    later : Later
    will_caught : ndarray, shape (n_worlds,)
        Willingness to hold a system that is caught in use.
    """
    power = worlds["halting_possible"] * later.halting
    slack = later.slack
    needless = power * decision.needless
    free = decision.suspected - power * decision.needless_alarm
    delayed = free * slack if len(decision.alarmed) > 1 else np.zeros_like(free)
    going = decision.alarmed - power * decision.wary
    fix = fixes(gained(later.met[0], later.met[1]), len(going) - 1)
    fixed, hidden, unresolved = retried(going * slack, fix)
    pressed = going[0] * (1 - slack) + unresolved
    stopped_unseen = power * decision.wary_unseen
    passed = decision.unseen - stopped_unseen
    seen = tables.containable[:, None, None] * later.containment
    return Course(
        prompt=decision.met - needless - delayed,
        delayed=delayed,
        needless=needless,
        stopped=power * decision.wary[0],
        stopped_unseen=stopped_unseen,
        fixed=fixed,
        hidden=hidden,
        pressed=pressed,
        passed=passed,
        caught=(hidden + pressed + passed) * seen * power * will_caught,
    )


def retried(
    alarmed: FloatArray, fix: FloatArray
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return what is truly fixed, what passes a later try, and what never passes.

    Parameters
    ----------
    alarmed : ndarray, shape (n_tries, ...)
        P(a system that stays misaligned fails every try so far).
    fix : ndarray, shape (...)
        P(a repair between two tries is a true one).

    Examples
    --------
    Three tenths are misaligned, a try finds 0.8 of them, a fix is true in half of the
    cases, and there are five tries:

    >>> fixed, hidden, rest = retried(0.3 * 0.8 ** np.arange(1, 6), np.array(0.5))
    >>> round(0.3 * 0.2 + float(hidden), 6), round(float(rest), 6)
    (0.098976, 0.006144)
    """
    fixed, hidden = np.zeros_like(alarmed[0]), np.zeros_like(alarmed[0])
    left = np.ones_like(fix)
    for before, after in pairwise(alarmed):
        fixed += left * fix * before
        left = left * (1 - fix)
        hidden += left * (before - after)
    return fixed, hidden, left * alarmed[-1]


def fixes(by_then: FloatArray, retries: int) -> FloatArray:
    """Return P(one repair is true) if all of them together are with this probability.

    Each repair has the same chance, and takes the same part of the time for repairs.

    Examples
    --------
    >>> float(fixes(np.array(0.75), 2))
    0.5
    """
    each: FloatArray = 1 - (1 - by_then) ** (1 / max(retries, 1))
    return each


def gained(before: FloatArray, after: FloatArray) -> FloatArray:
    """Return P(met by the later date | unmet at the earlier one)."""
    left = 1 - before
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.where(left > 0, (after - before) / left, 0.0)
    return np.clip(share, 0.0, 1.0)
