"""Payoff: the value of portfolios, by scramble, and the worlds of a choice."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.testing import assert_allclose

from interventions.portfolio import Portfolio, Segment
from simulator.choice import payoff as module
from simulator.choice.payoff import fresh_worlds, payoff, search_worlds
from simulator.scenario import new
from simulator.world.simulation import simulate, worlds_of
from tests.packs import small_pack, started

ENGINE = started(small_pack())
UTILITY = np.array([0.0, 0.25, 0.5, 1.0])


def portfolios(n):
    amounts = np.random.default_rng(1).uniform(0, 50, (n, 3))
    ids = ENGINE.model.means.ids
    return [
        Portfolio((Segment(0.0, dict(zip(ids, row.tolist(), strict=True))),))
        for row in amounts
    ]


def test_a_payoff_is_outcomes_times_utilities() -> None:
    worlds = worlds_of(ENGINE.model, 32, 0)
    found = payoff(ENGINE, portfolios(3), worlds, UTILITY, 12)
    outcomes = simulate(ENGINE, portfolios(3), worlds, 12)
    assert_allclose(found.mean, outcomes.mean @ UTILITY)
    assert found.by_scramble.shape == (3, 2, 16)
    assert found.standard_error.shape == (3, 2)


def test_a_choice_is_scored_in_other_worlds_than_it_is_looked_for_in() -> None:
    scenario = replace(new(ENGINE.model), worlds=64)
    fresh = fresh_worlds(ENGINE, scenario).part(slice(0, 64))
    known = search_worlds(ENGINE, scenario)
    assert not np.isin(fresh["threshold"], known["threshold"]).any()
    other = search_worlds(ENGINE, replace(scenario, seed=1))
    assert not np.isin(other["threshold"], known["threshold"]).any()


def test_blocks_change_nothing_but_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    worlds, told = worlds_of(ENGINE.model, 16, 0), []
    whole = payoff(ENGINE, portfolios(5), worlds, UTILITY, 6)
    monkeypatch.setattr(module, "MOST_CELLS", 2 * 2 * 4 * 16)
    parts = payoff(ENGINE, portfolios(5), worlds, UTILITY, 6, told.append)
    assert_allclose(parts.by_scramble, whole.by_scramble, atol=1e-14)
    assert told == sorted(told)
    assert told[-1] == 1.0
    assert len(told) >= 3


def test_expected_values_come_with_the_spread_of_scrambles() -> None:
    worlds = worlds_of(ENGINE.model, 32, 0)
    found, p = payoff(ENGINE, portfolios(2), worlds, UTILITY, 6), np.array([0.3, 0.7])
    value, error = found.expected(p)
    assert_allclose(value, found.mean @ p)
    assert (error > 0).all()
    assert (error <= found.standard_error @ p + 1e-12).all()


def test_no_portfolio_has_no_payoff() -> None:
    worlds = worlds_of(ENGINE.model, 16, 0)
    assert payoff(ENGINE, [], worlds, UTILITY, 6).mean.shape == (0, 2)
