from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from levels.evidence import NO, YES, Observation
from levels.network import Item, Network
from tests.levels.enumeration import enumerate_worlds
from tests.levels.models import FACT, reports, separate
from tests.strategies import CLOSED, RATIOS, cases, networks, observation, tables


def test_the_likelihood_of_a_report_is_averaged_over_its_fact():
    network = reports([0.8, 0.3], [[0.9, 0.2]])

    likelihood = np.exp(network.log_likelihood({"report_0": YES}))

    assert_allclose(likelihood, [0.8 * 0.9 + 0.2 * 0.2, 0.3 * 0.9 + 0.7 * 0.2])


def test_a_report_says_nothing_where_its_group_does_not_transfer():
    network = replace(
        reports([0.8, 0.3], []),
        groups=("group",),
        group_transfers=np.array([0.0]),
        items=(Item("report", (1, 2), np.array([[0.9, 0.4], [0.2, 0.4]])),),
    )

    likelihood = np.exp(network.log_likelihood({"report": YES}))

    assert_allclose(likelihood, [0.4, 0.4])


@given(cases(fewest_items=1), st.data())
def test_the_order_in_which_an_item_names_its_parents_makes_no_difference(case, data):
    network, _, seen = case
    item = network.items[0]
    order = data.draw(st.permutations(range(len(item.parents))))
    parents = tuple(item.parents[i] for i in order)
    turned = Item(item.id, parents, item.table.transpose(order))
    other = replace(network, items=(turned, *network.items[1:]))

    assert_allclose(
        other.log_likelihood(seen), network.log_likelihood(seen), atol=1e-12
    )


@given(cases())
def test_no_observation_has_probability_one_at_every_level(case):
    network, _, _ = case

    assert_allclose(network.log_likelihood({}), 0, atol=1e-12)


@given(networks(fewest_items=1))
def test_the_chances_of_all_joint_outcomes_sum_to_one_at_every_level(network):
    n = len(network.items)
    seen = np.arange(2**n)[:, None] >> np.arange(n) & 1
    weights = np.stack([seen, 1 - seen], axis=-1)

    assert_allclose(np.exp(network.log_likelihoods(weights)).sum(axis=0), 1)


@given(networks(CLOSED, fewest_items=1), st.data())
def test_every_row_of_a_batch_is_what_it_is_alone(network, data):
    n_rows = data.draw(st.integers(1, 40))
    row = st.lists(
        observation() | st.just(Observation(1, 1)),
        min_size=len(network.items),
        max_size=len(network.items),
    )
    weights = np.array(data.draw(st.lists(row, min_size=n_rows, max_size=n_rows)))

    batch = network.log_likelihoods(weights)

    alone = np.concatenate([network.log_likelihoods(w[None]) for w in weights])
    assert_array_equal(np.isneginf(batch), np.isneginf(alone))
    assert_allclose(np.exp(batch), np.exp(alone), rtol=1e-12)


def test_a_batch_longer_than_a_block_keeps_its_rows_in_order():
    network = reports([0.8, 0.3], [[0.9, 0.2]])
    ratios = np.linspace(0.1, 10, 100_000)
    weights = np.stack([ratios, np.ones_like(ratios)], axis=-1)[:, None]

    likelihood = np.exp(network.log_likelihoods(weights))

    assert_allclose(likelihood[:, 0], ratios * 0.76 + 0.24, rtol=1e-12)


def test_observations_that_a_level_rules_out_have_probability_zero_there():
    network = reports([1.0, 0.5], [FACT])

    log_likelihood = network.log_likelihood({"report_0": NO})

    assert log_likelihood[0] == -np.inf
    assert_allclose(log_likelihood[1], np.log(0.5))


def test_contradicting_certain_reports_are_impossible_at_every_level():
    network = reports([0.7, 0.5], [FACT, FACT])

    log_likelihood = network.log_likelihood({"report_0": YES, "report_1": NO})

    assert_array_equal(log_likelihood, [-np.inf, -np.inf])


