"""Blocks as PDF, set by Typst from a template that gets them as data.

Nothing of what they say is ever read as markup. The file is tagged for readers who do
not see it (PDF/UA-1), can be kept (PDF/A-3a), and carries the scenario as an attached
file.
"""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final

from app.briefs.blocks import Block, Blocks, Figure, Table
from app.briefs.inside import ATTACHED
from app.briefs.line import clean
from app.briefs.writers import fonts
from app.briefs.writers.columns import widths
from app.briefs.writers.figures import colored, drawn
from app.briefs.writers.palette import LIGHT
from app.briefs.writers.plain import as_data

STANDARDS: Final = ("a-3a", "ua-1")
PAGES: Final = "<pages>"
"""What the template calls the number of its pages."""

SCALES: Final = {"one": 0.89, "four": 0.93}
"""How large the letters of a brief of few pages are."""

LETTERS = 116.0
"""Of a table's text that a page is wide."""


def typeset(
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
    import typst  # noqa: PLC0415  only where something is set

    compiled = typst.compile(
        _template(),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        pdf_standards=[*STANDARDS],
        sys_inputs=_inputs(blocks, carried, title, language),
    )
    return bytes(compiled)


def pages(
    blocks: Blocks, carried: Mapping[str, Any], *, title: str, language: str
) -> int:
    """Return how many pages a document has; parameters are those of `typeset`."""
    import typst  # noqa: PLC0415  likewise

    told = typst.query(
        _template(),
        PAGES,
        field="value",
        one=True,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs=_inputs(blocks, carried, title, language),
    )
    return int(told)


def _template() -> bytes:
    return files(__package__).joinpath("page", "brief.typ").read_bytes()


def _inputs(
    blocks: Blocks, carried: Mapping[str, Any], title: str, language: str
) -> dict[str, str]:
    document = {
        "title": clean(title),
        "language": language,
        "made": [int(part) for part in str(carried["made"]).split("-")],
        "version": carried["version"],
        "families": fonts.FAMILIES,
        "palette": LIGHT,
        "scale": SCALES.get(str(carried.get("length")), 1.0),
        "blocks": [_set(block) for block in blocks],
    }
    return {
        "document": json.dumps(_spelled(document)),
        "carried": json.dumps(carried, indent=1),
        "attached": ATTACHED,
    }


@cache
def _fonts() -> Any:
    import typst  # noqa: PLC0415  likewise

    paths = [str(path.parent) for path in fonts.files()]
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=paths
    )


def _set(block: Block) -> dict[str, Any]:
    data = as_data(block)
    if isinstance(block, Figure):
        data["svg"] = colored(drawn(block.chart), LIGHT, fonts.FAMILIES)
    if isinstance(block, Table):
        data["widths"] = widths(block, LETTERS)
    return data


def _spelled(data: Any) -> Any:
    """Return data in which every text can be shown by the fonts."""
    if isinstance(data, str):
        return fonts.spelled(data)
    if isinstance(data, Mapping):
        return {name: _spelled(value) for name, value in data.items()}
    if isinstance(data, list | tuple):
        return [_spelled(value) for value in data]
    return data
