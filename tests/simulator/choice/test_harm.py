"""The harm guard: how often a portfolio does worse than another one."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal
from scipy.stats import beta

from simulator import scenario as scenarios
from simulator.choice.harm import Harm, compared, harm, upper_bound
from tests.packs import allocation, small_pack, started

P = np.array([0.3, 0.7])


def guarded(**keys: object) -> Harm:
    pack = small_pack()
    engine = started(pack)
    scenario = scenarios.from_plain({"credence": P.tolist(), **keys}, engine.model)
    return harm(engine, scenario, allocation(pack, {"treaty": 20.0}))


def test_chances_are_shares_of_worlds_that_do_worse() -> None:
    gains = np.array([[1.0, -1.0, 0.0, -3.0], [2.0, 2.0, 2.0, 2.0]])
    found = compared(gains, 2)
    assert_array_equal(found.chance, [0.5, 0])
    assert_array_equal(found.loss, [1.0, 0])
    assert_array_equal(found.gain, [0.25, 2.0])
    assert found.under(np.array([0.2, 0.8])).chance == pytest.approx(0.1)


def test_the_size_of_parts_changes_no_value(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = guarded(worlds=64).by_world
    monkeypatch.setattr("simulator.choice.by_world.MOST_CELLS", 100)
    assert guarded(worlds=64).by_world.tobytes() == whole.tobytes()


def test_the_chance_is_that_of_an_own_count() -> None:
    found = guarded(worlds=64)
    worse = (found.by_world < -1e-9).mean(axis=1)
    assert_allclose(found.chance, worse)
    assert found.under(P).chance == pytest.approx(float(P @ worse))
    assert_allclose(found.gain - found.loss, found.by_world.mean(axis=1), atol=1e-12)
    assert (found.bound > found.chance).all() or (found.chance == 1).any()


def test_a_portfolio_does_no_worse_than_itself() -> None:
    engine = started(small_pack())
    scenario = scenarios.new(engine.model)
    found = harm(engine, scenario, engine.model.means.field)
    assert_array_equal(found.chance, 0)
    assert_allclose(found.bound, 1 - 0.05 ** (1 / 512), rtol=1e-6)


@given(st.integers(0, 200), st.integers(0, 400))
def test_the_bound_is_never_below_that_of_clopper_and_pearson(
    k: int, more: int
) -> None:
    n = k + more + 1
    exact = 1.0 if k == n else float(beta.ppf(0.95, k + 1, n - k))
    assert upper_bound(k / n, n) >= exact - 1e-9


def test_the_bound_fails_in_at_most_one_of_twenty_runs() -> None:
    rng = np.random.default_rng(0)
    for truth in (0.01, 0.2, 0.7):
        draws = rng.binomial(100, truth, size=500) / 100
        assert np.mean([upper_bound(x, 100) < truth for x in draws.tolist()]) <= 0.05


@pytest.mark.parametrize("mean", [1.0, 1 - 1e-16, 1 + 1e-15])
def test_what_is_always_harmful_is_bounded_by_one(mean: float) -> None:
    assert upper_bound(mean, 10) == 1.0


def test_worlds_that_differ_by_scramble_widen_the_bound() -> None:
    rows = np.where(np.arange(1600) < 800, -1.0, 1.0)[None]
    apart, mixed = (
        compared(rows, 16),
        compared(rows.reshape(2, 800).T.reshape(1, -1), 16),
    )
    assert apart.chance == mixed.chance == 0.5
    assert apart.bound[0] > mixed.bound[0] > 0.5
    assert apart.standard_error[0] > 0.1


def test_progress_ends_at_one() -> None:
    engine = started(small_pack())
    told: list[float] = []
    harm(engine, scenarios.new(engine.model), progress=told.append)
    assert told[-1] == 1
