"""Offers, against the engine that they ask."""

import numpy as np
from numpy.testing import assert_allclose

from simulator import scenario as scenarios
from simulator.choice.by_world import values_by_world
from simulator.choice.effects import granted
from simulator.choice.offers import of_grants, of_portfolios
from simulator.choice.ranking import grants, respent
from simulator.world.simulation import draws_of, simulate
from tests.packs import small_pack, started

ENGINE = started(small_pack())


def scenario(**changes):
    plain = scenarios.new(ENGINE.model).plain | {"worlds": 32} | changes
    return scenarios.from_plain(plain, ENGINE.model)


def test_a_grant_is_worth_what_the_portfolio_with_it_is_worth():
    asked = scenario(grant=40)
    found = of_grants(ENGINE, asked, grants(ENGINE, asked))

    model, utilities = ENGINE.model, asked.utility(ENGINE.model)
    tried = granted(model.means, asked.allocation(model), 40.0, asked.months)
    worlds = draws_of(model, 32, asked.seed, {})
    outcomes = simulate(ENGINE, tried, worlds, asked.months).by_scramble
    assert_allclose(
        found.payoff, np.einsum("ikos,o->iks", outcomes, utilities), atol=1e-12
    )
    by_world = values_by_world(ENGINE, tried, worlds, utilities, asked.months)
    assert_allclose(found.by_world, by_world)


def test_worlds_and_their_means_tell_of_the_same_portfolios():
    asked = scenario()
    found = of_portfolios(ENGINE, asked, respent(ENGINE, asked, grants(ENGINE, asked)))

    assert found.payoff.shape[:2] == found.by_world.shape[:2]
    n_scrambles = found.payoff.shape[-1]
    means = found.by_world.reshape(*found.payoff.shape[:2], n_scrambles, -1)
    assert_allclose(means.mean(axis=-1), found.payoff, atol=1e-12)
    assert_allclose(found.mean, found.by_world.mean(axis=-1), atol=1e-12)
