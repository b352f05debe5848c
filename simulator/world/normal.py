"""The normal distribution function, for arrays so large that its cost decides.

Phi(x) = (1 + tanh y) / 2, where y is half the log odds of Phi(x): an odd function of x,
here a polynomial that extends the one of [1]_. Its coefficients make the largest error
least, weighted by the slope of Phi in y. Whole arrays take a third of the time of
`scipy.special.ndtr` or less, as nothing in it branches.

References
----------
.. [1] Page, E. (1977). Approximations to the cumulative normal function and its inverse
   for use on a pocket calculator. Applied Statistics 26(1), 75-76.
"""

import numpy as np

from levels.arrays import FloatArray

ERROR = 3e-8
"""By which it differs from Phi at most, anywhere."""

LOG_ODDS = (
    0.797884941455,
    0.0363330845621,
    -3.25949494642e-05,
    -5.53062066114e-05,
    3.96474690229e-06,
    -1.32263543405e-07,
    1.75617659282e-09,
)


def below(x: FloatArray) -> FloatArray:
    """Return P(a standard normal variable is below x), but for `ERROR`.

    Examples
    --------
    >>> below(np.array([-np.inf, 0.0, 1.959964])).round(6).tolist()
    [0.0, 0.5, 0.975]
    """
    square = x * x
    y = square * LOG_ODDS[-1]
    for coefficient in LOG_ODDS[-2:0:-1]:
        y += coefficient
        y *= square
    y += LOG_ODDS[0]
    y *= x
    np.tanh(y, out=y)
    y += 1
    y *= 0.5
    return y
