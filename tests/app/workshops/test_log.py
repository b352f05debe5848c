"""The log: who did what when, in the order in which it happened."""

import threading

import pytest

from app.workshops import answering, log
from app.workshops.errors import Unknown
from app.workshops.log import moment, record
from tests.app.workshops.room import go, join, say


def test_every_change_has_its_author_and_its_place(store, created):
    store.sign_in(created.workshop.code, "four words make one")
    go(store, created, 1)
    heron = join(store, created)
    say(store, heron.token)
    events = store.events(created.workshop.id)
    assert [(e.action, e.role, e.participant_id) for e in events] == [
        ("create", "facilitator", None),
        ("sign in", "facilitator", None),
        ("move", "facilitator", None),
        ("join", "participant", heron.participant_id),
        ("answer", "participant", heron.participant_id),
    ]
    there = {"to": 1, "kind": "answer", "round": 1}
    assert events[2].detail == {**there, "closed": None}
    assert events[4].detail == {"round": 1, "question": "credence"}
    places = [event.sequence for event in events]
    assert places == sorted(set(places))


def test_a_clock_set_back_changes_nothing(store, asking, monkeypatch):
    token = join(store, asking).token
    say(store, token, "first")
    monkeypatch.setattr(log, "moment", lambda: "1970-01-01T00:00:00.000000Z")
    say(store, token, "second")
    go(store, asking, 2)
    assert store.mine(token, 1) == {"credence": "second"}
    assert [j.value for j in store.judgments(asking.workshop.id, 1)] == ["second"]
    last = store.events(asking.workshop.id)[-1]
    assert (last.action, last.at[:4]) == ("move", "1970")


def test_people_come_in_the_order_in_which_they_joined_whatever_the_clock_said(
    store, created, monkeypatch
):
    for year in (2030, 2020, 1970):
        at = f"{year}-01-01T00:00:00.000000Z"
        monkeypatch.setattr(answering, "moment", lambda at=at: at)
        join(store, created, f"in {year}")
    names = [person.pseudonym for person in store.participants(created.workshop.id)]
    assert names == ["in 2030", "in 2020", "in 1970"]


def test_times_are_in_utc_and_of_one_length():
    assert len(moment()) == 27
    assert moment().endswith("Z")


def test_versions_tell_what_changed_and_only_that(store, created):
    seen = store.versions()
    assert set(seen.changed) == {created.workshop.id}
    assert store.versions(seen.upto).changed == {}
    other = store.create("Other", "passphrase", {})
    changed = store.versions(seen.upto)
    assert set(changed.changed) == {other.workshop.id}
    assert changed.upto > seen.upto
    assert store.versions(changed.upto).changed == {}


def test_a_change_that_is_committed_late_is_not_missed(store, created):
    """On PostgreSQL the later place may be committed first."""
    started, go_on = threading.Event(), threading.Event()

    def slow(connection):
        record(connection, created.workshop.id, "slow", "server")
        started.set()
        go_on.wait(5)

    thread = threading.Thread(target=store.database.alone, args=(slow,))
    seen = store.versions()
    thread.start()
    started.wait(5)
    if not store.database.is_sqlite:  # which has one writer: nobody can overtake
        join(store, created)
    during = store.versions(seen.upto)
    go_on.set()
    thread.join()
    assert created.workshop.id in store.versions(during.upto).changed


def test_refusals_are_kept_and_hostile_texts_are_made_harmless(store, created):
    seen, hostile = store.versions(), "\0\ud800<script>\u202e" + "x" * 10_000_000
    store.log_refusal(hostile, hostile, created.workshop.id)
    store.log_refusal("join", "code must be that of a workshop")
    here, nowhere = store.refusals()
    assert here.workshop_id == created.workshop.id
    assert here.reason.isascii()
    assert len(here.reason) <= 500
    assert nowhere.workshop_id is None
    assert store.refusals(created.workshop.id) == (here,)
    assert store.versions(seen.upto).changed == {}  # they wake up nobody
    with pytest.raises(Unknown, match="workshop_id"):
        store.log_refusal("join", "x", "'; DROP TABLE events; --")


def test_attempts_cannot_fill_the_disk(store, monkeypatch):
    monkeypatch.setattr(log, "MOST_REFUSALS", 5)
    for number in range(12):
        store.log_refusal("join", str(number))
    assert [refusal.reason for refusal in store.refusals()] == [*"789", "10", "11"]
