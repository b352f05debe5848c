"""Reasons: facts about a place in the ranking that change when the pack does."""

from functools import cache
from typing import Any

import numpy as np
import pytest

from app.documents import ranking
from levels.arrays import FloatArray
from levels.credence import Credence
from simulator.choice.partner import Partner
from simulator.choice.ranking import Place, Ranking
from simulator.choice.reasons import Reason, Serves, reason, serves
from simulator.model import Model
from simulator.scenario import Scenario, new
from tests.packs import (
    Pack,
    intervention,
    made,
    shipped,
    shipped_engine,
    small_pack,
    started,
    swapped,
)

BAD, HARM, HALT, GOOD = range(4)
NOBODY = {"easy": {"all_of": []}, "hard": {"any_of": []}}


def model(**changes: Any) -> Model:
    """Return a pack in which `helper` serves only what the changes say."""
    some = [intervention("helper"), intervention("other")]
    fields = {"requires": NOBODY, "roles": {}, "layers": {}, "irreversible": None}
    fields.update(changes)
    return made(small_pack(**{"interventions": some, **fields}))


def place(by_level: list[float], **changes: Any) -> Place:
    """Return a place that raises the good at the expense of the bad."""
    effect: FloatArray = np.zeros((4, len(by_level)))
    effect[GOOD], effect[BAD] = by_level, -np.array(by_level)
    fields: dict[str, Any] = {
        "index": 0,
        "priority": float(sum(by_level)),
        "standard_error": 0.0,
        "by_level": np.array(by_level),
        "effect": effect,
        "partner": None,
        "evsi": 0.0,
        **changes,
    }
    return Place(**fields)


def told(by_level: list[float], p: list[float], **changes: Any) -> Reason:
    levels = [f"level_{k}" for k in range(len(by_level))]
    requires = {level: {"all_of": ["helper"]} for level in levels}
    return reason(model(requires=requires), place(by_level, **changes), np.array(p))


def test_levels_are_named_until_they_carry_three_fifths() -> None:
    found = told([0.1, 0.5, 0.4], [0.2, 0.4, 0.4])
    assert found.levels == (1, 2)
    assert found.share == pytest.approx(0.36 / 0.38)
    assert told([0.1, 0.9, 0.1], [0.3, 0.4, 0.3]).levels == (1,)


def test_other_credences_name_other_levels() -> None:
    for level, p in enumerate(np.eye(3).tolist()):
        assert told([0.3, 0.3, 0.3], p).levels == (level,)


def test_levels_that_pull_the_other_way_do_not_carry() -> None:
    found = told([0.5, -0.4, 0.2], [1 / 3] * 3)
    assert found.levels == (0,)
    assert found.share == pytest.approx(5 / 7)
    assert found.against == pytest.approx(4 / 7)
    assert found.is_mixed


@pytest.mark.parametrize(
    ("against", "is_mixed"), [(0.0, False), (-4, False), (-6, True)]
)
def test_what_hardly_pulls_the_other_way_does_not_count(
    against: float, is_mixed: bool
) -> None:
    found = told([1.0, against / 1000], [0.5, 0.5])
    assert found.is_mixed is is_mixed


def test_a_harmful_place_is_carried_by_the_levels_it_harms() -> None:
    assert told([0.1, -0.4], [0.5, 0.5]).levels == (1,)


def test_an_intervention_without_effect_is_carried_by_none() -> None:
    idle = told([0.0, 0.0], [0.5, 0.5])
    assert idle.share == idle.against == 0.0


def test_outcomes_that_move_most_are_named_at_the_strongest_level() -> None:
    found = told([0.1, 0.3], [0.5, 0.5])
    assert found.raises == (GOOD, 0.3)
    assert found.lowers == (BAD, -0.3)


def test_a_partner_is_passed_on() -> None:
    missing = Partner(1, 4.0)
    assert told([0.1, 0.1], [0.5, 0.5], partner=missing).partner is missing
    assert told([0.1, 0.1], [0.5, 0.5]).partner is None


def served(raised: int = GOOD, level: int = 1, **changes: Any) -> Serves:
    return serves(model(**changes), "helper", level, raised)


