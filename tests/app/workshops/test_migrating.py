"""Opening brings the tables up to date, once."""

import threading

import pytest
from sqlalchemy import make_url, text

from app.workshops import migrating
from app.workshops.database import Database
from app.workshops.errors import Unavailable
from app.workshops.store import open_store


def test_opening_again_changes_nothing(bare, monkeypatch):
    with open_store(bare) as store:
        made = store.create("Ministry", "four words make one", {"title": "Today"})
    monkeypatch.setattr(migrating, "migrate", None)

    with open_store(bare) as store:
        assert store.workshops() == (made.workshop,)


def test_many_may_open_an_empty_database_at_once(bare, writers):
    for writer in writers:
        writer.order(make_url(bare), "")
    errors = []

    def opened():
        try:
            open_store(bare).close()
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=opened) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not errors
    assert [writer.heard() for writer in writers] == [{"sent": [], "saved": []}] * 2


def test_a_database_of_a_later_program_is_refused_and_left_alone(bare):
    database = Database(bare)
    later = text("UPDATE alembic_version SET version_num = '9999'")
    database.write(lambda connection: connection.execute(later).close())
    database.close()
    for _ in range(2):
        with pytest.raises(Unavailable, match="a version that this program knows, got"):
            open_store(bare)
