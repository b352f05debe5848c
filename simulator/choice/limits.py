"""Limits: what is asked of a portfolio, checked, and made constraints.

Whatever can never be funded is ruled out, and what can never be kept to is refused.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from interventions.means import Means
from interventions.portfolio import LARGEST
from levels.arrays import BoolArray, FloatArray
from levels.problem import show
from simulator.choice.constraints import SMALLEST, Constraints
from simulator.choice.effects import technical_cost

READY = 0.5
"""A prerequisite that is at least as ready today as this need not be funded."""

MUST_HAVE = 0.01
"""The share that a required intervention gets at least, if no minimum is stated."""


def constraints(
    means: Means,
    budget: float,
    *,
    require: Iterable[str] = (),
    forbid: Iterable[str] = (),
    least: Mapping[str, float] | None = None,
    most: Mapping[str, float] | None = None,
) -> Constraints:
    """Return the constraints of a choice.

    Parameters
    ----------
    means : Means
    budget : float
        In technical FTE-years a year.
    require, forbid : iterable of str
        Interventions that must and must not be funded.
    least, most : mapping of str to float
        FTE-years a year that an intervention gets at least, if it is funded at all,
        and at most.

    Raises
    ------
    ValueError
        If a name is unknown, a number is not from 0, or nothing keeps to all of it.

    Examples
    --------
    >>> from simulator.model import load
    >>> constraints(load().means, 100, forbid=["rlhf"]).allowed.sum().item()
    37
    """
    _check_number("budget", budget)
    ids = means.ids
    required = _named("require", require, ids)
    forbidden = _named("forbid", forbid, ids)
    if (required & forbidden).any():
        name = ids[int((required & forbidden).argmax())]
        msg = f"an intervention must not be both required and forbidden, got {name!r}"
        raise ValueError(msg)
    cost = costs(means)
    floor = np.maximum(SMALLEST, MUST_HAVE * required) * budget
    top = cost * _limits("max", most or {}, ids, LARGEST)
    stated = cost * _limits("min", least or {}, ids, 0.0)
    bottom = np.maximum(stated, np.minimum(floor, top))  # a stated most comes first
    _check_order(ids, bottom, top, cost)
    found = Constraints(
        ids=ids,
        cost=cost,
        budget=float(budget),
        least=bottom,
        most=np.minimum(top, budget),
        required=required,
        allowed=~forbidden & (bottom <= budget) & (np.minimum(top, budget) > 0),
        ready=np.array([i.readiness_today.value >= READY for i in means.interventions]),
        needs=tuple(i.needs for i in means.interventions),
    )
    return _possible(found)


def costs(means: Means) -> FloatArray:
    """Return what one FTE-year costs, in technical FTE-years, shape (n,)."""
    unit = technical_cost(means)
    return np.array(
        [
            1.0 if i.kind == "technical" else i.cost.value / unit
            for i in means.interventions
        ]
    )


def _possible(found: Constraints) -> Constraints:
    """Return the constraints without what can never be funded.

    Raises
    ------
    ValueError
        If something that is required is among it, or costs too much.
    """
    allowed = found.allowed
    for _ in found.ids:
        met = found.met(allowed[None])[0]
        if (met | ~allowed).all():
            break
        allowed = allowed & met
    if (found.required & ~allowed).any():
        name = found.ids[int((found.required & ~allowed).argmax())]
        msg = (
            "what is required must be within the budget, and so must one way to its"
            f" prerequisites that is not forbidden, got {name!r}"
        )
        raise ValueError(msg)
    whole = replace(found, allowed=allowed)
    cheapest = float(whole.completed(whole.required) @ whole.least)
    if cheapest > whole.budget * (1 + 1e-12):
        msg = (
            f"budget must pay the least of what is required, {cheapest:g},"
            f" got {whole.budget:g}"
        )
        raise ValueError(msg)
    return whole


def _named(option: str, names: Iterable[str], ids: Sequence[str]) -> BoolArray:
    chosen = set()
    for name in names:
        if name not in ids:
            msg = f"{option} must name interventions, got {show(name)}"
            raise ValueError(msg)
        chosen.add(name)
    return np.array([name in chosen for name in ids])


def _limits(
    option: str, given: Mapping[str, float], ids: Sequence[str], otherwise: float
) -> FloatArray:
    _named(option, given, ids)
    for name, value in given.items():
        _check_number(f"{option} of {name}", value)
    return np.array([float(given.get(name, otherwise)) for name in ids])


def _check_number(name: str, value: float) -> None:
    if not 0 <= value <= LARGEST:
        msg = f"{name} must lie in [0, {LARGEST:.0f}], got {show(value)}"
        raise ValueError(msg)


def _check_order(
    ids: Sequence[str], least: FloatArray, most: FloatArray, cost: FloatArray
) -> None:
    if (least > most).any():
        row = int((least > most).argmax())
        msg = (
            f"min of {ids[row]} must not exceed its max {most[row] / cost[row]:g},"
            f" got {least[row] / cost[row]:g}"
        )
        raise ValueError(msg)
