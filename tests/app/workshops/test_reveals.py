"""What was shown is stored once and stays as it is."""

import threading

import pytest

from app.workshops import answering
from app.workshops.errors import Closed, Unknown
from app.workshops.reveals import locks
from tests.app.workshops.room import go, join, say
from tests.app.workshops.test_answering import together


@pytest.fixture
def revealed(store, asking):
    go(store, asking, 3)
    return asking


def test_of_two_processes_that_publish_the_first_one_counts(store, revealed):
    told = together(4, lambda: store.publish(revealed.workshop.id, 3, {"p": [1]}, 7))
    assert len(set(map(repr, told))) == 1
    kept = store.publish(revealed.workshop.id, 3, {"p": [2]}, 7)
    assert kept == told[0]
    assert store.published(revealed.workshop.id) == (kept,)


def test_what_is_shown_later_comes_after_what_was_shown(store, revealed):
    where = revealed.workshop.id
    for upto in (7, 9):
        store.publish(where, 3, {"people": upto}, upto)
    shown = [(each.upto, each.document) for each in store.published(where)]
    assert shown == [(7, {"people": 7}), (9, {"people": 9})]


@pytest.mark.parametrize("step", [0, 1, 2, 4, 7, 8])
def test_nothing_is_shown_before_the_reveal_is_reached(store, revealed, step):
    with pytest.raises(Closed, match="step must be a reveal or result that was reach"):
        store.publish(revealed.workshop.id, step, {})


def test_what_is_shown_names_no_participant_by_id(store, revealed):
    heron = join(store, revealed)
    with pytest.raises(ValueError, match="document must be without the id of a partic"):
        store.publish(revealed.workshop.id, 3, {"regret": {heron.participant_id: 1}})


@pytest.mark.parametrize("document", [{"a": float("inf")}, {"a": "\0"}, {"a": {1}}])
def test_a_document_that_cannot_be_kept_is_refused(store, revealed, document):
    with pytest.raises(ValueError, match="document must be"):
        store.publish(revealed.workshop.id, 3, document)


def test_a_workshop_that_is_not_there_shows_nothing(store):
    with pytest.raises(Unknown, match="workshop_id must be one that is known"):
        store.publish("0" * 32, 3, {})


def test_an_answer_under_way_when_the_round_is_locked_comes_before_the_lock(
    store, asking, monkeypatch
):
    token, moves, real = join(store, asking).token, [], answering._save  # noqa: SLF001

    def slow(*given):
        moves.append(threading.Thread(target=go, args=(store, asking, 2)))
        moves[0].start()
        moves[0].join(0.3)  # long enough to overtake, were it not for the lock
        return real(*given)

    monkeypatch.setattr(answering, "_save", slow)
    say(store, token, "in time")
    moves[0].join()
    (given,) = store.history(asking.workshop.id, 1)
    with pytest.raises(Closed, match="must be answered while it is asked"):
        say(store, token, "too late")
    (lock,) = store.database.read(lambda c: locks(c, asking.workshop.id, 1))
    assert given.sequence < lock


def test_there_is_no_batch_before_the_lock_nor_of_too_few(store, asking):
    where = asking.workshop.id
    people = [join(store, asking).token for _ in range(6)]
    for token in people[:4]:
        say(store, token)
    assert store.batches(where, 1, "credence") == ()
    go(store, asking, 2)
    assert store.batches(where, 1, "credence") == ()
    go(store, asking, 1)
    say(store, people[4])
    assert store.batches(where, 1, "credence") == ()
    go(store, asking, 2)
    (batch,) = store.batches(where, 1, "credence")
    assert len(batch.judgments) == 5
    assert batch.upto == store.events(where)[-1].sequence
    assert store.batches(where, 1, "prediction") == ()
    go(store, asking, 1)
    say(store, people[5])
    go(store, asking, 2)
    assert store.batches(where, 1, "credence") == (batch,)
