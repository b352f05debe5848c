"""Files are written whole or not at all, and read as text or refused."""

import io
import os
import pathlib

import pytest

from app.files import draft, read_text, write


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


def test_text_comes_from_a_file_or_from_standard_input(tmp_path, monkeypatch):
    file = tmp_path / "mine.csv"
    file.write_text("tuning,1", encoding="utf-8")
    pasted = io.TextIOWrapper(io.BytesIO(b"tuning\t2"))
    monkeypatch.setattr("sys.stdin", pasted)
    assert read_text(str(file)) == "tuning,1"
    assert read_text("-") == "tuning\t2"


def test_a_file_that_is_no_text_is_refused(tmp_path):
    file = tmp_path / "mine.xlsx"
    file.write_bytes(b"PK\x03\x04\xff\xfe")
    with pytest.raises(ValueError, match=r"mine.xlsx must be UTF-8 text \(byte 4\)"):
        read_text(str(file))


def test_a_file_that_cannot_be_read_is_refused_by_its_name(tmp_path):
    with pytest.raises(ValueError, match=r"none.csv must be a readable file: No such"):
        read_text(str(tmp_path / "none.csv"))
    with pytest.raises(ValueError, match="must be a readable file: Is a directory"):
        read_text(str(tmp_path))


def test_a_folder_is_refused_before_what_is_written_is_computed(tmp_path):
    with pytest.raises(ValueError, match="must be writable: Is a directory"):
        refused(tmp_path)


def test_a_device_is_not_replaced_by_a_file(tmp_path):
    pipe, link = tmp_path / "pipe", tmp_path / "link"
    os.mkfifo(pipe)
    link.symlink_to(pipe)

    for path in (pipe, link):
        with pytest.raises(ValueError, match=f"{path}: must be writable: it is a dev"):
            refused(path)
    assert pipe.is_fifo()
    assert link.is_symlink()


def test_a_link_stays_and_the_file_behind_it_is_written(tmp_path):
    kept, link = tmp_path / "kept", tmp_path / "link"
    write(kept, "before")
    link.symlink_to(kept)
    write(link, "after")

    assert link.is_symlink()
    assert kept.read_text() == "after"


def refused(path):
    with draft(path):
        pytest.fail("what is written was computed")
