"""The Word file of a brief: its styles, what it shows, and what was altered in it."""

import io
import re
import zipfile

import pytest
from docx import Document

from app.briefs import inside
from app.briefs.blocks import Heading, Table
from app.briefs.formats import encoded, lines_of
from app.briefs.line import clean
from app.briefs.sections.content import content
from app.briefs.verify import unverified, verify
from app.briefs.writers.office import SPACE
from tests.app.briefs import altered
from tests.app.briefs.examples import WORST, full, hostile, hostile_model, model

WORD = encoded(full(), "docx")
BODY = "word/document.xml"


def opened():
    return Document(io.BytesIO(WORD))


def of(kind):
    return [block for block in content(full()) if isinstance(block, kind)]


def test_the_same_brief_gives_the_same_bytes_and_holds():
    assert encoded(full(), "docx") == WORD
    assert verify(WORD, model()) == ()
    assert [line.words for line in unverified(WORD)] == ["First.", "Second."]


def test_no_part_has_a_time_of_day():
    with zipfile.ZipFile(io.BytesIO(WORD)) as file:
        assert {entry.date_time for entry in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        times = re.findall(
            r"\d{4}-\d\d-\d\dT[^<]*", file.read("docProps/core.xml").decode()
        )
    assert set(times) == {"2026-11-23T00:00:00Z"}


def test_headings_are_those_of_word_and_keep_their_order():
    styles = ("Title", "Heading 1", "Heading 2")
    found = [(p.text, styles.index(p.style.name) + 1) for p in opened().paragraphs
             if p.style.name in styles]  # fmt: skip

    assert found == [(heading.text, heading.level) for heading in of(Heading)]


def test_tables_are_real_and_repeat_their_header():
    tables = opened().tables

    assert [[tuple(c.text for c in row.cells) for row in t.rows] for t in tables] == [
        [table.header, *table.rows] for table in of(Table)
    ]
    assert all("w:tblHeader" in table._element.xml for table in tables)  # noqa: SLF001


def test_pictures_have_alternative_text_and_captions_a_style():
    document = opened()

    described = [
        shape._inline.docPr.get("descr")  # noqa: SLF001
        for shape in document.inline_shapes
    ]
    words = [f"{b.caption}. {b.words}" for b in content(full()) if b.kind == "figure"]
    assert described == words
    captions = [p for p in document.paragraphs if p.style.name == "Caption"]
    assert len(captions) == len(of(Table)) + len(words)


def test_pages_have_numbers():
    assert b"NUMPAGES" in zipfile.ZipFile(io.BytesIO(WORD)).read("word/footer1.xml")


def test_an_altered_digit_is_named_by_its_row_and_section():
    priority = f"{1000 * full().ranking[0].priority.value:.2f}"
    raw = altered.part(WORD, BODY, f"<w:t>{priority}</w:t>", "<w:t>999.99</w:t>")

    (found,) = verify(raw, model())
    assert found.where == "table 2, row 2, section 'Why these come first'"
    assert "999.99" in found.was
    assert priority in found.now


def test_an_altered_picture_is_named():
    with zipfile.ZipFile(io.BytesIO(WORD)) as file:
        pictures = sorted(n for n in file.namelist() if "media/" in n)
        other = file.read(pictures[1])
    raw = altered.zipped(WORD, lambda n, data: other if n == pictures[0] else data)

    (found,) = verify(raw, model())
    assert "picture 'Credence', what it shows" in found.where


def test_the_points_of_a_picture_count_and_not_its_file():
    from PIL import Image

    def saved_again(name, data):
        if "media/" not in name:
            return data
        out = io.BytesIO()
        Image.open(io.BytesIO(data)).save(out, "png", compress_level=1)
        return out.getvalue()

    raw = altered.zipped(WORD, saved_again)
    assert raw != WORD
    assert verify(raw, model()) == ()


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("<w:r><w:t>Question</w:t>",
         "<w:r><w:rPr><w:vanish/></w:rPr><w:t>Question</w:t>"),
        ("<w:t>Question</w:t>", "<w:t>Question</w:t></w:r><w:r><w:t>s</w:t>"),
        ("<w:r><w:t>Question</w:t></w:r>",
         "<w:del><w:r><w:t>Question</w:t></w:r></w:del>"),
        ("<w:r><w:t>Question</w:t></w:r>",
         '<w:r><w:t>Question</w:t></w:r><w:r><w:sym w:char="F031"/></w:r>'),
    ],
)  # fmt: skip
def test_hidden_deleted_and_added_words_are_found(was, now):
    found = verify(altered.part(WORD, BODY, was, now), model())

    assert found
    assert "Question" in found[0].now + found[0].was


def test_a_second_copy_that_nobody_sees_does_not_count():
    copy = "</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>9"
    raw = altered.part(WORD, BODY, "Question</w:t>", f"Question{copy}</w:t>")

    assert verify(raw, model()) == ()


def test_words_of_the_author_may_be_edited_and_are_listed():
    raw = altered.part(WORD, BODY, ">First.<", ">We disagree: 99%.<")

    assert verify(raw, model()) == ()
    assert unverified(raw)[0].words == "We disagree: 99%."


@pytest.mark.parametrize("text", WORST)
def test_hostile_text_is_shown_as_it_stands_and_opens_again(text):
    brief = hostile(text)
    raw = encoded(brief, "docx")

    assert inside.scenario_in(raw) == brief.scenario.plain
    assert lines_of(raw, "docx")[0].text == clean(brief.scenario.title)
    assert verify(raw, hostile_model(text)) == ()


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (WORD[: len(WORD) // 2], "whole file of an office"),
        (
            altered.part(WORD, r"customXml/item\d\.xml", SPACE, "urn:x"),
            "with 0 of them",
        ),
        (
            altered.part(WORD, r"customXml/item9\.xml", "<brief", "<!DOCTYPE b><brief"),
            "",
        ),
        (altered.part(WORD, BODY, "</w:body>", ""), "must be XML"),
    ],
)
def test_a_broken_one_is_refused_in_one_line(raw, reason):
    if reason:
        with pytest.raises(ValueError, match=reason) as refused:
            (inside.carried(raw), unverified(raw))
        assert "\n" not in str(refused.value)
    else:
        assert inside.scenario_in(raw) == full().scenario.plain


def test_a_file_that_unpacks_to_too_much_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(BODY, b" " * 70_000_000)

    with pytest.raises(ValueError, match="unpack to at most"):
        inside.carried(out.getvalue())


def test_no_file_outside_is_read_into_what_is_seen():
    entity = '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document'
    raw = altered.part(WORD, BODY, "<w:document", entity)
    raw = altered.part(raw, BODY, ">Question<", ">Question &x;<")

    assert not any("root:" in line.text for line in lines_of(raw, "docx"))
