"""Whether standard errors cover: 200 runs of the shipped pack beside a million worlds.

The reference is made anew each time. What is printed stands in docs/model.md, 4.2.
"""

import numpy as np
import pytest

from levels.arrays import FloatArray
from simulator.world.simulation import draws_of, simulate
from tests.intervals import covered, independent
from tests.packs import shipped, shipped_engine

RUNS, REFERENCE_WORLDS, REFERENCE_SEED = 200, 1 << 20, 12345
RARE = 0.05


@pytest.fixture(scope="module")
def truth() -> FloatArray:
    """Return the outcomes of today's field in a million worlds, (K, n_outcomes)."""
    draws = draws_of(shipped(), REFERENCE_WORLDS, REFERENCE_SEED)
    found = simulate(shipped_engine(), [shipped().means.field], draws).mean
    whole: FloatArray = found[0]
    return whole


@pytest.mark.parametrize(
    ("n_worlds", "least", "least_if_rare"), [(64, 0.9, 0.6), (256, 0.9, 0.88)]
)
def test_intervals_of_independent_runs_hold_a_million_worlds(
    truth: FloatArray, n_worlds: int, least: float, least_if_rare: float
) -> None:
    by_run = independent(shipped_engine(), n_worlds, RUNS)
    worth = np.array([outcome.utility.value for outcome in shipped().world.outcomes])
    value = np.einsum("korn,o->krn", by_run, worth)[:, None]
    shares = covered(by_run, truth)
    of_value = covered(value, (truth @ worth)[:, None])
    common = shares[(truth > RARE) & (truth < 1 - RARE)]
    rare = shares[(truth <= RARE) & (truth > 0)]
    print(
        f"\n{RUNS} runs of {n_worlds} worlds, 95 % intervals: hold the value by level "
        f"in {of_value.mean():.1%} of cases, outcomes from {RARE:.0%} to "
        f"{1 - RARE:.0%} in {common.mean():.1%}, rarer ones in {rare.mean():.1%} "
        f"(the least covered in {shares.min():.1%}); with two standard errors "
        f"{covered(by_run, truth, 2.0).mean():.1%} of all"
    )
    assert least <= common.mean() <= 0.98
    assert 0.9 <= of_value.mean() <= 0.98
    assert least_if_rare <= rare.mean() <= 0.98