def test_likelihoods_far_below_the_smallest_double_keep_their_digits():
    chances = np.linspace([0.001, 0.004], [0.003, 0.002], 120)
    network = separate(chances, [(0.99, 0.0005)] * 120)

    log_likelihood = network.log_likelihood(dict.fromkeys(network.item_ids, YES))

    each = np.log(chances * 0.99 + (1 - chances) * 0.0005)
    assert (each.sum(axis=0) < -650).all()
    assert_allclose(log_likelihood, each.sum(axis=0), rtol=1e-13)


def test_only_the_rows_that_need_logarithms_are_done_in_logarithms():
    chances = np.full((120, 2), 0.001)
    network = separate(chances, [(0.999, 0.001)] * 120)
    tiny = network.weights(dict.fromkeys(network.item_ids, YES))
    plain = network.weights({"report_0": YES})

    both = network.log_likelihoods(np.stack([tiny, plain]))

    assert_allclose(both[0], 120 * np.log(0.001 * 0.999 + 0.999 * 0.001), rtol=1e-13)
    assert_allclose(both[1], np.log(0.001 * 0.999 + 0.999 * 0.001), rtol=1e-13)


def test_an_item_without_parents_is_a_coin():
    network = replace(reports([0.8, 0.3], []), items=(Item("coin", (), np.array(0.3)),))

    assert_allclose(np.exp(network.log_likelihood({"coin": NO})), [0.7, 0.7])


def test_a_network_without_facts_knows_only_its_levels():
    network = Network(
        levels=("easy", "hard"),
        facts=(),
        groups=(),
        fact_given_level=np.empty((0, 2)),
        group_transfers=np.empty(0),
        items=(),
    )

    assert_array_equal(network.log_likelihood({}), [0, 0])


def test_an_unknown_item_is_refused():
    network = reports([0.8, 0.3], [FACT])

    with pytest.raises(ValueError, match="must name an item of evidence, got 'rumor'"):
        network.log_likelihood({"rumor": YES})


def test_evidence_that_ties_too_many_facts_together_is_refused():
    n_facts = 30
    items = tuple(
        Item(f"item_{i}_{j}", (i, j), np.full((2, 2), 0.5))
        for i in range(1, n_facts + 1)
        for j in range(1, i)
    )

    with pytest.raises(ValueError, match=r"at most 16,777,216 cells, got \d"):
        Network(
            levels=("easy", "hard"),
            facts=tuple(f"fact_{i}" for i in range(n_facts)),
            groups=(),
            fact_given_level=np.full((n_facts, 2), 0.5),
            group_transfers=np.empty(0),
            items=items,
        )


@given(cases(CLOSED))
def test_likelihoods_agree_with_every_state_of_the_world_added_up(case):
    network, prior, seen = case

    likelihood = np.exp(network.log_likelihood(seen))

    with np.errstate(invalid="ignore"):
        expected = enumerate_worlds(network, prior.p, seen).likelihood
    assert_allclose(likelihood, expected, rtol=1e-9, atol=1e-300)


@given(cases(), st.data())
def test_evidence_on_a_fact_itself_may_be_virtual_too(case, data):
    network, prior, seen = case
    each = [data.draw(observation()) for _ in network.facts]

    log_likelihood = network.log_likelihoods(
        network.weights(seen)[None], np.array(each)[None]
    )

    on_facts = dict(zip(network.facts, each, strict=True))
    expected = enumerate_worlds(network, prior.p, seen, on_facts).likelihood
    assert_allclose(np.exp(log_likelihood[0]), expected, rtol=1e-9)


@given(tables((3,)), RATIOS)
def test_virtual_evidence_weighs_both_outcomes(fact, ratio):
    network = reports(fact, [FACT])

    likelihood = np.exp(network.log_likelihood({"report_0": Observation(ratio, 1)}))

    assert_allclose(likelihood, fact * ratio + 1 - fact)
