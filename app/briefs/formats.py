"""The formats in which a brief can be written, one writer and one reader each."""

from collections.abc import Mapping
from typing import Any

from app.briefs import inside, lines
from app.briefs.blocks import Blocks
from app.briefs.brief import Brief
from app.briefs.fitting import fitted
from app.briefs.inside import File
from app.briefs.lines import Line
from app.briefs.sections.content import title
from app.briefs.writers.html import article, html
from app.briefs.writers.markdown import markdown
from app.briefs.writers.pdf_lines import of_pdf
from app.briefs.writers.plain import plain
from app.briefs.writers.slide_lines import of_slides
from app.briefs.writers.slides import slides
from app.briefs.writers.typeset import typeset
from app.briefs.writers.word import word
from app.briefs.writers.word_lines import of_word
from app.texts import language, say

_OFFICE = "application/vnd.openxmlformats-officedocument"
MEDIA = {
    "md": "text/markdown",
    "html": "text/html",
    "pdf": "application/pdf",
    "docx": f"{_OFFICE}.wordprocessingml.document",
    "pptx": f"{_OFFICE}.presentationml.presentation",
    "json": "application/json",
}
"""What each format is called on the web."""

FORMATS = tuple(MEDIA)
TEXTS = ("md", "html", "json")
"""Those that are text."""

_WRITERS = {"pdf": typeset, "docx": word, "pptx": slides}
_READERS = {"pdf": of_pdf, "docx": of_word, "pptx": of_slides}


def encoded(brief: Brief, form: str) -> bytes:
    """Return a brief as a file.

    Parameters
    ----------
    brief : Brief
    form : str
        One of `FORMATS`.
    """
    return file_of(fitted(brief), inside.data(brief, form), form, title(brief))


def file_of(blocks: Blocks, data: Mapping[str, Any], form: str, name: str) -> bytes:
    """Return blocks as a file.

    Parameters
    ----------
    blocks : sequence of Block
    data : mapping
        What the document carries inside; see `inside.data`.
    form : str
        One of `FORMATS`.
    name : str
        Its title.
    """
    if form == "md":
        return markdown(blocks, data, say("brief.inside")).encode()
    if form == "json":
        return plain(blocks, data, title=name).encode()
    if form == "html":
        return html(blocks, data, title=name, language=language()).encode()
    return _WRITERS[form](blocks, data, title=name, language=language())


def lines_of(file: File, form: str) -> list[Line]:
    """Return what a reader of a file sees.

    Parameters
    ----------
    file : str or bytes
    form : str
        One of `FORMATS`.
    """
    if form in TEXTS or isinstance(file, str):
        return lines.of_text(inside.text_in(file), form)
    return _READERS[form](file)


def shown(brief: Brief, scheme: str) -> str:
    """Return a brief as a part of a page that has a title of its own.

    Parameters
    ----------
    brief : Brief
    scheme : str
        `light` or `dark`.
    """
    return article(fitted(brief), language=language(), scheme=scheme)
