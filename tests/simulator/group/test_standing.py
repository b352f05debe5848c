"""Where choices stand for a group."""

import numpy as np
import pytest

from levels.pooling import linear_pool, median_pool
from simulator.choice.regret import minimax_regret
from simulator.group.standing import (
    EARNED,
    HEADLINE,
    by_rule,
    earned,
    members,
    pools,
    standing,
)
from tests.levels.test_performance import TOLD
from tests.simulator.group.rooms import (
    TRUTHS,
    crowd,
    decisions,
    interventions,
    named,
    seated,
    voice,
)


def test_the_pools_are_those_of_what_people_believe_after_the_evidence():
    people = seated(crowd(5), seen=True)
    found = pools(people)
    assert list(found) == ["linear", "logarithmic", "median"]
    assert found["linear"] == pytest.approx(linear_pool(people.p))
    assert found["median"] == pytest.approx(median_pool(people.p))


def test_people_who_did_well_on_seed_questions_weigh_more():
    told = named(*(voice(*p, seeds=q) for p, q in zip(np.eye(3), TOLD, strict=True)))
    people = seated(told)
    done = earned(people, TRUTHS)
    assert done is not None
    found = pools(people, done.weights)[EARNED]
    assert found == pytest.approx([0.8321644633, 0.1665904281, 0.0012451086])


def test_who_skipped_a_seed_question_has_earned_nothing():
    told = named(
        voice(1, 0, 0, seeds=TOLD[0]),
        voice(0, 1, 0),
        voice(0, 0, 1, seeds=TOLD[2][:9]),
    )
    done = earned(seated(told), TRUTHS)
    assert done is not None
    assert done.weights.tolist() == [1, 0, 0]


@pytest.mark.parametrize("truths", [None, np.empty(0), np.arange(3.0)])
def test_nobody_has_earned_anything_without_answers(truths):
    assert earned(seated(named(voice(1, 0, 0, seeds=TOLD[0]))), truths) is None


def test_a_group_that_agrees_stands_where_each_of_them_does():
    same = next(iter(crowd(1).values()))
    people = seated(named(same, same, same))
    found = standing(people, pools(people)[HEADLINE], interventions(), decisions())
    assert found.priorities == pytest.approx(interventions().to_all(people)[0])
    assert found.values == pytest.approx(decisions().to_all(people)[0])
    assert found.ranking[0] == found.priorities.argmax()
    assert found.decision == found.values.argmax()


def test_the_mean_of_members_is_not_the_value_to_their_mean():
    cares = voice(0, 0, 1, utilities={"halt": 1.0})
    easy = voice(1, 0, 0, utilities={"halt": 0.0})
    people = seated(named(cares, easy))
    p = pools(people)[HEADLINE]
    pooled = standing(people, p, interventions(), decisions())
    worth = decisions().to_all(people)
    own = members(p, interventions().to_all(people), worth)
    assert own.values == pytest.approx(worth.mean(axis=0))
    assert own.values != pytest.approx(pooled.values, abs=1e-3)


def test_decisions_are_in_order_under_each_rule():
    people = seated(crowd(4))
    p = pools(people)[HEADLINE]
    payoff = decisions().by_level(
        people.utilities.mean(axis=0), people.works.mean(axis=0)
    )
    found = by_rule(people, decisions(), p)
    assert found["expected-value"][0] == (payoff @ p).argmax()
    assert found["maximin"][0] == payoff.min(axis=1).argmax()
    assert found["minimax-regret"][0] == minimax_regret(payoff).index
    middle = (payoff.min(axis=1) + payoff.max(axis=1)) / 2
    assert found["hurwicz"][0] == middle.argmax()
    for rows in found.values():
        assert sorted(rows) == list(range(len(payoff)))
