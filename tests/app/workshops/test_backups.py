"""Backup while others write, and restore on either database."""

import sqlite3
import stat
import threading

import pytest

from app.workshops.errors import Conflict, Full, Unavailable
from app.workshops.store import open_store
from tests.app.workshops.room import go, join, say
from tests.app.workshops.test_archive import played
from tests.app.workshops.test_erasing import everything


def test_what_was_backed_up_is_restored_and_phones_go_on(store, folder):
    created, people = played(store)
    store.log_refusal("join", "kept too")
    before = everything(store)
    file = folder / "x.backup"
    store.backup(file)
    say_later = people[1].token
    store.delete(created.workshop.id)
    store.restore(file)
    for table, rows in everything(store).items():
        assert before[table] <= rows, table
    document = store.export(created.workshop.id)
    assert len(document["judgments"]) == 6
    go(store, created, 1)
    say(store, say_later, "on we go")
    assert store.mine(say_later, 1) == {"credence": "on we go"}
    assert store.events(created.workshop.id)[-1].action == "answer"
    assert store.refusals()[0].reason == "kept too"


def test_a_backup_of_one_database_is_restored_in_the_other(lite, bare, folder):
    created, people = played(lite)
    lite.backup(folder / "x.backup")
    with open_store(bare) as other:
        other.restore(folder / "x.backup")
        same = lite.export(created.workshop.id)
        assert other.export(created.workshop.id) == same
        go(other, created, 1)
        say(other, people[0].token)
        other.backup(folder / "y.backup")
    lite.restore(folder / "y.backup", replace=True)
    assert len(lite.history(created.workshop.id)) == 7


def test_a_backup_is_whole_while_another_thread_writes(store, asking, folder):
    token, stop = join(store, asking).token, threading.Event()

    def write():
        number = 0
        while not stop.is_set():
            say(store, token, number)
            number += 1
            stop.wait(0.001)  # 200 answers in a round, and no more

    thread = threading.Thread(target=write)
    thread.start()
    for number in range(3):
        store.backup(folder / f"{number}.backup")
    stop.set()
    thread.join()
    for number in range(3):
        with open_store(f"sqlite:///{folder}/{number}.backup") as copy:
            said = [j.value for j in copy.history(asking.workshop.id)]
            assert said == list(range(len(said)))
            events = copy.events(asking.workshop.id)
            assert sum(e.action == "answer" for e in events) == len(said)


def test_a_backup_is_one_file_that_its_owner_alone_may_read(lite, folder):
    lite.backup(folder / "sub.backup")
    assert stat.S_IMODE((folder / "sub.backup").stat().st_mode) == 0o600
    lite.close()
    assert sorted(path.name for path in folder.iterdir()) == ["lite.db", "sub.backup"]


def test_workshops_are_not_replaced_unless_it_is_meant(store, created, folder):
    store.backup(folder / "x.backup")
    second = store.create("Second", "passphrase", {})
    with pytest.raises(
        Conflict, match="database must be empty, or be replaced on purp"
    ):
        store.restore(folder / "x.backup")
    assert len(store.workshops()) == 2
    store.restore(folder / "x.backup", replace=True)
    assert store.workshops() == (created.workshop,)
    third = store.create("Third", "passphrase", {})
    places = [store.events(w.workshop.id)[0].sequence for w in (created, third)]
    assert places[0] < places[1]
    assert second.workshop not in store.workshops()


def test_a_file_that_is_no_backup_is_refused_and_leaves_all_as_it_was(lite, tmp_path):
    created = lite.create("Room", "passphrase", {})
    (tmp_path / "text").write_text("hello" * 1000)
    with sqlite3.connect(tmp_path / "other") as other:
        other.execute("CREATE TABLE t (x)")
    other.close()
    for name, said in (
        ("none", "must be a file, got none"),
        ("text", "file is not a database"),
        ("other", "must be a backup of workshops, got another"),
    ):
        with pytest.raises((ValueError, Unavailable), match=said):
            lite.restore(tmp_path / name, replace=True)
    assert lite.workshops() == (created.workshop,)


def test_a_backup_that_is_cut_short_is_refused(lite, folder):
    created, _ = played(lite)
    lite.backup(folder / "x.backup")
    whole = (folder / "x.backup").read_bytes()
    (folder / "x.backup").write_bytes(whole[: len(whole) // 2])
    with pytest.raises((ValueError, Unavailable), match=r"malformed|must be a backup"):
        lite.restore(folder / "x.backup", replace=True)
    assert lite.workshops()[0].id == created.workshop.id


def test_a_backup_that_cannot_be_written_is_told(lite, tmp_path):
    with pytest.raises(ValueError, match="must be writable: No such file"):
        lite.backup(tmp_path / "no" / "x.backup")
    (tmp_path / "folder").mkdir()
    with pytest.raises(ValueError, match="folder: must be writable: Is a directory"):
        lite.backup(tmp_path / "folder")
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]


def test_a_restore_that_finds_the_disk_full_changes_nothing(lite, folder):
    from tests.app.workshops.test_database import limit_pages

    created, _ = played(lite)
    with open_store(f"sqlite:///{folder}/big.db") as big:
        for number in range(20):
            big.create(f"Room {number}", "passphrase", {"x": "y" * 50_000})
        big.backup(folder / "big.backup")
    limit_pages(lite)
    with pytest.raises(Full, match="database must have room"):
        lite.restore(folder / "big.backup", replace=True)
    assert [workshop.id for workshop in lite.workshops()] == [created.workshop.id]
