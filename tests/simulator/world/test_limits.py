"""Limits: what the whole world must do where a mechanism is absent or without bound."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from interventions.portfolio import LARGEST, Portfolio
from levels.arrays import FloatArray
from simulator.scenario import from_plain, new
from simulator.world.engine import Engine
from simulator.world.funnel import funnel
from simulator.world.parameter import WHOLE
from simulator.world.path import path
from simulator.world.run import run
from simulator.world.sampling import Overrides
from simulator.world.simulation import simulate, worlds_of
from tests.packs import (
    ROLES,
    Pack,
    allocation,
    intervention,
    pack,
    packs,
    random_pack,
    shipped,
    shipped_engine,
    shipped_pack,
    small_pack,
    started,
)

SURE: dict[str, Any] = {"readiness_today": 1.0, "ceiling": 1.0}
EVERYBODY = dict.fromkeys(shipped().means.ids, LARGEST)
NONE: Overrides = {}
NOBODY = dict.fromkeys(EVERYBODY, 0.0)


def outcomes(
    engine: Engine,
    portfolio: Portfolio | None = None,
    months: int = 48,
    held: Overrides = NONE,
) -> FloatArray:
    """Return outcomes by level and scramble, shape (K, n_outcomes, n_scrambles)."""
    worlds = worlds_of(engine.model, 16, 0, held)
    tried = [portfolio or engine.model.means.field]
    found: FloatArray = simulate(engine, tried, worlds, months).by_scramble[0]
    return found


def check_chances(found: FloatArray) -> None:
    """Check that these are probabilities of all that may happen, on the second axis."""
    assert_allclose(found.sum(axis=1), 1.0, atol=1e-12)
    assert found.min() >= -1e-12
    assert found.max() <= 1 + 1e-12


@pytest.mark.parametrize("held", [{"automation_on": 0.0}, {"delivered": 0.0}])
def test_without_ai_research_a_world_is_one_in_which_nothing_can_be_automated(
    held: dict[str, float],
) -> None:
    plain = shipped_pack()
    for one in plain["interventions.yaml"]["interventions"]:
        one["automatable"] |= {"value": 0.0, "low": 0.0, "high": 0.0}
    by_hand = started(plain)
    assert_allclose(
        outcomes(shipped_engine(), held=held), outcomes(by_hand), atol=1e-12
    )
    assert np.abs(outcomes(shipped_engine()) - outcomes(by_hand)).max() > 0.01


def seen(visibility: float, **held: float) -> FloatArray:
    """Return P(passed and misaligned) at the hard level, one sure layer at hand."""
    tested = small_pack(
        interventions=[intervention("test", **SURE), intervention("theory")],
        requires={"easy": {"all_of": ["theory"]}, "hard": {"any_of": []}},
        roles={"slack": "test"},
        layers={"test": [visibility, visibility]},
    )
    engine = started(tested)
    worlds = worlds_of(engine.model, 16, 0, {"threshold": 2.0, **held})
    found = funnel(engine, engine.model.means.field, worlds)
    passed: FloatArray = found.passed_misaligned[1]
    return passed


def test_tests_that_see_everything_pass_nothing_that_is_misaligned() -> None:
    assert (seen(1.0, hiding_on=0.0) == 0).all()
    assert (seen(1.0, tries=1.0) == 0).all()


def test_tests_that_see_nothing_pass_everything_that_is_misaligned() -> None:
    assert_allclose(seen(0.0), 1.0, atol=1e-12)


def test_what_hides_after_a_repair_passes_even_tests_that_saw_everything() -> None:
    # Two more tries, each of which finds a tenth less; no repair is a true one.
    assert_allclose(seen(1.0, hiding=0.1, tries=3.0), 0.1 + 0.9 * 0.19, atol=1e-12)


def test_a_field_without_anybody_stays_at_what_is_ready_today() -> None:
    plain = shipped_pack()
    for one in plain["interventions.yaml"]["interventions"]:
        one["field"] |= {"value": 0.0, "low": 0.0, "high": 0.0}
    engine = started(plain)
    worlds = worlds_of(engine.model, 16, 0)
    way = path(engine.mechanisms, worlds, [engine.model.means.field], 48)
    today = np.broadcast_to(way.readiness[:, :1], way.readiness.shape)
    assert_allclose(way.readiness, today, rtol=1e-12)
    check_chances(outcomes(engine))


def test_a_plan_that_funds_nobody_makes_less_ready_than_the_field_of_today() -> None:
    engine = shipped_engine()
    worlds = worlds_of(engine.model, 16, 0, {"automation_on": 0.0})
    idle = allocation(shipped_pack(), NOBODY)
    way = path(engine.mechanisms, worlds, [idle, engine.model.means.field], 48)
    nobody, field = way.readiness[:, :, 0], way.readiness[:, :, 1]
    assert (nobody <= field + 1e-12).all()
    assert nobody[:, 48].mean() < field[:, 48].mean() - 0.05
    check_chances(outcomes(engine, idle))


def test_a_plan_without_bound_makes_everything_as_ready_as_it_can_be() -> None:
    engine = shipped_engine()
    all_of_it = allocation(shipped_pack(), EVERYBODY)
    worlds = worlds_of(engine.model, 16, 0)
    way = path(engine.mechanisms, worlds, [all_of_it], 48)
    assert_allclose(way.readiness[:, 48, 0], way.top, rtol=1e-6)
    assert np.isfinite(way.readiness).all()
    found = outcomes(engine, all_of_it)
    check_chances(found)
    good = [o.id for o in shipped().world.outcomes].index(shipped().world.ends.aligned)
    better = found[:, good] - outcomes(engine)[:, good]
    assert (better >= -1e-12).all()
    assert better.max() > 0.3


def test_a_threshold_that_is_never_reached_holds_every_world_at_every_level() -> None:
    found = outcomes(shipped_engine(), held={"threshold": 1e9})
    held = [o.id for o in shipped().world.outcomes].index(shipped().world.ends.held)
    assert (found[:, held] == 1).all()
    worlds = worlds_of(shipped(), 16, 0, {"threshold": 1e9})
    told = run(shipped_engine(), shipped().means.field, worlds)
    assert np.isinf(told.critical).all()
    assert (told.funnel.ways["unreached"] == 1).all()


def test_a_threshold_that_is_reached_at_once_leaves_what_is_ready_today() -> None:
    engine = shipped_engine()
    worlds = worlds_of(engine.model, 16, 0, {"threshold": 1e-9})
    way = path(engine.mechanisms, worlds, [engine.model.means.field], 48)
    assert (way.critical_date(worlds["threshold"]) < 1e-8).all()
    check_chances(outcomes(engine, held={"threshold": 1e-9}))


@pytest.mark.parametrize("months", [1, 240])
def test_the_shortest_and_the_longest_plan_are_told_in_full(months: int) -> None:
    plain = {**new(shipped()).plain, "months": months, "worlds": 2}
    scenario = from_plain(plain, shipped())
    worlds = worlds_of(shipped(), scenario.worlds, 0)
    told = run(shipped_engine(), shipped().means.field, worlds, scenario.months)
    check_chances(told.outcomes.by_scramble[0])
    assert told.series.months == list(range(months + 1))
    assert len(told.series.bands["capability"]["p50"]) == months + 1
    for beyond in (0, 241):
        with pytest.raises(ValueError, match=r"^months must lie in \[1, 240\], got"):
            from_plain({**plain, "months": beyond}, shipped())


def test_steps_that_are_coarser_after_the_plan_cost_little() -> None:
    # The plan is what the field does anyway, so its length tells nothing but by steps.
    coarse, fine = (outcomes(shipped_engine(), months=m) for m in (48, 240))
    assert_allclose(coarse.mean(axis=-1), fine.mean(axis=-1), atol=0.005)
    assert_allclose(coarse, fine, atol=0.03)


def test_the_fewest_worlds_have_an_error_and_one_alone_is_refused() -> None:
    engine = shipped_engine()
    field = [engine.model.means.field]
    few = simulate(engine, field, worlds_of(engine.model, 2, 0))
    assert few.by_scramble.shape[-1] == 2
    assert np.isfinite(few.standard_error).all()
    check_chances(few.mean[0])
    rule = r"^worlds must be a power of two from 2 to 1048576, got 1$"
    with pytest.raises(ValueError, match=rule):
        worlds_of(engine.model, 1, 0)


def ladder_of(n_levels: int) -> Pack:
    """Return a pack in which every second level is the same as the first."""
    names = [f"level_{k}" for k in range(n_levels)]
    hard = [k % 2 for k in range(n_levels)]
    needs = [{"all_of": ["tuning", "theory"]}, {"all_of": ["tuning"]}]
    return pack(
        interventions=[
            intervention(i, readiness_today=0.3) for i in ("tuning", "theory", "treaty")
        ],
        requires={name: needs[odd] for name, odd in zip(names, hard, strict=True)},
        roles={"halting": "treaty", "automation": "tuning"},
        layers={"tuning": [0.8 - 0.5 * odd for odd in hard]},
        irreversible=[0.3 + 0.6 * odd for odd in hard],
        sabotage=[0.7 * odd for odd in hard],
    )


@pytest.mark.parametrize("n_levels", [2, 3, 20])
def test_a_ladder_may_have_any_number_of_levels_and_each_is_on_its_own(
    n_levels: int,
) -> None:
    found, pair = (outcomes(started(ladder_of(n))) for n in (n_levels, 2))
    assert found.shape[0] == n_levels
    check_chances(found)
    for level in range(n_levels):
        assert_array_equal(found[level], pair[level % 2])
    assert not np.allclose(pair[0], pair[1], atol=0.01)


BOUNDS = {
    "share": (0.0, 1.0),
    "probability": (0.0, 1.0),
    **{
        unit: (float(least), float(min(most, 20)))
        for unit, (least, most) in WHOLE.items()
    },
}


@settings(max_examples=15)
@given(packs(6), st.data())
def test_outcomes_are_probabilities_with_parameters_at_their_bounds(
    plain: Pack, data: st.DataObject
) -> None:
    engine = started(plain)
    bounded = [p for p in engine.model.world.parameters if p.unit in BOUNDS]
    held = {
        p.id: data.draw(st.sampled_from(BOUNDS[p.unit]))
        for p in data.draw(st.lists(st.sampled_from(bounded), unique_by=lambda p: p.id))
    }
    check_chances(outcomes(engine, held=held))


@pytest.mark.parametrize("seed", range(3))
def test_roles_that_nothing_plays_and_roles_that_are_sure_are_both_possible(
    seed: int,
) -> None:
    plain = random_pack(np.random.default_rng(seed))
    for gate in ("never", "always"):
        roles = {"roles": dict.fromkeys(ROLES, gate)}
        check_chances(
            outcomes(started({**plain, "world.yaml": plain["world.yaml"] | roles}))
        )
