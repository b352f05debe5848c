"""Exponential, logarithm and normal quantile as vector instructions.

Numba calls the scalar functions of the C library. These have no branches, so that a
loop over them takes several numbers at once.

References
----------
.. [1] Muller, J.-M. (2016). Elementary Functions (3rd ed.), ch. 5. Birkhauser.
.. [2] Wichura, M. J. (1988). Algorithm AS 241: the percentage points of the normal
   distribution. Applied Statistics 37(3), 477-484.
"""

import numpy as np

from levels.arrays import FloatArray
from simulator.world.compiled.compiling import TILE, compiled
from simulator.world.parameter import Z90, Margin


@compiled
def exp(x: float) -> float:
    """Return e to the power of x, within 4e-16 of it; for x < -708 that of -708.

    The remainder after whole powers of two goes into the series [1]_.
    """
    x = -708.0 if x < -708.0 else x
    x = 710.0 if x > 710.0 else x
    twos = np.floor(x * 1.4426950408889634 + 0.5)
    r = (x - twos * 6.93147180369123816490e-01) - twos * 1.90821492927058770002e-10
    series = 1 / 479001600.0
    series = series * r + 1 / 39916800.0
    series = series * r + 1 / 3628800.0
    series = series * r + 1 / 362880.0
    series = series * r + 1 / 40320.0
    series = series * r + 1 / 5040.0
    series = series * r + 1 / 720.0
    series = series * r + 1 / 120.0
    series = series * r + 1 / 24.0
    series = series * r + 1 / 6.0
    series = series * r + 0.5
    series = series * r + 1.0
    series = series * r + 1.0
    bits = (np.int64(twos) + 1023) << 52
    found: float = series * np.int64(bits).view(np.float64)
    return found


@compiled
def log(x: float) -> float:
    """Return the logarithm of a positive number, within 4e-16 of it; see `exp`."""
    bits = np.float64(x).view(np.int64)
    # The power of two that leaves a number near one, between sqrt(1/2) and sqrt(2).
    twos = (bits - 0x3FE6A09E667F3BCD) >> 52
    near = np.int64(bits - (twos << 52)).view(np.float64)
    s = (near - 1) / (near + 1)
    z = s * s
    series = 1 / 23.0
    series = series * z + 1 / 21.0
    series = series * z + 1 / 19.0
    series = series * z + 1 / 17.0
    series = series * z + 1 / 15.0
    series = series * z + 1 / 13.0
    series = series * z + 1 / 11.0
    series = series * z + 1 / 9.0
    series = series * z + 1 / 7.0
    series = series * z + 1 / 5.0
    series = series * z + 1 / 3.0
    # What is no number stays none.
    return twos * 0.6931471805599453 + 2 * (s + s * z * series) + 0 * x


def quantile(margin: Margin, share: FloatArray) -> FloatArray:
    """Return the quantity at these shares; see `Margin.at`."""
    if margin.shape in ("fixed", "uniform"):
        return margin.at(share)
    x, middle = share.copy(), margin.middle
    below, above = (middle - margin.low) / Z90, (margin.high - middle) / Z90
    _normal(below, middle, above, x)
    if margin.shape == "lognormal":
        _exponential(x)
    if margin.shape == "logitnormal":
        _logistic(x)
    return x


@compiled
def _normal(low: float, middle: float, high: float, share: FloatArray) -> None:
    """Turn shares into what two halves of a normal distribution have there.

    Parameters
    ----------
    low, middle, high : float
        The median, and its standard deviations below and above.
    share : ndarray, shape (n,)
        From 2^-40 to 1 - 2^-40; changed in place.
    """
    outer = np.empty(TILE)
    for start in range(0, len(share), TILE):
        some = share[start : start + TILE]
        for w in range(len(some)):
            outer[w] = _outer(min(some[w], 1 - some[w]))
        for w in range(len(some)):
            q = some[w] - 0.5
            z = abs(_central(q)) if abs(q) <= 0.425 else outer[w]
            some[w] = middle + (high * z if q > 0 else -low * z)


@compiled
def _exponential(x: FloatArray) -> None:
    """Turn numbers into their exponentials."""
    for w in range(len(x)):
        x[w] = exp(x[w])


@compiled
def _logistic(x: FloatArray) -> None:
    """Turn log odds into probabilities."""
    for w in range(len(x)):
        x[w] = 1 / (1 + exp(-x[w]))


@compiled
def _central(q: float) -> float:
    """Return the normal quantile at 0.5 + q for |q| <= 0.425 [2]_."""
    r = 0.180625 - q * q
    upper = 2.5090809287301226727e3 * r + 3.3430575583588128105e4
    upper = upper * r + 6.7265770927008700853e4
    upper = upper * r + 4.5921953931549871457e4
    upper = upper * r + 1.3731693765509461125e4
    upper = upper * r + 1.9715909503065514427e3
    upper = upper * r + 1.3314166789178437745e2
    upper = upper * r + 3.3871328727963666080e0
    lower = 5.2264952788528545610e3 * r + 2.8729085735721942674e4
    lower = lower * r + 3.9307895800092710610e4
    lower = lower * r + 2.1213794301586595867e4
    lower = lower * r + 5.3941960214247511077e3
    lower = lower * r + 6.8718700749205790830e2
    lower = lower * r + 4.2313330701600911252e1
    return q * upper / (lower * r + 1)


@compiled
def _outer(p: float) -> float:
    """Return how far out the quantile is at p < 0.075 and at 1 - p; see `_central`."""
    r = np.sqrt(-log(p)) - 1.6
    upper = 7.74545014278341407640e-4 * r + 2.27238449892691845833e-2
    upper = upper * r + 2.41780725177450611770e-1
    upper = upper * r + 1.27045825245236838258e0
    upper = upper * r + 3.64784832476320460504e0
    upper = upper * r + 5.76949722146069140550e0
    upper = upper * r + 4.63033784615654529590e0
    upper = upper * r + 1.42343711074968357734e0
    lower = 1.05075007164441684324e-9 * r + 5.47593808499534494600e-4
    lower = lower * r + 1.51986665636164571966e-2
    lower = lower * r + 1.48103976427480074590e-1
    lower = lower * r + 6.89767334985100004550e-1
    lower = lower * r + 1.67638483018380384940e0
    lower = lower * r + 2.05319162663775882187e0
    found: float = upper / (lower * r + 1)
    return found
