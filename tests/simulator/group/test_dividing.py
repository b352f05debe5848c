"""The belief that divides the room most."""

import numpy as np
import pytest

from simulator.group.dividing import Question, dividing, explained
from tests.simulator.group.rooms import (
    LEVELS,
    crowd,
    decisions,
    interventions,
    judged,
    named,
    seated,
    voice,
)

FACTS = [fact.id for fact in judged().model.belief.facts]


def divided(voices, fewest=2):
    """Return what divides a room."""
    people = seated(voices)
    worth, priority = decisions().to_all(people), interventions().to_all(people)
    return dividing(people, (LEVELS, FACTS), priority, worth, fewest)


def test_a_room_split_on_a_level_is_divided_by_that_level():
    middle, hard = voice(0.02, 0.9, 0.08), voice(0.02, 0.08, 0.9)
    found = divided(named(*[middle] * 4, *[hard] * 3))
    assert found is not None
    assert found.question == Question("level", "hard")
    assert (found.yes.people, found.no.people) == (3, 4)
    assert found.explained == pytest.approx(1)
    ids = judged().model.means.ids
    assert (ids[found.yes.intervention], ids[found.no.intervention]) == (
        "theory",
        "tuning",
    )


def test_a_room_split_on_a_measure_is_divided_by_that_measure():
    hoped = voice(0, 0.5, 0.5, measures={"tuning": "hoped"})
    assumed = voice(0, 0.5, 0.5, measures={"tuning": "assumed"})
    found = divided(named(*[hoped] * 3, *[assumed] * 5))
    assert found is not None
    assert found.question == Question("measure", "tuning", "hoped")
    assert (found.yes.people, found.no.people) == (3, 5)


def test_no_other_question_explains_more():
    people = seated(crowd(9, 4))
    worth, priority = decisions().to_all(people), interventions().to_all(people)
    found = dividing(people, (LEVELS, FACTS), priority, worth)
    prefer = worth - worth.mean(axis=1, keepdims=True)
    total = ((prefer - prefer.mean(axis=0)) ** 2).sum()
    best = 0.0
    answers = [people.p[:, k:].sum(axis=1) > 0.5 for k in (1, 2)]
    answers += [column > 0.5 for column in people.facts.T]
    answers += [people.works[:, m, e] > 0.5 for m in (0, 1) for e in (0, 1)]
    for yes in answers:
        if min(yes.sum(), (~yes).sum()) >= 2:
            left = sum(
                ((prefer[side] - prefer[side].mean(axis=0)) ** 2).sum()
                for side in (yes, ~yes)
            )
            best = max(best, 1 - left / total)
    assert found is not None
    assert found.explained == pytest.approx(best)


def test_sides_with_too_few_people_are_not_told():
    middle, hard = voice(0.02, 0.9, 0.08), voice(0.02, 0.08, 0.9)
    assert divided(named(*[middle] * 4, *[hard] * 3), fewest=4) is None


def test_people_who_prefer_the_same_are_not_divided():
    assert divided(named(*[voice(0.2, 0.3, 0.5)] * 6)) is None
    assert divided(crowd(1)) is None


def test_what_explains_all_explains_one_and_what_explains_nothing_zero():
    prefer = np.array([[1.0, -1], [1, -1], [-1, 1], [-1, 1]])
    yes = np.array([[1, 1, 0, 0], [1, 0, 1, 0]], dtype=bool)
    assert explained(yes, prefer) == pytest.approx([1, 0])
