"""What more of one thing must do to another, and where it need not.

The list stands in docs/model.md, section 3.15, which names these tests.
"""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from levels.arrays import FloatArray
from simulator.world.course import Course
from simulator.world.ending import Moments, courses, ending, moments
from simulator.world.engine import Engine
from simulator.world.outcomes import ALIGNED, LOST
from simulator.world.path import Path, path
from simulator.world.sampling import Worlds
from simulator.world.simulation import worlds_of
from tests.packs import (
    Pack,
    allocation,
    intervention,
    made,
    packs,
    small_pack,
    started,
    table,
)

ROUNDING = 1e-12
SURE: dict[str, Any] = {"readiness_today": 1.0, "ceiling": 1.0}
SHARES = st.floats(0, 1)
UNMET: Pack = {"easy": {"any_of": []}, "hard": {"any_of": []}}
MET: Pack = {"easy": {"all_of": []}, "hard": {"all_of": []}}


def with_world(pack: Pack, **fields: Any) -> Pack:
    """Return a pack with other fields of its world; roles are added to its own."""
    world = pack["world.yaml"]
    roles = {**world["roles"], **fields.pop("roles", {})}
    return {**pack, "world.yaml": {**world, **fields, "roles": roles}}


def without_feedback(pack: Pack) -> Pack:
    """Return a pack in which nothing that is ready changes the pace of capability."""
    some = [
        {key: x for key, x in one.items() if key != "speeds_capabilities"}
        for one in pack["interventions.yaml"]["interventions"]
    ]
    slow = with_world(pack, roles={"slowing": "never"})
    return {
        **slow,
        "interventions.yaml": {**pack["interventions.yaml"], "interventions": some},
    }


def way_of(pack: Pack, *amounts: dict[str, float], **held: float) -> Path:
    """Return the path under today's field, or under each of these allocations."""
    engine = started(pack)
    tried = [allocation(pack, each) for each in amounts] or [engine.model.means.field]
    return path(engine.mechanisms, worlds_of(engine.model, 4, 0, held), tried, 48)


class Ended:
    """How a pack's worlds end under its field: the course, and the ways of ending."""

    def __init__(self, engine: Engine, worlds: Worlds, at: Moments) -> None:
        self.ends = ending(engine, worlds, at)
        self.course: Course = courses(engine, worlds, at)

    @property
    def passed(self) -> FloatArray:
        """P(misaligned, and shipped after its last test was passed)."""
        return self.course.passed + self.course.hidden


def turned(engine: Engine, **held: float) -> tuple[Worlds, Moments]:
    worlds = worlds_of(engine.model, 4, 0, held)
    way = path(engine.mechanisms, worlds, [engine.model.means.field], 48)
    return worlds, moments(engine, worlds, way)


def ended(pack: Pack, **held: float) -> Ended:
    engine = started(pack)
    return Ended(engine, *turned(engine, **held))


def raised(engine: Engine, at: Moments, name: str, share: float) -> Moments:
    """Return moments at which one intervention lacks only a share of what it lacked."""
    row = engine.model.means.ids.index(name)
    ready = [part.copy() for part in at.readiness]
    for part in ready:
        part[row] = 1 - share * (1 - part[row])
    return replace(at, readiness=tuple(ready))


# Where it must hold


def without_ai(pack: Pack) -> tuple[Pack, dict[str, float]]:
    return pack, {"automation_on": 0.0}


def without_slowing_or_push(pack: Pack) -> tuple[Pack, dict[str, float]]:
    return without_feedback(pack), {}


@pytest.mark.parametrize("apart", [without_ai, without_slowing_or_push])
@pytest.mark.parametrize("name", ["compute_growth", "algorithmic_growth"])
@settings(max_examples=6)
@given(pack=packs(), rates=st.tuples(st.floats(1, 8), st.floats(1, 8)))
def test_slower_growth_never_brings_the_date_forward(
    apart: Any, name: str, pack: Pack, rates: tuple[float, float]
) -> None:
    pack, held = apart(pack)
    slow, fast = sorted(rates)
    threshold = worlds_of(made(pack), 4, 0)["threshold"]
    late, soon = (
        way_of(pack, **held, **{name: rate}).critical_date(threshold)
        for rate in (slow, fast)
    )
    assert (late >= soon - ROUNDING).all()


