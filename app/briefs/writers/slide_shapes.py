"""What python-pptx leaves to its users: the look of slides, links, rules, numbers."""

from collections.abc import Sequence
from typing import Any

from app.briefs.writers.palette import LIGHT
from app.briefs.writers.slide_room import Text, height

WIDE, TALL = 13.333, 7.5
LEFT, TOP, WIDTH = 0.6, 1.3, 12.1
"""Of what is shown on a slide, in inches."""

KEPT = ("Title Slide", "Title and Content", "Title Only")
FONT = "Calibri"
TITLE_SIZE = 28


def prepare(deck: Any, title: str, version: str, language: str) -> None:
    """Set the size, the properties and the layouts of a new presentation."""
    from pptx.util import Inches  # noqa: PLC0415  only where one is written

    deck.slide_width, deck.slide_height = Inches(WIDE), Inches(TALL)
    properties = deck.core_properties
    properties.title, properties.author = title, f"tenlevels {version}"
    properties.language, properties.last_modified_by = language, ""
    for layout in list(deck.slide_layouts):
        if layout.name not in KEPT:
            deck.slide_layouts.remove(layout)
    master = deck.slide_master
    _look(master)
    for slide in (master, *deck.slide_layouts):
        for shape in list(slide.placeholders):
            _place(shape)
    for layout in deck.slide_layouts:
        _number(layout)


def _look(master: Any) -> None:
    """Set the size, weight and place of titles and texts once, for all slides."""
    styles = master.element.find(_name("p:txStyles"))
    title = styles.find(f"{_name('p:titleStyle')}/{_name('a:lvl1pPr')}")
    title.set("algn", "l")
    _letters(title.find(_name("a:defRPr")), TITLE_SIZE, bold=True)
    for level in (1, 2):
        path = f"{_name('p:bodyStyle')}/{_name(f'a:lvl{level}pPr')}"
        _letters(styles.find(path).find(_name("a:defRPr")), 16)


def _letters(style: Any, size: float, *, bold: bool = False) -> None:
    style.set("sz", str(round(100 * size)))
    style.set("b", "1" if bold else "0")


def _place(shape: Any) -> None:
    """Move a placeholder to where it belongs, and drop what no slide shows."""
    from pptx.enum.text import MSO_ANCHOR  # noqa: PLC0415  likewise
    from pptx.util import Inches  # noqa: PLC0415  likewise

    kind = shape.placeholder_format.type.name
    places = {
        "TITLE": (LEFT, 0.35, WIDTH, 0.85),
        "BODY": (LEFT, TOP, WIDTH, 5.4),
        "OBJECT": (LEFT, TOP, WIDTH, 5.4),
        "CENTER_TITLE": (LEFT, 1.6, WIDTH, 2.4),
        "SUBTITLE": (LEFT, 4.2, WIDTH, 1.6),
    }
    if kind not in places:
        shape.element.getparent().remove(shape.element)
        return
    shape.left, shape.top, shape.width, shape.height = map(Inches, places[kind])
    anchors = {"TITLE": MSO_ANCHOR.MIDDLE, "CENTER_TITLE": MSO_ANCHOR.BOTTOM}
    shape.text_frame.vertical_anchor = anchors.get(kind, MSO_ANCHOR.TOP)
    shape.text_frame.word_wrap = True


def _number(layout: Any) -> None:
    """Put the number of a slide on all slides of a layout."""
    from lxml import etree  # noqa: PLC0415  likewise

    text = (
        '<p:sp xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><p:nvSpPr>'
        '<p:cNvPr id="90" name="Number"/><p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr>'
        '<p:spPr><a:xfrm><a:off x="11277600" y="6400800"/><a:ext cx="640080" '
        'cy="274320"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>'
        '<p:txBody><a:bodyPr/><a:p><a:pPr algn="r"/><a:fld '
        'id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum"><a:rPr sz="1000"/>'
        "<a:t>1</a:t></a:fld></a:p></p:txBody></p:sp>"
    )
    layout.shapes._spTree.append(etree.fromstring(text))  # noqa: SLF001


def write(shape: Any, texts: Sequence[Text]) -> None:
    """Write paragraphs into a placeholder."""
    frame = shape.text_frame
    for place, text in enumerate(texts):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        _paragraph(paragraph, text)


