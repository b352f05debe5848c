"""The ranking: priorities with their errors, partners and what tests are worth."""

from functools import cache
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from app.documents import rank_document, ranking
from levels.credence import Credence
from levels.evidence import NO, YES
from simulator.choice.ranking import (
    Ranking,
    evsi_by_intervention,
    groundwork,
    rank,
    worth_knowing,
)
from simulator.scenario import Scenario, new
from simulator.world.engine import Engine
from simulator.world.simulation import standard_error
from tests.packs import (
    WHY,
    Pack,
    quantity,
    shipped,
    shipped_engine,
    small_pack,
    started,
    triple,
)

WORLDS = 16


def proposal(name: str, intervention: str, true: float, false: float) -> dict[str, Any]:
    return {
        "id": name,
        "name": name,
        "summary": "-",
        "intervention": intervention,
        "fact": "kind_world",
        "if_true": triple(true),
        "if_false": triple(false),
        "cost": quantity(1.0),
        "arrival": quantity(6.0),
        **WHY,
    }


def pack_with_tests() -> Pack:
    return small_pack(
        tests=[
            proposal("sharp", "theory", 0.99, 0.01),
            proposal("dull", "theory", 0.6, 0.4),
            proposal("empty", "treaty", 0.5, 0.5),
        ]
    )


@cache
def engine() -> Engine:
    return started(pack_with_tests())


def ranked(p: list[float], **changes: Any) -> Ranking:
    scenario = Scenario(Credence(np.array(p)), worlds=WORLDS, **changes)
    return ranking(engine(), scenario)


@cache
def document() -> dict[str, Any]:
    """Return the rank document of the shipped pack, with something observed."""
    start = new(shipped())
    seen = dict.fromkeys(shipped().belief.network.item_ids[:3], YES)
    scenario = Scenario(start.credence, worlds=WORLDS, observations=seen)
    return rank_document(shipped(), scenario)


def test_priority_is_value_by_level_weighed_by_credence() -> None:
    told = document()
    for row in told["ranking"]:
        found = float(np.dot(row["by_level"], told["credence"]))
        assert row["priority"] == pytest.approx(found, abs=1e-12)


def test_value_by_level_is_effect_weighed_by_utility() -> None:
    told = document()
    for row in told["ranking"]:
        worth = sum(
            told["utilities"][name] * np.array(change)
            for name, change in row["effect"].items()
        )
        assert_allclose(row["by_level"], worth, atol=1e-12)


def test_the_value_of_the_portfolio_is_that_of_its_outcomes() -> None:
    told = document()
    worth = sum(told["utilities"][name] * p for name, p in told["outcomes"].items())
    assert told["expected_value"] == pytest.approx(worth, abs=1e-12)
    assert sum(told["outcomes"].values()) == pytest.approx(1, abs=1e-12)
    assert told["standard_error"] > 0


def test_every_intervention_stands_once_and_the_highest_priority_first() -> None:
    rows = document()["ranking"]
    assert sorted(row["id"] for row in rows) == sorted(shipped().means.ids)
    priorities = [row["priority"] for row in rows]
    assert priorities == sorted(priorities, reverse=True)


def test_partners_are_other_interventions_and_no_test_is_worth_less_than_nothing() -> (
    None
):
    rows = document()["ranking"]
    for row in rows:
        assert row["partner"] is None or row["partner"] in shipped().means.ids
        assert row["partner"] != row["id"]
        assert row["evsi"] >= 0
        assert row["standard_error"] >= 0


def test_the_credence_of_a_ranking_is_the_posterior() -> None:
    # The fact holds in 0.9 and 0.2; seen in 0.65 if it does, in 0.4 if not.
    easy, hard = 0.5 * (0.9 * 0.65 + 0.1 * 0.4), 0.5 * (0.2 * 0.65 + 0.8 * 0.4)
    found = ranked([0.5, 0.5], observations={"probe": YES})
    assert_allclose(found.p, np.array([easy, hard]) / (easy + hard))


