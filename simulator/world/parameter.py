"""An uncertain parameter of the world, as a distribution over what it may be."""

from dataclasses import dataclass
from typing import Literal, Self, cast

import numpy as np
from pydantic import model_validator
from scipy.special import logit, ndtri

from levels.arrays import FloatArray
from levels.quantity import Id, Quantity, Text

Shape = Literal["fixed", "uniform", "normal", "lognormal", "logitnormal"]
_BOUNDED = ("fixed", "uniform", "logitnormal")
WHOLE = {"switch": (0, 1), "tries": (1, 20), "models": (0, 10_000)}
"""Units whose numbers are whole and lie within bounds; they are not drawn."""
ROUNDING = 1e-9
Z90 = float(ndtri(0.9))


class Parameter(Quantity):
    """A parameter of the world.

    `value` is the median; `low` and `high` are the 10 % and 90 % points of the shapes
    with tails, and the ends of `uniform`. A switch is 0 or 1.
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
        self._fits_its_unit()
        middle = (self.low + self.high) / 2
        if self.distribution == "uniform" and abs(self.value - middle) > ROUNDING:
            msg = (
                f"value of a uniform must be its middle {middle:g}, got {self.value:g}"
            )
            raise ValueError(msg)
        return self

    def _fits_its_unit(self) -> None:
        if self.unit not in WHOLE:
            return
        if self.distribution != "fixed":
            msg = f"a number of {self.unit} must be fixed, got {self.distribution}"
            raise ValueError(msg)
        for value in (self.value, self.low, self.high):
            rule = self.broken(value)
            if rule:
                msg = f"a number of {self.unit} must {rule}, got {value:g}"
                raise ValueError(msg)

    def broken(self, value: float) -> str | None:
        """Return the rule that a value would break, if any."""
        least, most = WHOLE.get(self.unit, (0, 1))
        bounded = self.is_share or self.unit in WHOLE
        if bounded and not least <= value <= most:
            return f"lie in [{least}, {most}]"
        if not np.isfinite(value):
            return "be finite"
        if self.unit in WHOLE and value != int(value):
            return "be a whole number"
        if self.distribution == "lognormal" and value <= 0:
            return "be positive"
        return None

    @property
    def is_share(self) -> bool:
        """Whether it is a share or probability, and so bounded by 0 and 1."""
        return self.unit in ("share", "probability")

    def quantile(self, share: FloatArray) -> FloatArray:
        """Return the parameter at these shares of its distribution."""
        return quantile(self, self.distribution, share)


@dataclass(frozen=True)
class Margin:
    """A distribution through three points, ready to be drawn from.

    The halves on either side of the median have their own spread, so that median, 10 %
    and 90 % points are those that the catalog states.

    Parameters
    ----------
    shape : str
        fixed, uniform, normal, lognormal or logitnormal.
    low, middle, high : float
        The points, on the scale on which the distribution is normal, if it is on one.
    """

    shape: Shape
    low: float
    middle: float
    high: float

    def at(self, share: FloatArray) -> FloatArray:
        """Return the quantity at these shares, within (0, 1)."""
        if self.shape == "fixed":
            return np.full_like(share, self.middle)
        if self.shape == "uniform":
            even: FloatArray = self.low + (self.high - self.low) * share
            return even
        z: FloatArray = ndtri(share)
        z /= Z90
        # Each half by itself: to choose between two spreads takes longer.
        upper = np.maximum(z, 0.0)
        upper *= self.high - self.middle
        np.minimum(z, 0.0, out=z)
        z *= self.middle - self.low
        z += upper
        z += self.middle
        return _back(self.shape, z)


def margin(quantity: Quantity, shape: Shape) -> Margin:
    """Return the distribution of a shape through the points of a quantity."""
    points = np.array([quantity.low, quantity.value, quantity.high])
    low, middle, high = _into(shape, points).tolist()
    return Margin(shape, low, middle, high)


def quantile(quantity: Quantity, shape: Shape, share: FloatArray) -> FloatArray:
    """Return a quantity at these shares of its distribution; see `Margin`.

    Examples
    --------
    >>> growth = Quantity(value=4, low=3, high=5, judgment="-")
    >>> quantile(growth, "lognormal", np.array([0.1, 0.5, 0.9])).round(6).tolist()
    [3.0, 4.0, 5.0]
    """
    return margin(quantity, shape).at(share)


def _inside(quantity: Quantity) -> bool:
    return quantity.low >= 0 and quantity.high <= 1


def _into(shape: Shape, x: FloatArray) -> FloatArray:
    """Return x on the scale on which the distribution is normal, if it is on one."""
    if shape == "lognormal":
        return cast(FloatArray, np.log(x))
    return cast(FloatArray, logit(x)) if shape == "logitnormal" else x


def _back(shape: Shape, x: FloatArray) -> FloatArray:
    if shape == "normal":
        return x
    if shape == "lognormal":
        return np.exp(x, out=x)
    # 1 / (1 + exp(-x)), a third of the time of scipy's expit.
    np.negative(x, out=x)
    with np.errstate(over="ignore"):
        np.exp(x, out=x)
    x += 1
    return np.divide(1, x, out=x)
