"""The research agenda: the most value for its cost first."""

from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose

from simulator.choice.agenda import Proposed, agenda, trial
from simulator.choice.information import Information
from simulator.model import Model
from tests.packs import WHY, made, quantity, shipped, small_pack, triple


def proposal(name: str, cost: float, true: float, false: float) -> dict[str, Any]:
    return {
        "id": name,
        "name": name,
        "summary": "-",
        "intervention": "theory",
        "fact": "kind_world",
        "if_true": triple(true),
        "if_false": triple(false),
        "cost": quantity(cost),
        "arrival": quantity(6.0),
        **WHY,
    }


def model(*costs: float) -> Model:
    tests = [proposal(f"test_{n}", cost, 0.9, 0.2) for n, cost in enumerate(costs)]
    return made(small_pack(tests=tests))


def worth(*tests: float) -> Information:
    n = len(tests)
    return Information(
        evpi=1.0,
        facts=np.array([0.5]),
        tests=np.array(tests),
        late=np.array([gain == 0 for gain in tests], dtype=np.bool_),
        evpi_error=0.0,
        facts_error=np.zeros(1),
        tests_error=np.full(n, 0.01),
    )


def listed(some: Model, told: Information) -> list[int]:
    rows = agenda(some.belief.network, some.tests, told)
    return [row.index for row in rows]


def test_the_most_value_for_its_cost_comes_first_and_ties_stand_as_they_are() -> None:
    assert listed(model(10, 1, 4, 1), worth(0.5, 0.1, 0.4, 0.1)) == [1, 2, 3, 0]
    assert listed(model(2, 4), worth(0.1, 0.2)) == [0, 1]


def test_what_is_worth_nothing_comes_last() -> None:
    assert listed(model(1, 9), worth(0.0, 1e-6)) == [1, 0]


def test_a_test_that_costs_nothing_is_worth_its_cost() -> None:
    free = Proposed(0, 0.1, 0.0, 0.0, 6.0, False, np.eye(2), ())
    idle = Proposed(0, 0.0, 0.0, 0.0, 6.0, False, np.eye(2), ())
    assert free.value_per_cost == float("inf")
    assert idle.value_per_cost == 0.0


def test_a_row_tells_cost_arrival_and_errors() -> None:
    some = model(3.0)
    (row,) = agenda(some.belief.network, some.tests, worth(0.3))
    assert (row.cost, row.arrival, row.evsi, row.late) == (3.0, 6.0, 0.3, False)
    assert row.value_per_cost == pytest.approx(0.1)
    # P(positive) is 0.83 and 0.34: half of the smaller chances of either result.
    assert_allclose(row.errors, [[0.5, 0.255], [0.255, 0.5]])
    assert row.comforts == ()


def test_a_test_that_comes_out_the_same_gives_false_comfort() -> None:
    some = made(small_pack(tests=[proposal("blunt", 1.0, 0.5, 0.5)]))
    (row,) = agenda(some.belief.network, some.tests, worth(0.0))
    assert_allclose(row.errors, 0.5)
    (comfort,) = row.comforts
    assert (comfort.easy, comfort.hard) == ("easy", "hard")


def test_without_proposals_the_agenda_is_empty() -> None:
    some = model()
    assert agenda(some.belief.network, some.tests, worth()) == ()


def test_a_proposal_is_as_likely_positive_as_its_fact_says() -> None:
    some = shipped()
    network = trial(some.belief.network, some.tests)
    for test in some.tests:
        row = network.facts.index(test.fact)
        true = network.fact_given_level[row]
        chance = np.exp(network.log_likelihoods(seen(network, test.id)))[0]
        expected = test.if_false[0] + (test.if_true[0] - test.if_false[0]) * true
        assert_allclose(chance, expected)


def seen(network: Any, name: str) -> Any:
    weights = np.ones((1, len(network.items), 2))
    weights[0, network.item_ids.index(name)] = (1, 0)
    return weights
