"""The register of assumptions."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from app.documents import assumptions_document
from app.register import found, register, short
from levels.source import Source
from simulator.change import changed, moved
from simulator.scenario import new
from tests.packs import made, packs, shipped

MODEL = shipped()
START = new(MODEL)
ROWS = register(MODEL, START)


def mine():
    held = replace(START, parameters={"delivered": 0.5}, utilities={"safe_halted": 0.9})
    address = "interventions.debate.ceiling"
    return changed(held, MODEL, address, moved(held, MODEL, address, 0.5))


def as_told(scenario):
    told = assumptions_document(scenario.revised(MODEL), scenario)["assumptions"]
    return [(t["address"], t["value"], t["low"], t["high"], t["changed"]) for t in told]


def test_the_register_is_what_the_command_prints():
    for scenario in (START, mine()):
        rows = register(MODEL, scenario)
        shown = [(r.address, r.value, r.low, r.high, r.changed) for r in rows]
        assert shown == as_told(scenario)


def test_changed_numbers_are_marked_whichever_way_they_are_held():
    rows = register(MODEL, mine())

    assert {row.address: row.value for row in found(rows, only="changed")} == {
        "interventions.debate.ceiling": 0.5,
        "outcomes.safe_halted.utility": 0.9,
        "parameters.delivered": 0.5,
    }


def test_a_search_finds_addresses_names_words_sources_reasons_and_people():
    for search in (
        "parameters.delivered",
        "FRACTION pledge",
        "delivered fortune",
        "another effort may do better",
        "openai delivered",
    ):
        addresses = [row.address for row in found(ROWS, search)]
        assert "parameters.delivered" in addresses, search
    assert found(ROWS, "no such words anywhere") == ()


def test_a_kind_and_a_sort_narrow_a_search():
    tests = found(ROWS, kind="tests")

    assert {row.kind for row in tests} == {"tests"}
    assert all(row.who for row in found(ROWS, only="disputed"))
    judged, sourced = found(ROWS, only="judgment"), found(ROWS, only="sourced")
    assert len(judged) + len(sourced) == len(ROWS)
    assert all(row.assumption.source is None for row in judged)


@given(st.text(max_size=12))
def test_what_is_found_is_what_holds_every_word_of_the_search(search):
    shown = {row.address for row in found(ROWS, search)}

    for row in ROWS:
        whole = all(term in row.text for term in search.lower().split())
        assert (row.address in shown) == whole


def test_numbers_of_presets_are_bound_and_all_others_free():
    assert {row.kind for row in ROWS if not row.free} == {"priors"}


def test_numbers_of_ones_own_evidence_stand_there_and_change_elsewhere():
    fact = MODEL.belief.facts[0].id
    rows = [([True], 0.8), ([False], 0.2)]
    item = {
        "id": "mine", "name": "My own", "observation": "I saw it.", "facts": [fact],
        "likelihood": [{"facts": f, "probability": [p, p, p]} for f, p in rows],
        "judgment": "mine",
    }  # fmt: skip
    shown = register(MODEL, replace(START, evidence=(item,)))

    added = [row for row in shown if row not in ROWS]
    assert [row.value for row in added] == [0.8, 0.2]
    assert not any(row.free for row in added)


def test_a_source_without_a_year_is_its_author():
    source = Source(id="a", title="A", author="Ann", seen="all", confirmed=True)

    assert short(source) == "Ann"


@settings(max_examples=10)
@given(packs())
def test_every_number_of_any_pack_is_in_the_register(pack):
    model = made(pack)

    rows = register(model, new(model))
    assert [row.address for row in rows] == list(model.assumptions)


def test_disputes_are_of_numbers_and_each_names_a_source_of_the_pack():
    known = {source.id for source in MODEL.belief.sources}
    disputed = found(ROWS, only="disputed")

    assert disputed
    for row in disputed:
        for dispute in row.assumption.disputed:
            assert dispute["source"] in known
            assert dispute["who"] in row.who
