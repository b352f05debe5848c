"""Sensitivity: indices of a model's assumptions."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from simulator import scenario as scenarios
from simulator.choice.effects import effects
from simulator.choice.question import Question, of_value
from simulator.choice.sensitivity import Sensitivity, foremost, sensitivity
from simulator.choice.tornado import tornado
from simulator.world.simulation import worlds_of
from tests.packs import small_pack, started

P = np.array([0.3, 0.7])


def asked() -> Question:
    engine = started(small_pack())
    plain = {"credence": P.tolist(), "months": 24}
    return of_value(engine, scenarios.from_plain(plain, engine.model), P, 16)


def found(**keys: int) -> Sensitivity:
    question = asked()
    return sensitivity(question, tornado(question), **keys)


def test_all_assumptions_together_make_the_whole_variance() -> None:
    result = found(n_inputs=4, draws=1024)
    assert result.others is not None
    parts = [*result.inputs, result.others]
    assert sum(part.first_order for part in parts) <= 1.05
    assert sum(part.total for part in parts) >= 0.95
    assert result.variance > 0


def test_an_index_is_the_variance_of_means_given_the_assumption() -> None:
    question = asked()
    result = found(n_inputs=3, draws=4096)
    first = max(result.inputs, key=lambda row: row.first_order)
    assert first.bar is not None
    place = question.inputs[first.bar.name]
    rng = np.random.default_rng(0)
    points = rng.random((64 * 256, len(question.draws.places)))
    points[:, place] = np.repeat((np.arange(64) + 0.5) / 64, 256)
    means = question.at(points).reshape(64, 256).mean(axis=1)
    assert first.first_order == pytest.approx(means.var() / result.variance, abs=0.06)


def test_what_is_not_looked_at_alone_is_one_group() -> None:
    n = len(asked().draws.places)
    some, every = found(n_inputs=2, draws=64), found(n_inputs=n, draws=64)
    assert (len(some.inputs), some.others is None) == (2, False)
    assert len(every.inputs) == len(asked().inputs)


def test_the_highest_total_comes_first_within_its_interval() -> None:
    result = found(draws=256)
    totals = [row.total for row in result.inputs]
    assert totals == sorted(totals, reverse=True)
    for row in result.inputs:
        low, high = row.total_interval
        assert low <= row.total <= high


def test_the_same_scenario_gives_the_same_bytes() -> None:
    assert found(draws=32) == found(draws=32)


@pytest.mark.parametrize(
    ("keys", "rule"),
    [
        ({"n_inputs": 0}, "inputs must be at least 1, got 0"),
        ({"draws": 1000}, "draws must be a power of two from 16 to 65536, got 1000"),
        ({"draws": 8}, "draws must be a power of two"),
        ({"draws": 1 << 17}, "draws must be a power of two"),
    ],
)
def test_numbers_out_of_range_are_refused(keys: dict[str, int], rule: str) -> None:
    with pytest.raises(ValueError, match=rule):
        found(**keys)


def test_the_foremost_are_the_first_of_the_ranking() -> None:
    engine = started(small_pack())
    scenario = scenarios.from_plain(
        {"credence": P.tolist(), "worlds": 64}, engine.model
    )
    worlds = worlds_of(engine.model, 64, 0)
    effect = effects(engine, engine.model.means.field, worlds).effect
    priority = effect @ scenario.utility(engine.model) @ P
    assert_allclose(foremost(engine, scenario, P, 2), np.argsort(-priority)[:2])
