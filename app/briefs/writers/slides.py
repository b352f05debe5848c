"""Blocks as slides: a text, a table or a chart each, which an office can edit."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from app.briefs.blocks import (
    Block,
    Blocks,
    Figure,
    Heading,
    Items,
    Paragraph,
    Quotation,
    References,
    Table,
)
from app.briefs.line import clean
from app.briefs.writers import office
from app.briefs.writers.slide_charts import charted
from app.briefs.writers.slide_room import (
    TABLE_SIZE,
    Text,
    height,
    inches,
    pages,
    row_groups,
)
from app.briefs.writers.slide_shapes import (
    LEFT,
    WIDTH,
    above,
    describe,
    prepare,
    write,
    write_cell,
)

BOTTOM = 6.75
"""Of what is shown on a slide, in inches."""

LEAD_HEIGHT = 96.0
"""Of texts that stand above a table or a chart, at most, in points."""


def slides(
    blocks: Blocks, carried: Mapping[str, Any], *, title: str, language: str
) -> bytes:
    """Return a presentation.

    Parameters
    ----------
    blocks : sequence of Block
    carried : mapping
        What the document carries inside; see `inside.data`.
    title, language : str
        Its title, and the language of its sentences.
    """
    from pptx import Presentation  # noqa: PLC0415  only where one is written
    from pptx.opc.package import Part  # noqa: PLC0415  likewise
    from pptx.opc.packuri import PackURI  # noqa: PLC0415  likewise

    deck = Presentation()
    prepare(deck, clean(title), str(carried["version"]), language)
    _Deck(deck).add(blocks)

    def make(name: str, kind: str, data: bytes) -> Any:
        return Part(PackURI(name), kind, deck.part.package, data)

    office.carry(deck.part, make, carried)
    out = io.BytesIO()
    deck.save(out)
    return office.steady(out.getvalue(), str(carried["made"]))


class _Deck:
    """Slides while they are made: texts are gathered until something else comes."""

    def __init__(self, deck: Any) -> None:
        self._deck = deck
        self._title = ""
        self._texts: list[Text] = []
        self._on_title = False

    def add(self, blocks: Blocks) -> None:
        for block in blocks:
            self._block(block)
        self._flush()

    def _block(self, block: Block) -> None:
        if isinstance(block, Heading) and block.level > 2 and self._texts:
            self._texts.append(Text("", name=clean(block.text)))
        elif isinstance(block, Heading):
            self._flush()
            self._title, self._on_title = clean(block.text), block.level == 1
        elif isinstance(block, Table):
            self._table(block, self._lead())
        elif isinstance(block, Figure):
            self._figure(block, self._lead())
        else:
            self._texts += _texts(block)

    def _flush(self) -> None:
        """Show the texts that were gathered."""
        texts, self._texts = self._texts, []
        if self._on_title:
            slide = self._slide(0)
            write(slide.placeholders[1], [Text(t.text, role="remark") for t in texts])
            self._on_title = False
            return
        for page in pages(texts):
            write(self._slide(1).placeholders[1], page)

    def _lead(self) -> list[Text]:
        """Return the texts that were gathered if they fit above something else."""
        texts = [replace(text, role="note") for text in self._texts]
        if self._on_title or sum(map(height, texts)) > LEAD_HEIGHT:
            self._flush()
            return []
        self._texts = []
        return texts

    def _slide(self, layout: int) -> Any:
        slide = self._deck.slides.add_slide(self._deck.slide_layouts[layout])
        slide.shapes.title.text_frame.text = self._title
        return slide

    def _table(self, block: Table, lead: list[Text]) -> None:
        for rows in row_groups(block, sum(map(height, lead))):
            slide = self._slide(2)
            top = above(slide, lead, clean(block.caption), clean(block.stamp))
            self._rows(slide, block, rows, top)
            lead = []

    def _rows(
        self, slide: Any, block: Table, rows: Sequence[Sequence[str]], top: float
    ) -> None:
        from pptx.util import Inches  # noqa: PLC0415  likewise

        shown = [block.header, *rows]
        place = (LEFT, top, WIDTH, 0.3 * len(shown))
        size = len(shown), len(block.header)
        frame = slide.shapes.add_table(*size, *map(Inches, place))
        describe(frame, clean(block.caption), clean(block.caption))
        for column, width in zip(frame.table.columns, inches(block), strict=True):
            column.width = Inches(width)
        for n, texts in enumerate(shown):
            frame.table.rows[n].height = Inches(0.3)
            for cell, text, right in zip(
                frame.table.rows[n].cells, texts, block.numeric, strict=True
            ):
                write_cell(cell, clean(text), TABLE_SIZE, right=right, head=n == 0)

    def _figure(self, block: Figure, lead: list[Text]) -> None:
        slide = self._slide(2)
        top = above(slide, lead, clean(block.caption), clean(block.stamp))
        words = f"{clean(block.caption)}. {clean(block.words)}"
        frame = charted(slide, block.chart, (LEFT, top, WIDTH, BOTTOM - top))
        describe(frame, clean(block.caption), words)
        slide.notes_slide.notes_text_frame.text = words


def _texts(block: Block) -> list[Text]:
    """Return the paragraphs of a block."""
    if isinstance(block, Paragraph):
        return [Text(clean(block.text), cites=block.cites, role=block.role)]
    if isinstance(block, Quotation):
        return [Text(clean(text), role="own") for text in block.paragraphs]
    if isinstance(block, References):
        return [
            Text(f"[{e.number}] {clean(e.text)}", role="source", address=e.address)
            for e in block.entries
        ]
    if isinstance(block, Items):
        return _listed(block)
    return []


def _listed(block: Items) -> list[Text]:
    """Return entries; their numbers are text, for they are places in a ranking."""
    marks = [
        f"{n}. " if block.ordered else "" for n in range(1, 1 + len(block.entries))
    ]
    return [
        Text(
            clean(entry.text),
            name=f"{mark}{clean(entry.name)}".rstrip(" "),
            cites=entry.cites,
            role="plain" if block.ordered else "item",
        )
        for mark, entry in zip(marks, block.entries, strict=True)
    ]
