"""What a test is worth before choosing."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose

from levels.arrays import FloatArray
from levels.evidence import NO, YES, Observation
from simulator.choice.information import (
    Chances,
    chances,
    expected_value_of_partial_perfect_information,
    expected_value_of_perfect_information,
    expected_value_of_sample_information,
    facts_given_level,
    information,
    positive_given_level,
)
from simulator.model import Model
from tests.packs import WHY, Pack, beliefs, made, quantity, small_pack, triple
from tests.simulator.choice.worked import PAYOFF, P

CHANCES = arrays(float, (2, 3), elements=st.floats(0, 1))
PAYOFFS = arrays(float, (4, 3), elements=st.floats(-100, 100))
CREDENCES = arrays(float, 3, elements=st.integers(1, 50)).map(lambda n: n / n.sum())


def worth(positive: list[float]) -> float:
    found = expected_value_of_sample_information(PAYOFF, P, np.array([positive]))
    return float(found[0])


def perfect(payoff: FloatArray, p: FloatArray) -> float:
    """Return what knowing the level would be worth, from its definition."""
    return float(payoff.max(axis=0) @ p - (payoff @ p).max())


def test_the_choices_of_the_worked_example_are_worth_40_61_58_and_39() -> None:
    assert_allclose(PAYOFF @ P, [40, 61, 58, 39])


def test_knowing_the_level_of_the_worked_example_is_worth_22() -> None:
    assert expected_value_of_perfect_information(PAYOFF, P) == pytest.approx(22)


def test_knowing_whether_it_is_hard_is_worth_12_and_whether_it_is_easy_17() -> None:
    hard, easy = np.array([0.0, 0.0, 1.0]), np.array([1.0, 0.0, 0.0])
    found = expected_value_of_partial_perfect_information(
        PAYOFF, P, np.stack([hard, easy])
    )
    assert_allclose(found, [12, 17])


def test_the_test_of_the_worked_example_is_worth_six_and_a_half() -> None:
    # Positive in 0.38: the third choice then, the second otherwise.
    assert worth([0.1, 0.5, 0.9]) == pytest.approx(6.5)


@given(PAYOFFS, CREDENCES)
def test_knowing_the_level_is_worth_the_mean_of_the_best_less_the_best_of_means(
    payoff: FloatArray, p: FloatArray
) -> None:
    found = expected_value_of_perfect_information(payoff, p)
    assert found >= 0
    assert found == pytest.approx(perfect(payoff, p), abs=1e-9)


@given(PAYOFFS, CREDENCES, CHANCES, st.floats(0, 1), st.floats(0, 1))
def test_a_test_is_worth_no_more_than_its_fact_and_that_no_more_than_the_level(
    payoff: FloatArray,
    p: FloatArray,
    facts: FloatArray,
    if_true: float,
    if_false: float,
) -> None:
    told = Chances(facts, if_false + (if_true - if_false) * facts)
    found = information(payoff, p, told, [6.0, 6.0])
    assert (found.tests >= 0).all()
    assert (found.tests <= found.facts + 1e-9).all()
    assert (found.facts <= found.evpi + 1e-9).all()


def told(*positive: list[float]) -> Chances:
    return Chances(np.empty((0, 3)), np.array(positive))


def test_a_test_that_arrives_after_the_deadline_is_worth_nothing() -> None:
    both = told([0.1, 0.5, 0.9], [0.1, 0.5, 0.9])
    found = information(PAYOFF, P, both, [12.0, 12.5], deadline=12.0)
    assert_allclose(found.tests, [6.5, 0.0])
    assert found.late.tolist() == [False, True]
    assert found.evpi == pytest.approx(22)


def test_without_a_deadline_no_test_is_late() -> None:
    assert not information(PAYOFF, P, told([0.1, 0.5, 0.9]), [1e9]).late.any()


def test_without_scrambles_there_is_no_error() -> None:
    found = information(PAYOFF, P, told([0.1, 0.5, 0.9]), [1.0])
    assert (found.evpi_error, found.tests_error.tolist()) == (0.0, [0.0])


def test_where_one_choice_stays_best_the_error_is_that_of_a_mean() -> None:
    # Knowing is then worth the mean of one difference, whose error is known.
    extra = np.random.default_rng(0).normal(10.0, 1.0, 16)
    payoff = np.zeros((2, 2, 16))
    payoff[0, 0], payoff[1, 1] = extra, 1.0
    found = information(payoff, np.array([0.9, 0.1]), Chances(*np.empty((2, 0, 2))), [])
    assert found.evpi == pytest.approx(0.1)
    found = information(
        payoff, np.array([0.01, 0.99]), Chances(*np.empty((2, 0, 2))), []
    )
    assert found.evpi == pytest.approx(0.01 * extra.mean())
    assert found.evpi_error == pytest.approx(0.01 * extra.std(ddof=1) / 4)


@pytest.mark.parametrize("chance", [0.0, 0.3, 1.0])
def test_a_test_that_says_the_same_at_every_level_is_worth_nothing(
    chance: float,
) -> None:
    assert worth([chance] * 3) == pytest.approx(0, abs=1e-12)


@given(PAYOFFS, CREDENCES, CHANCES)
def test_information_is_never_negative_and_never_beats_knowing(
    payoff: FloatArray, p: FloatArray, positive: FloatArray
) -> None:
    found = expected_value_of_sample_information(payoff, p, positive)
    assert found.shape == (2,)
    assert (found >= 0).all()
    assert (found <= perfect(payoff, p) + 1e-9).all()


@given(PAYOFFS, CREDENCES, CHANCES)
def test_it_is_the_mean_of_the_best_choice_after_each_result(
    payoff: FloatArray, p: FloatArray, positive: FloatArray
) -> None:
    for row in positive:
        expected = -(payoff @ p).max()
        for chance in (row, 1 - row):
            total = chance @ p
            if total > 0:
                expected += total * (payoff @ (chance * p / total)).max()
        found = expected_value_of_sample_information(payoff, p, row[None])
        assert found[0] == pytest.approx(expected, abs=1e-9)


@given(PAYOFFS, CREDENCES, CHANCES, st.floats(0, 1))
def test_a_blurred_test_is_worth_no_more(
    payoff: FloatArray, p: FloatArray, positive: FloatArray, noise: float
) -> None:
    blurred = (1 - noise) * positive + noise * 0.5
    sharp = expected_value_of_sample_information(payoff, p, positive)
    dull = expected_value_of_sample_information(payoff, p, blurred)
    assert (dull <= sharp + 1e-9).all()


def test_with_one_choice_there_is_nothing_to_learn_for() -> None:
    found = expected_value_of_sample_information(PAYOFF[:1], P, np.array([[0, 0, 1.0]]))
    assert found.tolist() == [0.0]


def proposal(**changes: Any) -> dict[str, Any]:
    return {
        "id": "audit",
        "name": "Audit",
        "summary": "-",
        "intervention": "theory",
        "fact": "kind_world",
        "if_true": triple(0.9),
        "if_false": triple(0.2),
        "cost": quantity(1.0),
        "arrival": quantity(6.0),
        **WHY,
        **changes,
    }


def model(**changes: Any) -> Model:
    return made({**small_pack(tests=[proposal()]), **changes})


def weights(model: Model, **seen: Observation) -> FloatArray:
    return model.belief.network.weights(seen)


def test_a_test_is_positive_as_its_fact_is_true() -> None:
    some = model()
    found = positive_given_level(some.belief, some.tests, weights(some))
    assert_allclose(found, [[0.2 + 0.7 * 0.9, 0.2 + 0.7 * 0.2]])


@pytest.mark.parametrize(("seen", "true", "false"), [(YES, 0.65, 0.4), (NO, 0.35, 0.6)])
def test_what_was_observed_bears_on_the_facts(
    seen: Observation, true: float, false: float
) -> None:
    # The item speaks to the fact half of the time: 0.8 and 0.3, else 0.5 either way.
    some = model()
    before = np.array([0.9, 0.2])
    after = before * true / (before * true + (1 - before) * false)
    found = facts_given_level(some.belief.network, weights(some, probe=seen))
    assert_allclose(found, [after])


def test_a_level_that_was_ruled_out_keeps_its_facts() -> None:
    pack: Pack = beliefs(["easy", "hard"])
    facts, evidence = pack["facts.yaml"], pack["evidence.yaml"]
    facts["facts"][0]["by_level"]["easy"] = triple(1.0)
    item = evidence["evidence"][0]
    item["likelihood"][0]["probability"] = triple(1.0)
    del item["otherwise"]
    item["groups"] = []
    some = model(**{"facts.yaml": facts, "evidence.yaml": evidence})
    found = facts_given_level(some.belief.network, weights(some, probe=NO))
    assert found.tolist() == [[1.0, 0.0]]


def test_without_tests_nothing_can_be_positive() -> None:
    some = made(small_pack())
    found = positive_given_level(some.belief, some.tests, weights(some))
    assert found.shape == (0, 2)


def test_the_chances_are_those_of_facts_and_of_tests() -> None:
    some = model()
    found = chances(some.belief, some.tests, weights(some))
    assert_allclose(found.facts, [[0.9, 0.2]])
    assert_allclose(found.positive, [[0.83, 0.34]])
