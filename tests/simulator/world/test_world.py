"""The catalog of the world: what its schema refuses."""

from typing import Any

import pytest
from pydantic import ValidationError

from simulator.world.world import World
from tests.packs import quantity, small_pack, triple


def described(**changes: Any) -> World:
    return World.model_validate({**small_pack()["world.yaml"], **changes})


def test_a_small_world_is_read() -> None:
    world = described()
    assert [outcome.utility.value for outcome in world.outcomes] == [0.0, 0.3, 0.5, 1.0]
    assert world.layers[0].by_level["hard"] == (0.3, 0.3, 0.3)
    assert world.harms == ()


def test_layers_harms_and_accelerators_may_be_left_out() -> None:
    fields = small_pack()["world.yaml"]
    for name in ("layers", "harms", "accelerators"):
        del fields[name]
    world = World.model_validate(fields)
    assert (world.layers, world.harms, world.accelerators) == ((), (), ())


LAYER = small_pack()["world.yaml"]["layers"][0]
TASK = small_pack()["world.yaml"]["tasks"][0]


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"layers": [LAYER] * 6}, "should have at most 5 items"),
        ({"outcomes": []}, "should have at least 1 item"),
        ({"layers": [{**LAYER, "believed": 0.5}]}, "layers.0.believed"),
        (
            {"layers": [{**LAYER, "planted": quantity(0.5)}]},
            "a layer must have either believed or planted, got both",
        ),
        (
            {"layers": [{**LAYER, "believed": None}]},
            "a layer must have either believed or planted, got none",
        ),
        (
            {"layers": [{**LAYER, "by_level": {"easy": [1.2, 1.2, 1.2]}}]},
            r"a probability must lie in \[0, 1\]",
        ),
        (
            {"containable": {"by_level": {"easy": triple(0.5)}}},
            "must name a source or give a judgment",
        ),
        (
            {"accelerators": [{"gate": "always", "kind": "other", "boost": "b"}]},
            "Input should be 'technical', 'governance' or 'all'",
        ),
        ({"roles": {"slowing": "always"}}, "roles.slack"),
        ({"tasks": []}, "should have at least 1 item"),
        ({"tasks": [{**TASK, "stage": 0}]}, "greater than or equal to 1"),
        ({"weights": {}}, "Extra inputs are not permitted"),
    ],
)
def test_a_world_that_breaks_a_rule_is_refused(
    changes: dict[str, Any], rule: str
) -> None:
    with pytest.raises(ValidationError, match=rule):
        described(**changes)
