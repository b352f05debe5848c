"""The document that every page is loaded into."""

from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from app import shell
from app.pages import PAGES
from app.texts import say


@pytest.fixture
def client():
    return TestClient(Starlette(routes=shell.routes()))


def test_every_page_but_the_first_has_an_address(client):
    first, *others = PAGES

    assert [client.get(f"/{name}").status_code for name in others] == [200] * len(
        others
    )
    assert client.get(f"/{first}").status_code == 404


def test_the_document_is_streamlits_with_our_title_and_the_place_of_the_server(client):
    text = client.get("/brief").text

    ours = shell.INDEX.read_text(encoding="utf-8").splitlines()
    added = [line for line in text.splitlines() if line not in ours]
    assert [line.strip() for line in added] == [
        f"<head>{shell.HERE}",
        f"<title>{say('app.title')}</title>",
    ]


def test_a_document_of_another_form_is_an_error(tmp_path: Path, monkeypatch):
    other = tmp_path / "index.html"
    other.write_text("<html></html>")
    monkeypatch.setattr(shell, "INDEX", other)
    shell.document.cache_clear()

    with pytest.raises(ValueError, match=r"index\.html must have one <head> and one"):
        shell.document()
    shell.document.cache_clear()


def test_every_page_has_a_file_and_its_texts():
    views = Path(shell.__file__).parent / "views"

    for name in PAGES:
        assert (views / f"{name}.py").is_file()
        assert say(f"{name}.title")
        assert say(f"{name}.lead")
