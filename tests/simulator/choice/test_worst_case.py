"""Worst cases near a credence, against linear programs, duals and a grid."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from scipy.optimize import linprog

from levels.arrays import FloatArray
from simulator.choice.worst_case import (
    contamination_worst_case,
    relative_entropy_worst_case,
    relative_entropy_worst_credence,
    total_variation_robustness,
    total_variation_worst_case,
)
from tests.simulator.choice.deciding import payoffs
from tests.simulator.choice.worked import PAYOFF, P

B, C = PAYOFF[1:2], PAYOFF[2:3]


def by_program(payoff: FloatArray, p: FloatArray, radius: float) -> float:
    """Return the worst expected value in a total-variation ball, as a program.

    Over q = p + rise - fall, with rise and fall from 0 and sum(rise) <= radius.
    """
    n = len(p)
    found = linprog(
        np.concatenate([payoff, -payoff]),
        A_ub=np.concatenate([np.ones(n), np.zeros(n)])[None],
        b_ub=[radius],
        A_eq=np.concatenate([np.ones(n), -np.ones(n)])[None],
        b_eq=[0.0],
        bounds=[(0, None)] * n + [(0, share) for share in p],
    )
    return float(payoff @ p + found.fun)


def test_total_variation_moves_credence_from_the_best_level_to_the_worst() -> None:
    worst = total_variation_worst_case(PAYOFF, P, radius=0.1)
    assert_allclose(worst, [22, 53, 57, 36])
    assert_allclose(worst, [by_program(row, P, 0.1) for row in PAYOFF])


def test_contamination_puts_a_share_of_the_credence_on_the_worst_level() -> None:
    worst = contamination_worst_case(PAYOFF, P, share=0.1)
    assert_allclose(worst, [28, 54.9, 57.2, 38.1])


def test_relative_entropy_tilts_the_credence_toward_the_worst_level() -> None:
    worst = relative_entropy_worst_case(PAYOFF, P, radius=0.1)
    assert_allclose(worst[1:3], [46.025046, 56.047893], atol=1e-6)
    q = relative_entropy_worst_credence(B, P, radius=0.1)[0]
    assert_allclose(q, [0.360639, 0.245342, 0.394019], atol=1e-6)
    tilt = np.log(q[2] / P[2] * P[0] / q[0]) / (B[0, 0] - B[0, 2])
    assert 1 / tilt == pytest.approx(79.6168, abs=1e-4)


def test_a_small_ball_of_relative_entropy_costs_about_a_standard_deviation() -> None:
    worst = relative_entropy_worst_case(B, P, radius=0.01)
    assert worst[0] == pytest.approx(56.505752, abs=1e-6)
    variance = float(P @ B[0] ** 2 - (P @ B[0]) ** 2)
    assert 61 - np.sqrt(0.02 * variance) == pytest.approx(56.643396, abs=1e-6)


def test_the_most_robust_portfolio_keeps_what_is_required_for_longest() -> None:
    robust = total_variation_robustness(PAYOFF, P, required=50.0)
    assert_allclose(robust[1:3], [0.1375, 0.8])
    assert robust[0] == robust[3] == 0.0  # they do not have it now
    assert total_variation_robustness(C, P, required=49.0).tolist() == [1.0]


@settings(max_examples=40)
@given(payoffs(), st.floats(0.0, 1.0))
def test_the_worst_case_in_total_variation_is_that_of_a_linear_program(
    drawn: tuple[FloatArray, FloatArray], radius: float
) -> None:
    payoff, p = drawn
    found = total_variation_worst_case(payoff, p, radius=radius)
    assert_allclose(found, [by_program(row, p, radius) for row in payoff], atol=1e-7)


@settings(max_examples=40)
@given(payoffs(), st.floats(-6.0, 6.0))
def test_robustness_is_the_radius_at_which_the_worst_case_meets_the_requirement(
    drawn: tuple[FloatArray, FloatArray], required: float
) -> None:
    payoff, p = drawn
    robust = total_variation_robustness(payoff, p, required=required)
    for row, radius in zip(payoff, robust, strict=True):
        at = total_variation_worst_case(row[None], p, radius=radius)[0]
        if 0 < radius < 1:
            assert at == pytest.approx(required, abs=1e-9)
        else:
            assert at >= required or radius == 0


def test_the_worst_case_in_relative_entropy_is_the_least_on_a_grid() -> None:
    shares = np.array(
        [(a, b, 300 - a - b) for a in range(301) for b in range(301 - a)], dtype=float
    )
    q = shares / 300
    with np.errstate(divide="ignore", invalid="ignore"):
        distance = np.where(q > 0, q * np.log(q / P), 0.0).sum(axis=1)
    for radius in (0.01, 0.1, 0.5, 3.0):
        found = relative_entropy_worst_case(PAYOFF, P, radius=radius)
        on_grid = (PAYOFF @ q[distance <= radius].T).min(axis=1)
        assert (found <= on_grid + 1e-9).all()
        assert_allclose(found, on_grid, atol=1.5)


@settings(max_examples=40)
@given(payoffs(), st.floats(0.0, 3.0))
def test_the_worst_case_in_relative_entropy_is_its_dual(
    drawn: tuple[FloatArray, FloatArray], radius: float
) -> None:
    # No multiplier gives more than max_t -t ln E exp(-U / t) - t radius.
    payoff, p = drawn
    found = relative_entropy_worst_case(payoff, p, radius=radius)
    some = p > 0
    t = np.logspace(-3, 4, 400)[:, None]
    for row, value in zip(payoff[:, some], found, strict=True):
        low = row.min()
        inside = np.log((p[some] * np.exp(-(row - low) / t)).sum(axis=1))
        dual = low - t[:, 0] * (inside + radius)
        assert value >= dual.max() - 1e-6
        assert value == pytest.approx(dual.max(), abs=0.1)
        assert low - 1e-12 <= value <= row @ p[some] + 1e-12


def test_a_level_without_credence_is_out_of_reach_of_relative_entropy_alone() -> None:
    p = np.array([0.5, 0.5, 0.0])
    assert relative_entropy_worst_case(PAYOFF[:1], p, radius=50.0).tolist() == [20.0]
    assert total_variation_worst_case(PAYOFF[:1], p, radius=1.0).tolist() == [-80.0]
