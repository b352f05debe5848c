"""The human remainder: how the tasks that are left to people bound research."""

from dataclasses import dataclass

import numpy as np

from levels.arrays import FloatArray
from simulator.world.automation import task_multiplier
from simulator.world.sampling import Worlds
from simulator.world.series import QUANTILES


@dataclass(frozen=True, eq=False)
class Remainder:
    """Speed of research when AI does a share of the tasks, and when it does all.

    Parameters
    ----------
    share : float
        Of tasks that AI does.
    bound, free : ndarray, shape (3,)
        Times the speed of people alone, at the 5 %, 50 % and 95 % points over worlds:
        with the rest left to people, and without such a rest.
    """

    share: float
    bound: FloatArray
    free: FloatArray


def remainder(worlds: Worlds, share: float) -> Remainder:
    """Return what a share of automated tasks gives, before trust and compute count.

    Parameters
    ----------
    worlds : Worlds
    share : float
        Within [0, 1].
    """
    points = list(QUANTILES.values())
    speed, substitution = worlds["task_speed"], worlds["substitution"]
    # Extreme parameters give infinite speeds, between which no point is a number.
    with np.errstate(over="ignore", divide="ignore", invalid="ignore"):
        part, whole = (
            task_multiplier(np.full(len(worlds), x), speed, substitution)
            for x in (share, 1.0)
        )
        return Remainder(share, np.quantile(part, points), np.quantile(whole, points))
