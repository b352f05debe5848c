"""Worlds: joint draws of every uncertain parameter.

The same worlds serve every portfolio and every level (common random numbers). They are
Sobol' points, scrambled by a random linear matrix and a digital shift [1]_, in several
independent scrambles of equal size, so that the spread between scrambles gives the
standard error of any mean [2]_.

References
----------
.. [1] Matousek, J. (1998). On the L2-discrepancy for anchored boxes. J. Complexity
   14(4), 527-556.
.. [2] Owen, A. B. (1998). Scrambling Sobol' and Niederreiter-Xing points.
   J. Complexity 14(4), 466-489.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy.stats import qmc

from interventions.intervention import Intervention
from interventions.means import Means
from levels.arrays import FloatArray
from levels.quantity import Quantity
from simulator.world.parameter import Shape, quantile
from simulator.world.world import World

SCRAMBLES = 16
FEWEST, MOST = 2, 1 << 20
POWERS = tuple(1 << n for n in range(1, 21))
SMALLEST, LARGEST = 2.0**-40, 1e9
UNCERTAIN = ("readiness_today", "ceiling", "scale", "automatable", "lead_time")
"""The fields of an intervention that differ from world to world."""

Overrides = Mapping[str, float]


@dataclass(frozen=True, eq=False)
class Worlds:
    """Draws of the parameters, one world a place on the last axis.

    Parameters
    ----------
    values : dict of str to ndarray, shape (n_worlds,)
        The parameters of the world, by id.
    readiness_today, ceiling, scale, automatable, lead_time : ndarray
        Shape (n_interventions, n_worlds).
    scrambles : int
        How many independent scrambles there are; worlds of one stand together.
    """

    values: dict[str, FloatArray]
    readiness_today: FloatArray
    ceiling: FloatArray
    scale: FloatArray
    automatable: FloatArray
    lead_time: FloatArray
    scrambles: int

    def __len__(self) -> int:
        return int(self.scale.shape[1])

    def __getitem__(self, name: str) -> FloatArray:
        return self.values[name]

    def part(self, some: slice) -> "Worlds":
        """Return some of the worlds."""
        fields = {name: getattr(self, name)[:, some] for name in UNCERTAIN}
        values = {name: value[some] for name, value in self.values.items()}
        return Worlds(values=values, scrambles=self.scrambles, **fields)


def sample(
    world: World, means: Means, n_worlds: int, seed: int, overrides: Overrides
) -> Worlds:
    """Draw worlds.

    Parameters
    ----------
    world : World
    means : Means
    n_worlds : int
        A power of two.
    seed : int
        The same seed gives the same worlds.
    overrides : mapping of str to float
        Parameters that are held at a value: a parameter's id, or
        `intervention.field` with a field of `UNCERTAIN`.

    Raises
    ------
    ValueError
        If `n_worlds` is not a power of two, or an override names nothing or leaves
        the range of its parameter.
    """
    scrambles = _scrambles(n_worlds)
    names = [parameter.id for parameter in world.parameters]
    free = [p for p in world.parameters if p.distribution != "fixed"]
    uncertain = [(field, i) for field in UNCERTAIN for i in means.interventions]
    shares = _shares(len(free) + len(uncertain), n_worlds, scrambles, seed)
    values = {p.id: np.full(n_worlds, p.value) for p in world.parameters}
    for parameter, share in zip(free, shares, strict=False):
        values[parameter.id] = parameter.quantile(share)
    drawn = iter(shares[len(free) :])
    fields = {
        field: np.stack([_field(i, field, next(drawn)) for i in means.interventions])
        for field in UNCERTAIN
    }
    for name, value in overrides.items():
        if name in names:
            values[name] = np.full(n_worlds, _within(world, name, value))
        else:
            _hold(fields, means, name, value)
    return Worlds(values=values, scrambles=scrambles, **fields)


def _scrambles(n_worlds: int) -> int:
    if n_worlds not in POWERS:
        msg = f"worlds must be a power of two from {FEWEST} to {MOST}, got {n_worlds}"
        raise ValueError(msg)
    return min(SCRAMBLES, n_worlds)


def _shares(n_dims: int, n_worlds: int, scrambles: int, seed: int) -> FloatArray:
    size = n_worlds // scrambles
    points = [
        qmc.Sobol(n_dims, rng=np.random.default_rng([seed, scramble])).random(size)
        for scramble in range(scrambles)
    ]
    shares: FloatArray = np.concatenate(points).T
    return shares.clip(SMALLEST, 1 - SMALLEST)


def _field(intervention: Intervention, field: str, share: FloatArray) -> FloatArray:
    quantity: Quantity = getattr(intervention, field)
    return quantile(quantity, _shape(field, quantity), share)


def _shape(field: str, quantity: Quantity) -> Shape:
    """Return the distribution that keeps a field within its bounds."""
    if quantity.low == quantity.high:
        return "fixed"
    if field in ("scale", "lead_time"):
        return "lognormal" if quantity.low > 0 else "uniform"
    inside = quantity.low > 0 and quantity.high < 1
    return "logitnormal" if inside else "uniform"


def _within(world: World, name: str, value: float) -> float:
    parameter = next(p for p in world.parameters if p.id == name)
    rule = parameter.broken(value)
    if rule:
        msg = f"{name} must {rule}, got {value:g}"
        raise ValueError(msg)
    return value


def _hold(
    fields: Mapping[str, FloatArray], means: Means, name: str, value: float
) -> None:
    intervention, _, field = name.partition(".")
    if intervention not in means.ids or field not in fields:
        msg = f"a parameter must be one of the pack's, got {name!r}"
        raise ValueError(msg)
    largest = LARGEST if field in ("scale", "lead_time") else 1.0
    smallest = SMALLEST if field == "scale" else 0.0
    if not smallest <= value <= largest:
        msg = f"{name} must lie in [{smallest:g}, {largest:g}], got {value:g}"
        raise ValueError(msg)
    fields[field][means.ids.index(intervention)] = value