def _paragraph(paragraph: Any, text: Text) -> None:
    from pptx.enum.text import PP_ALIGN  # noqa: PLC0415  likewise
    from pptx.util import Pt  # noqa: PLC0415  likewise

    paragraph.space_after = Pt(8)
    paragraph.level = 1 if text.role == "own" else 0
    paragraph.alignment = PP_ALIGN.LEFT
    if text.role != "item":
        _bare(paragraph, indent=0.4 if text.role == "own" else 0.0)
    if text.name:
        _run(paragraph, f"{text.name} ", text.size, bold=True)
    color = "muted" if text.role == "remark" else "text"
    cites = "".join(f" [{number}]" for number in text.cites)
    _run(paragraph, text.text + cites, text.size, color)
    if text.address:
        _run(paragraph, " ", text.size)
        run = _run(paragraph, text.address, text.size)
        run.hyperlink.address = text.address


def _bare(paragraph: Any, indent: float) -> None:
    """Take the bullet of a paragraph away."""
    from lxml import etree  # noqa: PLC0415  likewise
    from pptx.util import Inches  # noqa: PLC0415  likewise

    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001  there is no other way
    properties.set("marL", str(int(Inches(indent))))
    properties.set("indent", "0")
    etree.SubElement(properties, _name("a:buNone"))


def _run(
    paragraph: Any, text: str, size: float, color: str = "text", *, bold: bool = False
) -> Any:
    from pptx.dml.color import RGBColor  # noqa: PLC0415  likewise
    from pptx.util import Pt  # noqa: PLC0415  likewise

    run = paragraph.add_run()
    run.text = text
    run.font.size, run.font.bold = Pt(size), bold or None
    make: Any = RGBColor.from_string
    run.font.color.rgb = make(LIGHT[color].strip("#").upper())
    return run


def above(slide: Any, lead: Sequence[Text], text: str, stamp: str) -> float:
    """Write what stands above a table or a chart, and return where that begins."""
    from pptx.util import Inches  # noqa: PLC0415  likewise

    top = TOP
    if lead:
        tall = sum(map(height, lead)) / 72
        place = Inches(LEFT), Inches(TOP - 0.12), Inches(WIDTH), Inches(tall)
        box = slide.shapes.add_textbox(*place)
        box.name, box.text_frame.word_wrap = "Lead", True
        write(box, lead)
        top += tall
    _caption(slide, text, stamp, top - 0.12)
    return top + 0.4


def _caption(slide: Any, text: str, stamp: str, top: float) -> None:
    """Write what is shown, and the run that it comes from, above it."""
    from pptx.util import Inches  # noqa: PLC0415  likewise

    place = Inches(LEFT), Inches(top), Inches(WIDTH), Inches(0.5)
    box = slide.shapes.add_textbox(*place)
    box.name = "Caption"
    box.text_frame.word_wrap = True
    _run(box.text_frame.paragraphs[0], text, 14, bold=True)
    if stamp:
        _run(box.text_frame.paragraphs[0], f"   {stamp}", 10, "muted")


def describe(frame: Any, name: str, words: str) -> None:
    """Name a table or a chart, and say what it shows to those who do not see it."""
    properties = frame._element.nvGraphicFramePr.cNvPr  # noqa: SLF001  no other way
    properties.set("name", name)
    properties.set("descr", words)


def write_cell(cell: Any, text: str, size: float, *, right: bool, head: bool) -> None:
    """Write a cell of a table, with a line below it."""
    from pptx.enum.text import PP_ALIGN  # noqa: PLC0415  likewise
    from pptx.util import Inches  # noqa: PLC0415  likewise

    cell.fill.background()
    cell.margin_top = cell.margin_bottom = Inches(0.03)
    cell.margin_left = cell.margin_right = Inches(0.06)
    paragraph = cell.text_frame.paragraphs[0]
    _run(paragraph, text, size, bold=head)
    if right:
        paragraph.alignment = PP_ALIGN.RIGHT
    _line(cell, "muted" if head else "line", 15875 if head else 6350)


def _line(cell: Any, color: str, wide: int) -> None:
    """Rule the bottom of a cell; its other edges get no line."""
    from lxml import etree  # noqa: PLC0415  likewise

    properties = cell._tc.get_or_add_tcPr()  # noqa: SLF001  there is no other way
    for place, edge in enumerate(("L", "R", "T", "B")):
        line = etree.Element(_name(f"a:ln{edge}"), w=str(wide if edge == "B" else 0))
        if edge == "B":
            fill = etree.SubElement(line, _name("a:solidFill"))
            etree.SubElement(fill, _name("a:srgbClr"), val=LIGHT[color].strip("#"))
        else:
            etree.SubElement(line, _name("a:noFill"))
        properties.insert(place, line)


def _name(name: str) -> str:
    from pptx.oxml.ns import qn  # noqa: PLC0415  likewise

    found: str = qn(name)
    return found
