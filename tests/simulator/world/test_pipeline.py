"""The pipeline: which layers work, what they see, and what actors make of it."""

from itertools import product
from math import prod
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from scipy.special import expit, logit

from levels.arrays import FloatArray
from simulator.model import Model
from simulator.world.pipeline import (
    Wills,
    false_alarms,
    misses,
    patterns,
    wills,
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


def missed(
    visibility: list[float], shared: float = 0.0, shift: float = 0.0
) -> FloatArray:
    worlds = drawn(visibility_shift=shift, shared_stealth=shared)
    return misses(worlds, LAYERS, np.array(visibility))[:, 0]


def test_three_independent_layers_that_miss_three_tenths_miss_27_in_1000() -> None:
    assert missed([0.7] * 3)[-1] == pytest.approx(0.027, abs=1e-12)


def test_layers_that_share_all_stealth_miss_as_the_best_of_them() -> None:
    assert missed([0.2, 0.7, 0.5], shared=1.0)[-1] == pytest.approx(0.3)


def test_half_shared_stealth_lies_half_way_between() -> None:
    assert missed([0.7] * 3, shared=0.5)[-1] == pytest.approx((0.027 + 0.3) / 2)


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


def judged(believed: list[float], **changes: float) -> Wills:
    values = {
        "shared_stealth": 0.0,
        "false_alarm": 0.142625,
        "prior_misaligned": 0.1,
        "tolerance": 0.5,
        "decision_spread": 1.0,
        "proof_ratio": 12.0,
        "caught_ratio": 60.0,
        **changes,
    }
    return wills(drawn(**values), LAYERS, np.array(believed))


def test_the_will_to_hold_is_the_posterior_where_even_odds_are_tolerated() -> None:
    # Three layers that miss 0.3 each, any flag false in 14.2625 %.
    found = judged([0.7] * 3)
    assert found.alarm[-1, 0] == pytest.approx(0.431175, abs=5e-7)
    assert found.quiet[-1, 0] == pytest.approx(0.00348685, abs=5e-9)


def test_actors_without_a_working_test_keep_their_prior() -> None:
    found = judged([0.7] * 3, tolerance=0.1)
    assert found.quiet[0, 0] == pytest.approx(0.5, abs=1e-12)
    assert judged([0.7] * 3, false_alarm=0.9).quiet[0, 0] == pytest.approx(0.1)


def test_a_proof_and_a_caught_act_raise_the_will_by_their_ratio() -> None:
    found = judged([0.7] * 3, proof_ratio=9.0, caught_ratio=9.0)
    assert found.quiet_proven[0, 0] == pytest.approx(0.5)
    assert found.caught[0] == pytest.approx(0.5)


@given(
    st.lists(st.floats(0, 1), min_size=3, max_size=3),
    st.floats(0.01, 0.5),
    st.floats(0, 1),
)
def test_an_alarm_moves_actors_up_and_silence_down_as_they_trust_the_test(
    believed: list[float], false: float, shared: float
) -> None:
    found = judged(believed, false_alarm=false, shared_stealth=shared)
    missing = 1 - LAYERS * believed
    rate = 1 - ((1 - shared) * missing.prod(axis=1) + shared * missing.min(axis=1))
    some = LAYERS.any(axis=1)
    up, down = some & (rate > false), some & (rate < false)
    assert (found.alarm[up] >= 0.1 - 1e-12).all()
    assert (found.quiet[up] <= 0.1 + 1e-12).all()
    assert (found.alarm[down] <= 0.1 + 1e-12).all()
    assert (found.alarm_proven >= found.alarm).all()
    assert (found.quiet_proven >= found.quiet).all()


@pytest.mark.parametrize(
    ("believed", "changes"),
    [
        (0.0, {}),
        (1.0, {}),
        (0.7, {"false_alarm": 0.0}),
        (0.7, {"false_alarm": 1.0}),
        (1.0, {"false_alarm": 0.0}),
        (0.0, {"false_alarm": 0.0}),
        (1.0, {"false_alarm": 1.0}),
        (0.7, {"prior_misaligned": 0.0, "tolerance": 0.0}),
        (0.7, {"prior_misaligned": 1.0, "tolerance": 1.0}),
        (0.7, {"prior_misaligned": 0.0, "tolerance": 1.0}),
    ],
)
def test_certainties_lead_to_a_will_and_not_to_nothing(
    believed: float, changes: dict[str, Any]
) -> None:
    found = judged([believed] * 3, **changes)
    for will in vars(found).values():
        assert ((will >= 0) & (will <= 1)).all()


def test_an_alarm_that_is_never_false_stops_everyone() -> None:
    assert judged([0.7] * 3, false_alarm=0.0).alarm[-1, 0] == 1.0


def test_silence_of_a_test_believed_to_see_everything_reassures_everyone() -> None:
    assert judged([1.0] * 3).quiet[-1, 0] == 0.0


def test_no_alarm_is_false_where_no_test_runs() -> None:
    found = false_alarms(drawn(false_alarm=0.05), LAYERS)
    assert found[:, 0].tolist() == [0.0] + [0.05] * 7
