"""Partners: what is missing where an all-of gate hides the value of a part."""

from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose

from simulator.choice.effects import effects
from simulator.choice.partner import (
    Complements,
    Partner,
    complements,
    partners,
)
from simulator.world.simulation import worlds_of
from tests.packs import Pack, intervention, shipped, shipped_engine, small_pack, started

MONTHS = 24
WORTH = np.array([0.0, 0.3, 0.5, 1.0])
HARD = np.array([0.0, 1.0])
ABSENT: dict[str, Any] = {"readiness_today": 0.0, "field": 0.0, "ceiling": 1.0}


def pair(**changes: Any) -> Pack:
    """Return a pack whose hard level needs a pair of which nothing is there yet."""
    fields: dict[str, Any] = {
        "interventions": [
            intervention("left", **ABSENT),
            intervention("right", **ABSENT),
            intervention("idle"),
        ],
        "requires": {
            "easy": {"all_of": []},
            "hard": {"all_of": ["left", "right"]},
        },
        "roles": {},
        "layers": {},
        **changes,
    }
    return small_pack(**fields)


def found(pack: Pack) -> Complements:
    engine = started(pack)
    worlds = worlds_of(engine.model, 16, 0, {"threshold": 4.0})
    return complements(engine, engine.model.means.field, worlds, months=MONTHS)


def named(pack: Pack, p: np.ndarray = HARD) -> list[Partner | None]:
    return partners(found(pack), WORTH, p)


def test_two_that_are_useless_alone_and_enough_together_name_each_other() -> None:
    left, right, idle = named(pair())
    assert left == Partner(1, float("inf"))
    assert right == Partner(0, float("inf"))
    assert idle is None


def test_nobody_lacks_a_partner_that_is_there() -> None:
    ready = intervention("right", readiness_today=1.0, ceiling=1.0)
    some = [intervention("left", **ABSENT), ready, intervention("idle")]
    left, *_ = named(pair(interventions=some))
    assert left is None


def test_alternatives_are_no_partners() -> None:
    either = {"easy": {"all_of": []}, "hard": {"any_of": ["left", "right"]}}
    assert named(pair(requires=either)) == [None, None, None]


def test_without_credence_on_the_level_that_asks_for_both_nothing_is_missing() -> None:
    assert named(pair(), np.array([1.0, 0.0])) == [None, None, None]


def test_the_partner_is_the_one_that_adds_most() -> None:
    needs = {"easy": {"all_of": []}, "hard": {"all_of": ["left", "right", "idle"]}}
    scarce = intervention("right", **{**ABSENT, "readiness_today": 0.1})
    common = intervention("idle", readiness_today=0.5)
    some = [intervention("left", **ABSENT), scarce, common]
    left, *_ = named(pair(interventions=some, requires=needs))
    assert left is not None
    assert left.index == 1
    assert left.factor > 2


def test_effects_alone_are_those_of_the_effect_tensor() -> None:
    engine = shipped_engine()
    worlds, field = worlds_of(shipped(), 16, 0), shipped().means.field
    alone = complements(engine, field, worlds).alone
    assert_allclose(alone, effects(engine, field, worlds).effect, atol=1e-12)


def test_with_a_partner_ready_effects_are_those_of_a_world_where_it_is() -> None:
    there = intervention("right", field=0.0, readiness_today=1.0, ceiling=1.0)
    some = [intervention("left", **ABSENT), there, intervention("idle")]
    beside = found(pair()).beside[0, 1]
    assert_allclose(beside, found(pair(interventions=some)).alone[0], atol=1e-12)
    assert (abs(beside) > 1e-3).any()


def test_an_intervention_beside_itself_ready_does_no_more() -> None:
    own = found(pair()).beside[np.arange(3), np.arange(3)]
    assert_allclose(own, 0.0, atol=1e-15)


@pytest.mark.parametrize(
    ("alone", "beside", "partner"),
    [
        (1.0, 1.9, None),  # less than double
        (1.0, 2.1, Partner(1, 2.1)),
        (0.0, 0.03, Partner(1, float("inf"))),
        (0.0, 0.01, None),  # next to nothing beside the largest effect
        (-1.0, 0.5, Partner(1, float("inf"))),  # harm that turns into good
        (-1.0, -0.5, None),
    ],
)
def test_a_partner_at_least_doubles_an_effect_and_makes_it_count(
    alone: float, beside: float, partner: Partner | None
) -> None:
    effect = np.array([alone, 0.0, 1.0]).reshape(3, 1, 1)
    with_other = np.repeat(effect[:, None], 3, axis=1)
    with_other[0, 1] = beside
    some = partners(Complements(effect, with_other), np.ones(1), np.ones(1))
    assert some[0] == partner


@pytest.mark.parametrize(
    "held", [{"substitution": -1e308}, {"field_growth": 1e308}, {"task_speed": 1e308}]
)
def test_extreme_parameters_give_effects_and_no_warning(held: dict[str, float]) -> None:
    ready = shipped_engine()
    worlds = worlds_of(ready.model, 16, 0, held)

    found = complements(ready, ready.model.means.field, worlds, months=12)

    assert np.isfinite(found.beside).all()
