"""The Markdown of a brief, read back by a parser of its own."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from app.briefs.line import clean
from app.briefs.writers.markdown import escaped
from tests.app.briefs.examples import HOSTILE, full, hostile, written

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
WORKING = ("html_block", "html_inline", "image", "s_open", "code_inline", "hr")


def tokens(text):
    flat = []
    for token in PARSER.parse(text):
        flat += [token, *(token.children or ())]
    return flat


def kinds(text):
    """Return what a document is built of, without its words."""
    return [t.type for t in PARSER.parse(text) if t.type not in ("inline", "fence")]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_builds_nothing(text):
    document = written(hostile(text), "md")
    found = tokens(document)

    assert not [token.type for token in found if token.type in WORKING]
    links = [t.attrGet("href") for t in found if t.type == "link_open"]
    assert all(link.startswith(("http://", "https://")) for link in links)
    harmless = written(hostile("harmless"), "md")
    assert [k for k in kinds(document) if "paragraph" not in k] == [
        k for k in kinds(harmless) if "paragraph" not in k
    ]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_shown_as_it_stands(text):
    heading = next(t for t in PARSER.parse(written(hostile(text), "md")) if t.children)

    assert "".join(t.content for t in heading.children) == clean(text)


@given(st.text(max_size=60))
@settings(max_examples=300)
def test_any_text_comes_back_from_a_paragraph_as_it_was(text):
    found = PARSER.parse(f"x {escaped(text)}\n")

    assert [t.type for t in found] == ["paragraph_open", "inline", "paragraph_close"]
    assert all(t.type in ("text", "text_special") for t in found[1].children)
    shown = "".join(t.content for t in found[1].children)
    assert shown == f"x {clean(text)}".rstrip()


@given(st.text(st.sampled_from("#-+*=>1234567890.) \t|`~_ab\n"), max_size=12))
@settings(max_examples=300)
def test_no_text_at_the_start_of_a_line_begins_a_block(text):
    found = [token.type for token in PARSER.parse(f"{escaped(text)}\n")]

    assert found in ([], ["paragraph_open", "inline", "paragraph_close"])


@given(st.lists(st.text(max_size=20), min_size=1, max_size=4))
def test_no_text_leaves_its_cell(cells):
    row = " | ".join(escaped(cell) or "-" for cell in cells)
    head = " | ".join("h" for _ in cells)
    text = f"| {head} |\n| {' | '.join('---' for _ in cells)} |\n| {row} |\n"

    opened = [token.type for token in PARSER.parse(text)]
    assert opened.count("td_open") == len(cells)


def test_numbers_stay_readable():
    assert escaped("-3.2 (50%), 1.5 to 2; a-b") == "-3.2 (50%), 1.5 to 2; a-b"


def test_names_of_the_web_do_not_become_links_on_their_own():
    assert escaped("https://a.org www.a.org") == r"https\://a.org www\.a.org"


def test_directions_cannot_be_overridden_and_halves_of_characters_are_dropped():
    assert clean("a\u202eb\u2066\ud800\x00") == "ab"
    assert clean("עברית") == "עברית"


def test_charts_are_left_out_for_their_numbers_stand_in_tables():
    assert "svg" not in written(full(), "md")
