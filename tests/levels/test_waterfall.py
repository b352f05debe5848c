from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from levels.credence import Credence
from levels.evidence import NO, YES
from levels.waterfall import waterfall
from tests.levels.enumeration import enumerate_worlds
from tests.levels.models import FACT, reports, separate, uniform
from tests.strategies import cases

REPORT = (0.9, 0.2)


def tail(p, number):
    """Return the odds of this level or a harder one in decibans."""
    return 10 * np.log10(p[number - 1 :].sum() / p[: number - 1].sum())


# --- a worked example


def test_a_factor_of_ten_is_ten_decibans():
    network = separate([[0.0, 1.0], [0.0, 1.0]], [(0.5, 0.05), (0.04, 0.4)])
    even, seen = uniform(network), {"report_0": YES, "report_1": YES}

    found = waterfall(network, even, seen, ["report_0", "report_1"], number=2)

    assert_allclose([found.start, found.end], [0, 0], atol=1e-9)
    assert_allclose(found.steps, [10, -10])
    assert_allclose(found.alone, [10, -10])


# --- properties


@given(cases(), st.data())
def test_the_steps_lead_from_the_prior_to_the_posterior(case, data):
    network, prior, observations = case
    order = data.draw(st.permutations(sorted(observations)))
    number = data.draw(st.integers(2, len(prior.p)))

    found = waterfall(network, prior, observations, order, number=number)

    truth = enumerate_worlds(network, prior.p, observations)
    assert_allclose(found.start, tail(prior.p, number), atol=1e-9)
    assert_allclose(found.end, tail(truth.posterior, number), atol=1e-7)
    assert_allclose(found.start + found.steps.sum(), found.end, atol=1e-9)


@given(cases())
def test_each_order_shares_out_the_same_whole(case):
    network, prior, observations = case
    some = dict(list(observations.items())[:3])

    ends = [
        waterfall(network, prior, some, order, number=2).end
        for order in permutations(some)
    ]

    assert_allclose(ends, ends[0], atol=1e-9)


@given(cases(fewest_items=1))
def test_the_last_step_is_what_an_item_adds_alone(case):
    network, prior, observations = case
    for last in observations:
        order = [*(item for item in observations if item != last), last]
        found = waterfall(network, prior, observations, order, number=2)
        assert_allclose(found.steps[-1], found.alone[-1], atol=1e-9)


@given(cases(), st.integers(0, 6))
def test_the_largest_steps_and_the_rest_make_the_whole(case, n):
    network, prior, observations = case
    found = waterfall(network, prior, observations, list(observations), number=2)

    kept = found.largest(n)

    steps = dict(zip(found.items, found.steps, strict=True))
    left = [abs(steps[item]) for item in found.items if item not in kept.items]
    assert len(kept.items) == min(n, len(found.items))
    assert max(left, default=0) <= min(np.abs(kept.steps), default=np.inf)
    assert list(kept.items) == [item for item in found.items if item in kept.items]
    assert (kept.start, kept.end) == (found.start, found.end)


# --- edges


def test_two_reports_of_one_fact_share_what_they_say():
    network = reports([0.1, 0.9], [REPORT, REPORT])
    seen = {"report_0": YES, "report_1": YES}

    found = waterfall(network, uniform(network), seen, list(seen), number=2)

    first, second = found.steps
    assert 0 < second < first
    assert found.alone.sum() < found.end - found.start


def test_a_proof_is_a_step_without_end():
    network = reports([0.0, 1.0], [FACT])

    found = waterfall(
        network, uniform(network), {"report_0": NO}, ["report_0"], number=2
    )

    assert found.steps.tolist() == [-np.inf]


def test_nothing_moves_what_is_certain():
    network = reports([0.2, 0.7], [REPORT])
    sure = Credence(np.array([0.0, 1.0]))

    found = waterfall(network, sure, {"report_0": NO}, ["report_0"], number=2)

    assert found.start == found.end == np.inf
    assert found.steps.tolist() == [0]


def test_without_observations_nothing_moves():
    network = reports([0.2, 0.7], [REPORT])

    found = waterfall(network, uniform(network), {}, [], number=2)

    assert found.start == found.end
    assert found.steps.size == found.alone.size == 0


@pytest.mark.parametrize("number", [1, 3])
def test_a_level_that_has_none_below_it_or_is_none_is_refused(number):
    network = reports([0.2, 0.7], [REPORT])

    with pytest.raises(ValueError, match=f"must be 2 to 2, got {number}"):
        waterfall(network, uniform(network), {}, [], number=number)


@pytest.mark.parametrize("order", [[], ["report_0", "report_0"], ["report_1"]])
def test_an_order_of_other_items_is_refused(order):
    network = reports([0.2, 0.7], [REPORT, REPORT])

    with pytest.raises(ValueError, match="name each observed item once"):
        waterfall(network, uniform(network), {"report_0": YES}, order, number=2)


def test_impossible_observations_are_refused():
    network = reports([1.0, 1.0], [FACT])

    with pytest.raises(ValueError, match="possible under the prior"):
        waterfall(network, uniform(network), {"report_0": NO}, ["report_0"], number=2)
