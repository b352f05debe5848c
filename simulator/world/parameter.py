"""An uncertain parameter of the world, as a distribution over what it may be."""

from typing import Literal, Self

import numpy as np
from pydantic import model_validator
from scipy.special import expit, logit, ndtri

from levels.arrays import FloatArray
from levels.quantity import Id, Quantity, Text

Shape = Literal["fixed", "uniform", "normal", "lognormal", "logitnormal"]
_BOUNDED = ("fixed", "uniform", "logitnormal")
ROUNDING = 1e-9
Z90 = float(ndtri(0.9))


class Parameter(Quantity):
    """A parameter of the world.

    `value` is the median; `low` and `high` are the 10 % and 90 % points of the shapes
    with tails, and the ends of `uniform`. A switch is 0 or 1, in part in between.
    """

    id: Id
    name: Text
    unit: Text
    distribution: Shape

    @model_validator(mode="after")
    def _fits_its_distribution(self) -> Self:
        if self.distribution == "lognormal" and self.low <= 0:
            msg = f"a lognormal must be positive, got low {self.low:g}"
            raise ValueError(msg)
        if self.distribution == "logitnormal" and not 0 < self.low <= self.high < 1:
            msg = (
                f"a logitnormal must lie within (0, 1), got {self.low:g}-{self.high:g}"
            )
            raise ValueError(msg)
        if self.is_share and (self.distribution not in _BOUNDED or not _inside(self)):
            span = f"{self.distribution} of {self.low:g}-{self.high:g}"
            msg = f"a {self.unit} must stay within [0, 1], got a {span}"
            raise ValueError(msg)
        middle = (self.low + self.high) / 2
        if self.distribution == "uniform" and abs(self.value - middle) > ROUNDING:
            msg = (
                f"value of a uniform must be its middle {middle:g}, got {self.value:g}"
            )
            raise ValueError(msg)
        return self

    @property
    def is_share(self) -> bool:
        """Whether it is a share, probability or switch, so bounded by 0 and 1."""
        return self.unit in ("share", "probability", "switch")

    def quantile(self, share: FloatArray) -> FloatArray:
        """Return the parameter at these shares of its distribution."""
        return quantile(self, self.distribution, share)


def quantile(quantity: Quantity, shape: Shape, share: FloatArray) -> FloatArray:
    """Return a quantity at these shares of a distribution through its three points.

    The halves on either side of the median have their own spread, so that median, 10 %
    and 90 % points are those that the catalog states.

    Parameters
    ----------
    quantity : Quantity
    shape : str
        fixed, uniform, normal, lognormal or logitnormal.
    share : ndarray
        Within (0, 1).

    Examples
    --------
    >>> growth = Quantity(value=4, low=3, high=5, judgment="-")
    >>> quantile(growth, "lognormal", np.array([0.1, 0.5, 0.9])).round(6).tolist()
    [3.0, 4.0, 5.0]
    """
    points = np.array([quantity.low, quantity.value, quantity.high])
    if shape == "fixed":
        return np.full_like(share, quantity.value)
    if shape == "uniform":
        even: FloatArray = points[0] + (points[2] - points[0]) * share
        return even
    low, middle, high = _into(shape, points)
    z = ndtri(share) / Z90
    spread = middle + z * np.where(z < 0, middle - low, high - middle)
    return _back(shape, spread)


def _inside(quantity: Quantity) -> bool:
    return quantity.low >= 0 and quantity.high <= 1


def _into(shape: Shape, x: FloatArray) -> FloatArray:
    """Return x on the scale on which the distribution is normal."""
    if shape == "normal":
        return x
    result: FloatArray = np.log(x) if shape == "lognormal" else logit(x)
    return result


def _back(shape: Shape, x: FloatArray) -> FloatArray:
    if shape == "normal":
        return x
    result: FloatArray = np.exp(x) if shape == "lognormal" else expit(x)
    return result
