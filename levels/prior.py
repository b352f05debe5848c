"""A preset credence, consistent with a published statement."""

from typing import Self

from pydantic import model_validator

from levels.quantity import Entry, Id, PositiveAmount, ProbabilityTriple, Text

TOLERANCE = 1e-9


class Prior(Entry):
    """A preset, the statement it rests on, and the rule that made it numbers."""

    id: Id
    name: Text
    who: Text | None = None
    year: int | None = None
    statement: Text
    source: Id | None = None
    mapping: Text
    credence: dict[Id, ProbabilityTriple]
    concentration: PositiveAmount

    @model_validator(mode="after")
    def _sums_to_one(self) -> Self:
        total = sum(triple[0] for triple in self.credence.values())
        if abs(total - 1) > TOLERANCE:
            msg = f"values of credence must sum to 1, got {total:.9g}"
            raise ValueError(msg)
        return self


class PriorFile(Entry):
    """The catalog of presets."""

    priors: tuple[Prior, ...]
