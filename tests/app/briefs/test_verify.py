"""A brief verifies itself: every digit, every format, every pack."""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.briefs import verify as module
from app.briefs.formats import TEXTS as FORMATS
from app.briefs.making import computed
from app.briefs.verify import Difference, unverified, verify
from simulator.model import Model
from tests.app.briefs import examples
from tests.app.briefs.examples import (
    DAY,
    FULL,
    HOSTILE,
    full,
    hostile,
    model,
    scenario,
    written,
)

TEXTS = {form: written(full(), form) for form in FORMATS}


def replaced(form: str, was: str, now: str) -> str:
    assert was in TEXTS[form]
    return TEXTS[form].replace(was, now, 1)


@pytest.mark.parametrize("form", FORMATS)
def test_a_brief_that_nobody_touched_holds(form):
    assert verify(TEXTS[form], model()) == ()


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_scenario_gives_the_same_bytes(form):
    assert written(computed(model(), scenario(FULL), DAY), form) == TEXTS[form]


@pytest.mark.parametrize("form", FORMATS)
@given(st.data())
@settings(max_examples=40)
def test_altering_any_digit_is_found_and_its_line_is_named(form, data):
    text = TEXTS[form]
    digits = [n for n, c in enumerate(text) if c.isascii() and c.isdigit()]
    place = data.draw(st.sampled_from(digits))
    digit = data.draw(st.sampled_from([c for c in "0123456789" if c != text[place]]))
    line = text.count("\n", 0, place) + 1

    found = verify(text[:place] + digit + text[place + 1 :], model())
    carried = text.index(module.inside.NAME)
    assert found
    if place < carried:  # what is carried decides what all other lines should say
        assert [d.where.split(",")[0] for d in found] == [f"line {line}"]


@pytest.mark.parametrize("form", FORMATS)
def test_a_difference_says_where_it_was_and_what_is_so(form):
    priority = f"{1000 * full().ranking[0].priority.value:.2f}"
    row = {
        "md": f"| {priority} |",
        "html": f">{priority}</td>",
        "json": f'    "{priority}",',
    }[form]
    text = replaced(form, row, row.replace(priority, "999.99"))

    (found,) = verify(text, model())
    number = text[: text.index("999.99")].count("\n") + 1
    assert found.where == f"line {number}, section 'Why these come first'"
    assert "999.99" in found.was
    assert priority in found.now


@pytest.mark.parametrize(
    ("form", "was", "now"),
    [
        ("html", r'd="M (\d+)', 'd="M 999'),
        ("json", r'"before": \[\n\s+0.6', '"before": [\n     0.9'),
        ("json", r"17.413656", "77.413656"),
    ],
)
def test_an_altered_chart_is_named_by_its_line(form, was, now):
    text = re.sub(was, now, TEXTS[form], count=1)

    (found,) = verify(text, model())
    assert re.fullmatch(r"line \d+, section '(Credence|Ranking)'", found.where)


@pytest.mark.parametrize("form", FORMATS)
def test_the_words_of_the_author_may_be_edited_and_are_listed(form):
    text = replaced(form, "First.", "Quite another thing, 99%.")

    assert verify(text, model()) == ()
    words = [line.words for line in unverified(text)]
    assert words == ["Quite another thing, 99%.", "Second."]
    elsewhere = {"md": "> A fake.\n\n## Ranking", "html": "<blockquote><h2>"}
    first = {"md": "## Ranking", "html": "<h2"}
    if form in first:
        moved = TEXTS[form].replace(first[form], elsewhere[form], 1)
        assert verify(moved, model())


@pytest.mark.parametrize(
    "line", ["<p><b>99%</b></p>", '<p style="position:fixed">1</p>', "<style>x</style>"]
)
def test_what_could_do_more_than_say_something_is_no_prose(line):
    (found,) = verify(replaced("html", "<p>First.</p>", line), model())

    assert line in found.was


