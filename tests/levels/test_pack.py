import io
import os
import time

import pytest

from levels.document import parse
from levels.pack import MAX_BYTES, SHIPPED, read, read_file, shipped, texts
from levels.problem import PackError


def problems(text):
    """Return line, place, rule and value of each problem of a text."""
    with pytest.raises(PackError) as caught:
        parse(text, "x.yaml")
    return [(p.line, p.where, p.rule, p.value) for p in caught.value.problems]


def refuse(path):
    """Return the one problem of a file."""
    with pytest.raises(PackError) as caught:
        read_file(path, "x.yaml")
    (problem,) = caught.value.problems
    return problem


@pytest.fixture
def copied(tmp_path):
    """Return a folder with all the shipped catalogs."""
    for name in SHIPPED:
        (tmp_path / name).write_bytes(shipped(name).read_bytes())
    return tmp_path


def test_the_shipped_pack_is_read_whole():
    documents = read()

    assert list(documents) == list(SHIPPED)
    assert all(isinstance(d.data, dict) for d in documents.values())


def test_a_catalog_that_a_pack_does_not_bring_is_the_shipped_one(tmp_path):
    (tmp_path / "evidence.yaml").write_text("evidence: []\n", encoding="utf-8")

    documents = read(tmp_path)

    assert documents["evidence.yaml"].data == {"evidence": []}
    assert documents["facts.yaml"].data == read()["facts.yaml"].data


@pytest.mark.parametrize(
    ("names", "value"),
    [
        ([], "[]"),
        (["level.yaml", "a\nb.txt"], r"['a\nb.txt', 'level.yaml']"),
        (["texts/zh.yml"], "['texts']"),
    ],
)
def test_a_folder_that_holds_no_file_of_a_pack_is_no_pack(tmp_path, names, value):
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()

    with pytest.raises(PackError, match=":1: must hold a catalog, such as") as caught:
        read(tmp_path)

    assert [p.value for p in caught.value.problems] == [value]
    assert len(str(caught.value).splitlines()) == 1


def test_a_pack_may_bring_texts_alone(tmp_path):
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "fr.yaml").write_text("units: {}\n", encoding="utf-8")

    assert read(tmp_path) == read()
    assert texts(tmp_path)["fr"].data == {"units": {}}


def test_a_hundred_megabytes_are_refused_at_once(tmp_path):
    path = tmp_path / "huge.yaml"
    with path.open("wb") as stream:
        stream.truncate(100 * 2**20)

    start = time.perf_counter()
    problem = refuse(path)

    assert time.perf_counter() - start < 0.5
    assert problem.rule == "must be at most 2,000,000 bytes"


def test_no_more_is_read_of_a_file_than_tells_that_it_is_too_large():
    class Endless(io.RawIOBase):
        read_bytes = 0

        def open(self, _mode):
            return self

        def read(self, size=-1):
            assert size >= 0, "an endless file was read to its end"
            self.read_bytes += size
            return b"#" * size

    endless = Endless()

    assert refuse(endless).rule == "must be at most 2,000,000 bytes"
    assert endless.read_bytes == MAX_BYTES + 1


def test_a_file_of_the_largest_size_is_read(tmp_path):
    path = tmp_path / "large.yaml"
    path.write_bytes(b"a: 1\n#" + b" " * (MAX_BYTES - 6))

    assert read_file(path).data == {"a": 1}


def test_a_file_that_is_not_utf8_is_refused(tmp_path):
    path = tmp_path / "x.yaml"
    path.write_bytes(b"a: 1\nb: \xff\xfe")

    assert refuse(path).rule == "must be UTF-8 text (byte 8)"


def test_a_byte_order_mark_is_no_problem(tmp_path):
    path = tmp_path / "x.yaml"
    path.write_bytes("a: é\r\n".encode("utf-8-sig"))

    assert read_file(path).data == {"a": "é"}


