"""Capability: how fast AI grows, and when it becomes dangerous.

Capability is measured in orders of magnitude of effective compute beyond today. It
grows with training compute and with algorithms; governance that is ready slows the
first, and the second only as far as it needs compute.
"""

import numpy as np

from levels.arrays import FloatArray
from simulator.world.sampling import Worlds


def growth(worlds: Worlds, slowing: FloatArray, push: FloatArray) -> FloatArray:
    """Return the growth of capability in orders of magnitude a year.

    Parameters
    ----------
    worlds : Worlds
    slowing : ndarray, shape (n_portfolios, n_worlds)
        P(slowing governance is ready).
    push : ndarray, shape (n_portfolios, n_worlds)
        Share by which alignment work itself speeds capability up.
    """
    left = worlds.once(free) - worlds.once(slowed) * slowing
    return left * (1 + push)


def free(worlds: Worlds) -> FloatArray:
    """Return growth that nothing slows, shape (n_worlds,)."""
    return _magnitudes(worlds, "compute_growth") + _magnitudes(
        worlds, "algorithmic_growth"
    )


def slowed(worlds: Worlds) -> FloatArray:
    """Return growth that slowing removes: of compute, and of what rests on it."""
    algorithms = _magnitudes(worlds, "algorithmic_growth")
    resting = worlds["algorithms_on_compute"] * algorithms
    return worlds["slowing_effect"] * (_magnitudes(worlds, "compute_growth") + resting)


def _magnitudes(worlds: Worlds, name: str) -> FloatArray:
    magnitudes: FloatArray = np.log10(worlds[name])
    return magnitudes


def critical_date(
    dates: FloatArray, capability: FloatArray, threshold: FloatArray
) -> FloatArray:
    """Return when capability crosses the dangerous threshold.

    Parameters
    ----------
    dates : ndarray, shape (n_dates,)
        In years.
    capability : ndarray, shape (n_dates, n_portfolios, n_worlds)
        Rising with the date.
    threshold : ndarray, shape (n_worlds,)

    Returns
    -------
    ndarray, shape (n_portfolios, n_worlds)
        In years, linear between dates; inf where it is not crossed.

    Examples
    --------
    >>> path = np.array([0.0, 1.0, 3.0]).reshape(3, 1, 1)
    >>> critical_date(np.array([0.0, 1.0, 2.0]), path, np.array([2.0])).tolist()
    [[1.5]]
    """
    below = (capability < threshold).sum(axis=0)
    last = len(dates) - 1
    after = np.clip(below, 1, last)
    reached = np.take_along_axis(capability, np.stack([after - 1, after]), axis=0)
    step = reached[1] - reached[0]
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.clip((threshold - reached[0]) / step, 0.0, 1.0)
    date = dates[after - 1] + share * (dates[after] - dates[after - 1])
    return np.where(below > last, np.inf, date)
