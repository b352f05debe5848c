"""The PDF of a brief: its tags, its fonts, what it shows, and what was altered."""

import io

import pytest
from pypdf import PdfReader

from app.briefs import inside
from app.briefs.formats import encoded, lines_of
from app.briefs.line import clean
from app.briefs.sections.content import content, title
from app.briefs.verify import unverified, verify
from app.briefs.writers.fonts import covered, spelled
from app.briefs.writers.pdf_page import letters
from tests.app.briefs import altered
from tests.app.briefs.examples import WORST, full, hostile, hostile_model, model

PDF = encoded(full(), "pdf")


def shown(raw):
    return [line.text for line in lines_of(raw, "pdf")]


def test_the_same_brief_gives_the_same_bytes():
    assert encoded(full(), "pdf") == PDF


def test_it_holds_and_says_which_prose_nobody_can_verify():
    assert verify(PDF, model()) == ()
    assert [line.words for line in unverified(PDF)] == ["First.", "Second."]


def test_it_is_tagged_titled_and_in_a_language():
    reader = PdfReader(io.BytesIO(PDF))
    root = reader.trailer["/Root"]

    assert reader.metadata.title == "A full one"
    assert root["/Lang"] == "en"
    assert root["/MarkInfo"]["/Marked"]
    described = root["/Metadata"].get_object().get_data().decode()
    assert "pdfuaid:part" in described
    assert "pdfaid:part" in described


def test_all_fonts_are_inside_and_none_is_of_the_system():
    reader = PdfReader(io.BytesIO(PDF))
    fonts = [
        f.get_object() for p in reader.pages for f in p["/Resources"]["/Font"].values()
    ]

    assert fonts
    for font in fonts:
        described = font["/DescendantFonts"][0].get_object()["/FontDescriptor"]
        assert "/FontFile3" in described or "/FontFile2" in described
        assert any(n in font["/BaseFont"] for n in ("NotoSansSC", "DejaVuSans"))


def test_every_word_of_the_blocks_is_drawn():
    text = " ".join(shown(PDF)).replace(" ", "")

    for block in content(full()):
        for words in (getattr(block, "text", ""), getattr(block, "caption", "")):
            assert words.replace(" ", "") in text
        for row in getattr(block, "rows", ()):
            assert "|".join(row).replace(" ", "") in text


def test_an_altered_digit_is_named_by_its_page_and_section():
    priority = f"{1000 * full().ranking[0].priority.value:.2f}"
    other = priority[:-1] + ("1" if priority[-1] != "1" else "2")

    (found,) = verify(altered.pdf_text(PDF, priority, other), model())
    assert found.where == "page 2, section 'Why these come first'"
    assert other in found.was
    assert priority in found.now


def test_an_altered_bar_is_named_by_its_figure():
    (found,) = verify(altered.pdf_bar(PDF), model())

    assert "page 1, figure 'Credence. Level 1" in found.where
    assert ", part " in found.where


def test_what_moves_on_a_page_and_says_the_same_is_found():
    def lower(step, _):
        operands, operator = step
        if operator == b"cm" and float(operands[5]) < 600:
            operands[5] = type(operands[5])(float(operands[5]) - 20)
            return True
        return False

    found = verify(altered.pdf(PDF, lower), model())
    assert found
    assert all(difference.where.startswith("page 1") for difference in found)


def test_a_text_laid_over_a_page_is_found():
    from pypdf import PdfWriter
    from pypdf.annotations import FreeText

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(PDF)))
    writer.add_annotation(0, FreeText(text="99%", rect=(50, 550, 200, 650)))
    out = io.BytesIO()
    writer.write(out)

    (found,) = verify(out.getvalue(), model())
    assert found.where == "page 1, laid over it"
    assert found.was == "/FreeText"


@pytest.mark.parametrize("text", WORST)
def test_hostile_text_is_shown_as_it_stands_and_opens_again(text):
    brief = hostile(text)
    raw = encoded(brief, "pdf")

    assert inside.scenario_in(raw) == brief.scenario.plain
    told = shown(raw)[0].replace(" ", "")
    assert sorted(told) == sorted(spelled(clean(title(brief))).replace(" ", ""))
    assert verify(raw, hostile_model(text)) == ()


def test_markup_of_typst_stays_text():
    brief = hostile('#import "@preview/x:1" #sys.version *b* _e_ $x$ <l> @r \\ = H')

    assert shown(encoded(brief, "pdf"))[0] == clean(brief.scenario.title)


def test_what_no_font_holds_is_spelled():
    assert spelled("中 ± · ∞ ■ 🪜") == "中 ± · ∞ ■ [U+1FA9C]"
    assert {ord(letter) for letter in "äß中文€±"} <= covered()


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (PDF[: len(PDF) // 2], "whole PDF"),
        (b"%PDF-1.7\nnothing", "whole PDF"),
        (PDF.replace(b"tenlevels-brief.json", b"tenlevels-brief.jsox"), "0 of them"),
    ],
)
def test_a_broken_one_is_refused_in_one_line(raw, reason):
    with pytest.raises(ValueError, match=reason) as refused:
        inside.carried(raw)

    assert "\n" not in str(refused.value)
    (found,) = verify(raw, model())
    assert reason in found.now


def test_tags_that_lead_into_each_other_are_refused_at_once():
    from pypdf import PdfWriter
    from pypdf.generic import ArrayObject, NameObject

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(PDF)))
    root = writer.root_object["/StructTreeRoot"]
    kid = root["/K"][0].get_object()
    kid[NameObject("/K")] = ArrayObject([kid.indirect_reference] * 3)
    out = io.BytesIO()
    writer.write(out)

    with pytest.raises(ValueError, match="whole PDF"):
        unverified(out.getvalue())


def test_a_font_that_means_too_many_letters_is_refused():
    from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

    table = DecodedStreamObject()
    table.set_data(b"beginbfrange " + 3 * b"<0000> <FFFF> <0000> " + b"endbfrange")
    font = DictionaryObject({NameObject("/ToUnicode"): table})

    with pytest.raises(ValueError, match="at most"):
        letters(font)
