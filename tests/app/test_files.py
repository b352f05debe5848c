"""Files are written whole or not at all."""

import pathlib

import pytest

from app.files import write


def test_a_write_that_is_interrupted_leaves_the_folder_as_it_was(tmp_path, monkeypatch):
    kept = tmp_path / "brief.md"
    write(kept, "before")

    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(pathlib.Path, "replace", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write(kept, "after")

    assert [path.name for path in tmp_path.iterdir()] == ["brief.md"]
    assert kept.read_text() == "before"


def test_a_file_that_is_written_is_the_only_one(tmp_path):
    write(tmp_path / "brief.md", "whole")

    assert [path.read_text() for path in tmp_path.iterdir()] == ["whole"]


def test_a_file_that_cannot_be_written_is_named(tmp_path):
    folder = tmp_path / "nothing"

    with pytest.raises(ValueError, match=r"brief.md: must be writable: No such file"):
        write(folder / "brief.md", "lost")
