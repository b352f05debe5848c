"""Coverage and each measure's part in it, against all subsets of measures."""

from itertools import product

import numpy as np
import pytest
from numpy.testing import assert_allclose

from simulator.choice.coverage import (
    Together,
    coverage,
    readiness_planned,
    readiness_today,
    smallest,
    together,
)
from simulator.model import Model
from simulator.world import series as series_module
from simulator.world.path import path
from simulator.world.simulation import worlds_of
from tests.packs import intervention, made, shipped, shipped_engine, small_pack
from tests.strategies_trees import holds

TWELVE = tuple(f"m{n:02}" for n in range(12))
HARD = {
    "all_of": [
        "m00",
        "core",
        {"at_least": 2, "of": ["m05", "m06", "m07", "core"]},
        {"any_of": ["m08", {"all_of": ["m09", "m10", "m11"]}]},
    ]
}
CORE = {"any_of": ["m01", {"all_of": ["m02", "m03"]}, {"all_of": ["m04", "m00"]}]}


def twelve() -> Model:
    return made(
        small_pack(
            interventions=[intervention(name) for name in TWELVE],
            gates={"core": CORE},
            requires={"easy": {"all_of": ["core"]}, "hard": HARD},
            roles={},
            layers={},
        )
    )


def pair() -> Model:
    return made(
        small_pack(
            interventions=[intervention(name) for name in ("left", "right", "idle")],
            requires={"easy": {"all_of": []}, "hard": {"all_of": ["left", "right"]}},
            roles={},
            layers={},
        )
    )


def enumerated(model: Model, level: int, q: np.ndarray) -> float:
    """Return P(requirement complete) by adding up all subsets of measures."""
    means, total = model.means, 0.0
    for state in product((False, True), repeat=len(q)):
        ready = {name for name, on in zip(means.ids, state, strict=True) if on}
        if holds(means.requirements[level].needs, means.trees, ready):
            total += float(np.prod(np.where(state, q, 1 - q)))
    return total


def test_coverage_and_parts_of_twelve_measures_are_those_of_all_subsets() -> None:
    model = twelve()
    rng = np.random.default_rng(7)
    ready = rng.random((12, 2))
    found = coverage(model, ready, ready)
    for level in range(2):
        each = [enumerated(model, level, column) for column in ready.T]
        assert found.planned.mean[level] == pytest.approx(np.mean(each), abs=1e-12)
        for row in (0, 1, 4, 9):
            for value, part in ((0.0, found.lost), (1.0, found.gained)):
                changed = ready.copy()
                changed[row] = value
                other = [enumerated(model, level, column) for column in changed.T]
                expected = abs(np.mean(other) - np.mean(each))
                assert part[row, level] == pytest.approx(expected, abs=1e-12)


def test_two_that_are_useless_alone_and_enough_together_both_rise_when_paired() -> None:
    model = pair()
    none, with_right = np.zeros((3, 1)), np.array([[0.0], [1.0], [0.0]])
    alone, paired = (coverage(model, r, r).gained[:, 1] for r in (none, with_right))
    assert alone.tolist() == [0.0, 0.0, 0.0]
    assert paired.tolist() == [1.0, 0.0, 0.0]
    with_left = np.array([[1.0], [0.0], [0.0]])
    assert coverage(model, with_left, with_left).gained[:, 1].tolist() == [0, 1, 0]


def test_they_are_named_as_needed_together() -> None:
    found = together(pair(), 1, np.zeros((3, 1)), 3)
    assert found == (Together(("left", "right"), 0.0, 1.0, completes=True),)


def test_sets_of_twelve_measures_gain_what_all_subsets_say() -> None:
    model = twelve()
    ready = np.random.default_rng(8).uniform(0.05, 0.5, (12, 1))
    q, now = ready[:, 0], enumerated(model, 1, ready[:, 0])

    def gain(names: tuple[str, ...]) -> float:
        chosen = [model.means.ids.index(name) for name in names]
        return enumerated(model, 1, np.where(np.isin(range(12), chosen), 1.0, q)) - now

    found = together(model, 1, ready, 3)
    assert {some.completes for some in found} == {True, False}
    for some in found:
        assert some.joint == pytest.approx(gain(some.members), abs=1e-12)
        alone = sum(gain((name,)) for name in some.members)
        assert some.alone == pytest.approx(alone, abs=1e-12)
        assert some.joint > some.alone
        done = now + some.joint
        assert (done == pytest.approx(1.0, abs=1e-12)) == some.completes


def test_substitutes_are_not_needed_together() -> None:
    either, other = {"any_of": ["tuning", "theory"]}, {"all_of": ["theory"]}
    model = made(small_pack(requires={"easy": either, "hard": other}))
    assert together(model, 0, np.full((3, 1), 0.3), 3) == ()


def test_the_smallest_sets_complete_the_requirement() -> None:
    found = {frozenset(some) for some in smallest(twelve(), 0)}
    assert found == {frozenset(s) for s in ({"m01"}, {"m02", "m03"}, {"m00", "m04"})}


def test_the_best_measure_is_the_one_whose_perfection_raises_most() -> None:
    ready = np.array([[0.9], [0.2], [0.5]])
    found = coverage(pair(), ready, ready)
    assert found.best(1) == 1
    assert found.best(0) is None
    assert found.lost[2].tolist() == [0.0, 0.0]


def test_the_band_holds_the_middle_nine_tenths_of_worlds() -> None:
    ready = np.vstack([np.linspace(0, 1, 101), np.ones(101), np.ones(101)])
    found = coverage(pair(), ready, ready).today
    assert_allclose([found.low[1], found.mean[1], found.high[1]], [0.05, 0.5, 0.95])


def test_readiness_planned_is_that_of_the_simulation_however_it_is_divided(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    engine = shipped_engine()
    worlds = worlds_of(engine.model, 32, 0)
    field = engine.model.means.field
    whole = path(engine.mechanisms, worlds, [field], 24).readiness[:, 24, 0]
    monkeypatch.setattr("simulator.choice.coverage.MOST_CELLS", 38 * 25 * 8)
    assert_allclose(readiness_planned(engine, worlds, field, 24), whole, atol=1e-14)


def test_coverage_is_the_band_that_the_command_line_simulates() -> None:
    engine = shipped_engine()
    worlds = worlds_of(engine.model, 64, 0)
    way = path(engine.mechanisms, worlds, [engine.model.means.field], 24)
    bands = series_module.series(engine, worlds, way, 24).bands["requirement"]
    planned = readiness_planned(engine, worlds, engine.model.means.field, 24)
    found = coverage(engine.model, worlds.readiness_today, planned)
    assert_allclose(found.planned.high, np.array(bands["p95"])[:, 24], atol=1e-12)
    assert_allclose(found.today.low, np.array(bands["p05"])[:, 0], atol=1e-12)


def test_readiness_today_is_the_pack_s_unless_it_is_held() -> None:
    means = shipped().means
    held = readiness_today(means, {"debate.readiness_today": 0.9})
    row = means.ids.index("debate")
    assert held[row] == 0.9
    others = np.delete(held - readiness_today(means, {}), row)
    assert not others.any()
