"""The slides of a brief: native charts, what they show, and what was altered."""

import io
import re
import zipfile

import pytest
from pptx import Presentation
from pptx.util import Emu

from app.briefs import inside
from app.briefs.blocks import Figure, Table
from app.briefs.formats import encoded, lines_of
from app.briefs.line import clean
from app.briefs.sections.content import content
from app.briefs.verify import unverified, verify
from app.briefs.writers.slide_room import (
    TEXT_HEIGHT,
    Text,
    height,
    pages,
    row_groups,
    wide,
)
from tests.app.briefs import altered
from tests.app.briefs.examples import WORST, full, hostile, hostile_model, model

SLIDES = encoded(full(), "pptx")
CHART = r"ppt/charts/chart[^/]*\.xml"


def opened():
    return Presentation(io.BytesIO(SLIDES))


def shapes():
    return [shape for slide in opened().slides for shape in slide.shapes]


def of(kind):
    return [block for block in content(full()) if isinstance(block, kind)]


def charts():
    return [shape.chart for shape in shapes() if shape.has_chart]


def test_the_same_brief_gives_the_same_bytes_and_holds():
    assert encoded(full(), "pptx") == SLIDES
    assert verify(SLIDES, model()) == ()
    assert [line.words for line in unverified(SLIDES)] == ["First.", "Second."]


