"""Blocks as a Word file, whose headings, tables and captions an office can edit."""

import io
from collections.abc import Mapping, Sequence
from typing import Any

from app.briefs.blocks import (
    Block,
    Blocks,
    Entry,
    Figure,
    Heading,
    Items,
    Paragraph,
    Quotation,
    Reference,
    References,
    Table,
)
from app.briefs.line import clean
from app.briefs.writers import office
from app.briefs.writers.columns import widths
from app.briefs.writers.pictures import picture
from app.briefs.writers.word_parts import (
    address,
    anchor,
    describe,
    field,
    link,
    prepare,
    repeat,
    rule,
)

TEXT_WIDTH = 16.6
"""Of a page, in centimeters, as are the next two."""

PICTURE_WIDTH = 12.2
LETTER = 0.175
"""Width of a letter of a table, on average."""

SHORT = 14
"""Rows of a table that stay together on a page."""

HEADINGS = {1: "Title", 2: "Heading 1", 3: "Heading 2", 4: "Heading 3"}
ROLES = {"plain": "Normal", "lead": "Lead", "remark": "Remark"}


def word(
    blocks: Blocks, carried: Mapping[str, Any], *, title: str, language: str
) -> bytes:
    """Return a document.

    Parameters
    ----------
    blocks : sequence of Block
    carried : mapping
        What the document carries inside; see `inside.data`.
    title, language : str
        Its title, and the language of its sentences.
    """
    from docx import Document  # noqa: PLC0415  only where one is written
    from docx.opc.packuri import PackURI  # noqa: PLC0415  likewise
    from docx.opc.part import Part  # noqa: PLC0415  likewise

    document = Document()
    prepare(document, clean(title), str(carried["version"]), language)
    for block in blocks:
        _WRITERS[type(block)](document, block)
    _footer(document, clean(title))

    def make(name: str, kind: str, data: bytes) -> Any:
        return Part(PackURI(name), kind, data, document.part.package)

    office.carry(document.part, make, carried)
    out = io.BytesIO()
    document.save(out)
    return office.steady(out.getvalue(), str(carried["made"]))


def _footer(document: Any, title: str) -> None:
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.style = "Footer"
    paragraph.add_run(f"{title}\t")
    field(paragraph, "PAGE")
    paragraph.add_run(" / ")
    field(paragraph, "NUMPAGES")


def _heading(document: Any, block: Heading) -> None:
    document.add_paragraph(clean(block.text), style=HEADINGS[block.level])


def _paragraph(document: Any, block: Paragraph) -> None:
    paragraph = document.add_paragraph(clean(block.text), style=ROLES[block.role])
    _cites(paragraph, block.cites)


def _cites(paragraph: Any, numbers: Sequence[int]) -> None:
    for number in numbers:
        paragraph.add_run(" ")
        link(paragraph, f"[{number}]", f"source_{number}")


def _quotation(document: Any, block: Quotation) -> None:
    for text in block.paragraphs:
        document.add_paragraph(clean(text), style="Quote")


def _items(document: Any, block: Items) -> None:
    """Write a list; its numbers are text, for they are places in a ranking."""
    for number, entry in enumerate(block.entries, start=1):
        style = "Numbered" if block.ordered else "List Bullet"
        paragraph = document.add_paragraph(style=style)
        if block.ordered:
            paragraph.add_run(f"{number}.\t")
        _entry(paragraph, entry)


def _entry(paragraph: Any, entry: Entry) -> None:
    if entry.name:
        paragraph.add_run(clean(entry.name)).bold = True
        paragraph.add_run(" ")
    paragraph.add_run(clean(entry.text))
    _cites(paragraph, entry.cites)


def _caption(document: Any, block: Table | Figure) -> Any:
    paragraph = document.add_paragraph(style="Caption")
    paragraph.add_run(clean(block.caption))
    if block.stamp:
        paragraph.add_run().add_break()
        paragraph.add_run(clean(block.stamp), style="Stamp")
    return paragraph


def _table(document: Any, block: Table) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415  likewise
    from docx.shared import Cm  # noqa: PLC0415  likewise

    _caption(document, block).paragraph_format.keep_with_next = True
    table = document.add_table(rows=0, cols=len(block.header), style="Brief Table")
    table.autofit = False
    describe(table, clean(block.caption), clean(block.stamp))
    room = widths(block, TEXT_WIDTH / LETTER)
    sizes = [Cm(LETTER * width) for width in room]
    for column, width in zip(table.columns, sizes, strict=True):
        column.width = width
    whole = len(block.rows) if len(block.rows) <= SHORT else 1
    for place, texts in enumerate((block.header, *block.rows)):
        row = table.add_row()
        repeat(row, header=place == 0)
        for cell, text, width, numeric in zip(
            row.cells, texts, sizes, block.numeric, strict=True
        ):
            cell.width = width
            paragraph = cell.paragraphs[0]
            paragraph.style = "Table Text"
            paragraph.add_run(clean(text)).bold = place == 0 or None
            if numeric:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            paragraph.paragraph_format.keep_with_next = place < whole or None
    rule(table)
    document.add_paragraph(style="After Table")


def _figure(document: Any, block: Figure) -> None:
    from docx.shared import Cm  # noqa: PLC0415  likewise

    paragraph = document.add_paragraph(style="Picture")
    shown = io.BytesIO(picture(block.chart))
    shape = paragraph.add_run().add_picture(shown, width=Cm(PICTURE_WIDTH))
    words = f"{clean(block.caption)}. {clean(block.words)}"
    described = shape._inline.docPr  # noqa: SLF001  there is no other way to it
    described.set("descr", words)
    described.set("name", clean(block.caption))
    _caption(document, block)


def _references(document: Any, block: References) -> None:
    for entry in block.entries:
        _reference(document, entry)


def _reference(document: Any, entry: Reference) -> None:
    paragraph = document.add_paragraph(style="Reference")
    anchor(paragraph, f"source_{entry.number}", entry.number)
    paragraph.add_run(f"[{entry.number}]\t{clean(entry.text)} ")
    if entry.address:
        address(paragraph, entry.address)


_WRITERS: dict[type[Block], Any] = {
    Heading: _heading,
    Paragraph: _paragraph,
    Quotation: _quotation,
    Items: _items,
    Table: _table,
    Figure: _figure,
    References: _references,
}
