"""Passage: what becomes of systems at the threshold, before anything is lost.

A system is aligned or not; if not, an alarm may hold it, or it is repaired in time, or
doubt alone holds it; what is released may still be caught in use.
"""

from dataclasses import dataclass

import numpy as np

from levels.arrays import FloatArray
from simulator.world.ending import Moments, courses
from simulator.world.engine import Engine
from simulator.world.sampling import Worlds


@dataclass(frozen=True, eq=False)
class Passage:
    """Probabilities of the ways through the pipeline, each of shape (K, n_worlds).

    All but `caught` exclude each other and sum to 1; see `Course`.

    Parameters
    ----------
    unreached : ndarray
        The threshold is not reached before the horizon.
    aligned, delayed, needless : ndarray
        Aligned, and released at once, after a false alarm, or not at all.
    alarmed : ndarray
        Misaligned, an alarm rang, and it is held.
    doubted : ndarray
        Misaligned, no alarm rang, and it is held on doubt alone.
    repaired : ndarray
        Misaligned, an alarm rang, and it was truly mended before release.
    hidden, pressed, unseen : ndarray
        Misaligned and released: after a repair that only hid the fault, past an alarm,
        or without one.
    caught : ndarray
        Of these three: caught in use, and stopped.
    """

    unreached: FloatArray
    aligned: FloatArray
    delayed: FloatArray
    needless: FloatArray
    alarmed: FloatArray
    doubted: FloatArray
    repaired: FloatArray
    hidden: FloatArray
    pressed: FloatArray
    unseen: FloatArray
    caught: FloatArray

    @property
    def misaligned(self) -> FloatArray:
        """P(misaligned at the threshold)."""
        held = self.alarmed + self.doubted + self.repaired
        return held + self.released

    @property
    def rung(self) -> FloatArray:
        """P(misaligned, and an alarm rings on the first try)."""
        return self.alarmed + self.repaired + self.hidden + self.pressed

    @property
    def passed(self) -> FloatArray:
        """P(misaligned, and released after its last test was passed)."""
        return self.hidden + self.unseen

    @property
    def released(self) -> FloatArray:
        """P(misaligned and released)."""
        return self.hidden + self.pressed + self.unseen

    @property
    def lost(self) -> FloatArray:
        """P(misaligned, released, and not stopped in use)."""
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
    went = courses(engine, worlds, at)
    never = np.isinf(at.critical)
    ways = (
        went.prompt,
        went.delayed,
        went.needless,
        went.stopped,
        went.stopped_unseen,
        went.fixed,
        went.hidden,
        went.pressed,
        went.passed,
        went.caught,
    )
    reached = [np.where(never, 0.0, way)[:, 0] for way in ways]
    return Passage(np.broadcast_to(1.0 * never, reached[0].shape), *reached)
