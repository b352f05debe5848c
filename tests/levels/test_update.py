from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from levels.credence import Credence
from levels.evidence import NO, YES, Observation
from levels.network import Item
from levels.update import log_odds, posteriors, update
from tests.levels.enumeration import enumerate_worlds
from tests.levels.models import FACT, reports, separate, shipped, uniform
from tests.strategies import (
    CLOSED,
    OPEN,
    RATIOS,
    cases,
    credences,
    networks,
    observation,
    tables,
)

# The known answers of Bayes, Pearl and Jeffrey for three levels.
PRIOR = Credence(np.array([0.5, 0.3, 0.2]))
LIKELIHOOD = [0.8, 0.4, 0.1]
SECOND = [0.2, 0.5, 0.9]
POSTERIOR = [0.740741, 0.222222, 0.037037]
EVEN = Credence(np.array([0.5, 0.5]))
# Reports on a fact with P(fact | level) of 0.8 and 0.3.
SHARED = [0.8, 0.3]
REPORT = (0.9, 0.2)


def all_seen(network):
    return dict.fromkeys(network.item_ids, YES)


def odds(credence):
    return credence.p[0] / credence.p[1]


def jeffrey(credence, likelihood, q):
    """Move the probability of a fact to q by virtual evidence on it (Jeffrey 1983)."""
    p = float(credence.p @ likelihood)
    ratio = (q / (1 - q)) / (p / (1 - p))
    network = reports(likelihood, [FACT])
    return update(network, credence, {"report_0": Observation(ratio, 1)}).posterior


# --- worked examples


def test_bayes_rule_on_three_levels():
    told = update(reports(LIKELIHOOD, [FACT]), PRIOR, {"report_0": YES})

    assert_allclose(told.posterior.p, POSTERIOR, atol=1e-6)
    assert_allclose(np.exp(told.log_evidence), 0.54)
    assert_allclose(np.exp(told.log_likelihood), LIKELIHOOD)


def test_two_independent_facts_multiply():
    network = separate([LIKELIHOOD, LIKELIHOOD], [FACT, FACT])

    told = update(network, PRIOR, all_seen(network))

    assert_allclose(told.posterior.p, [0.864865, 0.129730, 0.005405], atol=1e-6)


def test_the_same_fact_told_twice_counts_once():
    network = reports(LIKELIHOOD, [FACT, FACT])

    told = update(network, PRIOR, all_seen(network))

    assert_allclose(told.posterior.p, POSTERIOR, atol=1e-6)


def test_two_reports_of_one_fact_weigh_less_than_two_facts():
    one = update(reports(SHARED, [REPORT]), EVEN, {"report_0": YES})
    shared = reports(SHARED, [REPORT] * 2)
    naive = separate([SHARED] * 2, [REPORT] * 2)

    assert_allclose(odds(one.posterior), 1.853659, atol=1e-6)
    told = update(shared, EVEN, all_seen(shared)).posterior
    assert_allclose(odds(told), 2.420664, atol=1e-6)
    assert_allclose(told.p[0], 0.707659, atol=1e-6)
    told = update(naive, EVEN, all_seen(naive)).posterior
    assert_allclose(odds(told), 3.436050, atol=1e-6)
    assert_allclose(told.p[0], 0.774574, atol=1e-6)


def test_ten_reports_of_one_fact_come_near_the_weight_of_the_fact_itself():
    shared = reports(SHARED, [REPORT] * 10)
    naive = separate([SHARED] * 10, [REPORT] * 10)

    told = odds(update(shared, EVEN, all_seen(shared)).posterior)

    assert_allclose(told, 2.666665, atol=1e-6)
    assert told < 8 / 3
    told = odds(update(naive, EVEN, all_seen(naive)).posterior)
    assert_allclose(told, 478.957918, rtol=1e-8)


def test_a_thousand_reports_reach_the_weight_of_the_fact():
    network = reports(SHARED, [REPORT] * 1000)

    told = update(network, EVEN, all_seen(network))

    assert_allclose(odds(told.posterior), 8 / 3, rtol=1e-12)


