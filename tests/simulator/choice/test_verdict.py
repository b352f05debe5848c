"""Verdicts, against the rules themselves, the regret table and the spread of means."""

import numpy as np
import pytest
from hypothesis import given
from numpy.testing import assert_allclose

from simulator.choice.offers import Offers
from simulator.choice.regret import regret
from simulator.choice.rules import RULES, rule
from simulator.choice.verdict import agreed, ground, verdict, verdicts
from tests.simulator.choice.worked import CREDENCES, PAYOFF, PAYOFFS, A, B, C, D, P

FIRST = {
    "expected-value": B, "cvar": C, "maximin": C, "minimax-regret": C, "hurwicz": C,
    "tv-ball": C, "kl-ball": C,
}  # fmt: skip


def offered(payoff):
    return Offers(payoff[..., None], payoff[..., None])


@pytest.mark.parametrize("name", RULES)
def test_the_worked_example_has_the_first_choice_of_each_rule(name):
    found = verdict(rule(name), offered(PAYOFF), P)

    assert found.first == FIRST[name]
    assert found.behind[found.first] == 0
    assert (found.standard_error == 0).all()


def test_rules_that_agree_are_named_together_the_most_agreed_on_first():
    (most, some), (other, lone) = agreed(verdicts(offered(PAYOFF), P))

    assert (most, len(some), other) == (C, len(RULES) - 1, B)
    assert [each.rule.id for each in lone] == ["expected-value"]


@given(payoff=PAYOFFS, p=CREDENCES)
def test_each_rule_orders_by_its_own_score(payoff, p):
    for found in verdicts(offered(payoff), p):
        score = found.rule.score(payoff, p)
        assert sorted(found.order) == [A, B, C, D]
        assert (np.diff(score[list(found.order)]) <= 0).all()
        assert_allclose(found.behind, score.max() - score)


def test_the_error_of_an_expected_lead_is_that_of_the_difference_of_means():
    noise = np.random.default_rng(0).normal(size=(4, 3, 16))
    payoff = PAYOFF[..., None] + noise
    found = verdict(rule("expected-value"), Offers(payoff, payoff), P)

    gaps = np.einsum("iks,k->is", payoff[found.first] - payoff, P)
    assert_allclose(found.standard_error, gaps.std(axis=1, ddof=1) / 4, atol=1e-12)


def test_what_chance_alone_puts_behind_is_abreast():
    noise = np.random.default_rng(1).normal(size=(2, 1, 16))
    level = noise - noise.mean(axis=-1, keepdims=True) + [[[0.05]], [[0.0]]]
    near = verdict(rule("expected-value"), Offers(level, level), np.ones(1))
    apart = verdict(rule("expected-value"), offered(np.array([[2.0], [1.0]])), P[:1])

    assert near.abreast == (0, 1)
    assert apart.abreast == (0,)


def test_the_tail_is_that_of_worlds_not_of_their_means():
    even = np.full((1, 1, 4), 0.5)
    torn = np.array([[[0.0, 1.1, 0.0, 1.1]]])
    by_world = np.concatenate([even, torn])
    means = by_world.reshape(2, 1, 2, 2).mean(axis=-1)
    offers = Offers(means, by_world)

    assert verdict(rule("expected-value"), offers, np.ones(1)).first == 1
    assert verdict(rule("cvar"), offers, np.ones(1)).first == 0


@given(payoff=PAYOFFS, p=CREDENCES)
def test_the_ground_is_where_the_tables_say(payoff, p):
    table = regret(payoff)
    for row in (A, B, C, D):
        found = ground(payoff, p, row)
        assert payoff[row, found.worst] == payoff[row].min()
        assert payoff[row, found.best] == payoff[row].max()
        assert table[row, found.regretted] == found.regret == table[row].max()
        assert payoff[found.rival, found.regretted] == payoff[:, found.regretted].max()
        assert p[found.tilted] > 0 or (p == 0).any()


def test_one_scramble_has_no_error():
    found = verdict(rule("hurwicz"), offered(PAYOFF), P)

    assert not np.isnan(found.standard_error).any()
