"""Numbers that are nearly a credence, and the nearest ones that are.

Show what was repaired beside what was said: a person may want to answer again.
"""

import numpy as np

from levels.arrays import FloatArray


def rising(stated: FloatArray, weights: FloatArray | None = None) -> FloatArray:
    """Return the nearest numbers that never fall: pool adjacent violators.

    For answers on thresholds that contradict each other.

    Parameters
    ----------
    stated : ndarray, shape (n,)
    weights : ndarray, shape (n,), optional
        Positive; how much each answer counts.

    Returns
    -------
    ndarray, shape (n,)
        Nearest in weighted squares.

    References
    ----------
    .. [1] Barlow, R. E., Bartholomew, D. J., Bremner, J. M., & Brunk, H. D. (1972).
       Statistical Inference under Order Restrictions. Wiley.

    Examples
    --------
    >>> rising(np.array([0.1, 0.35, 0.3, 0.7, 1.0])).round(6).tolist()
    [0.1, 0.325, 0.325, 0.7, 1.0]
    """
    each = np.ones(len(stated)) if weights is None else weights
    blocks: list[tuple[float, float, int]] = []
    for value, weight in zip(stated.tolist(), each.tolist(), strict=True):
        block = (value, weight, 1)
        while blocks and blocks[-1][0] > block[0]:
            block = _merged(blocks.pop(), block)
        blocks.append(block)
    return np.repeat([b[0] for b in blocks], [b[2] for b in blocks])


def _merged(
    one: tuple[float, float, int], other: tuple[float, float, int]
) -> tuple[float, float, int]:
    weight = one[1] + other[1]
    mean = (one[0] * one[1] + other[0] * other[1]) / weight
    return mean, weight, one[2] + other[2]


def projected(stated: FloatArray) -> FloatArray:
    """Return the credence nearest to numbers of which some may be negative.

    max(v - t, 0), with the t for which they sum to 1.

    Parameters
    ----------
    stated : ndarray, shape (K,)

    Raises
    ------
    ValueError
        If a number is not finite.

    References
    ----------
    .. [1] Duchi, J., Shalev-Shwartz, S., Singer, Y., & Chandra, T. (2008). Efficient
       projections onto the l1-ball for learning in high dimensions. ICML, 272-279.

    Examples
    --------
    >>> projected(np.array([0.6, 0.5, 0.2, -0.1])).round(6).tolist()
    [0.5, 0.4, 0.1, 0.0]
    """
    if not len(stated) or not np.isfinite(stated).all():
        msg = f"a credence must be finite numbers, got {stated.tolist()}"
        raise ValueError(msg)
    largest = np.sort(stated - stated.max())[::-1]
    excess = (np.cumsum(largest) - 1) / np.arange(1, len(stated) + 1)
    held = np.flatnonzero(largest > excess)[-1]
    heights = np.maximum(stated - stated.max() - excess[held], 0.0)
    p: FloatArray = heights / heights.sum()
    return p
