from dataclasses import replace
from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from levels.discriminability import bayes_errors, false_comforts, reassuring
from levels.evidence import NO, YES
from levels.network import Item
from tests.levels.enumeration import enumerate_worlds
from tests.levels.models import FACT, reports, separate, shipped
from tests.strategies import CLOSED, networks, tables

REPORT = (0.9, 0.2)


# --- worked examples


def test_the_error_of_one_report_is_half_of_what_the_levels_share():
    network = reports([0.8, 0.3], [FACT])

    error = bayes_errors(network, ["report_0"])

    # P(seen) is 0.8 and 0.3: guess "hard" unless it is seen; wrong by 0.2 or by 0.3.
    assert_allclose(error, [[0.5, 0.25], [0.25, 0.5]])


def test_two_facts_tell_more_than_one():
    network = separate([[0.8, 0.3], [0.8, 0.3]], [FACT, FACT])

    error = bayes_errors(network, ["report_0", "report_1"])

    # Of the outcomes (both, one, none) the smaller chances are 0.09, 0.32 and 0.04.
    assert_allclose(error[0, 1], (0.09 + 0.32 + 0.04) / 2)


def test_a_second_report_of_a_certain_fact_tells_nothing_more():
    network = reports([0.8, 0.3], [FACT, FACT])

    assert_allclose(bayes_errors(network, ["report_0", "report_1"])[0, 1], 0.25)


def test_a_clean_test_comforts_falsely_where_deception_hides_the_fault():
    network = reports([0.0, 0.5, 0.1], [FACT])

    found = false_comforts(network, "report_0")

    assert [(c.easy, c.hard) for c in found] == [
        ("level_0", "level_2"),
        ("level_1", "level_2"),
    ]
    assert {c.result for c in found} == {NO}
    assert_allclose([(c.at_easy, c.at_hard) for c in found], [(1, 0.9), (0.5, 0.9)])


def test_a_test_that_hard_levels_fail_comforts_rightly():
    network = reports([0.9, 0.5, 0.1], [FACT])

    assert not false_comforts(network, "report_0", ratio=1.5)


# --- properties


@given(networks(fewest_items=1), st.data())
def test_more_items_never_make_the_error_larger(network, data):
    items = data.draw(st.permutations(network.item_ids))

    errors = [bayes_errors(network, items[:n]) for n in range(len(items) + 1)]

    assert_array_equal(errors[0], 0.5)
    for fewer, more in pairwise(errors):
        assert (more <= fewer + 1e-12).all()


@given(networks(CLOSED, fewest_items=1))
def test_errors_are_symmetric_and_largest_for_a_level_and_itself(network):
    error = bayes_errors(network, network.item_ids)

    assert_array_equal(error, error.T)
    assert_allclose(np.diag(error), 0.5)
    assert ((error >= 0) & (error <= 0.5)).all()


@given(networks(fewest_items=1), st.data())
def test_the_order_of_the_items_makes_no_difference(network, data):
    order = data.draw(st.permutations(network.item_ids))

    assert_allclose(
        bayes_errors(network, order),
        bayes_errors(network, network.item_ids),
        atol=1e-12,
    )


@given(tables((4,)), st.floats(1, 10), st.floats(1, 10))
def test_a_laxer_ratio_finds_no_fewer_pairs(fact, one, other):
    network = reports(fact, [REPORT])
    strict, lax = sorted((one, other))

    found = [false_comforts(network, "report_0", ratio=r) for r in (strict, lax)]

    assert set(found[0]) <= set(found[1])


@given(networks(fewest_items=1), st.floats(1, 10))
def test_pairs_go_from_an_easier_level_to_a_harder_one(network, ratio):
    place = network.levels.index

    for comfort in false_comforts(network, network.item_ids[0], ratio=ratio):
        assert place(comfort.easy) < place(comfort.hard)
        assert comfort.at_easy <= ratio * comfort.at_hard


# --- edges


