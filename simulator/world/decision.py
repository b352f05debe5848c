"""The decision: what tests show at the critical date, and what actors want then."""

from dataclasses import dataclass
from itertools import accumulate

import numpy as np

from levels.arrays import FloatArray
from simulator.world.actors import Wills


@dataclass(frozen=True, eq=False)
class Decision:
    """Probabilities at the critical date, shape (K, n_portfolios, n_worlds).

    Parameters
    ----------
    met : ndarray
        The requirement holds.
    needless : ndarray
        It holds, and actors want to hold the release all the same.
    suspected, needless_alarm : ndarray
        It holds; an alarm rings, and among those cases actors want to hold.
    alarmed, wary : ndarray, shape (n_tries, K, n_portfolios, n_worlds)
        It does not hold; an alarm would ring on every try so far, and among those cases
        actors want to hold.
    unseen, wary_unseen : ndarray
        The same without an alarm on the first try.
    """

    met: FloatArray
    needless: FloatArray
    suspected: FloatArray
    needless_alarm: FloatArray
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

    An actor who does not stop at the first alarm does not stop at the next: it is the
    same evidence again.

    Parameters
    ----------
    pattern : ndarray, shape (n_patterns, n_portfolios, n_worlds)
        P(exactly these layers work).
    unmet : ndarray, shape (K, n_patterns, n_portfolios, n_worlds)
        P(the requirement fails and exactly these layers work).
    missed : ndarray, shape (n_tries, K, n_patterns, n_worlds)
        P(no alarm on a try | misaligned, pattern).
    wills : Wills
    proven : ndarray, shape (K, n_portfolios, n_worlds)
        P(the danger has been publicly proven).
    false_alarm : ndarray, shape (n_patterns, n_worlds)
        P(alarm | aligned, pattern).
    """
    rings = list(accumulate(1 - missed, np.multiply))
    shape = (unmet.shape[0], *unmet.shape[2:])
    met, needless, suspected, needless_alarm, unseen, wary_unseen = (
        np.zeros(shape) for _ in range(6)
    )
    alarmed, wary = (np.zeros((len(missed), *shape)) for _ in range(2))
    for c in range(len(pattern)):
        alarm = _mixed(proven, wills.alarm[c], wills.alarm_proven[c])
        quiet = _mixed(proven, wills.quiet[c], wills.quiet_proven[c])
        aligned = pattern[c] - unmet[:, c]
        falsely = aligned * false_alarm[c]
        met += aligned
        suspected += falsely
        needless_alarm += falsely * alarm
        needless += falsely * alarm + (aligned - falsely) * quiet
        for n, ring in enumerate(rings):
            again = unmet[:, c] * ring[:, c, None]
            alarmed[n] += again
            wary[n] += again * alarm
        silent = unmet[:, c] * missed[0, :, c, None]
        unseen += silent
        wary_unseen += silent * quiet
    return Decision(
        met, needless, suspected, needless_alarm, alarmed, wary, unseen, wary_unseen
    )


def _mixed(weight: FloatArray, without: FloatArray, using: FloatArray) -> FloatArray:
    return without + weight * (using - without)
