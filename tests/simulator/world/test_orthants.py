"""Two or three correlated normal variables that are all low."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal
from scipy.special import ndtr
from scipy.stats import multivariate_normal

from levels.arrays import FloatArray
from simulator.world import orthants
from simulator.world.orthants import excess

BOUNDS = st.lists(st.floats(-12, 12), min_size=3, max_size=3)
GROUPS = [(0, 1), (0, 2), (1, 2), (0, 1, 2)]
STEP = 0.1
STEALTH = STEP * np.arange(-100, 101)
DENSITY = STEP * np.exp(-(STEALTH**2) / 2) / np.sqrt(2 * np.pi)


def found(bounds: list[float], rho: float) -> FloatArray:
    bound = np.array(bounds)[:, None, None]
    more: FloatArray = excess(bound, np.array([rho]), GROUPS)[:, 0, 0]
    return more


def summed(bounds: list[float], rho: float) -> FloatArray:
    """Return the same by a fine sum over the factor that all variables share."""
    z = np.array(bounds)[:, None]
    given = ndtr((z - np.sqrt(rho) * STEALTH) / np.sqrt(1 - rho))
    together = [(DENSITY * given[list(g)].prod(axis=0)).sum() for g in GROUPS]
    return np.array(together) - [ndtr(z[list(g)]).prod() for g in GROUPS]


@given(BOUNDS, st.floats(0, 0.6))
def test_it_agrees_with_a_sum_over_the_shared_factor(
    bounds: list[float], rho: float
) -> None:
    assert_allclose(found(bounds, rho), summed(bounds, rho), rtol=0, atol=3e-8)


@given(BOUNDS, st.floats(0.6, 0.8))
def test_it_agrees_less_closely_where_correlation_is_high(
    bounds: list[float], rho: float
) -> None:
    assert_allclose(found(bounds, rho), summed(bounds, rho), rtol=0, atol=5e-7)


@pytest.mark.parametrize("rho", [0.1, 0.4, 0.7])
def test_it_agrees_with_the_multivariate_normal_of_scipy(rho: float) -> None:
    bounds, matrix = [-0.3, 0.8, -1.1], np.full((3, 3), rho) + (1 - rho) * np.eye(3)
    joint = multivariate_normal(cov=matrix).cdf(bounds)
    expected = joint - ndtr(np.array(bounds)).prod()
    assert found(bounds, rho)[-1] == pytest.approx(expected, abs=2e-5)


@pytest.mark.parametrize("rho", [0.0, 0.2, 0.5, 0.8])
def test_medians_are_low_together_as_sheppard_found(rho: float) -> None:
    angle = np.arcsin(rho)
    pair, triple = angle / (2 * np.pi), 3 * angle / (4 * np.pi)
    assert_allclose(found([0.0] * 3, rho), [pair] * 3 + [triple], rtol=0, atol=3e-8)


@given(BOUNDS, st.floats(0, 1))
def test_correlation_only_adds(bounds: list[float], rho: float) -> None:
    assert (found(bounds, rho) >= 0).all()


def test_it_does_not_matter_how_worlds_are_cut(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rng = np.random.default_rng(0)
    z, rho = rng.normal(size=(3, 5, 1000)), rng.random(1000)
    whole = excess(z, rho, GROUPS)
    for cells in (1, 40, 777):
        monkeypatch.setattr(orthants, "_CELLS", cells)
        assert_array_equal(excess(z, rho, GROUPS), whole)


def test_there_may_be_no_groups_and_no_worlds() -> None:
    assert excess(np.zeros((1, 2, 3)), np.zeros(3), []).shape == (0, 2, 3)
    assert excess(np.zeros((2, 0, 3)), np.zeros(3), [(0, 1)]).shape == (1, 0, 3)
    assert excess(np.zeros((2, 4, 0)), np.zeros(0), [(0, 1)]).shape == (1, 4, 0)