@settings(max_examples=6)
@given(packs(), SHARES, SHARES)
def test_without_ai_more_slowing_or_a_farther_threshold_never_bring_the_date_forward(
    pack: Pack, x: float, y: float
) -> None:
    less, more = sorted([x, y])
    threshold = worlds_of(made(pack), 4, 0)["threshold"]
    usual, slowed = (
        way_of(pack, automation_on=0.0, slowing_effect=share) for share in (less, more)
    )
    soon = usual.critical_date(threshold)
    assert (slowed.critical_date(threshold) >= soon - ROUNDING).all()
    assert (usual.critical_date(threshold * (1 + x)) >= soon).all()


@pytest.mark.parametrize("apart", [without_ai, without_slowing_or_push])
@settings(max_examples=10)
@given(pack=packs(), data=st.data())
def test_more_people_never_make_anything_less_ready(
    apart: Any, pack: Pack, data: st.DataObject
) -> None:
    pack, held = apart(pack)
    ids = made(pack).means.ids
    amounts = st.lists(
        st.sampled_from([0.0, 2.0, 40.0, 1e4]), min_size=len(ids), max_size=len(ids)
    )
    few, added = data.draw(amounts), data.draw(amounts)
    many = [x + y for x, y in zip(few, added, strict=True)]
    both = [dict(zip(ids, some, strict=True)) for some in (few, many)]
    ready = way_of(pack, *both, **held).readiness
    assert (ready[:, :, 1] >= ready[:, :, 0] - ROUNDING).all()


@settings(max_examples=10)
@given(packs(), SHARES)
def test_ai_never_makes_less_really_ready_than_people_alone(
    pack: Pack, spoiled: float
) -> None:
    by_hand = way_of(pack, automation_on=0.0).readiness
    assert (way_of(pack).ready(slice(None), spoiled) >= by_hand - ROUNDING).all()


@settings(max_examples=12)
@given(packs(), st.integers(0, 2**16))
def test_tests_that_see_more_never_pass_more_that_is_misaligned(
    pack: Pack, seed: int
) -> None:
    """Nor lose more worlds, nor let fewer flourish: alarms here never reassure."""
    engine = started(pack)
    worlds, at = turned(engine, false_alarm=0.0)
    some, other = np.random.default_rng(seed).random((2, *engine.visibility.shape))
    less, more = np.minimum(some, other), np.maximum(some, other)
    few, many = (
        Ended(replace(engine, visibility=seen), worlds, at) for seen in (less, more)
    )
    assert (many.passed <= few.passed + ROUNDING).all()
    assert (many.course.shipped <= few.course.shipped + ROUNDING).all()
    assert (many.ends[LOST] <= few.ends[LOST] + ROUNDING).all()
    assert (many.ends[ALIGNED] >= few.ends[ALIGNED] - ROUNDING).all()


@settings(max_examples=12)
@given(packs(), SHARES, SHARES)
def test_more_hiding_never_passes_less_nor_loses_less(
    pack: Pack, x: float, y: float
) -> None:
    less, more = (ended(pack, hiding=share) for share in sorted([x, y]))
    assert (more.passed >= less.passed - ROUNDING).all()
    assert (more.ends[LOST] >= less.ends[LOST] - ROUNDING).all()


def beside(pack: Pack, *names: str) -> Pack:
    """Return a pack with interventions on which nothing rests yet."""
    catalog = pack["interventions.yaml"]
    added = [*catalog["interventions"], *map(intervention, names)]
    return {**pack, "interventions.yaml": {**catalog, "interventions": added}}


