"""Portfolios and frontiers for a wish, beside today's portfolio in the same worlds."""

from dataclasses import replace

import pytest
from numpy.testing import assert_allclose

from app.funding import best, safer, tail_of, wider
from app.optimized import Asked
from simulator.choice.choice import scored
from simulator.choice.rules import rule
from simulator.scenario import new
from tests.packs import made, small_pack, started

MODEL = made(small_pack())
ENGINE = started(small_pack())
SCENARIO = replace(new(MODEL), worlds=16)
P = SCENARIO.credence.p
TODAY = 40.0
"""What the field of the pack costs: 10, 10, and 10 that are twice as dear."""


def worth(portfolio, of="expected-value"):
    score = scored(ENGINE, SCENARIO, P, [portfolio], rule(of))
    return score.payoff.expected(P)[0][0], score.objective[0]


def test_the_gain_is_what_the_choice_is_worth_beyond_today_s_portfolio():
    told = []
    found = best(ENGINE, SCENARIO, P, Asked(TODAY), told.append)

    today = worth(MODEL.means.field)[0]
    assert_allclose(found.gain, found.choice.expected_value - today)
    assert_allclose(found.today_cost, TODAY)
    assert 0 < found.gain_error < found.gain
    assert told == sorted(told)
    assert told[-1] == 1.0


def test_budgets_are_shares_of_the_wish_and_the_same_worlds_score_today():
    found = wider(ENGINE, SCENARIO, P, Asked(TODAY, forbid=("treaty",)))

    costs = [point.cost for point in found.points]
    assert_allclose(costs, [10, 20, 30, 40, 60])
    assert all("treaty" not in x.portfolio.segments[0].amounts for x in found.points)
    value, tail = worth(MODEL.means.field, "cvar")
    assert_allclose([found.today.expected_value, found.today.tail], [value, tail])


def test_budgets_that_do_not_pay_for_what_is_required_are_left_out():
    asked = Asked(TODAY, require=("theory",), least={"theory": 25.0})

    found = wider(ENGINE, SCENARIO, P, asked)
    assert_allclose([point.cost for point in found.points], [30, 40, 60])


def test_a_wish_that_cannot_be_kept_to_is_refused_by_each():
    asked = Asked(10.0, require=("theory",), least={"theory": 25.0})

    for find in (best, safer):
        with pytest.raises(ValueError, match="required must be within the budget"):
            find(ENGINE, SCENARIO, P, asked)


def test_the_tail_is_that_of_the_rule_or_the_worst_tenth():
    assert tail_of(Asked(1.0, "cvar", alpha=0.3)).alpha == 0.3
    assert tail_of(Asked(1.0, "maximin")) == rule("cvar")


def test_safer_portfolios_stay_within_the_budget_and_score_their_own_tail():
    found = safer(ENGINE, SCENARIO, P, Asked(TODAY, "cvar", alpha=0.3))

    for point in found.points:
        score = scored(ENGINE, SCENARIO, P, [point.portfolio], rule("cvar", 0.3))
        assert_allclose(point.tail, score.objective[0])
        assert point.cost <= TODAY * (1 + 1e-9)