def test_jeffreys_rule_is_virtual_evidence_of_the_right_strength():
    network = reports(LIKELIHOOD, [FACT])
    if_true = update(network, PRIOR, {"report_0": YES}).posterior.p
    if_false = update(network, PRIOR, {"report_0": NO}).posterior.p

    told = update(network, PRIOR, {"report_0": Observation(7.6666667, 1)})

    assert_allclose(told.posterior.p, 0.9 * if_true + 0.1 * if_false, atol=1e-6)
    assert_allclose(told.posterior.p, [0.688406, 0.239130, 0.072464], atol=1e-6)
    assert_allclose(told.facts["fact"], 0.9, atol=1e-6)


def test_virtual_evidence_of_nine_to_one_is_not_a_probability_of_nine_tenths():
    told = update(
        reports(LIKELIHOOD, [FACT]), PRIOR, {"report_0": Observation(9.0, 1.0)}
    )

    assert_allclose(told.posterior.p, [0.695489, 0.236842, 0.067669], atol=1e-6)


def test_jeffreys_rule_depends_on_the_order():
    one_way = jeffrey(jeffrey(PRIOR, LIKELIHOOD, 0.9), SECOND, 0.6)
    other_way = jeffrey(jeffrey(PRIOR, SECOND, 0.6), LIKELIHOOD, 0.9)

    assert_allclose(one_way.p, [0.581313, 0.293060, 0.125626], atol=1e-6)
    assert_allclose(other_way.p, [0.635775, 0.268704, 0.095521], atol=1e-6)


def test_virtual_evidence_does_not_depend_on_the_order():
    network = separate([LIKELIHOOD, SECOND], [FACT, FACT])
    five = {"report_0": Observation(5.0, 1.0)}
    two = {"report_1": Observation(2.0, 1.0)}

    for first, then in ((five, two), (two, five)):
        between = update(network, PRIOR, first).posterior
        for told in (
            update(network, between, then),
            update(network, PRIOR, {**first, **then}),
        ):
            assert_allclose(told.posterior.p, [0.596874, 0.277120, 0.126007], atol=1e-6)


def test_the_posterior_moves_with_a_likelihood_as_its_jacobian_says():
    def posterior(log_likelihood):
        network = reports(np.exp(log_likelihood), [FACT])
        return update(network, PRIOR, {"report_0": YES}).posterior.p

    at, step = np.log(LIKELIHOOD), 1e-5
    moves = np.eye(3) * step
    jacobian = np.stack(
        [(posterior(at + h) - posterior(at - h)) / (2 * step) for h in moves], axis=1
    )

    p = posterior(at)
    assert_allclose(jacobian, np.diag(p) - np.outer(p, p), atol=1e-8)
    assert_allclose(jacobian[0, 0], 0.192044, atol=1e-6)
    assert_allclose(jacobian[0, 1], -0.164609, atol=1e-6)
    assert_allclose(jacobian[2, 2], 0.035665, atol=1e-6)
    assert_allclose(jacobian.sum(axis=1), 0, atol=1e-8)


def test_a_likelihood_that_falls_off_around_level_four():
    number = np.arange(1, 11)
    network = reports(np.exp(-0.3 * abs(number - 4)), [FACT])

    told = update(network, uniform(network), {"report_0": YES}).posterior

    assert_allclose(told.p[3], 0.196772, atol=1e-6)
    assert_allclose(told.at_least(7), 0.215700, atol=1e-6)
    assert_allclose(told.p @ number, 4.651753, atol=1e-6)


def test_decibans_of_a_single_report_are_its_bayes_factor():
    told = update(reports(SHARED, [REPORT]), EVEN, {"report_0": YES})

    decibans = 10 * np.log10(1.853659)
    assert_allclose(told.decibans["report_0"], [decibans, -decibans], atol=1e-5)


# --- properties


