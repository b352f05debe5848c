import re
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from levels.bif import RESERVED, write_bif
from levels.credence import Credence
from levels.evidence import NO, YES, Observation
from levels.network import NODE, Item
from levels.update import update
from tests.levels.models import reports, shipped, uniform
from tests.levels.peers import ask_agrum, ask_pgmpy, load_agrum, load_pgmpy, sharpen
from tests.strategies import cases, credences, networks, tables

BINARY = ["yes", "no"]
EVEN = Credence(np.array([0.5, 0.5]))
REPORT = (0.9, 0.2)
CHECKED = ("fact_0", "item_0")


def mixed_observations(network):
    """Observe 30 of the items: a third yes, a third no, a third virtually."""
    rng = np.random.default_rng(2)
    chosen = rng.permutation(network.item_ids)[:30]
    kinds = (YES, NO, Observation(3.0, 1.0))
    return {str(name): kinds[i % 3] for i, name in enumerate(chosen)}


def rows(text):
    """Return the numbers of each row of each table, in order."""
    found = re.findall(r"(?:table|\)) ([-+.,e\d ]+);", text)
    return [[float(number) for number in row.split(",")] for row in found]


def agree(told, asked, tolerance):
    """Compare an update with what another program says of some nodes."""
    for name, p in asked.items():
        if name == NODE:
            assert_allclose(told.posterior.p, p, rtol=0, atol=tolerance)
        else:
            ours = {**told.facts, **told.predictions}[name]
            assert_allclose([ours, 1 - ours], p, rtol=0, atol=tolerance)


# --- worked examples


def test_a_report_is_a_child_of_its_fact_and_a_fact_of_the_level():
    text = write_bif(reports([0.75, 0.25], [(0.5, 0.125)]), EVEN)

    model = load_pgmpy(text)
    assert sorted(model.edges()) == [("fact", "report_0"), ("level", "fact")]
    table = [[0.5, 0.125], [0.5, 0.875]]
    assert_array_equal(model.get_cpds("report_0").get_values(), table)


def test_an_item_without_parents_is_a_root():
    coin = Item("coin", (), np.array(0.25))

    text = write_bif(replace(reports([0.75, 0.25], []), items=(coin,)), EVEN)

    theirs, others = load_pgmpy(text), load_agrum(text)
    assert_array_equal(theirs.get_cpds("coin").get_values(), [[0.25], [0.75]])
    assert_array_equal(others.cpt("coin").toarray(), [0.25, 0.75])


@pytest.mark.parametrize("load", [load_pgmpy, load_agrum])
def test_the_shipped_pack_is_read_by_other_programs(load):
    network = shipped().network

    model = load(write_bif(network, uniform(network)))

    assert set(model.nodes() if load is load_pgmpy else model.names()) == {
        "level",
        *network.facts,
        *network.groups,
        *network.item_ids,
    }


# --- properties


@given(networks())
@settings(max_examples=3)  # pgmpy is slow to read, here and below
def test_states_stand_in_order_in_both_programs(network):
    text = write_bif(network, uniform(network))

    theirs, others = load_pgmpy(text), load_agrum(text)

    binary = (*network.facts, *network.groups, *network.item_ids)
    expected = {NODE: list(network.levels)} | dict.fromkeys(binary, BINARY)
    for name, states in expected.items():
        assert theirs.get_cpds(name).state_names[name] == states
        assert list(others.variable(name).labels()) == states


@given(tables((4,), st.floats(0, 1)))
def test_no_digit_of_a_probability_is_lost(p):
    text = write_bif(reports(p[:2], [p[2:]]), EVEN)

    assert_array_equal(rows(text)[1:], np.stack([p, 1 - p], axis=1))


@given(networks(), st.data())
def test_every_row_sums_to_one(network, data):
    prior = data.draw(credences(len(network.levels), lowest=0))

    written = rows(write_bif(network, prior))

    n_rows = 1 + network.fact_given_level.size + len(network.groups)
    assert len(written) == n_rows + sum(item.table.size for item in network.items)
    for row in written:
        assert_allclose(sum(row), 1, rtol=0, atol=4e-16)


