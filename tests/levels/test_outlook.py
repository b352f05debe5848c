import numpy as np
import pytest
from hypothesis import given
from numpy.testing import assert_allclose

from levels.credence import Credence
from levels.evidence import NO, YES
from levels.outlook import outlooks
from tests.levels.enumeration import enumerate_worlds
from tests.levels.models import FACT, reports, uniform
from tests.strategies import cases

REPORT = (0.9, 0.2)


# --- a worked example


def test_a_report_of_a_fact_that_decides_the_level_tells_one_bit():
    network = reports([1.0, 0.0], [FACT])

    (found,) = outlooks(network, uniform(network), {})

    assert_allclose(found.chance, 0.5)
    assert_allclose(found.information, 1)
    assert_allclose([found.if_seen, found.if_unseen], [[1, 0], [0, 1]])


# --- properties


@given(cases())
def test_the_expected_posterior_is_the_credence_now(case):
    network, prior, observations = case
    now = enumerate_worlds(network, prior.p, observations).posterior

    for found in outlooks(network, prior, observations):
        branches = ((found.chance, found.if_seen), (1 - found.chance, found.if_unseen))
        expected = sum(share * p for share, p in branches)
        assert_allclose(expected, now, atol=1e-9)


@given(cases(fewest_items=1))
def test_each_outlook_agrees_with_adding_up_every_world(case):
    network, prior, observations = case
    now = enumerate_worlds(network, prior.p, observations)

    found = outlooks(network, prior, observations)

    assert {outlook.item for outlook in found} == set(now.predictions)
    for outlook in found:
        seen = enumerate_worlds(network, prior.p, {**observations, outlook.item: YES})
        unseen = enumerate_worlds(network, prior.p, {**observations, outlook.item: NO})
        assert_allclose(outlook.chance, now.predictions[outlook.item], atol=1e-9)
        assert_allclose(outlook.if_seen, seen.posterior, atol=1e-9)
        assert_allclose(outlook.if_unseen, unseen.posterior, atol=1e-9)
        joint = np.stack(
            [outlook.chance * seen.posterior, (1 - outlook.chance) * unseen.posterior]
        )
        apart = joint.sum(axis=1, keepdims=True) * joint.sum(axis=0)
        bits = (joint * np.log2(joint / apart)).sum()
        assert_allclose(outlook.information, bits, atol=1e-9)


@given(cases())
def test_the_most_telling_stands_first_and_none_tells_less_than_nothing(case):
    bits = [found.information for found in outlooks(*case)]

    assert bits == sorted(bits, reverse=True)
    assert min(bits, default=0) >= 0


# --- edges


def test_an_item_that_depends_on_nothing_tells_nothing():
    network = reports([0.8, 0.3], [(0.6, 0.6)])

    (found,) = outlooks(network, uniform(network), {})

    assert_allclose(found.information, 0, atol=1e-12)
    assert_allclose(found.if_seen, found.if_unseen)


def test_what_cannot_happen_has_no_posterior():
    network = reports([0.8, 0.3], [(1.0, 1.0)])

    (found,) = outlooks(network, uniform(network), {})

    assert found.chance == 1
    assert np.isnan(found.if_unseen).all()
    assert found.information == 0


def test_a_second_report_tells_less_after_the_first():
    network = reports([0.8, 0.3], [REPORT, REPORT])

    before = {o.item: o.information for o in outlooks(network, uniform(network), {})}
    (after,) = outlooks(network, uniform(network), {"report_0": YES})

    assert after.information < before["report_1"]


def test_nothing_remains_when_all_is_observed():
    network = reports([0.8, 0.3], [REPORT])

    assert outlooks(network, uniform(network), {"report_0": YES}) == []


def test_levels_without_credence_stay_without():
    network = reports([0.8, 0.3, 0.5], [REPORT])

    (found,) = outlooks(network, Credence(np.array([0.5, 0.5, 0.0])), {})

    assert found.if_seen[2] == found.if_unseen[2] == 0
    assert np.isfinite(found.information)


def test_impossible_observations_are_refused():
    network = reports([1.0, 1.0], [FACT, REPORT])

    with pytest.raises(ValueError, match="possible under the prior"):
        outlooks(network, uniform(network), {"report_0": NO})
