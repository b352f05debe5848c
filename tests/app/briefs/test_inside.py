"""What a brief carries inside, through both formats and through hostile texts."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.briefs import inside
from app.briefs.formats import TEXTS as FORMATS
from app.briefs.making import computed
from tests.app.briefs.examples import (
    DAY,
    HOSTILE,
    PLAIN,
    full,
    hostile,
    model,
    plain,
    scenario,
    written,
)


@pytest.mark.parametrize("form", FORMATS)
def test_a_brief_opens_again_as_the_same_scenario(form):
    assert inside.scenario_in(written(full(), form)) == full().scenario.plain


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_comes_back_from_inside_as_it_was(form, text):
    brief = hostile(text)

    assert inside.scenario_in(written(brief, form)) == brief.scenario.plain


@pytest.mark.parametrize("form", ["md", "html"])
@given(
    st.text(st.characters(codec="utf-8"), max_size=30),
    st.text(st.characters(codec="utf-8"), max_size=60),
)
@settings(max_examples=40)
def test_any_title_and_note_come_back(form, title, note):
    given_ = scenario({**PLAIN, "title": title, "note": note})
    carrying = {"html": inside.script, "md": inside.fenced}[form]

    carried = carrying({"scenario": given_.plain})
    assert inside.scenario_in(f"before\n\n{carried}\n") == given_.plain


def test_a_title_that_looks_like_what_is_carried_is_not_taken_for_it():
    other = {"scenario": {"credence": [1.0, 0.0]}}
    for fake in (inside.script(other), inside.fenced(other)):
        brief = computed(model(), scenario({**PLAIN, "note": fake}), DAY)
        for form in FORMATS:
            assert inside.scenario_in(written(brief, form)) == brief.scenario.plain


def test_a_text_without_a_scenario_is_no_brief():
    with pytest.raises(ValueError, match="must hold its scenario, got a text without"):
        inside.scenario_in("# A title\n")


def test_a_part_of_a_brief_is_none():
    text = written(plain(), "html")

    with pytest.raises(ValueError, match="whole"):
        inside.scenario_in(text[: text.index(inside.OPEN_SCRIPT) + 200])


@pytest.mark.parametrize("data", ["[1]", '{"scenario": 1}'])
def test_other_data_is_refused(data):
    text = f"{inside.OPEN_SCRIPT}\n{data}\n{inside.CLOSE_SCRIPT}"

    with pytest.raises(ValueError, match="got other data"):
        inside.scenario_in(text)


@pytest.mark.parametrize("data", ["{", "[" * 100_000])
def test_broken_data_is_refused(data):
    text = f"{inside.OPEN_SCRIPT}\n{data}\n{inside.CLOSE_SCRIPT}"

    with pytest.raises(ValueError, match="must be whole JSON"):
        inside.scenario_in(text)


def test_a_text_of_any_length_is_not_looked_into():
    with pytest.raises(ValueError, match="at most"):
        inside.carried(" " * (inside.LONGEST + 1))


def test_a_file_that_is_missing_too_large_or_no_text_is_refused(tmp_path):
    binary, large = tmp_path / "a.html", tmp_path / "b.html"
    binary.write_bytes(b"\xff\xfe")
    large.write_bytes(b" " * (inside.LONGEST + 1))

    for path, reason in (
        (tmp_path / "none.html", "must be a readable file"),
        (binary, "must be UTF-8 text"),
        (large, "must be at most"),
    ):
        with pytest.raises(ValueError, match=reason):
            inside.scenario_file(path)
