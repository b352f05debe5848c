"""Blocks as one HTML file that asks nobody for anything, or as a part of a page."""

import base64
from collections.abc import Mapping
from functools import cache, partial
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from app.briefs import inside
from app.briefs.blocks import Blocks, Figure
from app.briefs.line import clean
from app.briefs.writers import figures
from app.briefs.writers.palette import SCHEMES, variables


def html(blocks: Blocks, plain: Mapping[str, Any], *, title: str, language: str) -> str:
    """Return a document.

    Parameters
    ----------
    blocks : sequence of Block
    plain : mapping
        What the document carries inside; see `inside.data`.
    title, language : str
        Its title, and the language of its sentences.
    """
    return _environment().get_template("document.html").render(
        blocks=blocks,
        css=Markup(f"{style()}{_sheet('sheet.css')}".rstrip()),  # noqa: S704
        drawn=_drawn,
        language=language,
        scheme="",
        script=Markup(inside.script(plain)),  # noqa: S704  it is escaped there
        title=title,
        top=1,
    )  # fmt: skip


def article(blocks: Blocks, *, language: str, scheme: str) -> str:
    """Return the same as a part of a page, which has a title and the style already.

    Its charts are pictures, since a page may keep SVG out.

    Parameters
    ----------
    blocks : sequence of Block
    language : str
    scheme : str
        `light` or `dark`.
    """
    return _environment().get_template("article.html").render(
        blocks=blocks,
        drawn=partial(_picture, scheme=scheme),
        language=language,
        scheme=scheme,
        top=2,
    )  # fmt: skip


def style() -> str:
    """Return the style sheet of a brief."""
    return f"{variables()}{_sheet('brief.css')}"


@cache
def _sheet(name: str) -> str:
    return _folder().joinpath(name).read_text(encoding="utf-8")


def _folder() -> Traversable:
    return files(__package__).joinpath("page")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("app.briefs.writers", "page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["clean"] = clean
    return environment


def _drawn(block: Figure) -> Markup:
    return Markup(figures.drawn(block.chart))  # noqa: S704  matplotlib escapes its texts


def _picture(block: Figure, scheme: str) -> str:
    colored = figures.colored(figures.drawn(block.chart), SCHEMES[scheme])
    encoded = base64.b64encode(colored.encode()).decode()
    return f"data:image/svg+xml;base64,{encoded}"
