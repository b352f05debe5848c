"""The one store of a server."""

from app import shelf


def test_all_pages_and_routes_share_one_store(tmp_path, monkeypatch):
    monkeypatch.setenv(shelf.DATABASE, f"sqlite:///{tmp_path / 'w.sqlite'}")

    assert shelf.store() is shelf.store()
    assert (tmp_path / "w.sqlite").is_file()


def test_another_database_is_another_store(tmp_path, monkeypatch):
    monkeypatch.setenv(shelf.DATABASE, f"sqlite:///{tmp_path / 'one.sqlite'}")
    one = shelf.store()
    monkeypatch.setenv(shelf.DATABASE, f"sqlite:///{tmp_path / 'two.sqlite'}")

    assert shelf.store() is not one
