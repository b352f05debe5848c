"""A model with its words in another language, and every number as it was."""

from dataclasses import replace
from functools import lru_cache

from simulator import model as models
from simulator.model import Model
from simulator.words import spoken


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
        name: spoken(document, words) for name, document in model.documents.items()
    }
    told = models.model(documents, model.words)
    return replace(told, digest=model.digest, world_digest=model.world_digest)
