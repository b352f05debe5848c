"""The automated alignment researcher: how much of research AI does, and how fast."""

import numpy as np
from scipy.special import expit

from levels.arrays import FloatArray
from simulator.world.readiness import TINY
from simulator.world.sampling import Worlds


def automated_share(worlds: Worlds, capability: FloatArray) -> FloatArray:
    """Return the share of automatable research tasks that AI does.

    A logistic curve in capability whose midpoint lies before the dangerous threshold.
    """
    midpoint = worlds["automation_midpoint"] * worlds["threshold"]
    share: FloatArray = expit((capability - midpoint) / worlds["automation_width"])
    return share


def task_multiplier(
    share: FloatArray, speed: FloatArray, substitution: FloatArray
) -> FloatArray:
    """Return the yield of research in which a share of tasks runs at a speed.

    A CES of tasks, [(1 - f) + f s^rho]^(1/rho). Tasks are complements (rho < 0), so the
    share that is left to people bounds the whole at (1 - f)^(1/rho); rho = -1 is
    Amdahl's law, rho = 0 the product s^f.

    References
    ----------
    .. [1] Aghion, P., Jones, B., & Jones, C. (2017). Artificial intelligence and
       economic growth. NBER w23928.

    Examples
    --------
    >>> float(task_multiplier(np.array(0.9), np.array(30.0), np.array(-1.0)).round(6))
    7.692308
    """
    exponent = np.where(np.abs(substitution) < TINY, TINY, substitution)
    log_mean = np.log1p(share * np.expm1(exponent * np.log(speed)))
    multiplier: FloatArray = np.exp(log_mean / exponent)
    return multiplier


def research_multiplier(
    worlds: Worlds, capability: FloatArray, trusted: FloatArray
) -> FloatArray:
    """Return how much faster wholly automatable research goes than without AI.

    Automated work counts as far as it is trusted, and as far as the compute that was
    pledged to alignment is delivered.
    """
    share = automated_share(worlds, capability)
    gain = task_multiplier(share, worlds["task_speed"], worlds["substitution"]) - 1
    delivered = worlds["pledged_share"] * worlds["delivered"]
    return 1 + trusted * gain * delivered ** worlds["compute_exponent"]


def manual_work(
    multiplier: FloatArray, automatable: FloatArray, pace: FloatArray, out: FloatArray
) -> FloatArray:
    """Return the time that work takes of which only a share can be automated (Amdahl).

    It is divided by the pace at which people and tools get on with it. The yield of a
    unit of effort is one over the result.

    Examples
    --------
    >>> four, pace, out = np.array(4.0), np.array(1.0), np.empty(())
    >>> manual_work(four, np.array(0.8), pace, out).round(6).tolist()
    0.4
    """
    np.multiply(automatable, (1 / multiplier - 1) / pace, out=out)
    out += 1 / pace
    return out
