"""Rules of choice, against worked examples and linear programs."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from scipy.optimize import linprog

from levels.arrays import FloatArray
from simulator.choice.rules import (
    RULES,
    conditional_value_at_risk,
    expected_value,
    hurwicz,
    rule,
    worst_value,
)
from tests.simulator.choice.deciding import payoffs
from tests.simulator.choice.worked import PAYOFF, P


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
    assert_allclose(expected_value(PAYOFF, P), [40, 61, 58, 39])


def test_maximin_prefers_the_portfolio_with_the_best_worst_level() -> None:
    assert worst_value(PAYOFF).tolist() == [-80, 0, 50, 30]


def test_minimax_regret_prefers_the_portfolio_that_never_falls_far_behind() -> None:
    scores = rule("minimax-regret").score(PAYOFF, P)
    assert scores.tolist() == [-140, -60, -40, -70]


def test_hurwicz_weighs_the_best_level_against_the_worst() -> None:
    assert_allclose(hurwicz(PAYOFF, alpha=0.5), [10, 40, 55, 45])


def test_the_last_case_of_a_tail_counts_in_part() -> None:
    tails = conditional_value_at_risk(PAYOFF, P, tail_fraction=0.4)
    assert_allclose(tails, [-30, 35, 55, 30])


def test_a_tail_as_large_as_the_worst_level_is_that_level() -> None:
    tails = conditional_value_at_risk(PAYOFF, P, tail_fraction=0.2)
    assert_allclose(tails, [-80, 0, 50, 30], atol=1e-12)


@settings(max_examples=40)
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
    assert rule(name).score(PAYOFF, P).argmax() == first


def test_each_rule_takes_its_own_numbers() -> None:
    assert rule("hurwicz", alpha=1.0).score(PAYOFF, P).tolist() == [100, 80, 60, 60]
    assert_allclose(rule("cvar", alpha=1.0).score(PAYOFF, P), [40, 61, 58, 39])
    for name in ("tv-ball", "kl-ball"):
        assert_allclose(rule(name, radius=0.0).score(PAYOFF, P), [40, 61, 58, 39])


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