@settings(max_examples=12)
@given(packs(), SHARES)
def test_more_slack_never_loses_more_though_more_pass_that_are_misaligned(
    pack: Pack, share: float
) -> None:
    pack = with_world(beside(pack, "room"), roles={"slack": "room"})
    engine = started(pack)
    worlds, at = turned(engine)
    less = Ended(engine, worlds, at)
    more = Ended(engine, worlds, raised(engine, at, "room", share))
    assert (more.ends[LOST] <= less.ends[LOST] + ROUNDING).all()
    assert (more.passed >= less.passed - ROUNDING).all()


@settings(max_examples=12)
@given(packs(), SHARES, st.sampled_from(["all_of", "any_of"]))
def test_more_readiness_of_what_a_level_alone_requires_never_loses_more(
    pack: Pack, share: float, form: str
) -> None:
    """Where layers rest on other work and nothing is caught in use."""
    levels = [entry["id"] for entry in pack["levels.yaml"]["levels"]]
    pack = with_world(beside(pack, "key", "sensor"), roles={"containment": "never"})
    needs = pack["requirements.yaml"]
    keyed = [
        {**entry, "needs": {form: [entry["needs"], "key"]}} for entry in needs["levels"]
    ]
    layer = small_pack(layers={"sensor": [0.5, 0.5]}, interventions=[
        intervention(name) for name in ("tuning", "theory", "treaty", "sensor")
    ])["world.yaml"]["layers"][0]  # fmt: skip
    layers = [layer | table(levels, [0.6] * len(levels))]
    pack = with_world(
        {**pack, "requirements.yaml": {**needs, "levels": keyed}}, layers=layers
    )
    engine = started(pack)
    worlds, at = turned(engine)
    less = Ended(engine, worlds, at)
    more = Ended(engine, worlds, raised(engine, at, "key", share))
    assert (more.ends[LOST] <= less.ends[LOST] + ROUNDING).all()


# Where it need not


def test_slower_growth_may_bring_the_date_forward_if_ai_was_to_build_the_brakes() -> (
    None
):
    # Within a plan of four years AI helps to make rules; later nobody works on them.
    pack = small_pack(
        interventions=[
            intervention("rules", field=0.0, readiness_today=0.0, automatable=1.0)
        ],
        requires=UNMET,
        roles={"slowing": "rules", "automation": "always"},
        layers={},
        tasks=[(1.0, 0.5, None)],
    )
    held = {
        "algorithmic_growth": 1.0,
        "threshold": 6.0,
        "slowing_effect": 0.9,
        "automation_width": 0.1,
        "task_speed": 1000.0,
        "substitution": -0.155,
        "pledged_share": 1.0,
        "delivered": 1.0,
    }
    fast, slow = (
        way_of(pack, {"rules": 2.0}, compute_growth=10**rate, **held).critical_date(
            np.full(4, 6.0)
        )
        for rate in (1.0, 0.7)
    )
    assert (fast > slow + 1).all()


def test_more_people_on_brakes_may_make_less_ready_what_ai_works_on() -> None:
    pack = small_pack(
        interventions=[
            intervention("rules", automatable=0.0),
            intervention("work", automatable=1.0),
        ],
        requires=UNMET,
        roles={"slowing": "rules", "automation": "always"},
        layers={},
    )
    ready = way_of(
        pack, {"rules": 0.0, "work": 10.0}, {"rules": 1000.0, "work": 10.0}
    ).readiness
    assert (ready[1, 48, 1] < ready[1, 48, 0]).all()
    assert ready[1, 48, 1].mean() < ready[1, 48, 0].mean() - 0.005
    assert (ready[0, 48, 1] > ready[0, 48, 0]).all()


def watched(**changes: Any) -> Pack:
    """Return a pack with a sure layer, a sure power to halt, and sure slack."""
    fields = {
        "interventions": [intervention("test", **SURE), intervention("theory")],
        "requires": UNMET,
        "roles": {"halting": "always", "slack": "always"},
        "layers": {"test": [0.5, 0.5]},
        **changes,
    }
    return small_pack(**fields)