def test_what_the_level_requires_comes_first() -> None:
    direct = {"easy": {"all_of": []}, "hard": {"all_of": ["helper"]}}
    roles = {"halting": "helper"}
    assert served(requires=direct, roles=roles) == Serves("requirement", None)
    assert served(level=0, requires=direct, roles=roles).kind == "halting"


def test_the_nearest_gate_below_the_requirement_is_named() -> None:
    gates = {
        "near": {"any_of": ["helper", "other"]},
        "far": {"all_of": ["near", "other", "extra"]},
    }
    some = [intervention(name) for name in ("helper", "other", "extra")]
    through = {"easy": {"all_of": []}, "hard": {"all_of": ["far"]}}
    found = served(interventions=some, gates=gates, requires=through)
    assert found == Serves("requirement", "near")


@pytest.mark.parametrize(
    "role", ["halting", "proof", "slowing", "slack", "containment", "automation"]
)
def test_a_role_of_the_world_is_served_through_its_gate(role: str) -> None:
    gates = {"gate": {"any_of": ["helper"]}}
    assert served(gates=gates, roles={role: "gate"}) == Serves(role, "gate")  # type: ignore[arg-type]
    assert served(gates=gates) == Serves("none", None)


def test_a_harm_a_layer_and_an_accelerator_are_served() -> None:
    assert served(harms={"helper": (0.1, 0.5)}) == Serves("harm", "helper")
    assert served(layers={"helper": [0.5, 0.5]}) == Serves("layer", "helper")
    accelerators = [("helper", "all", 0.5)]
    assert served(accelerators=accelerators) == Serves("accelerator", "helper")


def test_a_prerequisite_serves_what_waits_for_it() -> None:
    waits = [
        intervention("helper"),
        intervention("other", needs={"all_of": ["helper"]}),
    ]
    assert served(interventions=waits) == Serves("prerequisite", "other")


def test_what_holds_serves_the_halt_and_what_flourishes_serves_the_rest() -> None:
    changes: dict[str, Any] = {
        "harms": {"helper": (0.1, 0.5)},
        "roles": {"halting": "helper"},
    }
    assert served(raised=HALT, **changes) == Serves("halting", "helper")
    assert served(raised=GOOD, **changes) == Serves("harm", "helper")


@cache
def shipped_ranking() -> Ranking:
    scenario = Scenario(new(shipped()).credence, worlds=16)
    return ranking(shipped_engine(), scenario)


def test_every_place_of_the_shipped_pack_serves_something() -> None:
    found = shipped_ranking()
    nodes = {*shipped().means.ids, *shipped().means.trees, None}
    for each in found.places:
        why = reason(shipped(), each, found.p)
        assert why.serves.kind != "none", shipped().means.ids[each.index]
        assert why.serves.node in nodes
        assert 0.6 <= why.share <= 1


def test_reasons_state_the_numbers_of_the_ranking() -> None:
    found = shipped_ranking()
    for each in found.places:
        why = reason(shipped(), each, found.p)
        (up, rise), (down, fall) = why.raises, why.lowers
        strongest = why.levels[0]
        assert each.effect[up, strongest] == rise == each.effect[:, strongest].max()
        assert each.effect[down, strongest] == fall == each.effect[:, strongest].min()
        assert rise >= 0 >= fall


def test_a_requirement_that_moves_to_another_level_moves_the_reason() -> None:
    # What theory is good for changes with the pack, so what is said of it must.
    def of_theory(pack: Pack) -> Reason:
        found = ranking(started(pack), Scenario(Credence(np.full(2, 0.5)), worlds=16))
        place = next(each for each in found.places if each.index == 1)
        return reason(made(pack), place, found.p)

    pack = small_pack()
    other = swapped(pack, "easy", "hard", ["requirements.yaml"])
    assert of_theory(pack).levels[0] == 1
    assert of_theory(pack).serves == Serves("requirement", None)
    assert of_theory(other).levels[0] == 0
    without = small_pack(requires=NOBODY, harms={"theory": (0.5, 0.9)})
    assert of_theory(without).serves == Serves("harm", "theory")
