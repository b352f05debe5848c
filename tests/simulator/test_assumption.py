"""Assumptions: every number of a pack has one address."""

import numpy as np
import pytest
from hypothesis import given, settings

from levels.document import Document, parse
from simulator.assumption import PROBABILITY, address, assumptions
from tests.packs import Pack, made, packs, shipped


def found_in(text: str, file: str = "x.yaml"):
    return assumptions({file: parse(text, file)})


def test_an_entry_is_named_by_its_id_and_not_by_its_place():
    (one,) = found_in(
        "things: [{id: b, name: Bee, cost: {value: 2, low: 1, high: 3}}]"
    ).values()

    assert one.address == "things.b.cost"
    assert (one.entry, one.field) == ("Bee", "cost")
    assert one.triple == (2, 1, 3)


def test_a_list_of_three_numbers_is_a_number_with_its_range():
    (one,) = found_in("table: {by_level: {easy: [0.5, 0.4, 0.6]}}").values()

    assert one.address == "table.by_level.easy"
    assert (one.entry, one.unit) == ("table", PROBABILITY)


def test_states_and_short_lists_are_no_numbers():
    assert found_in("a: [true, false, true]\nb: [1, 2]\nc: [x, y, z]\nd: 4") == {}


def test_the_basis_is_the_nearest_one_around_the_number():
    text = """
    entries:
      - id: a
        source: outer
        sources: [more]
        near: {value: 1, low: 1, high: 1, judgment: mine}
        far: {value: 1, low: 1, high: 1}
    """
    near, far = found_in(text).values()

    assert (near.source, near.judgment) == (None, "mine")
    assert (far.source, far.judgment, far.sources) == ("outer", None, ("more",))


def test_a_parameter_brings_its_own_unit():
    text = "parameters: [{id: p, unit: months, value: 1, low: 1, high: 1}]"
    assert found_in(text)["parameters.p"].unit == "months"


def test_the_address_of_a_place_that_is_missing_can_be_told():
    document = Document("x.yaml", {"evidence": []}, {})

    assert address(document, ("evidence", 3, "name")) == "evidence.3.name"


def test_numbers_that_must_sum_to_one_cannot_change_alone():
    addresses = shipped().assumptions

    bound = {a.place[0] for a in addresses.values() if not a.can_change}
    assert bound == {"priors"}


def test_every_number_of_the_shipped_pack_has_a_basis_and_a_unit():
    for number in shipped().assumptions.values():
        assert number.source or number.judgment or number.sources, number.address
        assert number.unit


@settings(max_examples=15)
@given(packs())
def test_every_number_of_a_pack_stands_at_its_address(pack: Pack):
    model = made(pack)

    for name, number in model.assumptions.items():
        document = model.documents[number.file]
        there = document.at(number.place)
        value = there[0] if isinstance(there, list) else there["value"]
        assert address(document, number.place) == name
        assert value == number.value


def test_no_number_that_the_engine_reads_is_left_out():
    model = shipped()
    known = model.assumptions

    for i in model.means.interventions:
        for field in ("field", "cost", "scale", "ceiling", "readiness_today"):
            quantity = getattr(i, field)
            assert known[f"interventions.{i.id}.{field}"].value == quantity.value
    for p in model.world.parameters:
        assert known[f"parameters.{p.id}"].triple == (p.value, p.low, p.high)
    tables = [known[f"facts.{f.id}.by_level.{k}"].value
              for f in model.belief.facts for k in model.belief.ladder.ids]  # fmt: skip
    assert np.array_equal(tables, model.belief.network.fact_given_level.ravel())
    for item in model.belief.evidence:
        for n, row in enumerate(item.likelihood):
            name = f"evidence.{item.id}.likelihood.{n}.probability"
            assert known[name].triple == row.probability


def test_an_unknown_address_is_no_number():
    with pytest.raises(KeyError, match="nothing"):
        shipped().assumptions["nothing"]
