"""A model whose names are short enough for a brief of few pages."""

from dataclasses import replace
from functools import lru_cache
from typing import Any

from app.briefs.line import clean
from app.briefs.writers.columns import wide
from levels.document import Document
from levels.words import FILES, LADDER
from simulator import model as models
from simulator.model import Model

LONGEST = 60
"""Letters of a name; those of Chinese count twice."""

MOST = {
    "levels": 48, "outcomes": 48, "interventions": LONGEST, "gates": LONGEST,
    "facts": LONGEST, "evidence": LONGEST, "tests": LONGEST,
}  # fmt: skip
"""Letters of the names that a brief of few pages tells, by list of a pack."""


@lru_cache(maxsize=32)
def clipped(model: Model) -> Model:
    """Return a model in which no name is too long; every number is as it was.

    Examples
    --------
    >>> from simulator.model import load
    >>> model = load()
    >>> clipped(model) is model
    True
    """
    documents = {name: _clipped(model.documents[name]) for name in model.documents}
    if all(documents[name] is model.documents[name] for name in documents):
        return model
    short = models.model(documents, model.words)
    return replace(short, digest=model.digest, world_digest=model.world_digest)


def clip(text: str, longest: int = LONGEST) -> str:
    """Return a text, cut if it is longer.

    Examples
    --------
    >>> clip("a long name", 8), clip("中文名称", 5)
    ('a long…', '中文…')
    """
    text = clean(text)
    if wide(text) <= longest:
        return text
    cut = text[: longest - 1]
    while wide(cut) > longest - 1:
        cut = cut[:-1]
    return f"{cut.rstrip()}…"


def _clipped(document: Document) -> Document:
    changed: dict[str, Any] = {}
    for name in FILES.get(document.file, ()):
        entries, longest = document.data.get(name, ()), MOST.get(name)
        if longest and any(_is_long(entry, longest) for entry in entries):
            changed[name] = [_entry(entry, longest) for entry in entries]
    if document.file == LADDER and _is_long(document.data, LONGEST):
        changed["name"] = clip(str(document.data["name"]))
    return replace(document, data={**document.data, **changed}) if changed else document


def _is_long(entry: Any, longest: int) -> bool:
    return wide(clean(str(entry.get("name", "")))) > longest


def _entry(entry: Any, longest: int) -> Any:
    if not _is_long(entry, longest):
        return entry
    return {**entry, "name": clip(str(entry["name"]), longest)}