def test_an_alarm_that_reassures_lets_tests_that_see_more_pass_more() -> None:
    # Actors think that it rings for aligned systems alone, so that silence stops them.
    held = {
        "false_alarm": 0.5,
        "threshold": 2.0,
        "hiding": 0.0,
        "prior_misaligned": 0.5,
        "tolerance": 0.1,
    }
    few, many = (
        ended(watched(layers={"test": [seen, seen]}, believed=0.0), **held)
        for seen in (0.0, 0.5)
    )
    assert (many.passed > few.passed + 0.01).all()


def test_the_power_to_halt_may_lose_what_would_have_been_repaired() -> None:
    pack = watched(
        interventions=[intervention("test", **SURE), intervention("theory", scale=1.0)],
        requires={"easy": {"all_of": ["theory"]}, "hard": {"all_of": ["theory"]}},
        layers={"test": [1.0, 1.0]},
    )
    held = {"threshold": 0.01, "halt_breaks": 50.0, "hiding": 0.0, "slack_months": 24.0}
    free, halted = (ended(pack, halting_possible=on, **held) for on in (0.0, 1.0))
    assert (halted.ends[LOST] > free.ends[LOST] + 0.01).all()


def test_false_alarms_hold_what_is_aligned() -> None:
    held = {"threshold": 2.0, "lock_in": 1.0}
    rare, often = (
        ended(watched(requires=MET), false_alarm=share, **held) for share in (0.01, 0.3)
    )
    assert (often.ends[ALIGNED] < rare.ends[ALIGNED] - 0.01).all()


def test_sabotage_of_tests_that_only_ring_falsely_may_let_more_flourish() -> None:
    some = [intervention("test", automatable=1.0, readiness_today=0.05)]
    held = {
        "threshold": 6.0,
        "false_alarm": 0.3,
        "untrusted_use": 1.0,
        "lock_in": 1.0,
        "prior_misaligned": 0.15,
        "tolerance": 0.25,
        "decision_spread": 0.2,
    }
    fair, spoiled = (
        ended(watched(interventions=some, requires=MET, sabotage=[share] * 2), **held)
        for share in (0.0, 1.0)
    )
    assert (spoiled.ends[ALIGNED] > fair.ends[ALIGNED] + 1e-4).all()


def test_more_tries_may_repair_less_since_what_hides_passes_before() -> None:
    pack = watched(
        interventions=[intervention("test", **SURE), intervention("theory", scale=9.0)],
        requires={"easy": {"all_of": ["theory"]}, "hard": {"all_of": ["theory"]}},
        layers={"test": [0.8, 0.8]},
    )
    held = {"threshold": 0.5, "halting_possible": 0.0, "hiding": 0.5}
    two, five = (ended(pack, tries=n, **held) for n in (2.0, 5.0))
    assert (five.course.fixed < two.course.fixed - 0.01).all()
    assert (five.passed > two.passed + 0.01).all()
    assert (five.ends[LOST] > two.ends[LOST] + 0.01).all()


def test_work_that_helps_capability_may_lose_more_than_it_mends() -> None:
    racing = intervention("racing", speeds_capabilities=0.9, scale=5.0)
    pack = small_pack(
        interventions=[racing, intervention("theory"), intervention("treaty")],
        requires={"easy": {"all_of": ["theory"]}, "hard": {"all_of": ["theory"]}},
        roles={},
        layers={},
    )
    engine = started(pack)
    worlds = worlds_of(engine.model, 4, 0)
    today = {"theory": 10.0, "treaty": 10.0}
    tried = [allocation(pack, {**today, "racing": x}) for x in (0.0, 50.0)]
    way = path(engine.mechanisms, worlds, tried, 48)
    lost = ending(engine, worlds, moments(engine, worlds, way))[LOST]
    assert (lost[:, 1] > lost[:, 0] + 0.005).all()
