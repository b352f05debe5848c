"""Readiness: how effort turns into interventions that are ready and do their job."""

import numpy as np

from levels.arrays import FloatArray
from simulator.world.sampling import Worlds

TINY = 1e-300
"""Stands for zero where a formula has its limit there."""


def crowded(amounts: FloatArray, exponent: FloatArray, size: FloatArray) -> FloatArray:
    """Return the effective effort of people who step on each other's toes.

    size ((1 + x / size)^exponent - 1) / exponent: one for one while the team is small,
    a power of its number when it is large, its logarithm for an exponent of 0.

    References
    ----------
    .. [1] Jones, C. I. (1995). R&D-based models of economic growth. J. Political
       Economy 103(4), 759-784.

    Examples
    --------
    >>> crowded(np.array([0.0, 60.0]), np.array(0.5), np.array(20.0)).tolist()
    [0.0, 40.0]
    """
    exponent = np.where(np.abs(exponent) < TINY, TINY, exponent)
    effort: FloatArray = size * np.expm1(exponent * np.log1p(amounts / size)) / exponent
    return effort


def ramp(date: float, lead_time: FloatArray) -> FloatArray:
    """Return the share of a change of effort that bears at a date.

    Parameters
    ----------
    date : float
        In years since the change.
    lead_time : ndarray
        In months.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.minimum(12 * date / lead_time, 1.0)
    return np.where(lead_time == 0, 1.0, share)


def field_size(worlds: Worlds, date: float) -> FloatArray:
    """Return the size of the whole field relative to today, shape (n_worlds,)."""
    size = worlds.once(times_a_year) ** date
    np.maximum(size, TINY, out=size)
    return np.minimum(size, worlds["field_limit"], out=size)


def times_a_year(worlds: Worlds) -> FloatArray:
    """Return by how much the field grows a year, shape (n_worlds,)."""
    return np.maximum(1 + worlds["field_growth"], 0.0)
