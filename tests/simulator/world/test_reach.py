"""Reach: outcomes that no world of a pack can lead to."""

from typing import Any

from simulator.model import Model
from simulator.world.engine import engine
from simulator.world.reach import out_of_reach, unreachable
from simulator.world.simulation import simulate, worlds_of
from tests.packs import intervention, made, shipped, small_pack


def reached(model: Model, **overrides: float) -> tuple[str, ...]:
    worlds = worlds_of(model, 64, 0, overrides)
    found = simulate(engine(model), [model.means.field], worlds).mean
    return unreachable(tuple(o.id for o in model.world.outcomes), found)


def test_each_outcome_of_the_shipped_pack_is_likely_enough_at_some_level() -> None:
    worlds = worlds_of(shipped(), 512, 0)
    model = shipped()
    found = simulate(engine(model), [model.means.field], worlds).mean
    assert (found.max(axis=(0, 1)) > 0.001).all()
    assert reached(model) == ()


def test_an_outcome_that_nothing_leads_to_is_told() -> None:
    assert reached(made(small_pack(roles={})), threshold=2.0) == ("halt",)


def test_an_outcome_that_no_way_of_ending_names_is_told() -> None:
    pack = small_pack()
    ends: dict[str, Any] = {**pack["world.yaml"]["ends"], "lost": "harm"}
    model = made({**pack, "world.yaml": {**pack["world.yaml"], "ends": ends}})
    assert reached(model) == ("bad",)


def test_what_today_s_field_cannot_reach_may_be_reached_by_another() -> None:
    # A halt that nobody has begun to prepare, and that anybody could.
    treaty = intervention("treaty", field=0.0, readiness_today=0.0, ceiling=0.9)
    some = [intervention("tuning"), intervention("theory"), treaty]
    model = made(small_pack(interventions=some, parameters={"threshold": 2.0}))
    assert reached(model) == ("halt",)
    assert out_of_reach(engine(model)) == ()


def test_what_nothing_reaches_is_out_of_reach_whatever_is_funded() -> None:
    model = made(small_pack(roles={}, parameters={"threshold": 2.0}))
    assert out_of_reach(engine(model)) == ("halt",)
