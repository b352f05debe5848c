import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from levels.document import MAX_DEPTH, check, parse
from levels.pack import read_file
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


class Text(BaseModel):
    a: int
    b: list[float]


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


def test_every_broken_rule_of_a_schema_is_a_problem_at_its_line():
    document = parse("a: x\nb:\n  - 1\n  - y\nc: 1\n", "x.yaml")

    with pytest.raises(PackError) as caught:
        check(document, Text)

    lines = [(p.file, p.line, p.where, p.value) for p in caught.value.problems]
    assert lines == [("x.yaml", 1, "a", "'x'"), ("x.yaml", 4, "b[1]", "'y'")]


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


def check_read_or_refused(text):
    """Check that a text is read as plain data, or refused with lines that it has."""
    try:
        data = parse(text, "x.yaml").data
    except PackError as error:
        lines = {problem.line for problem in error.problems}
        assert lines
        assert lines <= set(range(1, len(text.splitlines()) + 2))
    else:
        assert parse(json.dumps(data), "x.yaml").data == data


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text):
    check_read_or_refused(text)


@given(st.text("[]{}:,-&*!?|>%#'\"\n a1.~", max_size=60))
def test_any_pile_of_punctuation_is_read_or_refused(text):
    check_read_or_refused(text)


def test_a_bomb_of_aliases_is_refused():
    lines = ["a0: &a0 [x, x]"]
    lines += [f"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]" for i in range(1, 60)]

    found = problems("\n".join(lines))

    assert len(found) == 118
    assert found[0] == (2, "a1[0]", "aliases are not allowed", "'*a0'")
    assert {rule for _, _, rule, _ in found} == {"aliases are not allowed"}


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


@pytest.mark.parametrize("text", ["1e-05", "1E5", "-2.5e3", "1e5", "0e0"])
def test_numbers_as_json_writes_them_are_numbers(text: str) -> None:
    assert parse(f"a: {text}", "x.yaml").data == {"a": float(text)}
    assert parse(f'a: "{text}"', "x.yaml").data == {"a": text}


def test_a_number_of_json_that_is_not_finite_is_refused() -> None:
    with pytest.raises(PackError, match="a number must be finite"):
        parse("a: 1e999", "x.yaml")


@given(st.text(st.characters(codec="utf-8"), max_size=20))
def test_any_text_comes_back_from_json(text: str) -> None:
    assert parse(json.dumps({"a": text}), "x.json").data == {"a": text}


def test_an_escaped_backslash_begins_no_escape() -> None:
    text = r"\ud83e\udd5c"
    assert parse(json.dumps({"a": text}), "x.json").data == {"a": text}
