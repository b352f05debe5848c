"""Numbers as catalogs hold them: a value, its range, and what it rests on."""

from typing import Annotated, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    FiniteFloat,
    StringConstraints,
    model_validator,
)
from pydantic.types import Strict

Number = Annotated[FiniteFloat, Strict()]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,63}$")]


class Entry(BaseModel):
    """A frozen entry of a catalog, checked once, in which every key is known."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Dispute(Entry):
    """Who says otherwise, and what."""

    who: Text
    says: Text
    source: Id | None = Field(None, description="id of the source where they say it")


class Based(Entry):
    """An entry whose numbers rest on a source, a judgment, or both."""

    source: Id | None = Field(None, description="id of a source of the figures")
    judgment: Text | None = Field(None, description="the reason of a judgment")
    disputed: tuple[Dispute, ...] = Field((), description="who says otherwise")

    @model_validator(mode="after")
    def _has_a_basis(self) -> Self:
        if self.source is None and self.judgment is None:
            msg = "must name a source or give a judgment"
            raise ValueError(msg)
        return self


class Quantity(Based):
    """A number with its plausible range (about 80 %) and its basis.

    Examples
    --------
    >>> Quantity(value=4, low=3, high=5, judgment="between two published figures").value
    4.0
    """

    value: Number
    low: Number
    high: Number

    @model_validator(mode="after")
    def _lies_in_its_range(self) -> Self:
        _ordered((self.value, self.low, self.high))
        return self


def _ordered(triple: tuple[float, float, float]) -> tuple[float, float, float]:
    value, low, high = triple
    if not low <= value <= high:
        msg = f"value {value:g} must lie between low {low:g} and high {high:g}"
        raise ValueError(msg)
    return triple


def _probable(triple: tuple[float, float, float]) -> tuple[float, float, float]:
    if not 0 <= triple[1] <= triple[2] <= 1:
        msg = "a probability must lie in [0, 1]"
        raise ValueError(msg)
    return triple


def _share(quantity: Quantity) -> Quantity:
    _probable((quantity.value, quantity.low, quantity.high))
    return quantity


def _not_negative(quantity: Quantity) -> Quantity:
    if quantity.low < 0:
        msg = f"must not be negative, got low {quantity.low:g}"
        raise ValueError(msg)
    return quantity


def _positive(quantity: Quantity) -> Quantity:
    if quantity.low <= 0:
        msg = f"must be positive, got low {quantity.low:g}"
        raise ValueError(msg)
    return quantity


Triple = Annotated[tuple[Number, Number, Number], AfterValidator(_ordered)]
ProbabilityTriple = Annotated[Triple, AfterValidator(_probable)]
Share = Annotated[Quantity, AfterValidator(_share)]
Amount = Annotated[Quantity, AfterValidator(_not_negative)]
PositiveAmount = Annotated[Quantity, AfterValidator(_positive)]
