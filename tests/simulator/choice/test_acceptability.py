"""Rank acceptability: credences and effects are drawn together."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose
from scipy.stats import norm

from levels.arrays import FloatArray
from levels.credence import Credence
from simulator.choice.acceptability import acceptability, acceptability_of
from simulator.choice.effects import Effects
from simulator.choice.priority import order, priorities
from simulator.world.simulation import Outcomes

NUMBERS = st.floats(-1, 1)
P = np.array([0.2, 0.3, 0.5])


def rng(seed: int = 0) -> np.random.Generator:
    return np.random.default_rng(seed)


def test_three_of_four_draws_favor_the_first() -> None:
    draws = np.array([[0.9, 0.1], [0.8, 0.2], [0.3, 0.7], [0.6, 0.4]])
    found = acceptability_of(np.eye(2)[:, :, None], draws, rng())
    assert found.among(1).tolist() == [0.75, 0.25]
    assert found.places.tolist() == [[0.75, 0.25], [0.25, 0.75]]
    assert_allclose(found.standard_error(1), np.sqrt(0.75 * 0.25 / 4))


@given(arrays(float, (5, 3, 4), elements=NUMBERS), st.floats(0.5, 500))
def test_each_stands_somewhere_and_each_place_is_taken(
    value: FloatArray, concentration: float
) -> None:
    draws = Credence(P, concentration).draws(64, rng())
    found = acceptability_of(value, draws, rng())
    assert_allclose(found.places.sum(axis=0), 1)
    assert_allclose(found.places.sum(axis=1), 1)
    assert_allclose([found.among(n).sum() for n in range(1, 6)], np.arange(1, 6))


def test_a_firm_credence_and_sure_effects_accept_their_own_order_alone() -> None:
    value = np.array([[0.3, 0.1], [0.2, 0.2], [0.1, 0.9]])
    p = np.array([0.6, 0.4])
    found = acceptability_of(value[:, :, None], Credence(p).draws(50, rng()), rng())
    assert found.places.argmax(axis=0).tolist() == order(priorities(value, p)).tolist()
    assert found.places.max(axis=0).tolist() == [1, 1, 1]


def test_a_lead_of_one_standard_error_holds_in_five_of_six_draws() -> None:
    # The lead is drawn from a normal around its mean with its own standard error.
    lead = rng(3).normal(size=16)
    lead += lead.std(ddof=1) / 4 - lead.mean()
    value = np.stack([lead, np.zeros(16)])[:, None]
    found = acceptability_of(value, np.ones((40_000, 1)), rng())
    assert found.among(1)[0] == pytest.approx(norm.cdf(1), abs=0.006)


def test_what_two_owe_to_the_same_worlds_does_not_part_them() -> None:
    shared = rng(1).normal(size=16)
    value = np.stack([shared + 0.001, shared])[:, None]
    found = acceptability_of(value, np.ones((500, 1)), rng())
    assert found.among(1).tolist() == [1.0, 0.0]


def test_a_level_without_credence_never_counts() -> None:
    value = np.array([[1.0, 0.0], [0.0, 9.0]])[:, :, None]
    draws = Credence(np.array([1.0, 0.0]), 2.0).draws(100, rng())
    assert acceptability_of(value, draws, rng()).among(1).tolist() == [1.0, 0.0]


def some_effects() -> Effects:
    effect = rng(5).normal(size=(6, 3, 2, 16))
    return Effects(Outcomes(effect[:1]), effect, 100.0)


def test_the_same_seed_draws_the_same_and_is_kept() -> None:
    worth, held = np.array([1.0, 0.3]), Credence(P, 10.0)
    one, same, other = (
        acceptability(some_effects(), worth, held, seed, draws=200)
        for seed in (4, 4, 5)
    )
    assert (one.places == same.places).all()
    assert (one.places != other.places).any()
    assert (one.seed, one.draws) == (4, 200)


def test_more_draws_make_shares_surer() -> None:
    worth, held = np.array([1.0, 0.3]), Credence(P, 10.0)
    few, many = (
        acceptability(some_effects(), worth, held, 0, draws=n).standard_error(3)
        for n in (100, 6400)
    )
    assert many.max() < few.max() / 4
