"""The store as a whole: nothing is lost or doubled, nothing told that must not be."""

import pytest

from app.workshops.errors import Unknown
from app.workshops.store import open_store
from app.workshops.workshop import Counts
from tests.app.workshops.conftest import PASSPHRASE
from tests.app.workshops.room import P, join, say, uuid
from tests.app.workshops.test_answering import together
from tests.app.workshops.test_erasing import files

KILLS = 5


def test_a_store_that_is_opened_again_has_what_was_saved(url, created):
    with open_store(url) as again:
        assert again.workshop(created.workshop.id) == created.workshop
        assert again.workshops() == (created.workshop,)


def test_killed_in_mid_round_no_acknowledged_answer_is_lost_or_doubled(
    store, asking, writers
):
    token, saved, waiting = join(store, asking).token, set(), set()
    program = writers[0]
    for kill in range(KILLS):
        program.order(store.database.url, token, waiting, 30)
        said = program.heard(5 + 3 * kill)
        saved |= set(said["saved"])
        waiting = (waiting | set(said["sent"])) - saved
    program.order(store.database.url, token, waiting, 0)
    saved |= set(program.heard()["saved"])
    ids = [given.id for given in store.history(asking.workshop.id, 1)]
    assert len(saved) > 5 * KILLS
    assert len(ids) == len(set(ids))
    assert set(ids) == saved
    assert all(given.value == given.id for given in store.history(asking.workshop.id))


def test_an_answer_sent_from_five_threads_and_two_processes_is_saved_once(
    store, asking, writers
):
    token, once = join(store, asking).token, uuid()
    for program in writers:
        program.order(store.database.url, token, [once] * 5, 0)
    told = together(5, lambda: store.answer(token, once, 1, "credence", once))
    for program in writers:
        assert program.heard()["saved"] == [once] * 5
    assert len({receipt.at for receipt in told}) == 1
    assert [given.id for given in store.history(asking.workshop.id)] == [once]


def test_many_threads_may_answer_and_read_at_once(store, asking):
    people = [join(store, asking).token for _ in range(12)]

    def work():
        token = people.pop()
        for number in range(4):
            say(store, token, number)
            assert store.mine(token, 1) == {"credence": number}
        return store.counts(asking.workshop.id, 1)

    told = together(12, work)
    assert all(isinstance(counts, Counts) for counts in told), told
    where = asking.workshop.id
    assert store.counts(where, 1) == Counts(12, 12)
    assert len(store.history(where)) == 48
    assert [j.value for j in store.judgments(where, 1)] == [3] * 12


def test_the_file_has_no_secret_in_it(lite):
    created = lite.create("Ministry", PASSPHRASE, {})
    signed, client = lite.sign_in(created.workshop.code, PASSPHRASE), uuid()
    joined = lite.join(created.workshop.code, "Heron", client)
    kept = files(lite)
    assert b"Heron" in kept
    secrets = [created.facilitator, created.screen, created.observer, signed]
    for secret in (*secrets, joined.token, client, PASSPHRASE):
        assert secret.encode() not in kept


@pytest.mark.parametrize(
    "read",
    ["workshop", "participants", "history", "published", "events", "export", "delete"],
)
def test_an_id_that_is_none_is_unknown_to_every_call(store, read):
    for wrong in ("", "\0" * 32, "' OR 1=1 --", None, "\ud800", "x" * 10**6):
        with pytest.raises(Unknown, match="workshop_id must be one that is known"):
            getattr(store, read)(wrong)


def test_answers_are_never_changed_by_anything_but_erasure(store, asking):
    token = join(store, asking).token
    say(store, token, P)
    before = store.history(asking.workshop.id)
    store.edit(asking.facilitator, asking.workshop.agenda, 1)
    store.move(asking.facilitator, 3, 2)
    store.move(asking.facilitator, 1, 3)
    say(store, token, "new")
    assert store.history(asking.workshop.id)[:1] == before
