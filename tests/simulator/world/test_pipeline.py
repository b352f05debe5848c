"""The pipeline: which layers work, what they see, and what actors make of it."""

from itertools import product
from math import prod

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from scipy.special import expit, logit

from levels.arrays import FloatArray
from simulator.model import Model
from simulator.world.pipeline import (
    misses,
    patterns,
    tries,
)
from tests import oracle
from tests.packs import Pack, drawn, made, packs, small_pack

LAYERS = np.array(list(product((0, 1), repeat=3)))
"""All patterns of three layers; the first is none, the last all."""


def readiness_of(model: Model, seed: int) -> FloatArray:
    """Return readiness of a few columns, certain in the first two."""
    ready = np.random.default_rng(seed).random((len(model.means.ids), 4))
    ready[:, 0], ready[:, 1] = 0.0, 1.0
    return ready


@settings(max_examples=40)
@given(packs(7), st.integers(0, 9))
def test_layers_and_requirements_agree_jointly_with_adding_up_all_states(
    pack: Pack, seed: int
) -> None:
    model = made(pack)
    ready = readiness_of(model, seed)
    found = patterns(model.world, model.means)
    pattern, unmet = found.probabilities(ready)
    trees = model.means.trees
    expected = np.zeros_like(pattern), np.zeros_like(unmet)
    names = [tuple(row) for row in found.working.tolist()]
    for column in range(ready.shape[1]):
        chances = dict(zip(model.means.ids, ready[:, column].tolist(), strict=True))
        for state, p in oracle.states(chances):
            layers = [layer.gate for layer in model.world.layers]
            works = tuple(int(oracle.holds(n, trees, state)) for n in layers)
            expected[0][names.index(works), column] += p
            for k, required in enumerate(model.means.requirements):
                if not oracle.holds(required.needs, trees, state):
                    expected[1][k, names.index(works), column] += p
    assert_allclose(pattern, expected[0], atol=1e-12)
    assert_allclose(unmet, expected[1], atol=1e-12)


def test_without_layers_there_is_one_pattern_in_which_nothing_works() -> None:
    model = made(small_pack(layers={}))
    found = patterns(model.world, model.means)
    pattern, unmet = found.probabilities(np.array([0.5, 0.25, 0.0]))
    assert found.working.shape == (1, 0)
    assert pattern.tolist() == [1.0]
    assert_allclose(unmet, [[0.5], [0.875]])


def test_five_layers_have_thirty_two_patterns() -> None:
    gates = {f"gate_{n}": {"any_of": ["tuning", "theory"]} for n in range(5)}
    model = made(small_pack(gates=gates, layers={name: [0.5, 0.5] for name in gates}))
    found = patterns(model.world, model.means)
    pattern, _ = found.probabilities(np.array([0.5, 0.5, 0.0]))
    assert found.working.shape == (32, 5)
    assert pattern[[0, -1]].tolist() == [0.25, 0.75]
    assert pattern.sum() == 1.0


def missed_by_try(visibility: list[float], **changes: float) -> FloatArray:
    values = {
        "visibility_shift": 0.0,
        "shared_stealth": 0.0,
        "correlated_layers": 1.0,
        "tries": 3.0,
        "hiding": 0.0,
        "hiding_on": 1.0,
        **changes,
    }
    return misses(drawn(**values), LAYERS, np.array(visibility))[..., 0]


def missed(
    visibility: list[float], shared: float = 0.0, shift: float = 0.0
) -> FloatArray:
    return missed_by_try(visibility, shared_stealth=shared, visibility_shift=shift)[0]


def test_three_independent_layers_that_miss_three_tenths_miss_27_in_1000() -> None:
    assert missed([0.7] * 3)[-1] == pytest.approx(0.027, abs=1e-12)


def test_layers_that_share_all_stealth_miss_as_the_best_of_them() -> None:
    assert missed([0.2, 0.7, 0.5], shared=1.0)[-1] == pytest.approx(0.3)


def test_layers_that_share_some_stealth_miss_as_a_gaussian_copula_says() -> None:
    found = [missed([0.7] * 3, shared=rho)[-1] for rho in (0.3, 0.5, 0.8)]
    assert_allclose(found, [0.0664784, 0.1007414, 0.1722122], atol=3e-7)


def test_layers_that_are_not_correlated_miss_independently() -> None:
    found = missed_by_try([0.7] * 3, shared_stealth=0.8, correlated_layers=0.0)
    assert found[0, -1] == pytest.approx(0.027, abs=1e-12)


def test_each_repair_that_only_hides_lets_tests_see_less() -> None:
    found = missed_by_try([0.8, 0.5, 0.0], hiding=0.25)
    assert_allclose(found[:, 0b100], [0.2, 1 - 0.6, 1 - 0.45])
    assert_allclose(found[:, 0b110], [0.1, 0.4 * 0.625, 0.55 * 0.71875])


def test_without_hiding_every_try_sees_as_much() -> None:
    found = missed_by_try([0.8, 0.5, 0.0], hiding=0.25, hiding_on=0.0, tries=4.0)
    assert tries(drawn(tries=4.0)) == len(found) == 4
    assert_allclose(found, np.broadcast_to(found[0], found.shape), rtol=1e-12)


def test_layers_that_do_not_work_see_nothing() -> None:
    found = missed([0.9, 0.4, 0.7])
    expected = [
        prod(1 - on * seen for on, seen in zip(works, [0.9, 0.4, 0.7], strict=True))
        for works in LAYERS
    ]
    assert_allclose(found, expected)
    assert found[0] == 1.0


def test_perfect_layers_miss_nothing_and_blind_ones_everything() -> None:
    for shift in (-2.0, 0.0, 2.0):
        assert (missed([1.0] * 3, shift=shift)[1:] == 0.0).all()
        assert (missed([0.0] * 3, shift=shift) == 1.0).all()


def test_a_common_error_shifts_every_rate_in_log_odds() -> None:
    found = missed([0.7] * 3, shift=1.0)
    assert found[1] == pytest.approx(1 - expit(logit(0.7) + 1))


@given(st.lists(st.floats(0, 1), min_size=3, max_size=3), st.floats(0, 1))
def test_one_more_layer_never_misses_more(rates: list[float], shared: float) -> None:
    found = missed(rates, shared)
    for fewer, more in product(range(8), repeat=2):
        if (LAYERS[fewer] <= LAYERS[more]).all():
            assert found[more] <= found[fewer] + 1e-12
