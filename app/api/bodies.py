"""The bodies of requests: which keys there are, and of which kind.

This is the form alone. Whether names are of the pack and numbers make sense is for the
reader of scenarios, which files and links use too.
"""

from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator
from pydantic.types import StringConstraints

from app import exact
from app.briefs.edition import Audience, Length
from app.exact import Exact
from app.exports import Format
from app.limits import MOST_WORLDS
from app.pooled import LARGEST_WEIGHT, LONGEST_NAME
from levels.pooling import Method
from simulator.choice.effects import LARGEST_GRANT
from simulator.revision import MOST_CHANGES, MOST_ITEMS
from simulator.scenario import CONTRACT, LONGEST_NOTE, LONGEST_TITLE

PLAIN = "^[^\\x00]*$"
WHOLE = ("contract", "worlds", "months", "seed", "first")
SMALLEST_GRANT = 1e-3
SEEN = "^(yes|no|[0-9.e+-]{1,32})$"
DESCRIBED = "a preset's id, or by level numbers that sum to 1 or to 100"

Held = Annotated[str | list[float] | dict[str, float], Field(description=DESCRIBED)]
Seen = bool | float | Annotated[str, StringConstraints(pattern=SEEN)]


class Segment(Exact):
    """From a month on, FTE-years a year by intervention."""

    from_month: float
    amounts: dict[str, float]


class Settings(Exact):
    """A scenario but for its credence."""

    contract: int = Field(CONTRACT, ge=CONTRACT, le=CONTRACT)
    title: str = Field("", max_length=LONGEST_TITLE, pattern=PLAIN)
    note: str = Field("", max_length=LONGEST_NOTE, pattern=PLAIN)
    concentration: Annotated[float, Field(gt=0)] | None = Field(
        None, description="how firmly the credence is held, in chips"
    )
    observations: dict[str, Seen] = Field(
        {}, description="by item of evidence: yes, no, or a positive likelihood ratio"
    )
    portfolio: dict[str, float] | list[Segment] | None = Field(
        None, description="FTE-years a year by intervention; null is today's field"
    )
    utilities: dict[str, float] = Field({}, description="in [0, 1] by outcome")
    parameters: dict[str, float] = Field({}, description="held at a value, by id")
    changes: dict[str, float | list[float]] = Field(
        {},
        max_length=MOST_CHANGES,
        description="by address: a number, or value, low and high",
    )
    evidence: list[dict[str, Any]] = Field(
        [], max_length=MOST_ITEMS, description="own items, as in evidence.yaml"
    )
    worlds: int = Field(512, ge=2, le=MOST_WORLDS, description="a power of two")
    months: int = Field(48, ge=1, le=240)
    grant: float = Field(
        100.0, ge=SMALLEST_GRANT, le=LARGEST_GRANT, description="in FTE-years"
    )
    seed: int = Field(0, ge=0, lt=1 << 63)
    pack: str = Field("", max_length=64, pattern=PLAIN)


class ScenarioBody(Settings):
    """A scenario, as in a file, a link or a brief."""

    credence: Held


class FlipBody(ScenarioBody):
    """A scenario, and how many places of its ranking count."""

    first: int = Field(1, ge=1)


class InformationBody(ScenarioBody):
    """A scenario, and when the choice is made."""

    deadline: Annotated[float, Field(ge=0)] | None = Field(
        None, description="in months; null is when it is usually too late"
    )


class SimulateBody(Settings):
    """A scenario; outcomes at each level need no credence."""

    credence: Held = Field(default_factory=list)


class UpdateBody(Settings):
    """A scenario, in which the credence may be called the prior that it is here."""

    prior: Held = Field(default_factory=list)
    credence: Held = Field(default_factory=list)

    @model_validator(mode="after")
    def _has_one_prior(self) -> Self:
        if len(self.model_fields_set & {"prior", "credence"}) != 1:
            msg = "must have either a prior or a credence"
            raise ValueError(msg)
        return self


class NetworkBody(Exact):
    """A format, and the prior of the network (bif)."""

    format: Format
    prior: Held = Field(default_factory=list)


class Person(Exact):
    """What one of several people believes, and how much they count."""

    name: str = Field(max_length=LONGEST_NAME, pattern=PLAIN)
    p: list[float] = Field(description="by level, sums to 1 or to 100")
    weight: float = Field(1.0, gt=0, le=LARGEST_WEIGHT)


class PoolBody(Exact):
    """Several people, and how to pool what they believe."""

    method: Method
    people: list[Person] = Field(min_length=1)
    floor: Annotated[float, Field(ge=0, le=1)] | None = Field(
        None, description="what the logarithmic pool takes for less"
    )


class BriefBody(ScenarioBody):
    """A scenario, and the format of its brief, its length, and for whom it is."""

    format: Literal["md", "html", "pdf", "docx", "pptx", "json"]
    length: Length = Field("full", description="one page, at most four, or all of it")
    audience: Audience = Field("decision_maker", description="for whom it is")


class VerifyBody(Exact):
    """A brief: its text, or the bytes of any file."""

    text: str = Field("", description="the whole file", pattern=PLAIN)
    base64: str = Field("", description="the whole file in base 64", pattern=PLAIN)

    @model_validator(mode="after")
    def _has_one_file(self) -> Self:
        if len(self.model_fields_set & {"text", "base64"}) != 1:
            msg = "must have either a text or a file in base64"
            raise ValueError(msg)
        return self


def check(data: Any, schema: type[Exact]) -> dict[str, Any]:
    """Return a body, if it has the form of the schema; 48.0 is a whole number in JSON.

    Raises
    ------
    ValueError
        Naming the key, the rule and the value.

    Examples
    --------
    >>> check({"format": "bmp"}, NetworkBody)
    Traceback (most recent call last):
    ValueError: format must be 'bif', 'graphml', 'dot' or 'json', got 'bmp'
    """
    return exact.check(data, schema, whole=WHOLE)
