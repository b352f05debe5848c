"""Reach: which outcomes no world of a pack can lead to."""

import numpy as np

from interventions.means import Means
from interventions.portfolio import LARGEST, Portfolio, Segment
from levels.arrays import FloatArray
from simulator.world.engine import Engine
from simulator.world.simulation import simulate, worlds_of

IMPOSSIBLE = 1e-12
"""A probability below it counts as none; rounding leaves about as much."""
WORLDS = 256
"""Among so many worlds one is looked for that leads to an outcome."""


def out_of_reach(engine: Engine) -> tuple[str, ...]:
    """Return the outcomes of a pack that nothing leads to, whatever is funded.

    Tried are today's field, nobody at all, and as many people everywhere as there can
    be. Nothing in a world is drawn as an event, so a few worlds show what is possible;
    only what hangs on a parameter far out in its tail may be missed.

    Raises
    ------
    ValueError
        If parameters are so extreme that a probability is not a number.

    Examples
    --------
    >>> from simulator.model import load
    >>> from simulator.world.engine import engine
    >>> out_of_reach(engine(load()))
    ()
    """
    model = engine.model
    worlds = worlds_of(model, WORLDS, 0)
    # One by one, so that a large pack takes little memory.
    found = [simulate(engine, [x], worlds).mean for x in _extremes(model.means)]
    ids = tuple(outcome.id for outcome in model.world.outcomes)
    return unreachable(ids, np.concatenate(found))


def _extremes(means: Means) -> list[Portfolio]:
    nobody, everybody = (
        Portfolio((Segment(0.0, dict.fromkeys(means.ids, amount)),))
        for amount in (0.0, LARGEST)
    )
    return [means.field, nobody, everybody]


def unreachable(ids: tuple[str, ...], outcomes: FloatArray) -> tuple[str, ...]:
    """Return the outcomes that no level has under any of the portfolios.

    Parameters
    ----------
    ids : tuple of str
        The outcomes.
    outcomes : ndarray, shape (n_portfolios, K, n_outcomes)
        Their probabilities.

    Examples
    --------
    >>> import numpy as np
    >>> unreachable(("good", "bad"), np.array([[[1.0, 0.0], [1.0, 0.0]]]))
    ('bad',)
    """
    most = outcomes.reshape(-1, len(ids)).max(axis=0)
    return tuple(name for name, p in zip(ids, most, strict=True) if p < IMPOSSIBLE)
