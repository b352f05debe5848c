"""Rules of choice, against worked examples, linear programs and a grid."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from scipy.optimize import linprog

from levels.arrays import FloatArray
from simulator.choice.rules import (
    RULES,
    conditional_value_at_risk,
    contamination_worst_case,
    expected_value,
    hurwicz,
    relative_entropy_worst_case,
    relative_entropy_worst_credence,
    rule,
    total_variation_robustness,
    total_variation_worst_case,
    worst_regret,
    worst_value,
)

P = np.array([0.5, 0.3, 0.2])
FOUR = np.array(
    [[100.0, 20.0, -80.0], [80.0, 70.0, 0.0], [60.0, 60.0, 50.0], [30.0, 40.0, 60.0]]
)
B, C = FOUR[1:2], FOUR[2:3]


@st.composite
def payoffs(draw: st.DrawFn) -> tuple[FloatArray, FloatArray]:
    """A payoff of 1 to 4 portfolios over 2 to 5 levels, and a credence over them."""
    n, levels = draw(st.integers(1, 4)), draw(st.integers(2, 5))
    values = st.integers(-20, 20).map(lambda x: x / 4)
    cells = draw(st.lists(values, min_size=n * levels, max_size=n * levels))
    chips = draw(st.lists(st.integers(0, 6), min_size=levels, max_size=levels))
    chips[0] += sum(chips) == 0
    return np.array(cells).reshape(n, levels), np.array(chips) / sum(chips)


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


def tail_by_program(values: FloatArray, weights: FloatArray, alpha: float) -> float:
    """Return the mean of the worst tail: least q . values with q <= weights / alpha."""
    found = linprog(
        values,
        A_eq=np.ones((1, len(values))),
        b_eq=[1.0],
        bounds=[(0, weight / alpha) for weight in weights],
    )
    return float(found.fun)


def test_expected_value_prefers_the_portfolio_that_is_best_on_average() -> None:
    assert_allclose(expected_value(FOUR, P), [40, 61, 58, 39])


def test_maximin_prefers_the_portfolio_with_the_best_worst_level() -> None:
    assert worst_value(FOUR).tolist() == [-80, 0, 50, 30]


def test_minimax_regret_prefers_the_portfolio_that_never_falls_far_behind() -> None:
    assert worst_regret(FOUR).tolist() == [140, 60, 40, 70]


def test_hurwicz_weighs_the_best_level_against_the_worst() -> None:
    assert_allclose(hurwicz(FOUR, alpha=0.5), [10, 40, 55, 45])


def test_the_last_case_of_a_tail_counts_in_part() -> None:
    tails = conditional_value_at_risk(FOUR, P, tail_fraction=0.4)
    assert_allclose(tails, [-30, 35, 55, 30])


def test_a_tail_as_large_as_the_worst_level_is_that_level() -> None:
    tails = conditional_value_at_risk(FOUR, P, tail_fraction=0.2)
    assert_allclose(tails, [-80, 0, 50, 30], atol=1e-12)


def test_total_variation_moves_credence_from_the_best_level_to_the_worst() -> None:
    worst = total_variation_worst_case(FOUR, P, radius=0.1)
    assert_allclose(worst, [22, 53, 57, 36])
    assert_allclose(worst, [by_program(row, P, 0.1) for row in FOUR])


def test_contamination_puts_a_share_of_the_credence_on_the_worst_level() -> None:
    worst = contamination_worst_case(FOUR, P, share=0.1)
    assert_allclose(worst, [28, 54.9, 57.2, 38.1])


def test_relative_entropy_tilts_the_credence_toward_the_worst_level() -> None:
    worst = relative_entropy_worst_case(FOUR, P, radius=0.1)
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
    robust = total_variation_robustness(FOUR, P, required=50.0)
    assert_allclose(robust[1:3], [0.1375, 0.8])
    assert robust[0] == robust[3] == 0.0  # they do not have it now
    assert total_variation_robustness(C, P, required=49.0).tolist() == [1.0]


@given(payoffs(), st.floats(0.01, 1.0))
def test_the_tail_is_that_of_a_linear_program(
    drawn: tuple[FloatArray, FloatArray], alpha: float
) -> None:
    payoff, p = drawn
    found = conditional_value_at_risk(payoff, p, tail_fraction=alpha)
    expected = [tail_by_program(row, p, alpha) for row in payoff]
    assert_allclose(found, expected, atol=1e-7)


def test_a_tail_over_levels_and_worlds_takes_the_worst_cases_of_both() -> None:
    rng = np.random.default_rng(3)
    payoff = rng.random((3, 3, 4))
    found = conditional_value_at_risk(payoff, P, tail_fraction=0.3)
    for row, value in zip(payoff, found, strict=True):
        weights = np.repeat(P / 4, 4)
        assert value == pytest.approx(tail_by_program(row.ravel(), weights, 0.3))
    of_means = conditional_value_at_risk(payoff.mean(axis=2), P, tail_fraction=0.3)
    assert (found < of_means).all()


@given(payoffs(), st.floats(0.0, 1.0))
def test_the_worst_case_in_total_variation_is_that_of_a_linear_program(
    drawn: tuple[FloatArray, FloatArray], radius: float
) -> None:
    payoff, p = drawn
    found = total_variation_worst_case(payoff, p, radius=radius)
    assert_allclose(found, [by_program(row, p, radius) for row in payoff], atol=1e-7)


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
        found = relative_entropy_worst_case(FOUR, P, radius=radius)
        on_grid = (FOUR @ q[distance <= radius].T).min(axis=1)
        assert (found <= on_grid + 1e-9).all()
        assert_allclose(found, on_grid, atol=1.5)


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
    assert relative_entropy_worst_case(FOUR[:1], p, radius=50.0).tolist() == [20.0]
    assert total_variation_worst_case(FOUR[:1], p, radius=1.0).tolist() == [-80.0]
    assert worst_value(FOUR[:1]).tolist() == [-80.0]


@pytest.mark.parametrize("name", RULES)
def test_a_rule_scores_a_portfolio_that_is_better_everywhere_no_lower(
    name: str,
) -> None:
    rng = np.random.default_rng(5)
    payoff = rng.random((20, 3, 4))
    more = payoff + rng.random((20, 3, 4))
    best = more.mean(axis=2).max(axis=0)
    low, high = (rule(name).score(some, P, best) for some in (payoff, more))
    assert (high >= low).all()


@pytest.mark.parametrize("name", RULES)
def test_a_rule_scores_an_even_payoff_at_its_value(name: str) -> None:
    even = np.full((2, 3), 7.0)
    expected = 0.0 if name == "minimax-regret" else 7.0
    assert_allclose(rule(name).score(even, P), [expected, expected])


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("expected-value", 1),
        ("cvar", 2),
        ("maximin", 2),
        ("minimax-regret", 2),
        ("hurwicz", 2),
        ("tv-ball", 2),
        ("kl-ball", 2),
    ],
)
def test_rules_disagree_on_what_to_do_first(name: str, first: int) -> None:
    assert rule(name).score(FOUR, P).argmax() == first


def test_each_rule_takes_its_own_numbers() -> None:
    assert rule("hurwicz", alpha=1.0).score(FOUR, P).tolist() == [100, 80, 60, 60]
    assert_allclose(rule("cvar", alpha=1.0).score(FOUR, P), [40, 61, 58, 39])
    for name in ("tv-ball", "kl-ball"):
        assert_allclose(rule(name, radius=0.0).score(FOUR, P), [40, 61, 58, 39])


@pytest.mark.parametrize(
    ("name", "numbers", "refusal"),
    [
        ("best", {}, "rule must be one of expected-value, .*, got 'best'"),
        ("cvar", {"alpha": 0.0}, r"alpha must lie in \(0, 1\], got 0"),
        ("hurwicz", {"alpha": 1.1}, r"alpha must lie in \[0, 1\], got 1.1"),
        ("cvar", {"alpha": float("nan")}, "alpha must lie in .*, got nan"),
        ("tv-ball", {"radius": 1.5}, r"radius must lie in \[0, 1\], got 1.5"),
        ("kl-ball", {"radius": float("inf")}, "radius must lie in .*, got inf"),
        ("kl-ball", {"radius": -1.0}, "radius must lie in .*, got -1"),
    ],
)
def test_a_rule_refuses_numbers_that_do_not_suit_it(
    name: str, numbers: dict[str, float], refusal: str
) -> None:
    with pytest.raises(ValueError, match=refusal):
        rule(name, **numbers)