@settings(max_examples=15)
@given(st.floats(0, 1), st.sampled_from([None, YES, NO]), st.integers(1, 100))
def test_the_engine_never_sees_a_credence_nor_what_was_observed(
    easy: float, seen: Any, concentration: int
) -> None:
    observations = {} if seen is None else {"probe": seen}
    credence = Credence(np.array([easy, 1 - easy]), concentration)
    scenario = Scenario(credence, worlds=WORLDS, observations=observations)
    found, before = ranking(engine(), scenario), ranked([0.5, 0.5])
    assert effect_bytes(found) == effect_bytes(before)


def effect_bytes(found: Ranking) -> list[bytes]:
    rows = sorted(found.places, key=lambda place: place.index)
    return [place.effect.tobytes() for place in rows]


def test_with_no_opinion_at_all_on_a_level_only_the_other_counts() -> None:
    for level, p in enumerate(np.eye(2).tolist()):
        for place in ranked(p).places:
            assert place.priority == place.by_level[level]


def test_utilities_of_the_user_take_the_place_of_the_pack() -> None:
    worth = {"bad": 0.0, "harm": 0.0, "halt": 1.0, "good": 0.0}
    halt = ranked([0.5, 0.5], utilities=worth)
    assert halt.utilities.tolist() == [0.0, 0.0, 1.0, 0.0]
    assert halt.places[0].index == 2
    assert halt.expected_value == pytest.approx(halt.outcomes[2])


def test_the_error_of_a_priority_is_that_of_its_scrambles() -> None:
    some = engine()
    p = np.array([0.3, 0.7])
    worth = np.array([o.utility.value for o in some.model.world.outcomes])
    done = groundwork(some, Scenario(Credence(p), worlds=WORLDS))
    tensor = done.effects
    found = rank(some.model, done, worth, p, some.model.belief.network.weights({}))
    for place in found.places:
        by_scramble = np.einsum("kos,o,k->s", tensor.by_scramble[place.index], worth, p)
        expected = standard_error(by_scramble)
        assert place.standard_error == pytest.approx(float(expected), rel=1e-12)
        assert place.priority == pytest.approx(by_scramble.mean(), abs=1e-12)


def test_common_worlds_make_differences_surer_than_levels() -> None:
    found = ranked([0.5, 0.5])
    assert found.places[0].standard_error < found.standard_error


def test_an_intervention_is_worth_its_best_test_and_one_without_a_test_nothing() -> (
    None
):
    found = evsi_by_intervention(engine().model, np.array([0.1, 0.3, 0.2]))
    assert found.tolist() == [0.0, 0.3, 0.2]


def test_without_proposed_tests_nothing_is_to_be_learned() -> None:
    found = evsi_by_intervention(started(small_pack()).model, np.empty(0))
    assert found.tolist() == [0.0, 0.0, 0.0]


def test_the_value_of_a_test_is_that_of_the_decisions_of_the_scenario() -> None:
    some, p = engine(), np.array([0.5, 0.5])
    scenario = Scenario(Credence(p), worlds=WORLDS)
    weights = some.model.belief.network.weights({})
    decisions, worth = (
        groundwork(some, scenario).decisions,
        scenario.utility(some.model),
    )
    known = worth_knowing(some.model, decisions, worth, p, weights)
    found = {place.index: place.evsi for place in ranked([0.5, 0.5]).places}
    sharp, dull, empty = known.tests
    assert found == {0: 0.0, 1: max(sharp, dull), 2: empty}


def test_the_shipped_engine_ranks_by_its_own_catalog() -> None:
    found = ranking(shipped_engine(), Scenario(new(shipped()).credence, worlds=WORLDS))
    ids = [shipped().means.ids[place.index] for place in found.places]
    assert len(set(ids)) == len(shipped().means.ids)
