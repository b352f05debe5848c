import io
import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from levels.pack import (
    MAX_BYTES,
    MAX_DEPTH,
    SHIPPED,
    PackError,
    check,
    parse,
    read,
    read_file,
    shipped,
    show,
    spell,
)


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


class Text(BaseModel):
    a: int
    b: list[float]


# --- worked examples


def test_each_place_knows_its_line():
    document = parse("a: 1\nb:\n  - c: x\n\n  - [1,\n     2]\n", "x.yaml")

    assert document.data == {"a": 1, "b": [{"c": "x"}, [1, 2]]}
    lines = {
        ("a",): 1,
        ("b",): 2,
        ("b", 0): 3,
        ("b", 0, "c"): 3,
        ("b", 1): 5,
        ("b", 1, 0): 5,
        ("b", 1, 1): 6,
    }
    assert {place: document.line(place) for place in lines} == lines


def test_a_place_that_is_not_there_has_the_line_of_the_one_around_it():
    document = parse("a: 1\nb:\n  c: 2\n", "x.yaml")

    assert document.line(("b", "c", "d", 0)) == 3
    assert document.line(("z",)) == 1


def test_a_problem_reads_as_file_line_place_rule_and_value():
    document = parse("a: 1\nb: {c: [2]}\n", "x.yaml")

    problem = document.problem(("b", "c", 0), "must be odd", 2)

    assert str(problem) == "x.yaml:2: b.c[0]: must be odd, got 2"


def test_json_is_read_as_well():
    text = '{"a": [1, 2.5, null, true],\n "b": "x"}'

    assert parse(text, "x.json").data == {"a": [1, 2.5, None, True], "b": "x"}


def test_the_shipped_pack_is_read_whole():
    documents = read()

    assert list(documents) == list(SHIPPED)
    assert all(isinstance(d.data, dict) for d in documents.values())


def test_a_catalog_that_a_pack_does_not_bring_is_the_shipped_one(tmp_path):
    (tmp_path / "evidence.yaml").write_text("evidence: []\n", encoding="utf-8")

    documents = read(tmp_path)

    assert documents["evidence.yaml"].data == {"evidence": []}
    assert documents["facts.yaml"].data == read()["facts.yaml"].data


def test_every_broken_rule_of_a_schema_is_a_problem_at_its_line():
    document = parse("a: x\nb:\n  - 1\n  - y\nc: 1\n", "x.yaml")

    with pytest.raises(PackError) as caught:
        check(document, Text)

    lines = [(p.file, p.line, p.where, p.value) for p in caught.value.problems]
    assert lines == [("x.yaml", 1, "a", "'x'"), ("x.yaml", 4, "b[1]", "'y'")]


# --- properties

KEYS = st.text("abcxyz_", min_size=1, max_size=5)
SCALARS = st.none() | st.booleans() | st.integers(-(10**6), 10**6) | KEYS
DATA = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3)
    ),
    max_leaves=12,
)


def flow(data):
    """Write data as YAML in braces, each entry on a line of its own."""
    if isinstance(data, dict):
        inside = ",\n".join(f'"{key}": {flow(value)}' for key, value in data.items())
        return f"{{{inside}\n}}"
    if isinstance(data, list):
        return "[" + ",\n".join(map(flow, data)) + "]"
    if isinstance(data, str):
        return f'"{data}"'
    return {None: "null", True: "true", False: "false"}.get(data, str(data))


@given(DATA)
def test_plain_data_survives_writing_and_reading(data):
    assert parse(flow(data), "x.yaml").data == data


@given(DATA)
def test_line_ends_of_windows_change_nothing(data):
    text = flow(data)

    document = parse(text.replace("\n", "\r\n"), "x.yaml")

    assert (document.data, document.lines) == (
        parse(text, "x.yaml").data,
        parse(text, "x.yaml").lines,
    )


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text):
    with suppress(PackError):
        parse(text, "x.yaml")


@given(st.text("[]{}:,-&*!?|>%#'\"\n a1.~", max_size=60))
def test_any_pile_of_punctuation_is_read_or_refused(text):
    with suppress(PackError):
        parse(text, "x.yaml")


# --- hostile files


