"""What python-docx leaves to its users: styles of a brief, fields, links, rules."""

from typing import Any

from app.briefs.writers.palette import LIGHT

FONT, ASIAN = "Calibri", "Noto Sans SC"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def prepare(document: Any, title: str, version: str, language: str) -> None:
    """Set page, properties and styles of a new document."""
    from docx.shared import Cm, Mm  # noqa: PLC0415  only where one is written

    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Cm(2.2)
    page.top_margin, page.bottom_margin = Cm(2.0), Cm(2.2)
    properties = document.core_properties
    properties.title, properties.author = title, f"tenlevels {version}"
    properties.language, properties.comments = language, ""
    properties.last_modified_by = ""
    _styles(document, language)


def _styles(document: Any, language: str) -> None:
    from docx.enum.style import WD_STYLE_TYPE  # noqa: PLC0415  likewise

    styles = document.styles
    _speak(styles, language)
    _style(styles["Normal"], 10, "text", after=6)
    styles["Normal"].paragraph_format.line_spacing = 1.12
    for name, size, before, after in (
        ("Title", 22, 0, 6),
        ("Heading 1", 15, 20, 6),
        ("Heading 2", 11.5, 12, 4),
        ("Heading 3", 10.5, 10, 4),
    ):
        _style(styles[name], size, "text", before=before, after=after)
        styles[name].font.bold = True
    _bare(styles["Title"])
    for name, size, color in (
        ("Lead", 12, "text"),
        ("Remark", 8.5, "muted"),
        ("Numbered", 10, "text"),
        ("Table Text", 9, "text"),
        ("After Table", 4, "text"),
        ("Picture", 10, "text"),
        ("Reference", 9, "text"),
    ):
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles["Normal"]
        _style(style, size, color, after=6)
    _details(styles)
    stamp = styles.add_style("Stamp", WD_STYLE_TYPE.CHARACTER)
    _color(stamp, 7.5, "muted")
    stamp.font.bold = False
    table = styles.add_style("Brief Table", WD_STYLE_TYPE.TABLE)
    table.base_style = styles["Normal Table"]


def _details(styles: Any) -> None:
    from docx.shared import Cm, Pt  # noqa: PLC0415  likewise

    _style(styles["Caption"], 9, "text", before=6, after=4)
    styles["Caption"].font.bold = True
    _style(styles["Quote"], 10, "text", after=4)
    styles["Quote"].font.italic = False
    styles["Quote"].paragraph_format.left_indent = Cm(0.6)
    _edge(styles["Quote"])
    _style(styles["Footer"], 8, "muted")
    _style(styles["List Bullet"], 10, "text", after=4)
    for name, indent in (("Numbered", 0.7), ("Reference", 0.9)):
        shape = styles[name].paragraph_format
        shape.left_indent, shape.first_line_indent = Cm(indent), Cm(-indent)
        shape.tab_stops.add_tab_stop(Cm(indent))
    table = styles["Table Text"].paragraph_format
    table.space_before, table.space_after = Pt(1.5), Pt(1.5)
    table.line_spacing = 1.0
    styles["Picture"].paragraph_format.keep_with_next = True
    styles["Picture"].paragraph_format.space_after = Pt(0)
    styles["After Table"].paragraph_format.space_after = Pt(2)
    tabs = styles["Footer"].paragraph_format.tab_stops
    tabs.clear_all()
    tabs.add_tab_stop(Cm(16.6), _right())


def _right() -> Any:
    from docx.enum.text import WD_TAB_ALIGNMENT  # noqa: PLC0415  likewise

    return WD_TAB_ALIGNMENT.RIGHT


def _style(
    style: Any, size: float, color: str, *, before: float = 0, after: float = 0
) -> None:
    from docx.shared import Pt  # noqa: PLC0415  likewise

    _color(style, size, color)
    style.paragraph_format.space_before = Pt(before)
    style.paragraph_format.space_after = Pt(after)


def _color(style: Any, size: float, color: str) -> None:
    from docx.oxml.ns import qn  # noqa: PLC0415  likewise
    from docx.shared import Pt, RGBColor  # noqa: PLC0415  likewise

    font = style.font
    font.name, font.size = FONT, Pt(size)
    font.color.rgb = RGBColor.from_string(LIGHT[color].removeprefix("#").upper())
    fonts = style.element.rPr.rFonts
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    fonts.set(qn("w:eastAsia"), ASIAN)


