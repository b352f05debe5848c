"""Worlds: joint draws of every uncertain parameter.

The same worlds serve every portfolio and every level (common random numbers). They are
Sobol' points, scrambled by a random linear matrix and a digital shift [1]_, in several
independent scrambles of equal size, so that the spread between scrambles gives the
standard error of any mean [2]_. Any part of them can be drawn by itself: many worlds
never stand in memory together.

References
----------
.. [1] Matousek, J. (1998). On the L2-discrepancy for anchored boxes. J. Complexity
   14(4), 527-556.
.. [2] Owen, A. B. (1998). Scrambling Sobol' and Niederreiter-Xing points.
   J. Complexity 14(4), 466-489.
"""

import dataclasses
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from interventions.means import Means
from levels.arrays import FloatArray
from levels.quantity import Quantity
from simulator.world.net import net
from simulator.world.parameter import Margin, Shape, margin
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
    _known: dict[Hashable, FloatArray] = dataclasses.field(
        default_factory=dict, init=False, repr=False
    )

    def __len__(self) -> int:
        return int(self.scale.shape[1])

    def __getitem__(self, name: str) -> FloatArray:
        return self.values[name]

    def once(self, found: Callable[..., FloatArray], *by: Hashable) -> FloatArray:
        """Return what a function finds in these worlds, which is asked only once.

        Parameters
        ----------
        found : callable
            From these worlds and `by` to an array that nobody changes.
        by : hashable
        """
        if (found, by) not in self._known:
            self._known[found, by] = found(self, *by)
        return self._known[found, by]

    def part(self, some: slice) -> "Worlds":
        """Return some of the worlds."""
        fields = {name: getattr(self, name)[:, some] for name in UNCERTAIN}
        values = {name: value[some] for name, value in self.values.items()}
        return Worlds(values=values, scrambles=self.scrambles, **fields)


@dataclass(frozen=True, eq=False)
class Draws:
    """Worlds yet to be drawn: any part of them, at any time, is the same worlds.

    Parameters
    ----------
    margins : dict of str to Margin
        By a parameter's id, or `intervention.field`.
    places : dict of str to int
        Which coordinate of a point each takes, if it takes one.
    parameters, interventions : tuple of str
    n_worlds, seed, scrambles : int
    first : int
        The number of the first scramble.
    quantile : callable
        `Margin.at`, or what is equal to it.
    """

    margins: dict[str, Margin]
    places: dict[str, int]
    parameters: tuple[str, ...]
    interventions: tuple[str, ...]
    n_worlds: int
    seed: int
    scrambles: int
    first: int = 0
    quantile: Callable[[Margin, FloatArray], FloatArray] = Margin.at

    def __len__(self) -> int:
        return self.n_worlds

    def only(self, first: int, count: int) -> "Draws":
        """Return the worlds of some scrambles, as they are among all."""
        size = self.n_worlds // self.scrambles
        return replace(
            self, n_worlds=count * size, scrambles=count, first=self.first + first
        )

    def part(self, some: slice) -> Worlds:
        """Draw some of the worlds, which follow each other."""
        return self.at(self._points(*some.indices(self.n_worlds)[:2]))

    def at(self, points: FloatArray) -> Worlds:
        """Return the worlds at points of the unit cube, shape (n, n_places)."""

        def drawn(name: str) -> FloatArray:
            share = points[:, self.places.get(name, 0)]
            return self.quantile(self.margins[name], share)

        fields = {
            field: np.stack([drawn(f"{i}.{field}") for i in self.interventions])
            for field in UNCERTAIN
        }
        values = {name: drawn(name) for name in self.parameters}
        return Worlds(values=values, scrambles=self.scrambles, **fields)

    def points(self) -> FloatArray:
        """Return the points of all worlds, shape (n_worlds, n_places)."""
        return self._points(0, self.n_worlds)

    def _points(self, start: int, stop: int) -> FloatArray:
        """Return the points of some worlds, shape (n, n_places); a place lies apart."""
        size = self.n_worlds // self.scrambles
        pieces = []
        for scramble in range(start // size, -(-stop // size)):
            whole = net(len(self.places), size, self.seed, self.first + scramble)
            zero = scramble * size
            pieces.append(whole.points(max(start - zero, 0), min(stop - zero, size)))
        points = pieces[0] if len(pieces) == 1 else np.concatenate(pieces, axis=1)
        return np.maximum(points, SMALLEST, out=points).T


def draws(
    world: World, means: Means, n_worlds: int, seed: int, overrides: Overrides
) -> Draws:
    """Return worlds that are drawn when they are needed.

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
    parameters = {p.id: margin(p, p.distribution) for p in world.parameters}
    fields = _fields(means)
    free = [name for name, each in parameters.items() if each.shape != "fixed"]
    margins = {**parameters, **fields}
    for name, value in overrides.items():
        _check(world, margins, name, value)
        margins[name] = Margin("fixed", value, value, value)
    return Draws(
        margins=margins,
        places={name: place for place, name in enumerate([*free, *fields])},
        parameters=tuple(parameters),
        interventions=means.ids,
        n_worlds=n_worlds,
        seed=seed,
        scrambles=scrambles,
    )


def sample(
    world: World, means: Means, n_worlds: int, seed: int, overrides: Overrides
) -> Worlds:
    """Draw all worlds at once; see `draws`."""
    return draws(world, means, n_worlds, seed, overrides).part(slice(n_worlds))


def _scrambles(n_worlds: int) -> int:
    if n_worlds not in POWERS:
        msg = f"worlds must be a power of two from {FEWEST} to {MOST}, got {n_worlds}"
        raise ValueError(msg)
    return min(SCRAMBLES, n_worlds)


def _fields(means: Means) -> dict[str, Margin]:
    quantities: dict[tuple[str, str], Quantity] = {
        (i.id, field): getattr(i, field)
        for field in UNCERTAIN
        for i in means.interventions
    }
    return {
        f"{name}.{field}": margin(quantity, _shape(field, quantity))
        for (name, field), quantity in quantities.items()
    }


def _shape(field: str, quantity: Quantity) -> Shape:
    """Return the distribution that keeps a field within its bounds."""
    if quantity.low == quantity.high:
        return "fixed"
    if field in ("scale", "lead_time"):
        return "lognormal" if quantity.low > 0 else "uniform"
    inside = quantity.low > 0 and quantity.high < 1
    return "logitnormal" if inside else "uniform"


def _check(
    world: World, margins: Mapping[str, Margin], name: str, value: float
) -> None:
    """Refuse a value that cannot be held."""
    if name not in margins:
        msg = f"a parameter must be one of the pack's, got {name!r}"
        raise ValueError(msg)
    if "." in name:
        _check_field(name, value)
    else:
        _check_parameter(world, name, value)


def _check_parameter(world: World, name: str, value: float) -> None:
    parameter = next(p for p in world.parameters if p.id == name)
    rule = parameter.broken(value)
    if rule:
        msg = f"{name} must {rule}, got {value:g}"
        raise ValueError(msg)


def _check_field(name: str, value: float) -> None:
    field = name.partition(".")[2]
    largest = LARGEST if field in ("scale", "lead_time") else 1.0
    smallest = SMALLEST if field == "scale" else 0.0
    if not smallest <= value <= largest:
        msg = f"{name} must lie in [{smallest:g}, {largest:g}], got {value:g}"
        raise ValueError(msg)