@given(cases(lowest=0), st.data())
def test_the_order_of_items_and_observations_makes_no_difference(case, data):
    network, prior, seen = case
    items = data.draw(st.permutations(network.items))
    order = data.draw(st.permutations(list(seen)))

    told = update(network, prior, seen)
    other = update(
        replace(network, items=tuple(items)),
        prior,
        {name: seen[name] for name in order},
    )

    assert_allclose(other.posterior.p, told.posterior.p, atol=1e-12)
    assert_allclose(other.log_evidence, told.log_evidence, atol=1e-12)
    for name in seen:
        assert_allclose(other.decibans[name], told.decibans[name], atol=1e-9)


@given(networks(fewest_items=1), st.data())
def test_the_expected_posterior_is_the_prior(network, data):
    prior = data.draw(credences(len(network.levels), lowest=0))
    n = len(network.items)
    seen = np.arange(2**n)[:, None] >> np.arange(n) & 1
    weights = np.stack([seen, 1 - seen], axis=-1)

    after = posteriors(network, prior.p, weights)

    chances = np.exp(network.log_likelihoods(weights)) @ prior.p
    assert_allclose(chances @ after, prior.p, atol=1e-12)


@given(cases(fewest_items=1), OPEN, st.data())
def test_an_uninformative_item_changes_nothing(case, p, data):
    network, prior, seen = case
    table = np.full_like(network.items[0].table, p)
    coin = Item("coin", network.items[0].parents, table)
    other = replace(network, items=(*network.items, coin))

    told = update(other, prior, {**seen, "coin": data.draw(observation())})

    expected = update(network, prior, seen)
    assert_allclose(told.posterior.p, expected.posterior.p, atol=1e-12)
    assert_allclose(told.decibans["coin"], 0, atol=1e-9)
    for name, probability in expected.facts.items():
        assert_allclose(told.facts[name], probability, atol=1e-12)


@given(cases(fewest_items=1))
def test_virtual_evidence_of_ratio_one_changes_nothing(case):
    network, prior, seen = case
    item = network.item_ids[0]

    told = update(network, prior, {**seen, item: Observation(1.0, 1.0)})

    others = {name: seen[name] for name in seen if name != item}
    assert_allclose(
        told.posterior.p, update(network, prior, others).posterior.p, atol=1e-12
    )
    assert_array_equal(told.decibans[item], 0)


@given(
    tables((2,)),
    st.lists(st.tuples(tables((2,)), observation()), min_size=10, max_size=10),
)
def test_ten_reports_of_one_fact_never_outweigh_the_fact(fact, told):
    network = reports(fact, [table for table, _ in told])
    seen = {f"report_{i}": observed for i, (_, observed) in enumerate(told)}

    moved = odds(update(network, EVEN, seen).posterior)

    limits = sorted([fact[0] / fact[1], (1 - fact[0]) / (1 - fact[1])])
    assert limits[0] * (1 - 1e-9) <= moved <= limits[1] * (1 + 1e-9)


@given(cases(lowest=0))
def test_a_level_without_credence_stays_without(case):
    network, prior, seen = case

    told = update(network, prior, seen)

    assert_array_equal(told.posterior.p[prior.p == 0], 0)
    assert (told.posterior.p[prior.p > 0] > 0).all()


@given(cases())
def test_a_posterior_keeps_the_concentration_of_its_prior(case):
    network, prior, seen = case
    firm = Credence(prior.p, 12.0)

    assert update(network, firm, seen).posterior.concentration == 12


@given(networks(fewest_items=1), st.data())
def test_every_batch_row_with_its_own_prior_equals_its_single_update(network, data):
    n_levels, n_rows = len(network.levels), data.draw(st.integers(1, 5))
    priors = [data.draw(credences(n_levels, lowest=0)) for _ in range(n_rows)]
    items = st.sampled_from(network.item_ids)
    seen = [data.draw(st.dictionaries(items, observation())) for _ in range(n_rows)]
    weights = np.stack([network.weights(row) for row in seen])

    batch = posteriors(network, np.stack([prior.p for prior in priors]), weights)

    singly = [
        update(network, prior, row).posterior.p
        for prior, row in zip(priors, seen, strict=True)
    ]
    assert_allclose(batch, singly, atol=1e-12)


