"""What the tests of choosing share: problems that need no simulation."""

from itertools import product

import numpy as np
from hypothesis import strategies as st

from interventions.requirement import NOTHING, Branch
from levels.arrays import BoolArray, FloatArray
from simulator.choice.constraints import Constraints

CHANCES = {"a": 0.8, "b": 0.5, "c": 0.4, "d": 0.1}
"""Of the worked example: success is (a and b) or (a and c) or d."""


def plain(
    n: int,
    budget: float,
    *,
    least: float = 0.0,
    most: float = np.inf,
    needs: dict[int, Branch] | None = None,
) -> Constraints:
    """Return constraints without a pack: interventions a, b, c, ... at equal cost."""
    return Constraints(
        ids=tuple("abcdefghijklmnopqrstuvwxyz"[:n]),
        cost=np.ones(n),
        budget=budget,
        least=np.full(n, max(least, 1e-3 * budget)),
        most=np.full(n, min(most, budget)),
        required=np.zeros(n, dtype=np.bool_),
        allowed=np.ones(n, dtype=np.bool_),
        ready=np.zeros(n, dtype=np.bool_),
        needs=tuple((needs or {}).get(row, NOTHING) for row in range(n)),
    )


def success(amounts: FloatArray) -> FloatArray:
    """Return P(success) of the worked example, a whole unit for each chance.

    Returns
    -------
    ndarray, shape (n_portfolios, 1)
        As if there were one level.
    """
    q = np.clip(amounts[:, :4], 0, 1) * list(CHANCES.values())
    a, b, c, d = q.T
    fails = (1 - a * (1 - (1 - b) * (1 - c))) * (1 - d)
    return (1 - fails)[:, None]


def all_sets(n: int) -> BoolArray:
    """Return every set of n interventions."""
    return np.array(list(product((False, True), repeat=n)))


@st.composite
def payoffs(draw: st.DrawFn) -> tuple[FloatArray, FloatArray]:
    """A payoff of 1 to 4 portfolios over 2 to 5 levels, and a credence over them."""
    n, levels = draw(st.integers(1, 4)), draw(st.integers(2, 5))
    values = st.integers(-20, 20).map(lambda x: x / 4)
    cells = draw(st.lists(values, min_size=n * levels, max_size=n * levels))
    chips = draw(st.lists(st.integers(0, 6), min_size=levels, max_size=levels))
    chips[0] += sum(chips) == 0
    return np.array(cells).reshape(n, levels), np.array(chips) / sum(chips)
