"""The command `workshop`."""

import json
import sys
from io import StringIO

import pyarrow.parquet as pq
import pytest

from app.cli import main
from app.workshop_options import DEFAULT
from app.workshops.store import open_store
from tests.app.workshops.room import join
from tests.app.workshops.test_archive import played


@pytest.fixture(scope="module")
def origin(tmp_path_factory):
    """Return a backup with a played workshop, and that workshop."""
    folder = tmp_path_factory.mktemp("origin")
    with open_store(f"sqlite:///{folder}/o.db") as store:
        created, people = played(store)
        store.backup(folder / "o.backup")
    return folder / "o.backup", created.workshop, people


@pytest.fixture
def run(tmp_path, capsys, origin, monkeypatch):
    """Return a function that runs a command on a copy of the database."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tenlevels.db").write_bytes(origin[0].read_bytes())

    def run(*words, status=0):
        assert main(["workshop", *map(str, words)]) == status
        return capsys.readouterr()

    return run


def test_the_database_is_a_file_in_the_working_folder(run, origin):
    assert DEFAULT == "sqlite:///tenlevels.db"
    document = json.loads(run("list", "--json").out)
    assert document["contract"] == 1
    (listed,) = document["workshops"]
    assert listed["id"] == origin[1].id
    assert (listed["participants"], listed["kind"]) == (5, "reveal")
    assert origin[1].shown_code in run("list").out


def test_an_export_as_json_is_imported_elsewhere_and_exported_the_same(run, tmp_path):
    code = json.loads(run("list", "--json").out)["workshops"][0]["code"]
    out = run("export", code, "-o", tmp_path / "x.json", "--json").out
    assert json.loads(out) == {"contract": 1, "path": str(tmp_path / "x.json")}
    shown = json.loads(run("export", code, "--json").out)
    assert shown == json.loads((tmp_path / "x.json").read_text())
    (tmp_path / "words").write_text("correct horse\n")
    there = ["--database", f"sqlite:///{tmp_path}/there.db"]
    words = ["--passphrase-file", tmp_path / "words"]
    made = json.loads(run("import", tmp_path / "x.json", *words, *there, "--json").out)
    assert json.loads(run("export", code, *there, "--json").out) == shown
    with open_store(there[1]) as store:
        assert store.identify(made["tokens"]["screen"]).role == "screen"
        assert store.sign_in(made["workshop"]["code"], "correct horse")


def test_the_passphrase_may_come_from_standard_input(run, tmp_path, monkeypatch):
    code = json.loads(run("list", "--json").out)["workshops"][0]["code"]
    run("export", code, "-o", tmp_path / "x.json")
    monkeypatch.setattr(sys, "stdin", StringIO("correct horse\n"))
    there = ["--database", f"sqlite:///{tmp_path}/there.db"]
    said = run("import", tmp_path / "x.json", "--passphrase-file", "-", *there).out
    assert "shown only now" in said
    with open_store(there[1]) as store:
        assert store.sign_in(code, "correct horse")


def test_judgments_are_exported_as_tables(run, tmp_path, origin):
    text = run("export", origin[1].id, "--format", "csv").out
    assert text.splitlines()[1].startswith("'=cmd() <b>,")
    path = tmp_path / "x.parquet"
    run("export", origin[1].id, "--format", "parquet", "-o", path)
    assert pq.read_table(path).num_rows == len(text.splitlines()) - 1 == 6


def test_a_backup_is_restored(run, origin):
    run("backup", "x.backup")
    assert run("delete", origin[1].code).out.startswith("deleted ")
    assert json.loads(run("list", "--json").out)["workshops"] == []
    assert run("list").out == "none\n"
    out = run("restore", "x.backup", "--json").out
    assert json.loads(out) == {"contract": 1, "workshops": 1}
    error = run("restore", "x.backup", status=2).err
    assert error.startswith("tenlevels workshop: database must be empty")
    run("restore", "x.backup", "--replace")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"hello" * 1000, "file is not a database"),
        (b"", "another or a broken file"),
    ],
)
def test_a_file_that_is_no_backup_leaves_no_empty_database(
    run, tmp_path, content, said
):
    (tmp_path / "tenlevels.db").unlink()
    (tmp_path / "wrong").write_bytes(content)
    error = run("restore", "wrong", status=2).err
    assert error.startswith("tenlevels workshop: wrong: must be a backup of workshops")
    assert said in error
    assert [path.name for path in tmp_path.iterdir()] == ["wrong"]


def test_one_participant_is_erased(run, origin):
    person = origin[2][0].participant_id
    run("erase", origin[1].code, person)
    kept = run("export", origin[1].code, "--json").out
    assert person not in kept
    error = run("erase", origin[1].code, person, status=2).err
    assert "participant_id must be that of one who has joined" in error


def test_what_is_not_old_is_not_purged(run):
    assert json.loads(run("purge", "--json").out) == {"contract": 1, "deleted": []}
    assert run("purge").out == "workshops deleted: 0\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["list", "--database", "x"], "--database must be sqlite:///FILE or"),
        (["list", "--database", "sqlite:///no.db"], "must be a file that is there"),
        (["export", "0000-0000"], "code must be that of a workshop, got 0000-0000"),
        (["export", "x" * 32], "workshop_id must be one that is known"),
        (["export", "ü"], "code must have 8 letters and digits"),
        (["import", "none.json"], "none.json must be a readable file: No such"),
        (["import", "tenlevels.db"], "tenlevels.db must be UTF-8 text (byte"),
        (["import", "deep.json"], "deep.json must be JSON: "),
        (["import", "list.json"], "workshop file must be an object, got []"),
        (["import", "list.json", "--passphrase-file", "no"], "no must be a readable"),
        (["import", "list.json", "--passphrase-file", "."], "Is a directory"),
        (["restore", "none"], "none: must be a file, got none"),
        (["backup", "no/x"], "must be writable"),
        (["import", "list.json", "--passphrase-file", "list.json"], "passphrase must"),
    ],
)
def test_what_is_wrong_is_told_in_one_line(run, tmp_path, words, said):
    (tmp_path / "deep.json").write_text("[" * 200_000)
    (tmp_path / "list.json").write_text("[]")
    told = run(*words, status=2)
    assert told.out == ""
    assert said in told.err
    assert told.err.startswith("tenlevels workshop: ")
    assert len(told.err.splitlines()) == 1


@pytest.mark.parametrize("form", ["parquet", "csv"])
def test_a_table_that_is_no_json_needs_a_file(run, origin, form):
    words = ["export", origin[1].code, "--format", form, "--json"]
    assert "-o must name the file of an export" in run(*words, status=2).err


@pytest.mark.parametrize("words", [[], ["list", "x"], ["erase", "ABCD-EFGH"], ["fly"]])
def test_a_command_that_means_nothing_is_one_line(words, capsys):
    with pytest.raises(SystemExit, match="2"):
        main(["workshop", *words])
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_name_of_someone_who_joins_cannot_be_mistaken_for_output(run):
    with open_store(DEFAULT) as store:
        made = store.create("Room", "passphrase", {})
        with pytest.raises(ValueError, match="pseudonym must be one line"):
            join(store, made, "\x1b[2Jdeleted")
    assert "\x1b" not in run("list").out