def test_rows_sum_to_one_even_where_the_prior_is_a_little_off():
    off = Credence(np.array([0.5, 0.5 + 9e-7]))

    written = rows(write_bif(reports([0.8, 0.3], []), off))

    assert_allclose(sum(written[0]), 1, rtol=0, atol=4e-16)


# --- edges


@pytest.mark.parametrize("word", sorted(RESERVED))
def test_a_level_named_by_a_reserved_word_is_refused(word):
    network = replace(reports([0.8, 0.3], [REPORT]), levels=("easy", word))

    with pytest.raises(ValueError, match=f"a word that BIF reserves, got '{word}'"):
        write_bif(network, EVEN)


@pytest.mark.parametrize("word", ["table", "table1", "default2", "tablee", "stable0"])
def test_a_node_that_a_reader_takes_for_a_table_is_refused(word):
    network = replace(reports([0.8, 0.3], [REPORT]), facts=(word,))

    with pytest.raises(ValueError, match=f"a word that BIF reserves, got '{word}'"):
        write_bif(network, EVEN)


AWKWARD = (
    "variable_x",
    "probability1",
    "e5",
    "nan",
    "yes",
    "stable",
    "x" * 64,
    "no_table",
)


def test_awkward_names_are_read_by_both():
    one = reports([0.8, 0.3], [REPORT])
    given = np.repeat(one.fact_given_level, len(AWKWARD), axis=0)
    levels = ("a", "table1")
    network = replace(one, levels=levels, facts=AWKWARD, fact_given_level=given)

    text = write_bif(network, EVEN)

    theirs, others = load_pgmpy(text), load_agrum(text)
    for name in AWKWARD:
        assert_allclose(theirs.get_cpds(name).get_values()[0], [0.8, 0.3])
        assert_allclose(others.cpt(name).toarray()[:, 0], [0.8, 0.3], rtol=1e-7)


def test_a_prior_over_other_levels_is_refused():
    with pytest.raises(ValueError, match="prior must have 2 numbers, got 3"):
        write_bif(reports([0.8, 0.3], []), Credence(np.array([0.2, 0.3, 0.5])))


# --- agreement with programs that know nothing of ours


@given(cases())
@settings(max_examples=30)
def test_random_packs_get_the_posteriors_of_pyagrum_through_the_text(case):
    network, prior, seen = case
    nodes = [NODE, *(name for name in CHECKED if name not in seen)]
    model = load_agrum(write_bif(network, prior))
    # A prior's shares of a count are not exact in single precision; the rest is.
    model.cpt(NODE).fillWith(prior.p.tolist())
    asked = [name for name in nodes if name in model.names()]

    agree(update(network, prior, seen), ask_agrum(model, asked, seen), 1e-9)


@given(cases())
@settings(max_examples=4)
def test_random_packs_get_the_posteriors_of_pgmpy_through_the_text(case):
    network, prior, seen = case
    model = load_pgmpy(write_bif(network, prior))
    nodes = [NODE, *(name for name in CHECKED if name not in seen)]
    asked = [name for name in nodes if name in model.nodes()]

    agree(update(network, prior, seen), ask_pgmpy(model, asked, seen), 1e-9)


def test_the_shipped_pack_gets_the_posteriors_of_pyagrum():
    network, prior = shipped().network, shipped().prior("uniform")
    seen = mixed_observations(network)
    told = update(network, prior, seen)
    asked = [NODE, *network.facts, *told.predictions]
    model = load_agrum(write_bif(network, prior))

    agree(told, ask_agrum(model, asked, seen), 1e-6)
    sharpen(model, network, prior)
    agree(told, ask_agrum(model, asked, seen), 1e-9)


def test_the_shipped_pack_gets_the_posteriors_of_pgmpy():
    network, prior = shipped().network, shipped().prior("uniform")
    seen = mixed_observations(network)
    told = update(network, prior, seen)
    asked = [NODE, *network.facts, next(iter(told.predictions))]

    theirs = ask_pgmpy(load_pgmpy(write_bif(network, prior)), asked, seen)

    agree(told, theirs, 1e-9)
