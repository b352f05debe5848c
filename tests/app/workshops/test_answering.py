"""Participants: each answer is saved once, and only while it is asked."""

import threading

import pytest

from app.workshops import answering
from app.workshops.errors import Closed, Conflict, NotAllowed, Unknown
from app.workshops.workshop import Counts, Settings
from tests.app.workshops.room import P, go, join, say, uuid

ONCE = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"


def together(number, work):
    """Run work in so many threads at once, and return what each returned."""
    told, start = [], threading.Barrier(number)

    def run():
        start.wait(5)
        try:
            told.append(work())
        except Exception as error:
            told.append(error)

    threads = [threading.Thread(target=run) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


def test_the_same_client_is_one_participant_however_often_it_joins(store, created):
    code, client = created.workshop.code, uuid()
    joined = together(5, lambda: store.join(code, "Heron", client))
    assert len(set(joined)) == 1
    again = store.join(code, "Another name", client.upper())
    assert again == joined[0]
    assert [p.pseudonym for p in store.participants(created.workshop.id)] == ["Heron"]
    assert store.counts(created.workshop.id, 1) == Counts(joined=1, answered=0)


def test_another_client_is_another_participant_though_the_name_is_the_same(
    store, created
):
    assert join(store, created).participant_id != join(store, created).participant_id


def test_the_same_client_in_another_workshop_is_another_participant(store, created):
    client, other = uuid(), store.create("Other", "passphrase", {})
    joined = [store.join(c.workshop.code, "A", client) for c in (created, other)]
    assert len({j.participant_id for j in joined}) == len({j.token for j in joined})
    assert joined[0].token != joined[1].token


def test_no_more_may_join_than_were_agreed(store):
    settings = Settings(most_participants=2)
    created = store.create("Small", "passphrase", {}, settings=settings)
    client = uuid()
    first = store.join(created.workshop.code, "A", client)
    join(store, created)
    with pytest.raises(Closed, match="participants must be at most 2, got one more"):
        join(store, created)
    assert store.join(created.workshop.code, "A", client) == first


@pytest.mark.parametrize("name", ["", "a\0b", "\ud800", "x" * 41, None, "a\nb"])
def test_a_pseudonym_that_does_not_show_is_refused(lite, name):
    created = lite.create("Room", "passphrase", {})
    with pytest.raises(ValueError, match="pseudonym must"):
        join(lite, created, name)
    assert lite.participants(created.workshop.id) == ()


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "'); DROP TABLE x--"])
def test_any_other_pseudonym_is_kept_as_it_is(store, created, name):
    join(store, created, name)
    assert store.participants(created.workshop.id)[0].pseudonym == name


def test_joining_needs_a_code_and_a_secret_of_the_client(store, created):
    with pytest.raises(Unknown, match="code must be that of a workshop"):
        store.join("00000000", "A", uuid())
    with pytest.raises(ValueError, match="join_id must be a UUID"):
        store.join(created.workshop.code, "A", "1")


def test_an_answer_that_comes_five_times_at_once_is_saved_once(store, asking):
    token, once = join(store, asking).token, uuid()
    told = together(5, lambda: store.answer(token, once, 1, "credence", P))
    assert sorted(receipt.again for receipt in told) == [False, True, True, True, True]
    assert len({receipt.at for receipt in told}) == 1
    assert len(store.history(asking.workshop.id)) == 1


def test_the_newest_answer_counts_and_the_older_one_stays(store, asking):
    heron = join(store, asking)
    for value in ("first", "second"):
        say(store, heron.token, value)
    workshop = asking.workshop.id
    assert store.mine(heron.token, 1) == {"credence": "second"}
    assert [j.value for j in store.judgments(workshop, 1)] == ["second"]
    assert [j.value for j in store.history(workshop, 1)] == ["first", "second"]
    assert store.counts(workshop, 1) == Counts(joined=1, answered=1)


