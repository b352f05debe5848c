"""A model with its words in another language, and every number as it was."""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from levels.document import Document
from levels.words import FILES, LADDER, Words, WordsFile
from simulator import model as models
from simulator.model import Model


@lru_cache(maxsize=64)
def translated(model: Model, language: str) -> Model:
    """Return a model with its words in a language, as far as it has them.

    The digests stay: they tell which numbers and words the pack itself holds.

    Examples
    --------
    >>> from simulator.model import load
    >>> model = load()
    >>> translated(model, "en") is model
    True
    >>> translated(model, "zh").digest == model.digest
    True
    """
    words = model.words.get(language)
    if words is None:
        return model
    documents = {
        name: _spoken(document, words) for name, document in model.documents.items()
    }
    spoken = models.model(documents, model.words)
    return replace(spoken, digest=model.digest, world_digest=model.world_digest)


def _spoken(document: Document, words: WordsFile) -> Document:
    data = dict(document.data)
    for name in FILES.get(document.file, ()):
        given: Mapping[str, Words] = getattr(words, name)
        data[name] = [
            entry | given[entry["id"]].given if entry["id"] in given else entry
            for entry in data.get(name, ())
        ]
    own = words.ladder.given if document.file == LADDER else {}
    return replace(document, data=data | own)
