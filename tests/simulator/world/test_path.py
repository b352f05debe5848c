"""The path: months of effort, gates and capability."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from interventions.portfolio import Portfolio
from levels.arrays import FloatArray
from simulator.world.mechanisms import mechanisms
from simulator.world.path import HORIZON, Path, path, path_shape, step_dates
from simulator.world.sampling import Worlds
from simulator.world.simulation import worlds_of
from tests.packs import (
    NEVER,
    Pack,
    allocation,
    intervention,
    made,
    packs,
    small_pack,
)

STEADY = {
    "crowding": 1.0,
    "field_growth": 0.0,
    "groundwork": 0.25,
    "untrusted_use": 0.0,
}
"""People count one for one, the field keeps its size, and only what is safe is used."""

FIELD, SCALE, TODAY, CEILING = 10.0, 60.0, 0.2, 0.9


def plain(*some: dict[str, Any], **changes: Any) -> Pack:
    """Return a pack of these interventions whose worlds hold still otherwise."""
    requires = {"easy": {"all_of": []}, "hard": {"any_of": []}}
    fields = {"roles": {}, "layers": {}, "requires": requires, **changes}
    return small_pack(interventions=list(some), **fields)


def draws(pack: Pack, n: int = 2, **overrides: float) -> Worlds:
    return worlds_of(made(pack), n, 0, {**STEADY, **overrides})


def run(
    pack: Pack,
    *portfolios: Portfolio,
    months: int = 48,
    worlds: Worlds | None = None,
) -> Path:
    model = made(pack)
    ready = mechanisms(model.world, model.means)
    tried = portfolios or (model.means.field,)
    return path(ready, worlds or draws(pack), tried, months)


def decayed(effort: FloatArray | float) -> FloatArray:
    """Return readiness after so many FTE-years."""
    return np.asarray(CEILING - (CEILING - TODAY) * np.exp(-np.asarray(effort) / SCALE))


def rates(way: Path, row: int = 0) -> FloatArray:
    """Return FTE-years a year that bore on a row in each step."""
    missing = CEILING - way.readiness[row, :, 0, 0]
    return -np.diff(np.log(missing)) / np.diff(way.dates) * SCALE


def test_steps_are_months_then_years_then_pairs_of_years() -> None:
    dates = step_dates(48)
    assert_allclose(dates[:49], np.arange(49) / 12)
    assert_array_equal(dates[49:57], np.arange(5, 13))
    assert_array_equal(dates[57:], np.arange(14, 31, 2))


@pytest.mark.parametrize("months", [1, 11, 12, 13, 30, 143, 144, 145, 240])
def test_steps_rise_from_today_to_the_horizon_through_each_month_of_the_plan(
    months: int,
) -> None:
    dates = step_dates(months)
    assert_allclose(dates[: months + 1], np.arange(months + 1) / 12)
    assert dates[-1] == HORIZON
    assert (np.diff(dates) > 1e-9).all()
    assert np.diff(dates).max() <= 2


def test_steady_effort_closes_the_gap_to_the_ceiling_exponentially() -> None:
    way = run(plain(intervention("work")))
    assert_allclose(way.readiness[0, :, 0, 0], decayed(FIELD * way.dates), rtol=1e-12)


def test_sixty_three_percent_of_the_way_take_the_scale_in_effort() -> None:
    pack = plain(intervention("work"))
    way = run(pack, allocation(pack, {"work": SCALE}), months=12)
    gained = (way.readiness[0, 12, 0, 0] - TODAY) / (CEILING - TODAY)
    assert gained == pytest.approx(1 - np.exp(-1))


def test_work_that_is_above_its_ceiling_stays_where_it_is() -> None:
    way = run(plain(intervention("work", ceiling=0.1)))
    assert_allclose(way.readiness, TODAY, rtol=1e-15)


def test_nothing_funded_and_no_field_leaves_everything_as_it_is() -> None:
    way = run(plain(intervention("work", field=0.0)))
    assert_allclose(way.readiness, TODAY, rtol=1e-15)


def test_a_huge_budget_reaches_the_ceiling() -> None:
    pack = plain(intervention("work"))
    way = run(pack, allocation(pack, {"work": 1e7}))
    assert_allclose(way.readiness[0, 1:, 0], CEILING, rtol=1e-12)


@pytest.mark.parametrize("needs", [NEVER, {"all_of": ["base", NEVER]}])
def test_only_groundwork_is_done_where_a_prerequisite_never_comes(
    needs: dict[str, Any],
) -> None:
    pack = plain(intervention("base"), intervention("work", needs=needs))
    assert_allclose(rates(run(pack), row=1), 0.25 * FIELD, rtol=1e-9)


def test_work_waits_in_proportion_to_the_chance_of_its_prerequisite() -> None:
    base = intervention("base", field=0.0, readiness_today=0.6)
    pack = plain(base, intervention("work", needs={"all_of": ["base"]}))
    expected = FIELD * (0.25 + 0.75 * 0.6)
    assert_allclose(rates(run(pack), row=1), expected, rtol=1e-9)


def test_two_that_share_a_prerequisite_each_wait_for_it() -> None:
    base, needs = intervention("base"), {"any_of": ["base"]}
    some = [intervention(name, needs=needs) for name in ("one", "other")]
    way = run(plain(base, *some))
    alone = run(plain(base, some[0], intervention("other")))
    assert_array_equal(way.readiness[1], way.readiness[2])
    assert_array_equal(way.readiness[1], alone.readiness[1])
    assert (alone.readiness[2, 1:] > alone.readiness[1, 1:]).all()


@pytest.mark.parametrize(
    ("kind", "faster"),
    [("all", (1.5, 1.5)), ("technical", (1.5, 1.0)), ("governance", (1.0, 1.5))],
)
def test_an_accelerator_speeds_up_the_work_of_its_kind(
    kind: str, faster: tuple[float, float]
) -> None:
    some = [intervention(k, kind=k) for k in ("technical", "governance")]
    school = intervention("school", readiness_today=0.0, ceiling=1.0, scale=0.001)
    pack = plain(*some, school, accelerators=[("school", kind, 0.5)])
    way = run(pack)
    for row, times in enumerate(faster):
        assert_allclose(rates(way, row)[1:], times * FIELD, rtol=1e-9)


def test_accelerators_count_what_is_gained_and_not_what_is_there_today() -> None:
    school = intervention("school", field=0.0, readiness_today=0.9)
    pack = plain(intervention("work"), school, accelerators=[("school", "all", 1.0)])
    assert_allclose(rates(run(pack)), FIELD, rtol=1e-9)


def test_trusted_automation_speeds_up_what_can_be_automated() -> None:
    some = [
        intervention("hand", automatable=0.0),
        intervention("machine", automatable=1.0),
    ]
    helper = intervention("helper", readiness_today=1.0, ceiling=1.0)
    pack = plain(*some, helper, roles={"automation": "helper"})
    way = run(pack)
    by_hand, by_machine = rates(way, 0), rates(way, 1)
    assert_allclose(by_hand, FIELD, rtol=1e-9)
    assert_allclose(by_machine[:48], FIELD * way.multiplier[:48, 0, 0], rtol=1e-9)
    assert way.multiplier[-1].min() > 1.5


def by_machine(sabotage: float = 0.0, **overrides: float) -> Path:
    """Return a path on which AI may do all of one piece of work."""
    pack = plain(
        intervention("work", automatable=1.0),
        tasks=[(1.0, 0.4, None)],
        roles={"automation": "always"},
        sabotage=[sabotage, sabotage],
    )
    held = {
        "compute_growth": 10.0,
        "algorithmic_growth": 1.0,
        "threshold": 5.0,
        "automation_width": 0.5,
        "task_speed": 10.0,
        "substitution": -1.0,
        "pledged_share": 1.0,
        "delivered": 1.0,
    }
    return run(pack, worlds=draws(pack, **{**held, **overrides}))


def test_four_years_of_automated_research_yield_the_work_of_twelve() -> None:
    log_missing = by_machine().missing[0, :, 0, 0]
    work = (log_missing[0] - log_missing[48]) * SCALE / FIELD
    assert work == pytest.approx(12.386297, abs=5e-7)
    assert work == pytest.approx(12.386969, abs=1e-3)


def test_without_automation_the_same_work_takes_people_all_four_years() -> None:
    assert_allclose(rates(by_machine(automation_on=0.0)), FIELD, rtol=1e-9)


def test_a_path_does_not_depend_on_sabotage() -> None:
    fair, spoiled = by_machine(), by_machine(sabotage=1.0)
    for name in ("capability", "multiplier", "missing", "untrusted", "readiness"):
        assert getattr(fair, name).tobytes() == getattr(spoiled, name).tobytes()


@settings(max_examples=25)
@given(packs(), st.floats(0, 1), st.floats(0, 1))
def test_more_sabotage_never_makes_more_ready(
    pack: Pack, one: float, other: float
) -> None:
    way = run(pack, worlds=worlds_of(made(pack), 4, 0))
    low, high = sorted([one, other])
    less, more, none = (way.ready(slice(None), s) for s in (low, high, 0.0))
    assert_array_equal(none, way.readiness)
    assert (more <= less + 1e-12).all()
    assert (less <= way.readiness + 1e-12).all()
    assert (more >= way.readiness[:, :1] - 1e-12).all()
    dates = np.full((1, *way.critical_date(np.array(1.0)).shape), 7.3)
    really = way.really_at(dates, [np.full(4, low), np.full(4, high)])
    assert (really[1] <= really[0] + 1e-12).all()


def test_work_that_is_all_spoiled_leaves_what_people_did() -> None:
    pack = plain(intervention("work", automatable=1.0))
    worlds = draws(pack, untrusted_use=1.0, automation_on=1.0)
    people = run(pack, worlds=draws(pack, automation_on=0.0)).readiness
    way = run(pack, worlds=worlds)
    assert_allclose(way.ready(slice(None), 1.0), people, rtol=1e-9)
    assert way.readiness[0, 40].min() > people[0, 40].max()


@given(packs(), st.floats(0, 1))
@settings(max_examples=15)
def test_nothing_is_spoiled_where_all_that_is_used_is_trusted(
    pack: Pack, share: float
) -> None:
    worlds = worlds_of(made(pack), 4, 0, {"untrusted_use": 0.0})
    way = run(pack, worlds=worlds)
    assert_array_equal(way.ready(slice(None), share), way.readiness)


@given(st.floats(0, 1), st.floats(-3, -0.05))
@settings(max_examples=15)
def test_one_class_that_is_used_as_far_as_trusted_has_a_plain_formula(
    trust: float, rho: float
) -> None:
    helper = intervention("helper", field=0.0, readiness_today=trust)
    pack = plain(
        intervention("work", automatable=0.7), helper, roles={"automation": "helper"}
    )
    worlds = draws(pack, untrusted_use=0.0, substitution=rho)
    way, value = run(pack, worlds=worlds), worlds.values
    halfway = np.minimum(
        (way.capability[1:] + way.capability[:-1]) / 2, worlds["threshold"]
    )
    along = (halfway - 0.8 * worlds["threshold"]) / worlds["automation_width"]
    share = 1 / (1 + np.exp(-along))
    mean = (1 - share) + share * value["task_speed"] ** rho
    compute = value["pledged_share"] * value["delivered"]
    faster = 1 + trust * (mean ** (1 / rho) - 1) * compute ** value["compute_exponent"]
    assert_allclose(way.multiplier[:-1], faster, rtol=1e-12)
    done = np.cumsum(FIELD * np.diff(way.dates) / (0.3 + 0.7 / faster[:, 0, 0]))
    assert_allclose(way.readiness[0, 1:, 0, 0], decayed(done), rtol=1e-12)


def test_work_that_helps_capability_brings_danger_sooner() -> None:
    idle, helping = (
        run(plain(intervention("work", speeds_capabilities=speed)))
        for speed in (0.0, 0.5)
    )
    gained = helping.readiness[0, :-1, 0] - TODAY
    steps = np.diff(helping.capability, axis=0)[:, 0]
    assert_allclose(steps, np.diff(idle.capability, axis=0)[:, 0] * (1 + 0.5 * gained))


def test_slowing_that_is_ready_removes_its_share_of_growth() -> None:
    rule = intervention("rule", readiness_today=1.0, ceiling=1.0)
    pack = plain(rule, roles={"slowing": "rule"})
    worlds = draws(
        pack, compute_growth=10.0, algorithmic_growth=1.0, slowing_effect=0.4
    )
    assert_allclose(run(pack, worlds=worlds).capability[12], 0.6, rtol=1e-12)


def test_a_change_of_effort_bears_by_half_over_its_lead_time() -> None:
    pack = plain(intervention("work", lead_time=12.0))
    way = run(pack, allocation(pack, {"work": 110.0}))
    assert_allclose(rates(way)[:3], FIELD + 100 * np.array([0.5, 1.5, 2.5]) / 12)
    assert_allclose(way.readiness[0, 12, 0, 0], decayed(FIELD + 50), rtol=1e-12)
    assert_allclose(rates(way)[12:48], 110.0, rtol=1e-9)


def test_after_the_plan_the_world_returns_to_the_field_of_today() -> None:
    pack = plain(intervention("work"))
    at_once = rates(run(pack, allocation(pack, {"work": 40.0}), months=24))
    assert_allclose(at_once[:24], 40.0, rtol=1e-9)
    assert_allclose(at_once[24:], FIELD, rtol=1e-7)


def test_what_was_built_up_fades_over_its_lead_time_after_the_plan() -> None:
    pack = plain(intervention("work", lead_time=24.0))
    found = rates(run(pack, allocation(pack, {"work": 40.0}), months=24))
    years_after = np.array([0.5, 1.5, 2.5])
    expected = FIELD + 30 * np.array([0.75, 0.25, 0.0])
    assert_allclose(found[24:27], expected, rtol=1e-9)
    assert_allclose(step_dates(24)[25:28] - 0.5, 2 + years_after)


def test_dated_segments_follow_each_other() -> None:
    pack = plain(intervention("work"))
    amounts = [{"work": 20.0}, {}, {"work": 5.0}]
    found = rates(run(pack, allocation(pack, *amounts, every=10), months=30))
    assert_allclose(found[:30], np.repeat([20.0, 0.0, 5.0], 10), rtol=1e-9, atol=1e-9)


def test_segments_after_the_plan_are_left_out() -> None:
    pack = plain(intervention("work"))
    cut, whole = (
        run(pack, allocation(pack, {"work": 20.0}, *rest, every=12), months=12)
        for rest in ([], [{"work": 500.0}])
    )
    assert_array_equal(cut.readiness, whole.readiness)


def test_a_grant_that_comes_later_does_less() -> None:
    pack = plain(intervention("work"))
    early, late = ({"work": FIELD + 25.0}, {"work": FIELD})
    ends = [
        run(pack, allocation(pack, *order, every=24)).readiness[0, :, 0, 0]
        for order in ([early, early], [late, early], [late, late])
    ]
    assert_array_equal(ends[1][:25], ends[2][:25])
    assert (ends[0][25:] > ends[1][25:]).all()
    assert (ends[1][25:] > ends[2][25:]).all()


def test_the_field_grows_with_the_years() -> None:
    pack = plain(intervention("work"))
    worlds = draws(pack, field_growth=1.0, field_limit=4.0)
    found = rates(run(pack, worlds=worlds))
    assert found[0] == pytest.approx(FIELD * 2 ** (0.5 / 12))
    assert_allclose(found[24:], 4 * FIELD, rtol=1e-6)


@settings(max_examples=25)
@given(packs(), st.integers(1, 60))
def test_readiness_stays_between_today_and_the_ceiling_and_never_falls(
    pack: Pack, months: int
) -> None:
    worlds = worlds_of(made(pack), 4, 0)
    way = run(pack, months=months, worlds=worlds)
    top = np.maximum(worlds.ceiling, worlds.readiness_today)
    assert_allclose(way.readiness[:, 0, 0], worlds.readiness_today, rtol=1e-14)
    assert (np.diff(way.readiness, axis=1) >= -1e-12).all()
    assert (way.readiness <= top[:, None, None] + 1e-12).all()
    assert (np.diff(way.capability, axis=0) > 0).all()
    assert (way.multiplier >= 1).all()


@settings(max_examples=10)
@given(packs(), st.integers(1, 30))
def test_a_portfolio_goes_its_way_whatever_stands_beside_it(
    pack: Pack, every: int
) -> None:
    ids = made(pack).means.ids
    amounts = [{ids[0]: 100.0}, {ids[-1]: 30.0}]
    tried = [
        allocation(pack, *amounts, every=every),
        allocation(pack, {}),
        made(pack).means.field,
    ]
    worlds = worlds_of(made(pack), 4, 0)
    together = run(pack, *tried, worlds=worlds)
    for column, portfolio in enumerate(tried):
        alone = run(pack, portfolio, worlds=worlds)
        assert_array_equal(together.readiness[:, :, column], alone.readiness[:, :, 0])
        assert_array_equal(together.capability[:, column], alone.capability[:, 0])


@given(st.lists(st.floats(0, 40), min_size=2, max_size=2), st.integers(0, 2))
def test_readiness_at_a_date_lies_on_the_line_between_steps(
    dates: list[float], extra: int
) -> None:
    way = run(plain(intervention("work"), intervention("more", scale=20.0)))
    asked = np.broadcast_to(dates, (*[2] * extra, 1, 2))
    found = way.readiness_at(asked)
    assert found.shape == (2, *asked.shape)
    for world, date in enumerate(dates):
        for row in range(2):
            line = np.interp(date, way.dates, way.readiness[row, :, 0, world])
            assert_allclose(found[row, ..., world], line, rtol=1e-12)


def test_every_column_is_asked_for_its_own_date() -> None:
    pack = plain(intervention("work"))
    way = run(pack, made(pack).means.field, allocation(pack, {"work": 50.0}))
    asked = np.array([[0.5, 7.0], [2.0, 30.0]])
    found = way.readiness_at(asked)
    for column, world in np.ndindex(2, 2):
        line = way.readiness[0, :, column, world]
        expected = np.interp(asked[column, world], way.dates, line)
        assert found[0, column, world] == pytest.approx(expected, rel=1e-12)


def test_the_path_is_written_where_it_is_asked_to() -> None:
    pack = plain(intervention("work"))
    model = made(pack)
    ready = mechanisms(model.world, model.means)
    out = np.empty(path_shape(ready, 1, 2, 6))
    way = path(ready, draws(pack), [model.means.field], 6, out)
    assert way.missing.base is out
    assert way.untrusted.base is out
    assert_array_equal(way.readiness, run(pack, months=6).readiness)


@settings(max_examples=25)
@given(packs(), st.integers(1, 60))
def test_what_no_gate_asks_for_does_not_matter_on_the_way(
    pack: Pack, months: int
) -> None:
    model = made(pack)
    ready, worlds = mechanisms(model.world, model.means), worlds_of(model, 4, 0)
    every = replace(ready, asked=tuple(range(len(ready.ids))))
    few, all_of_it = (path(m, worlds, [ready.field], months) for m in (ready, every))
    for name in ("capability", "multiplier", "missing", "untrusted"):
        assert getattr(few, name).tobytes() == getattr(all_of_it, name).tobytes()


def test_each_row_is_looked_up_on_as_many_dates_as_are_asked_for() -> None:
    way = run(plain(*(intervention(name) for name in ("first", "second", "third"))))
    dates, spoiled = np.full((2, 1, 2), 3.3), [np.zeros(2)] * 2
    some = [np.array([2, 0, 1]), np.zeros(3, dtype=np.int64)]
    (whole, _), (found, nothing) = (
        way.really_at(dates, spoiled, counts) for counts in (None, some)
    )
    assert_array_equal(found[0], whole[0])
    assert_array_equal(found[2, 0], whole[2, 0])
    assert found[1].max() == found[2, 1].max() == nothing.max() == 0.0 < whole.min()


def test_the_date_of_danger_is_that_of_the_threshold() -> None:
    pack = plain(intervention("work"))
    worlds = draws(pack, compute_growth=10.0, algorithmic_growth=1.0)
    dates = run(pack, worlds=worlds).critical_date(np.array([2.5, 31.0]))
    assert_allclose(dates, [[2.5, np.inf]])


def date_of(orders: float, slowing: float) -> float:
    """Return when so many orders of magnitude are gained with sure, fast brakes."""
    pack = plain(intervention("work", field=0.0), roles={"slowing": "always"})
    worlds = draws(
        pack,
        compute_growth=4.5,
        algorithmic_growth=3.0,
        algorithms_on_compute=0.0,
        threshold=orders,
        slowing_effect=slowing,
    )
    return float(run(pack, worlds=worlds).critical_date(worlds["threshold"])[0, 0])


def test_on_the_way_month_by_month_frozen_compute_delays_by_nearly_five_years() -> None:
    usual, frozen = (date_of(4.0, share) for share in (0.0, 1.0))
    assert usual == pytest.approx(3.538778, abs=5e-7)
    assert frozen == pytest.approx(8.383613, abs=5e-7)
    limited = date_of(4.0, float(1 - np.log(2) / np.log(4.5)))
    assert limited - usual == pytest.approx(1.601611, abs=5e-7)


def test_four_years_on_the_way_gain_four_and_a_half_orders_of_magnitude() -> None:
    assert date_of(4.521335, 0.0) == pytest.approx(4.0, abs=1e-6)