def test_an_item_that_says_nothing_comforts_falsely_between_all_levels():
    found = false_comforts(reports([0.9, 0.5, 0.1], [(0.3, 0.3)]), "report_0", ratio=1)

    assert len(found) == 3
    assert {c.result for c in found} == {NO}


def test_a_result_as_likely_as_not_at_the_easiest_level_counts_as_seen():
    found = false_comforts(reports([0.5, 0.5], [FACT]), "report_0")

    assert [c.result for c in found] == [YES]


def test_the_absence_of_a_bad_sign_reassures_even_where_the_sign_is_likely():
    network = reports([0.6, 0.9], [FACT])

    assert reassuring(network, "report_0") == NO
    assert not false_comforts(network, "report_0")


def test_levels_that_an_item_always_tells_apart_have_no_error():
    network = reports([1.0, 0.0], [FACT])

    assert_array_equal(bayes_errors(network, ["report_0"]), [[0.5, 0], [0, 0.5]])


def test_twelve_items_are_told_jointly_and_thirteen_are_refused():
    network = reports([0.8, 0.3], [REPORT] * 13)

    twelve = bayes_errors(network, network.item_ids[:12])

    assert 0.25 < twelve[0, 1] < bayes_errors(network, ["report_0"])[0, 1]
    with pytest.raises(ValueError, match="items must be at most 12, got 13"):
        bayes_errors(network, network.item_ids)


def test_a_repeated_item_is_refused():
    network = reports([0.8, 0.3], [REPORT])

    with pytest.raises(ValueError, match=r"must not repeat, got \['report_0', 'rep"):
        bayes_errors(network, ["report_0", "report_0"])


def test_an_unknown_item_is_refused():
    network = reports([0.8, 0.3], [REPORT])

    with pytest.raises(ValueError, match="must name an item of evidence, got 'rumor'"):
        bayes_errors(network, ["rumor"])
    with pytest.raises(ValueError, match="must name an item of evidence, got 'rumor'"):
        false_comforts(network, "rumor")


@pytest.mark.parametrize("ratio", [0.99, 0, -1, np.nan])
def test_a_ratio_below_one_is_refused(ratio):
    network = reports([0.8, 0.3], [REPORT])

    with pytest.raises(ValueError, match="ratio must be at least 1, got"):
        false_comforts(network, "report_0", ratio=ratio)


# --- brute force


@given(networks(CLOSED, fewest_items=1))
def test_errors_agree_with_every_outcome_and_state_of_the_world(network):
    items = network.item_ids[:3]
    n_levels = len(network.levels)
    even = np.full(n_levels, 1 / n_levels)
    chances = np.array(
        [
            enumerate_likelihood(network, even, dict(zip(items, seen, strict=True)))
            for seen in product((YES, NO), repeat=len(items))
        ]
    )

    error = bayes_errors(network, items)

    for a, b in product(range(n_levels), repeat=2):
        expected = np.minimum(chances[:, a], chances[:, b]).sum() / 2
        assert_allclose(error[a, b], expected, atol=1e-12)


def enumerate_likelihood(network, prior, seen):
    with np.errstate(invalid="ignore"):
        return enumerate_worlds(network, prior, seen).likelihood


def test_items_that_share_a_group_are_not_told_apart_as_if_independent():
    table = np.array([[0.9, 0.5], [0.1, 0.5]])
    network = replace(
        reports([1.0, 0.0], []),
        groups=("group",),
        group_transfers=np.array([0.5]),
        items=(Item("a", (1, 2), table), Item("b", (1, 2), table)),
    )

    error = bayes_errors(network, ["a", "b"])[0, 1]

    # If it transfers the chances are those of 0.9 against 0.1, else all are 1/4.
    transferred = np.array([[0.81, 0.09, 0.09, 0.01], [0.01, 0.09, 0.09, 0.81]])
    assert_allclose(error, np.minimum(*(transferred / 2 + 1 / 8)).sum() / 2)


def test_some_shipped_item_cannot_tell_the_hardest_levels_apart():
    network = shipped().network

    error = bayes_errors(network, network.item_ids[:12])

    assert error[-1, -2] > 0.49
    assert error[0, -1] < 0.45
