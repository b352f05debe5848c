"""Endings of whole packs: what certainties and absences must lead to."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from interventions.portfolio import Portfolio
from levels.arrays import FloatArray
from simulator.world.ending import WAITS, ending, moments, sabotage
from simulator.world.outcomes import ALIGNED, HARMED, HELD, LOST
from simulator.world.path import HORIZON, path
from simulator.world.simulation import worlds_of
from tests.packs import (
    Pack,
    allocation,
    intervention,
    made,
    packs,
    small_pack,
    started,
)

SURE: dict[str, Any] = {"readiness_today": 1.0, "ceiling": 1.0}
SOON = {"threshold": 2.0}
"""Danger comes within a few years in every world."""


def ends(
    pack: Pack, portfolio: Portfolio | None = None, n: int = 8, **overrides: float
) -> FloatArray:
    """Return ways of ending by level and world, shape (4, K, n_worlds)."""
    engine = started(pack)
    worlds = worlds_of(engine.model, n, 0, overrides)
    tried = [portfolio or engine.model.means.field]
    way = path(engine.mechanisms, worlds, tried, 48)
    return ending(engine, worlds, moments(engine, worlds, way))[:, :, 0]


@settings(max_examples=10)
@given(packs(8))
def test_what_no_gate_of_a_part_asks_for_does_not_matter_in_the_end(
    pack: Pack,
) -> None:
    engine = started(pack)
    worlds, field = worlds_of(engine.model, 8, 0), engine.model.means.field
    way = path(engine.mechanisms, worlds, [field], 48)
    at = moments(engine, worlds, way)
    whole = way.really_at(at.dates, sabotage(engine, worlds))
    assert_array_equal(
        ending(engine, worlds, at),
        ending(engine, worlds, replace(at, readiness=whole)),
    )


@settings(max_examples=30)
@given(packs(8), st.integers(1, 60))
def test_ends_are_probabilities_in_every_pack(pack: Pack, every: int) -> None:
    amounts = [{i: 10.0**n} for n, i in enumerate(made(pack).means.ids[:4])]
    found = ends(pack, allocation(pack, *amounts, every=every))
    assert_allclose(found.sum(axis=0), 1.0, atol=1e-12)
    assert found.min() >= -1e-12
    assert found.max() <= 1 + 1e-12


def test_a_level_with_a_requirement_that_cannot_be_met_never_flourishes() -> None:
    requires = {"easy": {"all_of": []}, "hard": {"any_of": []}}
    found = ends(small_pack(requires=requires), **SOON)
    assert (found[ALIGNED, 1] == 0).all()
    assert (found[ALIGNED, 0] > 0.5).all()


def test_sabotage_lowers_what_is_really_met_at_its_level_alone() -> None:
    fair, spoiled = (
        ends(small_pack(sabotage=[0.0, share]), untrusted_use=1.0) for share in (0, 0.9)
    )
    assert_allclose(spoiled[:, 0], fair[:, 0], atol=1e-12)
    assert (spoiled[ALIGNED, 1] <= fair[ALIGNED, 1] + 1e-12).all()
    assert spoiled[ALIGNED, 1].mean() < fair[ALIGNED, 1].mean() - 0.005


@settings(max_examples=15)
@given(packs())
def test_with_sabotage_off_its_table_does_not_matter(pack: Pack) -> None:
    tables = [
        {**pack["world.yaml"], "sabotage": {**pack["world.yaml"]["sabotage"], **change}}
        for change in (
            {},
            {
                "by_level": {
                    k: [0, 0, 0] for k in pack["world.yaml"]["sabotage"]["by_level"]
                }
            },
        )
    ]
    given_, none = ({**pack, "world.yaml": table} for table in tables)
    assert_allclose(
        ends(given_, sabotage_on=0.0), ends(none, sabotage_on=1.0), atol=1e-12
    )


def test_worlds_that_never_reach_the_threshold_are_held() -> None:
    found = ends(small_pack(), threshold=1e6)
    assert (found[HELD] == 1).all()
    assert (found[[ALIGNED, HARMED, LOST]] == 0).all()


def test_nothing_is_held_where_no_halt_can_hold() -> None:
    found = ends(small_pack(roles={}), **SOON)
    assert (found[HELD] == 0).all()


def test_nothing_is_lost_where_tests_see_all_and_a_sure_halt_never_breaks() -> None:
    sure = [intervention(name, **SURE) for name in ("halt", "test")]
    pack = small_pack(
        interventions=[*sure, intervention("theory")],
        requires={"easy": {"all_of": ["theory"]}, "hard": {"any_of": []}},
        roles={"halting": "halt"},
        layers={"test": [1.0, 1.0]},
        believed=1.0,
    )
    certain = {"false_alarm": 0.0, "halt_breaks": 1e-12, "tolerance": 0.0, **SOON}
    found = ends(pack, **certain)
    assert found[LOST].max() < 1e-9
    assert found[HELD, 1].min() > 1 - 1e-9


def test_blind_tests_see_no_more_than_no_tests() -> None:
    blind = ends(small_pack(layers={"tuning": [0.0, 0.0]}, believed=0.0), **SOON)
    none = ends(small_pack(layers={}), **SOON)
    assert_allclose(blind[:, :, :], none, atol=0.02)
    certain = {"false_alarm": 0.0, **SOON}
    blind = ends(small_pack(layers={"tuning": [0.0, 0.0]}, believed=0.0), **certain)
    assert_allclose(blind, ends(small_pack(layers={}), **certain), atol=1e-12)


def test_without_harms_only_failures_that_can_be_undone_do_harm() -> None:
    grave = ends(small_pack(irreversible=[1.0, 1.0]), **SOON)
    mild = ends(small_pack(irreversible=[0.0, 0.0]), **SOON)
    assert (grave[HARMED] == 0).all()
    assert (mild[LOST] == 0).all()
    assert_allclose(mild[HARMED], grave[LOST], atol=1e-12)


def test_a_sure_harm_that_nothing_prevents_leaves_no_world_to_flourish() -> None:
    found = ends(small_pack(harms={"never": (1.0, 1.0)}), **SOON)
    assert (found[ALIGNED] == 0).all()


def test_a_harm_that_is_prevented_is_none() -> None:
    harmless = ends(small_pack(), **SOON)
    prevented = ends(small_pack(harms={"always": (0.9, 1.0)}), **SOON)
    assert_allclose(prevented, harmless, atol=1e-12)


def test_two_harms_strike_independently() -> None:
    harms = {"never": (0.5, 1.0), "always": (0.4, 0.5)}
    free, harmed = ends(small_pack(), **SOON), ends(small_pack(harms=harms), **SOON)
    assert_allclose(harmed[ALIGNED], free[ALIGNED] * 0.5 * 0.8, rtol=1e-12)


def test_a_huge_budget_meets_what_can_be_met() -> None:
    some = [intervention(n, ceiling=1.0) for n in ("tuning", "theory", "treaty")]
    pack = small_pack(interventions=some, roles={})
    rich = ends(
        pack, allocation(pack, dict.fromkeys(("tuning", "theory"), 1e7)), **SOON
    )
    poor = ends(pack, allocation(pack, {}), **SOON)
    assert rich[ALIGNED].min() > 0.99
    # Nothing funded: what is ready today, and what the field of today adds after it.
    assert (poor[ALIGNED, 1] < 0.4).all()


def test_an_unfunded_field_stays_at_the_chances_of_today() -> None:
    some = [
        intervention(n, field=0.0, readiness_today=0.5)
        for n in ("tuning", "theory", "treaty")
    ]
    found = ends(small_pack(interventions=some, roles={}), **SOON)
    assert_allclose(found[ALIGNED], np.repeat([[0.5], [0.25]], 8, axis=1))


def test_actors_do_not_know_the_level() -> None:
    # Two levels that differ in what can be seen and in nothing actors could know of.
    requires = {"easy": {"any_of": []}, "hard": {"any_of": []}}
    pack = small_pack(
        requires=requires, layers={}, roles={"halting": "always"}, irreversible=[1, 0.3]
    )
    found = ends(pack, **SOON)
    assert_allclose(found[HELD, 0], found[HELD, 1], rtol=1e-12)


@settings(max_examples=40)
@given(packs(6), st.data())
def test_more_readiness_never_lowers_the_chance_of_a_requirement(
    pack: Pack, data: st.DataObject
) -> None:
    engine = started(pack)
    n = len(engine.model.means.ids)
    some, more = (
        np.array(data.draw(st.lists(st.floats(0, 1), min_size=n, max_size=n)))
        for _ in range(2)
    )
    low, high = np.minimum(some, more), np.maximum(some, more)
    lower, higher = (engine.gates.chances(q[:, None]) for q in (low, high))
    assert (higher >= lower - 1e-12).all()


def test_moments_are_the_critical_date_a_repair_and_the_waits_of_a_halt() -> None:
    engine = started(small_pack())
    worlds = worlds_of(engine.model, 8, 0, {"slack_months": 6.0})
    way = path(engine.mechanisms, worlds, [engine.model.means.field], 48)
    at = moments(engine, worlds, way)
    critical = np.minimum(way.critical_date(worlds["threshold"]), HORIZON)
    for row, wait in enumerate([0.0, 0.5, *WAITS, HORIZON]):
        assert_allclose(at.dates[row], np.minimum(critical + wait, HORIZON))
    assert len(at.readiness) == 1
    measured, lasting = way.readiness_at(at.dates), engine.parts[0].lasting.rows
    assert_allclose(at.readiness[0][:, 0], measured[:, 0])
    assert_allclose(at.readiness[0][lasting], measured[lasting])


@pytest.mark.parametrize("wait", ["slack_months", "halt_breaks"])
def test_what_no_gate_serves_does_not_matter(wait: str) -> None:
    pack = small_pack(roles={})
    assert_allclose(ends(pack, **{wait: 0.01}), ends(pack, **{wait: 5.0}), atol=1e-15)
