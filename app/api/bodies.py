"""The bodies of requests: which keys there are, and of which kind.

This is the form alone. Whether names are of the pack and numbers make sense is for the
reader of scenarios, which files and links use too.
"""

from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic.types import StringConstraints

from app.exports import Format
from app.limits import MOST_WORLDS
from levels.problem import Place, show, spell
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


class Exact(BaseModel):
    """A body in which every key is known and nothing is converted."""

    model_config = ConfigDict(extra="forbid", strict=True)


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


class BriefBody(ScenarioBody):
    """A scenario, and the format of its brief."""

    format: Literal["md", "html", "pdf", "docx", "pptx", "json"]


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
    if not isinstance(data, dict):
        msg = f"the body must be an object, got {show(data)}"
        raise ValueError(msg)  # noqa: TRY004  bad input is a ValueError here
    body = {key: _whole(data[key]) if key in WHOLE else data[key] for key in data}
    try:
        schema.model_validate(body)
    except ValidationError as error:
        raise ValueError(_line(error, body)) from None
    return body


def _whole(number: Any) -> Any:
    is_whole = isinstance(number, float) and number.is_integer()
    return int(number) if is_whole else number


def _line(error: ValidationError, data: dict[str, Any]) -> str:
    """Return the deepest fault as a line; what a choice of types says of it is one."""
    faults = error.errors(include_url=False, include_context=False)
    first = max(faults, key=lambda fault: len(_known(fault["loc"], data)))
    place = _known(first["loc"], data)
    if first["type"] == "missing":
        return f"{_named(place)} must have {_named(first['loc'][-1:])}"
    if first["type"] == "extra_forbidden":
        return f"{_named(place[:-1])} must have known keys, got {show(place[-1])}"
    rules = dict.fromkeys(
        _rule(fault["msg"]) for fault in faults if _known(fault["loc"], data) == place
    )
    return f"{_named(place)} must {' or '.join(rules)}, got {show(first['input'])}"


def _rule(message: str) -> str:
    return message.split(" should ", 1)[-1].removeprefix("Value error, must ")


def _known(location: Place, data: Any) -> Place:
    """Return the steps that lead into the data, without the names of types."""
    place: Place = ()
    for step in location:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            continue
        place = (*place, step)
    return place


def _named(place: Place) -> str:
    return spell(place)[:80] or "the body"
