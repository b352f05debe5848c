import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from levels.discriminability import false_comforts
from levels.evidence import NO, YES
from levels.reassurance import reassurance
from tests.levels.enumeration import enumerate_worlds
from tests.levels.models import FACT, reports, separate
from tests.strategies import networks

REPORT = (0.9, 0.2)


# --- worked examples


def test_good_results_of_separate_facts_multiply():
    network = separate([[0.8, 0.4], [0.9, 0.3]], [FACT, FACT])

    found = reassurance(network, ["report_0", "report_1"])

    assert found.results == {"report_0": YES, "report_1": YES}
    assert_allclose(found.factor(1, 2), (0.8 / 0.4) * (0.9 / 0.3))
    assert found.hollow(1.25) == []


def test_ten_reports_of_one_fact_reassure_no_more_than_the_fact():
    network = reports([0.8, 0.4], [REPORT] * 10)

    found = reassurance(network, network.item_ids)

    assert 1.99 < found.factor(1, 2) < 2


def test_a_clean_test_reassures_in_vain_where_deception_hides_the_fault():
    network = reports([0.0, 0.5, 0.1], [FACT])

    found = reassurance(network, ["report_0"])

    assert found.results == {"report_0": NO}
    assert found.hollow(1.25) == [(1, 3), (2, 3)]


# --- properties


@given(networks(fewest_items=1), st.sampled_from([1.0, 1.25, 3.0]))
def test_one_item_gives_the_false_comforts_of_that_item(network, ratio):
    for item in network.item_ids:
        found = reassurance(network, [item]).hollow(ratio)
        numbers = {name: n for n, name in enumerate(network.levels, start=1)}
        single = [
            (numbers[c.easy], numbers[c.hard])
            for c in false_comforts(network, item, ratio=ratio)
            if not np.isclose(c.at_easy, ratio * c.at_hard)
        ]
        assert set(single) <= set(found)
        assert len(found) <= len(false_comforts(network, item, ratio=ratio * 1.001))


@given(networks(fewest_items=1))
def test_the_likelihood_agrees_with_adding_up_every_world(network):
    found = reassurance(network, network.item_ids)

    n_levels = len(network.levels)
    even = np.full(n_levels, 1 / n_levels)
    truth = enumerate_worlds(network, even, found.results)
    assert_allclose(np.exp(found.log_likelihood), truth.likelihood, atol=1e-12)


# --- edges


def test_a_result_that_a_hard_level_rules_out_reassures_without_end():
    network = reports([1.0, 0.0], [FACT])

    assert reassurance(network, ["report_0"]).factor(1, 2) == np.inf


def test_an_unknown_item_is_refused():
    with pytest.raises(ValueError, match="must name an item of evidence"):
        reassurance(reports([0.8, 0.3], [REPORT]), ["nothing"])