def test_no_part_has_a_time_of_day_not_even_in_a_workbook():
    with zipfile.ZipFile(io.BytesIO(SLIDES)) as file:
        books = [n for n in file.namelist() if n.endswith(".xlsx")]
        assert {entry.date_time for entry in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        with zipfile.ZipFile(io.BytesIO(file.read(books[0]))) as book:
            core = book.read("docProps/core.xml").decode()
    assert len(books) == 5
    assert set(re.findall(r"\d{4}-\d\d-\d\dT[^<]*", core)) == {"2026-11-23T00:00:00Z"}


def test_charts_are_native_and_have_the_numbers_of_the_brief():
    pairs, estimates, stacks, *dots = charts()
    figures = [figure.chart for figure in of(Figure)]

    assert [tuple(s.values) for s in pairs.plots[0].series] == [
        pytest.approx(figures[0].before), pytest.approx(figures[0].after, abs=1e-6)
    ]  # fmt: skip
    assert tuple(estimates.plots[0].series[0].values) == pytest.approx(
        figures[1].values, abs=1e-6
    )
    shown = zip(*(s.values for s in stacks.plots[0].series), strict=True)
    for row, shares in zip(shown, figures[2].shares, strict=True):
        assert row == pytest.approx(shares, abs=1e-6)
    for chart, figure in zip(dots, figures[3:], strict=True):
        assert tuple(chart.plots[0].series[0].values) == figure.counts


def test_errors_are_those_of_the_brief_and_stand_in_the_workbook_too():
    (figure,) = (f.chart for f in of(Figure) if hasattr(f.chart, "errors"))
    told = [line for line in lines_of(SLIDES, "pptx") if "±, point" in line.place]
    rows = [line.text for line in lines_of(SLIDES, "pptx") if "workbook" in line.place]

    for line, label, error in zip(told, figure.labels, figure.errors, strict=True):
        name, _, value = line.text.partition(": ")
        assert name == label
        assert float(value) == pytest.approx(error, abs=1e-6)
        assert any(row.startswith(label) and row.endswith(value) for row in rows)


def test_tables_charts_and_notes_say_what_they_show():
    described = {
        shape._element.nvGraphicFramePr.cNvPr.get("descr")  # noqa: SLF001
        for shape in shapes()
        if shape.has_chart or shape.has_table
    }
    words = {f"{figure.caption}. {figure.words}" for figure in of(Figure)}

    assert described == words | {table.caption for table in of(Table)}
    notes = {s.notes_slide.notes_text_frame.text for s in opened().slides
             if s.has_notes_slide}  # fmt: skip
    assert notes == words


def test_every_slide_has_a_title_and_nothing_leaves_it():
    deck = opened()

    for slide in deck.slides:
        assert slide.shapes.title.text_frame.text
        for shape in slide.shapes:
            assert shape.left + shape.width <= deck.slide_width
            assert shape.top + shape.height <= deck.slide_height + Emu(1)


def test_an_altered_row_is_named_by_its_slide():
    priority = f"{1000 * full().ranking[0].priority.value:.2f}"
    raw = altered.part(SLIDES, r"ppt/slides/.*", f">{priority}<", ">999.99<")

    (found,) = verify(raw, model())
    assert re.fullmatch(
        r"slide \d+, 'All interventions by priority', row 2, "
        r"section 'Why these come first'", found.where
    )  # fmt: skip
    assert "999.99" in found.was
    assert priority in found.now


def test_an_altered_point_of_a_chart_is_named():
    raw = altered.part(SLIDES, CHART, "<c:v>0.335392</c:v>", "<c:v>0.935392</c:v>")

    (found,) = verify(raw, model())
    assert "'Credence', series 'After evidence', point 1, section" in found.where
    assert (found.was, found.now) == ("1: 0.935392", "1: 0.335392")


def test_an_altered_cell_of_a_workbook_is_named():
    def alter(name, data):
        if not name.endswith(".xlsx"):
            return data
        sheet = r"xl/worksheets/sheet1\.xml"
        try:
            return altered.part(data, sheet, "<v>0.335392</v>", "<v>0.935392</v>")
        except AssertionError:
            return data

    (found,) = verify(altered.zipped(SLIDES, alter), model())
    assert "'Credence', its workbook, row 2" in found.where
    assert "0.935392" in found.was


@pytest.mark.parametrize(
    ("part", "was", "now"),
    [
        (CHART, 'formatCode="0%"', 'formatCode="&quot;99%&quot;"'),
        (CHART, "<c:scaling/>", '<c:scaling><c:max val="0.5"/></c:scaling>'),
        (r"ppt/slides/slide2\.xml", "<p:sld ", '<p:sld show="0" '),
        (r"ppt/slides/slide2\.xml", 'name="Title 1"', 'name="Title 1" hidden="1"'),
        (r"ppt/slideLayouts/slideLayout2\.xml", 'type="slidenum"', 'type="x"'),
        (r"ppt/slides/slide6\.xml", "<a:t>Credence</a:t>", "<a:t>Credo</a:t>"),
        (r"ppt/notesSlides/.*1\.xml", "60.0%", "61.0%"),
        (r"ppt/slides/slide6\.xml", '<a:off x="', '<a:off x="99'),
    ],
)
def test_whatever_else_changes_what_is_seen_is_found(part, was, now):
    assert verify(altered.part(SLIDES, part, was, now), model())


def test_words_of_the_author_may_be_edited_and_are_listed():
    raw = altered.part(SLIDES, r"ppt/slides/.*", ">First.<", ">We disagree: 99%.<")

    assert verify(raw, model()) == ()
    assert unverified(raw)[0].words == "We disagree: 99%."


@pytest.mark.parametrize("text", WORST)
def test_hostile_text_is_shown_as_it_stands_and_opens_again(text):
    brief = hostile(text)
    raw = encoded(brief, "pptx")

    assert inside.scenario_in(raw) == brief.scenario.plain
    assert lines_of(raw, "pptx")[0].text == clean(brief.scenario.title)
    assert verify(raw, hostile_model(text)) == ()


def test_a_formula_stays_text_in_a_workbook():
    raw = encoded(hostile("=1+1"), "pptx")

    rows = [x.text for x in lines_of(raw, "pptx") if "its workbook" in x.place]
    assert any(row.startswith("=1+1 |") for row in rows)


def test_a_text_of_any_length_is_shared_out_and_no_word_is_lost():
    texts = [Text("word " * 3000), Text("字" * 2000), Text("x" * 3000), Text("end")]
    shared = list(pages(texts))

    assert all(sum(map(height, page)) <= TEXT_HEIGHT for page in shared)
    shown = "".join(t.text for page in shared for t in page).replace(" ", "")
    assert shown == "".join(t.text for t in texts).replace(" ", "")
    assert wide("字") == 2


def test_a_table_of_any_length_is_shared_out():
    rows = tuple((f"{n} {'name ' * (n % 40)}", str(n)) for n in range(200))
    table = Table("T", ("A", "N"), rows, (False, True))
    groups = list(row_groups(table, 60.0))

    assert tuple(row for group in groups for row in group) == rows
    assert len(groups) > 10
    assert all(groups)


def test_half_a_file_is_refused():
    with pytest.raises(ValueError, match="whole file of an office"):
        inside.carried(SLIDES[: len(SLIDES) // 2])