@pytest.mark.parametrize("form", ["md", "html"])
def test_a_line_that_was_added_or_taken_away_is_found(form):
    lines = TEXTS[form].split("\n")
    place = next(n for n, line in enumerate(lines) if "The treaty" in line)
    fewer, more = [*lines], [*lines]
    del fewer[place]
    more.insert(place, "An added line.")

    (taken,) = verify("\n".join(fewer), model())
    (added,) = verify("\n".join(more), model())
    assert taken.was == ""
    assert "The treaty" in taken.now
    assert (added.was, added.now) == ("An added line.", "")
    assert added.where.startswith(f"line {place + 1},")


def test_another_model_is_named_first_and_then_only_what_says_something_else():
    pack = examples.sourced_pack()
    pack["world.yaml"]["outcomes"][2]["name"] = "Stopped"
    other = examples.made(pack)

    first, second, *others = verify(TEXTS["md"], other)
    assert first == Difference("pack", model().digest, other.digest)
    assert second.where == "revised"
    assert others, others
    strange = [d for d in others if "stopped" not in d.now.lower()]
    assert strange == []


def test_another_version_of_the_program_is_named_alone(monkeypatch):
    monkeypatch.setattr(module, "version", lambda _: "99.0")

    assert verify(TEXTS["md"], model()) == (Difference("version", "0.1.0", "99.0"),)


def test_a_model_that_the_scenario_does_not_fit_is_told_in_two_lines():
    pack = examples.small_pack()
    pack["facts.yaml"]["facts"][0]["id"] = "another"
    pack["evidence.yaml"]["evidence"][0]["facts"] = ["another"]
    other: Model = examples.made(pack)

    first, second = verify(TEXTS["html"], other)
    assert first.where == "pack"
    assert second.where.endswith("the scenario inside")
    assert "kind_world" in second.now


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_briefs_of_a_pack_of_ones_own_hold(form, text):
    assert verify(written(hostile(text), form), examples.hostile_model(text)) == ()


@pytest.mark.parametrize("form", FORMATS)
def test_the_line_ends_of_another_system_are_no_difference(form):
    text = "\ufeff" + TEXTS[form].replace("\n", "\r\n")

    assert verify(text, model()) == ()


@pytest.mark.parametrize(
    ("was", "now", "reason"),
    [
        ("made: '2026-11-23'", "made: '2026-11-2x'", "made must be a day"),
        ("made: '2026-11-23'", "made: '2026-02-30'", "made must be a day"),
        ("made: '2026-11-23'", "made: '２０２６-11-23'", "made must be a day"),  # noqa: RUF001
        ("made: '2026-11-23'", "made: 7", "made must be text"),
        ("worlds: 16", "worlds: 17", "worlds must be a power of two"),
        ("scenario:\n  contract", "scenario:\n contract", "must be plain YAML"),
    ],
)
def test_what_is_carried_and_cannot_be_used_is_a_difference(was, now, reason):
    (found,) = verify(replaced("md", was, now), model())

    assert found.where.endswith("the scenario inside")
    assert reason in found.now


def test_a_text_that_is_no_brief_is_refused():
    with pytest.raises(ValueError, match="a brief must hold its scenario"):
        verify("credence: [0.5, 0.5]\n", model())


def test_the_number_of_threads_makes_no_difference(monkeypatch):
    monkeypatch.setattr("os.sched_getaffinity", lambda _: range(7))
    many = scenario({**FULL, "worlds": 64})
    one = computed(model(), many, DAY)
    monkeypatch.setattr("os.sched_getaffinity", lambda _: range(1))

    assert verify(written(one, "html"), model()) == ()


def test_a_stamp_is_written_as_it_is_borne():
    old = replace(full(), stamp=replace(full().stamp, version="0.0.1"))

    assert verify(written(old, "html"), model()) == (
        Difference("version", "0.0.1", "0.1.0"),
    )