def _speak(styles: Any, language: str) -> None:
    """Set the language of all text."""
    for spoken in styles.element.iter(_name("w:lang")):
        spoken.set(_name("w:val"), "en-US" if language == "en" else language)
        spoken.set(_name("w:eastAsia"), "zh-CN")


def _bare(style: Any) -> None:
    """Take the line away that the title of the template has below it."""
    shape = style.element.pPr
    for edge in shape.findall(_name("w:pBdr")):
        shape.remove(edge)


def _edge(style: Any) -> None:
    """Mark a style by a line at its left."""
    edge = _made("w:pBdr")
    edge.append(_border("w:left", "before", 24))
    style.element.get_or_add_pPr().insert_element_before(
        edge, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc"
    )


def _border(name: str, color: str, size: int) -> Any:
    return _made(
        name, val="single", sz=str(size), space="4", color=LIGHT[color].strip("#")
    )


def rule(table: Any) -> None:
    """Rule a table: a line below each row, a stronger one below its header."""
    borders = _made("w:tblBorders")
    for name in ("w:bottom", "w:insideH"):
        borders.append(_border(name, "line", 4))
    table._tbl.tblPr.append(borders)  # noqa: SLF001  there is no other way to it
    for cell in table.rows[0].cells:
        edges = _made("w:tcBorders")
        edges.append(_border("w:bottom", "muted", 8))
        cell._tc.get_or_add_tcPr().append(edges)  # noqa: SLF001  likewise


def repeat(row: Any, *, header: bool) -> None:
    """Keep a row whole, and repeat the header on each page."""
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001  likewise
    properties.append(_made("w:cantSplit"))
    if header:
        properties.append(_made("w:tblHeader"))


def describe(table: Any, caption: str, words: str) -> None:
    """Say what a table is, for those who do not see it."""
    properties = table._tbl.tblPr  # noqa: SLF001  likewise
    look = properties.find(_name("w:tblLook"))
    for name in ("firstRow", "firstColumn"):
        look.set(_name(f"w:{name}"), "1")
    properties.append(_made("w:tblCaption", val=caption))
    properties.append(_made("w:tblDescription", val=words))


def field(paragraph: Any, name: str) -> None:
    """Add a field, as that of the page's number."""
    for kind in ("begin", "instr", "separate", "1", "end"):
        run = paragraph.add_run()
        if kind == "instr":
            code = _made("w:instrText")
            code.text = f" {name} "
            run._r.append(code)  # noqa: SLF001  likewise
        elif kind == "1":
            run.text = kind
        else:
            run._r.append(_made("w:fldChar", fldCharType=kind))  # noqa: SLF001


def anchor(paragraph: Any, name: str, number: int) -> None:
    """Add a place that links lead to."""
    start = _made("w:bookmarkStart", id=str(number), name=name)
    paragraph._p.append(start)  # noqa: SLF001  likewise
    paragraph._p.append(_made("w:bookmarkEnd", id=str(number)))  # noqa: SLF001


def link(paragraph: Any, text: str, name: str) -> None:
    """Add a link to a place in the document."""
    found = _made("w:hyperlink", anchor=name)
    _linked(paragraph, found, text)


def address(paragraph: Any, text: str) -> None:
    """Add a link to an address, which is shown."""
    relation = paragraph.part.relate_to(text, f"{RELATION}/hyperlink", is_external=True)
    found = _made("w:hyperlink")
    found.set(f"{{{RELATION}}}id", relation)
    _linked(paragraph, found, text)


def _linked(paragraph: Any, found: Any, text: str) -> None:
    from docx.shared import RGBColor  # noqa: PLC0415  likewise

    run = paragraph.add_run(text)
    run.font.color.rgb = RGBColor.from_string(LIGHT["link"].strip("#").upper())
    found.append(run._r)  # noqa: SLF001  likewise
    paragraph._p.append(found)  # noqa: SLF001  likewise


def _name(name: str) -> str:
    from docx.oxml.ns import qn  # noqa: PLC0415  likewise

    found: str = qn(name)
    return found


def _made(tag: str, /, **attributes: str) -> Any:
    from docx.oxml import OxmlElement  # noqa: PLC0415  likewise

    element = OxmlElement(tag)
    for key, value in attributes.items():
        element.set(_name(f"w:{key}"), value)
    return element
