"""Which answers of a round are counted."""

from hypothesis import given, settings
from hypothesis import strategies as st

from app.workshops.counted import counted, present
from app.workshops.workshop import Judgment
from tests.app.workshops.room import go, join, say, uuid

QUESTIONS = ("credence", "prediction")


def judgment(sequence, who, question="credence", value=None):
    said = sequence if value is None else value
    return Judgment(str(sequence), who, 1, question, said, "", sequence)


def test_an_answer_counts_only_beside_a_credence_that_is_counted():
    told = [judgment(n, f"p{n}") for n in range(1, 4)]
    foreseen = [judgment(10 + n, f"p{n}", "prediction") for n in range(1, 5)]

    found = present([*told, *foreseen], [20], 3)

    who = {name: {j.participant_id for j in b.judgments} for name, b in found.items()}
    assert who == {"credence": {"p1", "p2", "p3"}, "prediction": {"p1", "p2", "p3"}}


def test_who_is_counted_late_changes_no_result_of_before():
    predicted = [judgment(n, f"p{n}", "prediction") for n in range(1, 5)]
    told = [judgment(10 + n, f"p{n}") for n in range(1, 4)]
    later = [judgment(30 + n, f"p{n}") for n in range(4, 7)]

    before = present([*predicted, *told], [20], 3)
    after = present([*predicted, *told, *later], [20, 40], 3)

    assert len(after["credence"].judgments) == 6
    assert after["prediction"] == before["prediction"]


def test_too_few_people_are_not_counted_at_all():
    assert present([judgment(1, "a"), judgment(2, "b")], [9], 3) == {}


@given(
    st.lists(
        st.tuples(st.integers(0, 7), st.sampled_from([*QUESTIONS, "lock"])),
        max_size=40,
    ),
    st.integers(2, 4),
)
@settings(max_examples=60, deadline=None)
def test_no_difference_of_two_results_is_of_fewer_people_than_a_batch(acts, size):
    history, moments, seen = [], [], []
    for sequence, (who, what) in enumerate(acts, start=1):
        if what != "lock":
            history.append(judgment(sequence, str(who), what))
            continue
        moments.append(sequence)
        seen.append(present(history, moments, size))

    for question in QUESTIONS:
        sets = [{}]
        for found in seen:
            batch = found.get(question)
            given = batch.judgments if batch else ()
            sets.append({j.participant_id: j.value for j in given})
        for one in sets:
            for other in sets:
                people = one.keys() | other.keys()
                changed = sum(one.get(w) != other.get(w) for w in people)
                assert changed == 0 or changed >= size


def test_answers_after_the_lock_wait_for_the_next_one(store, created):
    people = [join(store, created, f"P{n}") for n in range(7)]
    go(store, created, 1)
    for each in people[:5]:
        say(store, each.token)
    go(store, created, 2)

    found = counted(store, store.workshop(created.workshop.id), 1)

    assert found is not None
    assert set(found.answers) == {each.participant_id for each in people[:5]}
    go(store, created, 1)
    for each in people[5:]:
        store.answer(each.token, uuid(), 1, "prediction", "x")
    go(store, created, 2)
    assert counted(store, store.workshop(created.workshop.id), 1) == found
