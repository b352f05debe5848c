"""What a little more of each intervention changes: the effect tensor.

    effect[i, level, outcome] = change of the outcome's probability at the level
                                per 100 FTE-years given to intervention i

It is a finite difference around a portfolio, in the same worlds on both sides. It knows
no credence: priorities are products of it with a few numbers.
"""

from dataclasses import dataclass, replace
from typing import cast

import numpy as np

from interventions.intervention import Intervention
from interventions.means import Means
from interventions.portfolio import Portfolio
from levels.arrays import FloatArray
from simulator.world.engine import Engine
from simulator.world.sampling import Draws, Worlds
from simulator.world.simulation import (
    PLAN_MONTHS,
    Outcomes,
    Progress,
    simulate,
    standard_error,
)

UNIT = 100.0
"""Effects are stated per this many FTE-years."""

LARGEST_GRANT = 1e6


@dataclass(frozen=True, eq=False)
class Effects:
    """The outcomes of a portfolio, and the effect of a grant to each intervention.

    Parameters
    ----------
    outcomes : Outcomes
        Of the portfolio itself (one portfolio).
    by_scramble : ndarray, shape (n_interventions, K, n_outcomes, n_scrambles)
        Effects per 100 FTE-years.
    grant : float
        The size of the grant that was tried, in FTE-years.
    """

    outcomes: Outcomes
    by_scramble: FloatArray
    grant: float

    @property
    def effect(self) -> FloatArray:
        """Shape (n_interventions, K, n_outcomes), per 100 FTE-years."""
        return cast(FloatArray, self.by_scramble.mean(axis=-1))

    @property
    def standard_error(self) -> FloatArray:
        """Of the effect, same shape."""
        return standard_error(self.by_scramble)


def effects(
    engine: Engine,
    portfolio: Portfolio,
    worlds: Worlds | Draws,
    grant: float = UNIT,
    months: int = PLAN_MONTHS,
    progress: Progress | None = None,
) -> Effects:
    """Return what a grant to each intervention changes.

    Parameters
    ----------
    engine : Engine
    portfolio : Portfolio
        The allocation around which effects are taken.
    worlds : Worlds or Draws
    grant : float
        In FTE-years over the plan.
    months : int
        Length of the plan.
    progress : callable, optional
        See `simulate`.

    Raises
    ------
    ValueError
        If the grant is not positive.
    """
    if not 0 < grant <= LARGEST_GRANT:
        msg = f"grant must lie in (0, {LARGEST_GRANT:.0f}] FTE-years, got {grant:g}"
        raise ValueError(msg)
    means = engine.model.means
    tried = [portfolio, *granted(means, portfolio, grant, months)]
    outcomes = simulate(engine, tried, worlds, months, progress)
    base, others = outcomes.by_scramble[:1], outcomes.by_scramble[1:]
    return Effects(Outcomes(base), (others - base) * (UNIT / grant), grant)


def granted(
    means: Means, portfolio: Portfolio, grant: float, months: int
) -> list[Portfolio]:
    """Return the portfolio with a grant to each intervention in turn."""
    years = months / 12
    return [
        _more(portfolio, i.id, bought(means, i, grant) / years)
        for i in means.interventions
    ]


def bought(means: Means, intervention: Intervention, grant: float) -> float:
    """Return the FTE-years that a grant buys in an intervention.

    Grants are counted in technical FTE-years at the field's mean cost; governance work
    converts by its stated cost.
    """
    if intervention.kind == "technical":
        return grant
    return grant * technical_cost(means) / intervention.cost.value


def technical_cost(means: Means) -> float:
    """Return the mean cost of technical work, in million USD per FTE-year.

    Weighted by today's field; plain where the field is empty or all is governance.
    """
    technical = [i for i in means.interventions if i.kind == "technical"]
    chosen = technical or list(means.interventions)
    people = [i.field.value for i in chosen]
    weights = people if sum(people) > 0 else None
    return float(np.average([i.cost.value for i in chosen], weights=weights))


def _more(portfolio: Portfolio, name: str, amount: float) -> Portfolio:
    return Portfolio(
        tuple(
            replace(s, grants={**s.grants, name: s.grants.get(name, 0.0) + amount})
            for s in portfolio.segments
        )
    )
