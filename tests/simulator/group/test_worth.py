"""What choices are worth to people: against a sum that is written out."""

import numpy as np
import pytest

from simulator.group.worth import Choices
from tests.simulator.group.rooms import crowd, decisions, interventions, seated


def written_out(choices, p, utilities, works):
    """One person, one choice, one level and one outcome at a time."""
    values = []
    for choice in range(len(choices)):
        total = 0.0
        for level, believed in enumerate(p):
            for outcome, worth in enumerate(utilities):
                chance = choices.outcomes[choice, level, outcome]
                for measure in range(len(works)):
                    for end in range(2):
                        change = choices.changes[measure, end, choice, level, outcome]
                        chance += works[measure, end] * change
                total += believed * chance * worth
        values.append(total)
    return values


@pytest.mark.parametrize("choices", [decisions(), interventions()])
def test_worth_is_the_sum_that_is_written_out(choices):
    people = seated(crowd(6), seen=True)
    worth = choices.to_all(people)
    for row in range(6):
        expected = written_out(
            choices, people.p[row], people.utilities[row], people.works[row]
        )
        assert worth[row] == pytest.approx(expected)


def test_what_all_share_may_be_one_row():
    people, choices = seated(crowd(4)), decisions()
    p, utilities, works = people.p, people.utilities, people.works
    for keep in np.ndindex(2, 2, 2):
        rows = [
            x if kept else x[:1]
            for x, kept in zip((p, utilities, works), keep, strict=True)
        ]
        whole = [np.broadcast_to(x, (4, *x.shape[1:])) for x in rows]
        n = max(len(x) for x in rows)
        expected = choices.worth(*whole)[:n]
        assert choices.worth(*rows) == pytest.approx(expected)


def test_a_group_of_one_sees_what_that_person_sees():
    people, choices = seated(crowd(1)), decisions()
    by_level = choices.by_level(people.utilities[0], people.works[0])
    assert by_level @ people.p[0] == pytest.approx(choices.to_all(people)[0])


def test_without_measures_there_is_nothing_to_change():
    plain = Choices(np.ones((2, 3, 4)) / 4, np.zeros((0, 2, 2, 3, 4)))
    worth = plain.worth(np.eye(3), np.ones((3, 4)), np.zeros((3, 0, 2)))
    assert worth == pytest.approx(1)