def test_a_bomb_of_aliases_is_refused():
    lines = ["a0: &a0 [x, x]"]
    lines += [f"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]" for i in range(1, 60)]

    found = problems("\n".join(lines))

    assert len(found) == 118
    assert found[0] == (2, "a1[0]", "aliases are not allowed", "'*a0'")
    assert {rule for _, _, rule, _ in found} == {"aliases are not allowed"}


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


def test_a_repeated_key_is_refused():
    found = problems("a: 1\nb: {c: 1, d: 2,\n c: 3}\na: 4\n")

    assert found == [
        (3, "b.c", "key must not repeat", ""),
        (4, "a", "key must not repeat", ""),
    ]


def test_numbers_that_are_not_finite_are_refused():
    found = problems("a: .nan\nb: [.inf, -.INF]\nc: 1.0e+999\n")

    rule = "a number must be finite"
    assert found == [
        (1, "a", rule, "'.nan'"),
        (2, "b[0]", rule, "'.inf'"),
        (2, "b[1]", rule, "'-.INF'"),
        (3, "c", rule, "'1.0e+999'"),
    ]


def test_tags_are_refused():
    found = problems("a: !!python/object/apply:os.system ['x']\nb: !!str 1\nc: !x {}\n")

    assert [(line, where) for line, where, _, _ in found] == [
        (1, "a"),
        (2, "b"),
        (3, "c"),
    ]
    assert {rule for _, _, rule, _ in found} == {"tags are not allowed"}
    assert "python/object/apply" in found[0][3]


def test_nesting_is_bounded():
    inside = "[" * MAX_DEPTH + "]" * MAX_DEPTH

    assert parse(inside, "x.yaml").data
    ((_, where, rule, _),) = problems(f"[{inside}]")
    assert (where, rule) == (
        "[0]" * MAX_DEPTH,
        f"must not nest deeper than {MAX_DEPTH}",
    )


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? ", "a:\n  - ["])
def test_a_million_openings_are_refused_at_once(opening):
    text = opening * (1_000_000 // len(opening))

    start = time.perf_counter()
    assert problems(text)

    assert time.perf_counter() - start < 5


def test_a_second_document_is_refused():
    assert problems("a: 1\n---\nb: 2\n---\nc: 3\n") == [
        (2, "", "must be one document", "'---'"),
        (4, "", "must be one document", "'---'"),
    ]


def test_keys_are_text():
    found = problems("1: a\ntrue: b\nnull: c\n[x]: d\n{y: z}: e\n2024-01-05: f\n")

    assert [(line, rule) for line, _, rule, _ in found] == [
        (line, "a key must be text") for line in (1, 2, 3, 4, 5, 6)
    ]
    assert [value for *_, value in found[:3]] == ["1", "True", "None"]


def test_merging_keys_is_refused():
    ((_, _, first, value), *_) = problems("a: {<<: {b: 1}}")

    assert (first, value) == ("must be a plain value", "'<<'")


@pytest.mark.parametrize(
    "number",
    ["9" * 5000, "0x" + "f" * 50_000, "1" + ":59" * 100_000, "0b" + "1" * 5000],
    ids=["decimal", "hexadecimal", "base 60", "binary"],
)
def test_a_number_that_would_take_hours_to_convert_is_refused_at_once(number):
    start = time.perf_counter()
    ((line, where, rule, value),) = problems(f"a: {number}")

    assert time.perf_counter() - start < 1
    assert (line, where, rule) == (1, "a", "must be a plain value")
    assert len(value) <= 60


def test_a_date_that_is_none_is_refused():
    assert problems("a: 2024-13-45") == [
        (1, "a", "must be a plain value", "'2024-13-45'")
    ]


def test_broken_yaml_is_refused_at_its_line_with_what_was_found_before():
    found = problems("a: &x 1\nb: *x\nc: [1\nd: 2")

    assert found[0] == (2, "b", "aliases are not allowed", "'*x'")
    line, _, rule, _ = found[1]
    assert line >= 3
    assert rule.startswith("must be plain YAML: ")


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


# --- whole packs


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


# --- how values are shown


def test_a_place_is_spelled_as_in_python():
    assert spell(()) == ""
    assert spell((0, "a", 1, 2, "b")) == "[0].a[1][2].b"


def test_a_value_is_shown_on_one_short_line():
    assert show("a\nb") == r"'a\nb'"
    assert len(show("x" * 1000)) == 60
    assert show("x" * 1000).endswith("...")