@given(networks(fewest_items=1), st.data())
def test_one_prior_serves_all_rows_of_a_batch(network, data):
    prior = data.draw(credences(len(network.levels)))
    rows = data.draw(st.lists(observation(), min_size=1, max_size=5))
    weights = [network.weights({network.item_ids[0]: row}) for row in rows]

    batch = posteriors(network, prior.p, np.stack(weights))

    each = posteriors(network, np.tile(prior.p, (len(rows), 1)), np.stack(weights))
    assert_array_equal(batch, each)


@given(cases(fewest_items=1, lowest=0))
def test_decibans_compare_with_the_posterior_that_leaves_the_item_out(case):
    network, prior, seen = case
    # Odds of a level that is certain are infinite with the item and without it.
    assume((prior.p > 0).sum() > 1)
    told = update(network, prior, seen)
    held = prior.p > 0

    for name, decibans in told.decibans.items():
        others = {other: seen[other] for other in seen if other != name}
        without = update(network, prior, others).posterior.p[held]
        p = told.posterior.p[held]
        expected = 10 * np.log10((p / (1 - p)) / (without / (1 - without)))
        assert_allclose(decibans[held], expected, atol=1e-8)
        assert_array_equal(decibans[~held], 0)


@given(credences(4))
def test_log_odds_are_those_of_each_level_against_the_others(credence):
    others = [np.delete(credence.p, i).sum() for i in range(4)]

    assert_allclose(log_odds(np.log(credence.p)), np.log(credence.p / others))


def test_equal_levels_have_equal_odds_and_a_certain_one_infinite_odds():
    with np.errstate(divide="ignore"):
        log_p = np.log([[0.25, 0.25, 0.25, 0.25], [0.5, 0.5, 0, 0], [0, 0, 0, 1]])

    infinite = np.inf
    assert_allclose(
        log_odds(log_p),
        [
            [-np.log(3)] * 4,
            [0, 0, -infinite, -infinite],
            [-infinite, -infinite, -infinite, infinite],
        ],
        atol=1e-15,
    )


def test_odds_of_ten_to_the_thousand_are_kept():
    assert_allclose(log_odds(np.array([0.0, -2302.6])), [2302.6, -2302.6])


@given(credences(4), st.floats(-700, 700))
def test_log_odds_do_not_depend_on_a_common_factor(credence, shift):
    log_p = np.log(credence.p)

    assert_allclose(log_odds(log_p + shift), log_odds(log_p), atol=1e-9)


# --- edges


def test_twelve_hundred_contradicting_items_leave_every_number_finite():
    n_facts, n_each = 120, 10
    facts = np.linspace([0.001, 0.004, 0.002], [0.003, 0.002, 0.002], n_facts)
    network = replace(
        separate(facts, []),
        items=tuple(
            Item(f"report_{i}_{j}", (1 + i,), np.array([0.99, 0.01]))
            for i in range(n_facts)
            for j in range(n_each)
        ),
    )
    seen = {item.id: NO if int(item.id[-1]) % 3 == 0 else YES for item in network.items}
    assert len(seen) == 1200

    told = update(network, Credence(np.array([0.2, 0.3, 0.5])), seen)

    # Of ten reports on each fact four say no: two net reports say yes.
    a, b = 0.99**6 * 0.01**4, 0.01**6 * 0.99**4
    each = np.log(facts * a + (1 - facts) * b).sum(axis=0)
    assert_allclose(told.log_likelihood, each, rtol=1e-12)
    assert_allclose(told.posterior.p.sum(), 1)
    assert np.isfinite(told.log_evidence)
    assert all(np.isfinite(row).all() for row in told.decibans.values())
    assert all(0 <= p <= 1 for p in told.facts.values())


def test_each_item_keeps_its_weight_where_all_together_are_near_certain():
    n = 500
    network = separate([[0.9, 0.1]] * n, [FACT] * n)

    told = update(network, EVEN, all_seen(network))

    assert told.posterior.p[1] < 1e-300
    for decibans in told.decibans.values():
        assert_allclose(decibans, 10 * np.log10([9, 1 / 9]), rtol=1e-9)


