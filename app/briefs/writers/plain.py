"""Blocks as JSON: the whole document as data, its charts as numbers."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from app.briefs.blocks import DIGITS, Block, Blocks, Figure
from app.briefs.inside import NAME
from app.briefs.line import clean

_UNSEEN = re.compile(
    "[\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff]"
)
"""Characters that would hide in a text or break it: they are written by their codes."""


def plain(blocks: Blocks, carried: Mapping[str, Any], *, title: str) -> str:
    """Return a document.

    Parameters
    ----------
    blocks : sequence of Block
    carried : mapping
        What the document carries inside; see `inside.data`.
    title : str
    """
    document = {
        "title": clean(title),
        "blocks": [as_data(block) for block in blocks],
        NAME: carried,
    }
    text = json.dumps(document, indent=1, ensure_ascii=False, allow_nan=False)
    return _UNSEEN.sub(lambda c: f"\\u{ord(c.group()):04x}", text) + "\n"


def as_data(block: Block) -> dict[str, Any]:
    """Return a block as plain data, each text of it in one line."""
    data: dict[str, Any] = {"kind": block.kind, **asdict(block)}
    if isinstance(block, Figure):
        data["chart"] = {"kind": type(block.chart).__name__.lower()} | data["chart"]
    cleaned: dict[str, Any] = _cleaned(data)
    return cleaned


def _cleaned(data: Any) -> Any:
    """Return plain data whose texts are one line each."""
    if isinstance(data, str):
        return clean(data)
    if isinstance(data, float):
        return round(data, DIGITS)
    if isinstance(data, Mapping):
        return {name: _cleaned(value) for name, value in data.items()}
    if isinstance(data, Sequence):
        return [_cleaned(value) for value in data]
    return data