def test_an_answer_sent_again_after_the_round_is_still_told_to_be_saved(store, asking):
    token, once = join(store, asking).token, uuid()
    first = store.answer(token, once, 1, "credence", P)
    go(store, asking, 2)
    again = store.answer(token, once, 1, "credence", P)
    assert (again.at, again.again) == (first.at, True)


def test_the_id_of_an_answer_is_not_used_for_another(store, asking):
    token, once = join(store, asking).token, uuid()
    store.answer(token, once, 1, "credence", P)
    for question, value in (("credence", 1), ("prediction", P)):
        with pytest.raises(Conflict, match="answer_id must be new for another answer"):
            store.answer(token, once, 1, question, value)
    other = join(store, asking).token
    assert not store.answer(other, once, 1, "credence", 1).again  # it is theirs too


def test_answers_are_taken_only_while_they_are_asked(store, created):
    token = join(store, created).token
    for step in range(len(created.workshop.agenda)):
        go(store, created, step)
        for number in (1, 2):
            now = created.workshop.agenda[step]
            if (now.kind, now.round) == ("answer", number):
                say(store, token, step, number)
            else:
                with pytest.raises(Closed, match=f"credence of round {number} must be"):
                    say(store, token, step, number)
    go(store, created, 1)
    with pytest.raises(Closed, match="seeds of round 1 must be answered while"):
        store.answer(token, uuid(), 1, "seeds", [])
    assert [j.value for j in store.history(created.workshop.id)] == [1, 5]


def test_no_other_role_answers_or_reads_answers(store, asking):
    for token in (asking.facilitator, asking.screen, asking.observer):
        with pytest.raises(NotAllowed, match="role must be participant for this"):
            say(store, token)
        with pytest.raises(NotAllowed, match="role must be participant for this"):
            store.mine(token, 1)
    with pytest.raises(NotAllowed, match="token must be one that this server gave"):
        say(store, "x" * 64)


def test_one_sees_only_ones_own_answers(store, asking):
    heron, crane = join(store, asking), join(store, asking)
    say(store, heron.token, "mine")
    assert store.mine(crane.token, 1) == {}
    assert store.mine(heron.token, 2) == {}


def test_the_token_of_one_workshop_answers_in_no_other(store, created):
    other = store.create("Other", "passphrase", {})
    go(store, other, 1)
    with pytest.raises(Closed, match="must be answered while it is asked"):
        say(store, join(store, created).token)
    assert store.history(other.workshop.id) == ()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (("x", 1, "credence", 1), "answer_id must be a UUID"),
        ((ONCE, "1", "credence", 1), "round must be a whole number"),
        ((ONCE, 10**30, "credence", 1), "round must be from 1 to 20"),
        ((ONCE, 1, "'; --", 1), "question must be one of credence"),
        ((ONCE, 1, ["credence"], 1), "question must be one of credence"),
        ((ONCE, 1, "credence", float("nan")), "value must be JSON with finite"),
        ((ONCE, 1, "credence", "\0"), "value must be without the character NUL"),
        ((ONCE, 1, "credence", "\ud800"), "value must be JSON"),
        ((ONCE, 1, "credence", "x" * 10**7), "value must have at most 65536 bytes"),
    ],
)
def test_an_answer_that_cannot_be_kept_is_refused(store, asking, sent, said):
    token = join(store, asking).token
    with pytest.raises(ValueError, match=said):
        store.answer(token, *sent)
    assert store.history(asking.workshop.id) == ()


def test_one_participant_cannot_fill_the_disk(store, asking, monkeypatch):
    monkeypatch.setattr(answering, "MOST_ANSWERS", 3)
    token = join(store, asking).token
    for _ in range(3):
        say(store, token)
    with pytest.raises(Closed, match="answers in a round must be at most 3"):
        say(store, token)
    go(store, asking, 5)
    say(store, token, round_=2)
