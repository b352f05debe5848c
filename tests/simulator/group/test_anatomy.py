"""The anatomy of disagreement: parts sum, nobody is blamed for what they share."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.group.anatomy import PLAYERS, anatomy, disagreement
from simulator.group.worth import Choices
from tests.simulator.group.rooms import crowd, decisions, named, seated, voice


@settings(max_examples=15)
@given(st.integers(0, 9999), st.integers(2, 7))
def test_the_parts_sum_to_the_whole(seed, n):
    found = anatomy(seated(crowd(n, seed)), decisions())
    assert sum(found.parts.values()) == pytest.approx(found.whole)
    assert sum(found.shares.values()) == pytest.approx(1)
    assert found.spread**2 == pytest.approx(found.whole)


def test_the_parts_are_the_mean_over_all_orders():
    people, choices = seated(crowd(5, 3)), decisions()
    own = dict(zip(PLAYERS, (people.p, people.works, people.utilities), strict=True))

    def worth(keep):
        rows = [
            x if name in keep else np.broadcast_to(x.mean(axis=0), x.shape)
            for name, x in own.items()
        ]
        return disagreement(choices.worth(rows[0], rows[2], rows[1]))

    parts = dict.fromkeys(PLAYERS, 0.0)
    for order in permutations(PLAYERS):
        for place, name in enumerate(order):
            parts[name] += worth(order[: place + 1]) - worth(order[:place])
    expected = {name: part / 6 for name, part in parts.items()}
    assert anatomy(people, choices).parts == pytest.approx(expected)


@pytest.mark.parametrize(
    ("said", "player"),
    [
        ([{}, {}], "difficulty"),
        ([{"measures": {"tuning": "hoped"}}, {"measures": {"tuning": "hardly"}}],
         "measures"),
        ([{"utilities": {"halt": 0.0}}, {"utilities": {"halt": 1.0}}], "values"),
    ],
)  # fmt: skip
def test_who_differ_on_one_thing_alone_disagree_for_that_alone(said, player):
    p = (
        [(0.6, 0.3, 0.1), (0.1, 0.3, 0.6)]
        if player == "difficulty"
        else [(0, 0.5, 0.5)] * 2
    )
    people = seated(named(*(voice(*q, **x) for q, x in zip(p, said, strict=True))))
    found = anatomy(people, decisions())
    assert found.whole > 0
    assert found.shares[player] == pytest.approx(1)
    others = [share for name, share in found.shares.items() if name != player]
    assert others == pytest.approx([0, 0], abs=1e-9)


def test_people_who_agree_do_not_disagree():
    found = anatomy(seated(named(*[voice(0.2, 0.3, 0.5)] * 4)), decisions())
    assert found.whole == 0
    assert found.shares == dict.fromkeys(PLAYERS, 0)
    assert anatomy(seated(crowd(1)), decisions()).spread == 0


def test_two_players_who_do_the_same_get_the_same():
    outcomes = np.array([[[1.0, 0], [0, 1]], [[0, 1.0], [1, 0]]])
    choices = Choices(outcomes, np.zeros((2, 2, 2, 2, 2)))
    people = seated(named(*[voice(1, 0, 0)] * 2))
    mirrored = type(people)(**{**vars(people), "p": np.eye(2), "utilities": np.eye(2)})
    found = anatomy(mirrored, choices)
    assert found.parts["difficulty"] == pytest.approx(found.parts["values"])
    assert found.parts["measures"] == 0


def test_a_pessimist_who_would_do_the_same_does_not_disagree():
    assert disagreement(np.array([[0.1, 0.2], [0.5, 0.6]])) == pytest.approx(0)