def test_impossible_observations_are_refused():
    network = reports([0.7, 0.5], [FACT, FACT])

    with pytest.raises(ValueError, match="must be possible under the prior"):
        update(network, EVEN, {"report_0": YES, "report_1": NO})


def test_observations_that_only_levels_without_credence_allow_are_refused():
    network = reports([1.0, 0.5], [FACT])

    with pytest.raises(ValueError, match="must be possible under the prior"):
        update(network, Credence(np.array([1.0, 0.0])), {"report_0": NO})


def test_an_impossible_row_of_a_batch_is_nan_and_the_others_are_not():
    network = reports([1.0, 0.5], [FACT])
    weights = np.array([[[0.0, 1.0]], [[1.0, 0.0]]])

    batch = posteriors(network, np.array([1.0, 0.0]), weights)

    assert np.isnan(batch[0]).all()
    assert_array_equal(batch[1], [1, 0])


def test_an_item_that_alone_rules_a_level_out_has_infinite_weight_against_it():
    network = reports([1.0, 0.5], [FACT])

    told = update(network, EVEN, {"report_0": NO})

    assert_array_equal(told.posterior.p, [0, 1])
    assert_array_equal(told.decibans["report_0"], [-np.inf, np.inf])


def test_a_second_proof_adds_nothing():
    network = reports([1.0, 0.5], [FACT, FACT])

    told = update(network, EVEN, {"report_0": NO, "report_1": NO})

    assert_array_equal(told.decibans["report_0"], [0, 0])


def test_a_certain_prior_cannot_be_moved():
    network = reports([0.8, 0.3], [REPORT])

    told = update(network, Credence(np.array([0.0, 1.0])), {"report_0": YES})

    assert_array_equal(told.posterior.p, [0, 1])
    assert_array_equal(told.decibans["report_0"], [0, 0])
    assert_allclose(told.facts["fact"], 0.3 * 0.9 / 0.41)


def test_an_observation_of_an_unknown_item_is_refused():
    network = reports(SHARED, [REPORT])

    with pytest.raises(ValueError, match="must name an item of evidence, got 'rumor'"):
        update(network, EVEN, {"rumor": YES})


def test_a_prior_over_other_levels_is_refused():
    network = reports(SHARED, [REPORT])

    with pytest.raises(ValueError, match="prior must have 2 numbers, got 1"):
        update(network, Credence(np.array([1.0])), {})


@given(tables((3,)), RATIOS)
def test_probabilities_of_certain_facts_never_exceed_one(fact, ratio):
    network = reports(fact, [(1.0, 1.0), (0.3, 0.6)])

    told = update(network, uniform(network), {"report_1": Observation(ratio, 1.0)})

    assert told.predictions["report_0"] <= 1
    assert_allclose(told.predictions["report_0"], 1)


def test_without_observations_the_posterior_is_the_prior():
    belief = shipped()
    prior = uniform(belief.network)

    told = update(belief.network, prior, {})

    assert_allclose(told.posterior.p, prior.p, atol=1e-15)
    assert set(told.predictions) == set(belief.network.item_ids)
    assert told.decibans == {}
    expected = belief.network.fact_given_level @ prior.p
    assert_allclose(list(told.facts.values()), expected)


# --- brute force


@given(cases(CLOSED, lowest=0))
def test_the_update_agrees_with_every_state_of_the_world_added_up(case):
    network, prior, seen = case
    with np.errstate(invalid="ignore"):
        expected = enumerate_worlds(network, prior.p, seen)
    assume(expected.evidence > 0)

    told = update(network, prior, seen)

    assert_allclose(np.exp(told.log_likelihood), expected.likelihood, rtol=1e-9)
    assert_allclose(np.exp(told.log_evidence), expected.evidence, rtol=1e-9)
    assert_allclose(told.posterior.p, expected.posterior, atol=1e-12)
    assert told.facts.keys() == expected.facts.keys()
    for name, p in told.facts.items():
        assert_allclose(p, expected.facts[name], atol=1e-9)
    assert told.predictions.keys() == expected.predictions.keys()
    for name, p in told.predictions.items():
        assert_allclose(p, expected.predictions[name], atol=1e-9)
