"""No difference of two aggregates tells on fewer people than agreed."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from app.workshops.batches import batches, newest
from app.workshops.workshop import Judgment

SIZE = 3


def said(*people):
    """Return judgments, the sequence being the place from 1."""
    return [
        Judgment(str(place), who, 1, "credence", value, "", place)
        for place, (who, value) in enumerate(people, 1)
    ]


def contents(batch):
    return {given.participant_id: given.value for given in batch.judgments}


HISTORIES = st.lists(
    st.tuples(st.sampled_from("abcdefgh"), st.integers(0, 2)), max_size=40
)


def test_the_first_batch_waits_for_enough_people_and_so_does_each_later_one():
    judgments = said(*((who, 0) for who in "abcdefg"))
    made = batches(judgments, [2, 3, 5, 7], SIZE)
    assert [(batch.upto, len(batch.judgments)) for batch in made] == [(3, 3), (7, 7)]


def test_one_who_answers_again_is_one_person():
    judgments = said(("a", 0), ("a", 1), ("a", 2), ("b", 0))
    assert batches(judgments, [4], SIZE) == ()


def test_one_who_changed_the_answer_is_not_shown_alone():
    judgments = said(("a", 0), ("b", 0), ("c", 0), ("a", 1))
    assert [batch.upto for batch in batches(judgments, [3, 4], SIZE)] == [3]


def test_changing_there_and_back_does_not_show_the_one_who_stayed_changed():
    there = [(who, 1) for who in "abc"]
    back = [("a", 0), ("b", 0), ("d", 1), ("e", 1)]
    judgments = said(*((who, 0) for who in "abc"), *there, *back)
    made = batches(judgments, [3, 6, 8], SIZE)
    assert [batch.upto for batch in made] == [3, 6]  # 3 and 8 differ in c alone


@given(HISTORIES, st.sets(st.integers(1, 40)), st.integers(1, 4))
def test_any_two_aggregates_differ_in_enough_people_or_not_at_all(people, cuts, size):
    made = batches(said(*people), cuts, size)
    for one, other in combinations([{}, *map(contents, made)], 2):
        differing = {
            who for who in one.keys() | other.keys() if one.get(who) != other.get(who)
        }
        assert len(differing) >= size


@given(HISTORIES, st.integers(0, 40))
def test_what_is_shown_does_not_depend_on_what_came_later(people, cut):
    judgments = said(*people)
    assert batches(judgments, [cut], SIZE) == batches(judgments[:cut], [cut], SIZE)


def test_the_newest_judgment_of_each_question_and_round_counts():
    judgments = [
        Judgment("1", "a", 1, "credence", "old", "later by the clock", 1),
        Judgment("3", "a", 2, "credence", "other round", "", 3),
        Judgment("2", "a", 1, "credence", "new", "", 2),
        Judgment("4", "a", 1, "prediction", "other question", "", 4),
    ]
    values = [given.value for given in newest(judgments)]
    assert values == ["new", "other round", "other question"]
