"""The aftermath: what has become of a world by each date after the threshold.

A halt is looked at on a few dates. The state at one of them is the end of a world whose
later dates are left out, so this adds nothing to the model.
"""

from dataclasses import dataclass, replace

import numpy as np

from levels.arrays import FloatArray
from simulator.world.ending import Moments, ending, parted
from simulator.world.engine import Engine
from simulator.world.outcomes import HELD
from simulator.world.sampling import Worlds

BEFORE = 2
"""Dates before those of a halt: the critical one, and that by which repairs end."""


@dataclass(frozen=True)
class Aftermath:
    """What becomes of one world at one level from the threshold on.

    Parameters
    ----------
    months : tuple of float
        The threshold, the end of repairs, and the dates on which a halt is looked at.
    slack : float
        P(there is time for repairs).
    held : float
        P(release is held, or what was released is caught and held).
    still : tuple of float
        Of what is held, the share that still is, by each of `months`.
    ended : tuple of dict of str to float
        And the shares that have ended otherwise, by the id of the outcome.
    ends : dict of str to float
        P(outcome) in the end, by its id.
    """

    months: tuple[float, ...]
    slack: float
    held: float
    still: tuple[float, ...]
    ended: tuple[dict[str, float], ...]
    ends: dict[str, float]


def aftermath(engine: Engine, one: Worlds, at: Moments, level: int) -> Aftermath:
    """Return the aftermath of one world under one portfolio.

    Parameters
    ----------
    engine : Engine
    one : Worlds
        A single one.
    at : Moments
    level : int
        From 0.
    """
    dates = range(BEFORE, len(at.dates) + 1)
    states = [ending(engine, one, _until(at, n))[:, level, 0, 0] for n in dates]
    first, last = states[0], states[-1]
    held = float(first[HELD])
    # Until repairs end, all that is held is still held.
    shares = [(state - first) / (held or 1.0) for state in [first, *states]]
    return Aftermath(
        months=tuple((12 * at.dates[:, 0, 0]).tolist()),
        slack=_slack(engine, at, level),
        held=held,
        still=tuple(1.0 + float(share[HELD]) for share in shares),
        ended=tuple(_by_outcome(engine, _others(share)) for share in shares),
        ends=_by_outcome(engine, last),
    )


def _until(at: Moments, n: int) -> Moments:
    """Return the first dates alone."""
    ready = tuple(r[:, :n] for r in at.readiness)
    return replace(at, dates=at.dates[:n], readiness=ready)


def _slack(engine: Engine, at: Moments, level: int) -> float:
    few, ready = next(
        (few, ready) for levels, few, ready in parted(engine, at) if level in levels
    )
    slack = few.gates.chances(ready[:, 0])[few.gates.n_levels + 1]
    return float(slack[0, 0])


def _others(share: FloatArray) -> FloatArray:
    return np.where(np.arange(len(share)) == HELD, 0.0, share)


def _by_outcome(engine: Engine, ends: FloatArray) -> dict[str, float]:
    """Return ways of ending as outcomes, of which several may be one."""
    outcomes = engine.model.world.outcomes
    shares = dict.fromkeys((outcome.id for outcome in outcomes), 0.0)
    for end, outcome in enumerate(engine.ends):
        shares[outcomes[outcome].id] += float(ends[end])
    return shares