def test_control_characters_are_refused(tmp_path):
    path = tmp_path / "x.yaml"
    path.write_bytes(b"a: \x00")

    assert refuse(path).rule.startswith("must be plain YAML")


def test_a_missing_file_is_refused(tmp_path):
    assert refuse(tmp_path / "none.yaml").rule == (
        "must be a readable file: No such file or directory"
    )


def test_a_folder_is_not_a_file(tmp_path):
    assert refuse(tmp_path).rule == "must be a readable file: Is a directory"


def test_an_empty_file_holds_nothing(tmp_path):
    (tmp_path / "x.yaml").touch()

    assert read_file(tmp_path / "x.yaml").data is None


@pytest.mark.parametrize("name", ["none", "x" * 300, "null\0byte"])
def test_a_pack_that_is_not_there_is_refused(tmp_path, name):
    with pytest.raises(PackError, match=":1: must be a readable folder: "):
        read(tmp_path / name)


def test_a_file_is_not_a_pack(tmp_path):
    path = tmp_path / "levels.yaml"
    path.touch()

    with pytest.raises(PackError, match="must be a readable folder: Not a directory"):
        read(path)


def test_a_pack_with_its_own_levels_brings_all_that_refers_to_them(tmp_path):
    (tmp_path / "levels.yaml").write_bytes(shipped("levels.yaml").read_bytes())
    (tmp_path / "priors.yaml").write_bytes(shipped("priors.yaml").read_bytes())

    with pytest.raises(PackError) as caught:
        read(tmp_path)

    found = {(p.file, p.rule) for p in caught.value.problems}
    rule = "must be there, since the pack brings its own levels.yaml"
    assert found == {
        (name, rule) for name in ("facts.yaml", "requirements.yaml", "world.yaml")
    }


def test_a_catalog_that_points_nowhere_is_not_replaced_by_the_shipped_one(copied):
    (copied / "facts.yaml").unlink()
    (copied / "facts.yaml").symlink_to(copied / "nowhere.yaml")

    with pytest.raises(PackError, match=r"^facts\.yaml:1: must be a readable file"):
        read(copied)


def test_a_pipe_or_a_device_in_a_pack_is_refused_and_not_waited_for(copied):
    (copied / "facts.yaml").unlink()
    os.mkfifo(copied / "facts.yaml")
    (copied / "priors.yaml").unlink()
    (copied / "priors.yaml").symlink_to("/dev/zero")

    with pytest.raises(PackError) as caught:
        read(copied)

    rule = "must be a regular file, got a pipe, socket or device"
    assert [str(p) for p in caught.value.problems] == [
        f"facts.yaml:1: {rule}",
        f"priors.yaml:1: {rule}",
    ]


def test_a_pipe_among_the_texts_of_a_pack_is_refused(tmp_path):
    (tmp_path / "texts").mkdir()
    os.mkfifo(tmp_path / "texts" / "fr.yaml")

    with pytest.raises(PackError, match=r"^texts/fr\.yaml:1: must be a regular file"):
        texts(tmp_path)


def test_the_problems_of_all_files_are_reported_at_once(copied):
    (copied / "facts.yaml").write_text("a: 1\na: 2\nb: .inf\n", encoding="utf-8")
    (copied / "priors.yaml").write_bytes(b"\xff")
    (copied / "world.yaml").write_text("a: &a 1\nb: *a\n", encoding="utf-8")

    with pytest.raises(PackError) as caught:
        read(copied)

    found = [(p.file, p.line, p.where, p.rule) for p in caught.value.problems]
    assert found == [
        ("facts.yaml", 2, "a", "key must not repeat"),
        ("facts.yaml", 3, "b", "a number must be finite"),
        ("priors.yaml", 1, "", "must be UTF-8 text (byte 0)"),
        ("world.yaml", 2, "b", "aliases are not allowed"),
    ]
    assert str(caught.value).endswith("(and 3 more: `tenlevels pack check`)")
