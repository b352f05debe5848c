"""A pack with a person's own numbers and evidence."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from levels import elimination
from levels.credence import Credence
from levels.evidence import YES
from levels.update import update
from simulator.revision import (
    MOST_ITEMS,
    parse_changes,
    parse_evidence,
    revised,
)
from tests.packs import made, shipped, shipped_pack, small_pack

MODEL = made(small_pack())
HALF = Credence(np.array([0.5, 0.5]))


def item(name: str = "mine", **changes: Any) -> dict[str, Any]:
    rows = [([True], 0.8), ([False], 0.2)]
    return {
        "id": name,
        "name": "My own",
        "observation": "I saw it.",
        "facts": [MODEL.belief.facts[0].id],
        "likelihood": [{"facts": f, "probability": [p, p, p]} for f, p in rows],
        "judgment": "mine",
        **changes,
    }


def test_no_change_is_the_same_model():
    assert revised(MODEL, {}, []) is MODEL


def test_the_same_changes_make_one_model():
    changes = {"parameters.pledged_share": (0.3, 0.2, 0.4)}

    assert revised(MODEL, changes, []) is revised(MODEL, dict(changes), [])


def test_a_changed_number_is_read_by_the_model_and_no_other_is_touched():
    changes = {"parameters.pledged_share": (0.3, 0.2, 0.4)}
    mine = revised(MODEL, changes, []).assumptions

    assert mine["parameters.pledged_share"].triple == (0.3, 0.2, 0.4)
    others = mine.keys() - changes
    assert {n: mine[n].triple for n in others} == {
        n: MODEL.assumptions[n].triple for n in others
    }
    assert MODEL.assumptions["parameters.pledged_share"].value == 0.2


def test_the_words_around_a_changed_number_stay():
    mine = revised(MODEL, {"parameters.pledged_share": (0.3, 0.2, 0.4)}, [])

    before = MODEL.assumptions["parameters.pledged_share"]
    after = mine.assumptions["parameters.pledged_share"]
    assert (after.judgment, after.unit) == (before.judgment, before.unit)


def test_a_belief_that_changes_leaves_the_digest_of_the_world_alone():
    fact = next(name for name in MODEL.assumptions if name.startswith("facts."))
    believed = revised(MODEL, {fact: (0.5, 0.4, 0.6)}, [item()])
    world = revised(MODEL, {"parameters.pledged_share": (0.3, 0.2, 0.4)}, [])

    assert believed.world_digest == MODEL.world_digest
    assert believed.digest != MODEL.digest
    assert world.world_digest != MODEL.world_digest


def test_own_evidence_speaks_like_any_other():
    mine = revised(MODEL, {}, [item()])
    told = update(mine.belief.network, HALF, {"mine": YES})

    p = mine.belief.network.fact_given_level[0]
    joint = 0.5 * (0.8 * p + 0.2 * (1 - p))
    assert told.posterior.p == pytest.approx(joint / joint.sum())


def test_own_evidence_that_is_not_observed_changes_nothing():
    ours = update(MODEL.belief.network, HALF, {})
    mine = update(revised(MODEL, {}, [item()]).belief.network, HALF, {})

    assert mine.posterior.p.tolist() == ours.posterior.p.tolist()


@settings(max_examples=25)
@given(st.data())
def test_any_number_can_move_within_its_own_range(data: st.DataObject):
    model = shipped()
    able = [a for a in model.assumptions.values() if a.can_change]
    number = data.draw(st.sampled_from(able))
    share = data.draw(st.floats(0, 1))
    value = number.low + share * (number.high - number.low)
    low, high = number.low, number.high
    uniform = number.file == "world.yaml" and "parameters" in number.address
    changes = {number.address: (value, value, value) if uniform else (value, low, high)}

    mine = revised(model, changes, [])

    assert mine.assumptions[number.address].triple == changes[number.address]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"parameters.pledged_share": (0.3, 0.4, 0.5)},
         r"^parameters\.pledged_share: value 0\.3 must lie between low 0\.4 and"),
        ({"interventions.theory.scale": (-1.0, -1.0, -1.0)},
         r"^interventions\.theory\.scale: must be positive, got low -1"),
        ({"parameters.pledged_share": (2.0, 2.0, 2.0)},
         r"^parameters\.pledged_share: a share must stay within \[0, 1\]"),
    ],
)  # fmt: skip
def test_a_change_that_breaks_a_rule_of_the_pack_is_refused(changes, message):
    with pytest.raises(ValueError, match=message):
        revised(MODEL, changes, [])


@pytest.mark.parametrize(
    ("own", "message"),
    [
        (item(facts=["nothing"]), r"^evidence\.mine\.facts\.0: must be one of"),
        (item() | {"name": "My" * 50}, r"^evidence\.mine\.name: string should have"),
        (item(source="nothing"), r"^evidence\.mine\.source: must be the id"),
        (item("a\nb\x1b[31m"), r"^evidence\.a\\nb\\x1b\[31m\.id: string should match"),
        (item("probe"), r"^evidence\.probe\.id: id must not repeat"),
        (item("level"), r"^evidence\.level\.id: id must not repeat"),
        (item(likelihood=[]), r"^evidence\.mine: likelihood must hold each"),
        (item(judgment=None), r"^evidence\.mine: must name a source or give"),
    ],
)  # fmt: skip
def test_own_evidence_keeps_the_rules_of_the_catalog(own, message):
    with pytest.raises(ValueError, match=message):
        revised(MODEL, {}, [own])


def test_own_evidence_that_ties_too_much_together_is_refused(monkeypatch):
    monkeypatch.setattr(elimination, "_MOST_CELLS", 1)

    rule = r"^evidence: a table must have at most 1 cells, got \d+$"
    with pytest.raises(ValueError, match=rule):
        revised(MODEL, {}, [item("tied")])


def test_a_number_alone_is_held_to_exactly():
    assert parse_changes({"parameters.pledged_share": 1}, MODEL) == {
        "parameters.pledged_share": (1.0, 1.0, 1.0)
    }


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ([], r"changes must be by address, at most 500, got \[\]"),
        ({"x": 1}, r"must name a number of the pack, got 'x'"),
        ({1: 1}, r"a change must name a number of the pack, got 1"),
        ({"parameters.pledged_share": "a"}, r"must be a number, or value, low"),
        ({"parameters.pledged_share": [1, 2]}, r"must be a number, or value, low"),
        ({"parameters.pledged_share": True}, r"must be a number, or value, low"),
        ({"parameters.pledged_share": float("nan")}, r"below 1e\+300 in size, got nan"),
        ({"parameters.pledged_share": float("inf")}, r"below 1e\+300 in size, got inf"),
        ({"parameters.pledged_share": 10**400}, r"below 1e\+300 in size, got 10000"),
        (
            {"parameters.pledged_share": [0, -1e300, 0]},
            r"must be below 1e\+300 in size, got \[0, -1e\+300, 0\]",
        ),
        ({f"x{n}": 1 for n in range(501)}, r"at most 500"),
    ],
)  # fmt: skip
def test_changes_that_are_none_are_refused(data, message):
    with pytest.raises(ValueError, match=message):
        parse_changes(data, MODEL)


def test_the_numbers_of_a_preset_cannot_change_alone():
    preset = next(name for name in MODEL.assumptions if name.startswith("priors."))

    with pytest.raises(ValueError, match="a change must be one that can change alone"):
        parse_changes({preset: 0.5}, MODEL)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({}, r"evidence must be a list of at most 20"),
        ([1], r"an item of evidence must have an id, got 1"),
        ([{"name": "x"}], r"an item of evidence must have an id"),
        ([item(color="red")], r"an item of evidence must have known keys, got 'color'"),
        ([item(**{"x" * 900: 1})], r"must have known keys, got 'x{50,59}\.\.\.$"),
        ([item(observation="x" * 9000)], r"plain data of at most 8000 characters"),
        ([item(year=float("inf"))], r"an item of evidence must be plain data"),
        ([item()] * (MOST_ITEMS + 1), r"at most 20"),
    ],
)
def test_evidence_that_is_none_is_refused(data, message):
    with pytest.raises(ValueError, match=message):
        parse_evidence(data)


def test_a_shipped_item_given_as_ones_own_counts_twice():
    # Only the group and the fact bound what two reports of one thing can say.
    entry = {**shipped_pack()["evidence.yaml"]["evidence"][0], "id": "again"}
    model = shipped()
    mine = revised(model, {}, parse_evidence([entry]))
    seen = {entry["id"]: YES}
    flat = Credence(np.full(len(model.belief.ladder), 1 / len(model.belief.ladder)))

    again = update(mine.belief.network, flat, seen).posterior.p
    once = update(model.belief.network, flat, {model.belief.evidence[0].id: YES})

    assert again == pytest.approx(once.posterior.p)
