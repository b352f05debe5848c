"""Passage: what becomes of systems at the threshold, before anything is lost.

A system is aligned or not; if not, an alarm may hold it, or it is repaired in time, or
doubt alone holds it; what is released may still be caught in use.
"""

from dataclasses import dataclass

import numpy as np

from levels.arrays import FloatArray
from simulator.world.ending import Moments
from simulator.world.engine import Engine
from simulator.world.outcomes import Decision, decide
from simulator.world.pipeline import false_alarms, misses, wills
from simulator.world.sampling import Worlds


@dataclass(frozen=True, eq=False)
class Passage:
    """Probabilities of the ways through the pipeline, each of shape (K, n_worlds).

    All but `caught` exclude each other and sum to 1.

    Parameters
    ----------
    unreached : ndarray
        The threshold is not reached before the horizon.
    aligned, needless : ndarray
        Aligned and released; aligned and held all the same.
    alarmed : ndarray
        Misaligned, an alarm rang, and it is held.
    doubted : ndarray
        Misaligned, no alarm rang, and it is held on doubt alone.
    repaired : ndarray
        Misaligned, an alarm rang, and it was mended before release.
    pressed, unseen : ndarray
        Misaligned and released: past an alarm, or without one.
    caught : ndarray
        Part of `pressed` and `unseen`: caught in use, and stopped.
    """

    unreached: FloatArray
    aligned: FloatArray
    needless: FloatArray
    alarmed: FloatArray
    doubted: FloatArray
    repaired: FloatArray
    pressed: FloatArray
    unseen: FloatArray
    caught: FloatArray

    @property
    def misaligned(self) -> FloatArray:
        """P(misaligned at the threshold)."""
        held = self.alarmed + self.doubted + self.repaired
        return held + self.released

    @property
    def released(self) -> FloatArray:
        """P(passed and misaligned)."""
        return self.pressed + self.unseen

    @property
    def lost(self) -> FloatArray:
        """P(passed, misaligned, and not stopped in use)."""
        return self.released - self.caught

    @property
    def mean(self) -> "Passage":
        """The means over worlds, each of shape (K, 1)."""
        return Passage(
            *(x.mean(axis=-1, keepdims=True) for x in self.__dict__.values())
        )


def passage(engine: Engine, worlds: Worlds, at: Moments) -> Passage:
    """Return the passage of one portfolio's worlds at each level.

    Parameters
    ----------
    engine : Engine
    worlds : Worlds
    at : Moments
        Of one portfolio.
    """
    gates = engine.gates
    now, then = (gates.chances(at.readiness[:, date]) for date in (0, 1))
    halting, slack, containment, proof = now[gates.n_levels : gates.n_levels + 4]
    pattern, unmet = engine.patterns.probabilities(at.readiness[:, 0])
    working = engine.patterns.working
    will = wills(worlds, working, engine.believed)
    seen = decide(
        pattern=pattern,
        unmet=unmet,
        missed=misses(worlds, working, engine.visibility),
        wills=will,
        proven=engine.tables.proof_visibility[:, None, None] * proof,
        false_alarm=false_alarms(worlds, working),
    )
    met, later = now[: gates.n_levels], then[: gates.n_levels]
    with np.errstate(divide="ignore", invalid="ignore"):
        mended = np.where(met < 1, (later - met) / (1 - met), 0.0).clip(0, 1)
    contained = engine.tables.containable[:, None, None] * containment
    stopped = contained * halting * will.caught
    return _passage(seen, halting, slack * mended, stopped, np.isinf(at.critical))


def _passage(
    seen: Decision,
    halting: FloatArray,
    mended: FloatArray,
    stopped: FloatArray,
    never: FloatArray,
) -> Passage:
    """Return the passage from what actors see, and can do.

    Parameters
    ----------
    seen : Decision
    halting : ndarray, shape (1, n_worlds)
        P(a halt can be held).
    mended, stopped : ndarray, shape (K, 1, n_worlds)
        P(repaired | not held), and P(caught in use and stopped | released).
    never : ndarray, shape (1, n_worlds)
        Whether the threshold is not reached.
    """
    pressed = seen.alarmed - halting * seen.wary
    unseen = seen.unseen - halting * seen.wary_unseen
    repaired = pressed * mended
    pressed = pressed - repaired
    needless = halting * seen.needless
    parts = (
        seen.met - needless,
        needless,
        halting * seen.wary,
        halting * seen.wary_unseen,
        repaired,
        pressed,
        unseen,
        (pressed + unseen) * stopped,
    )
    reached = [np.where(never, 0.0, part)[:, 0] for part in parts]
    return Passage(np.broadcast_to(1.0 * never, reached[0].shape), *reached)
