"""Plain data from outside, held against a schema: its form, and the first fault."""

from collections.abc import Collection
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from levels.problem import Place, show, spell


class Exact(BaseModel):
    """A body in which every key is known and nothing is converted."""

    model_config = ConfigDict(extra="forbid", strict=True)


def check(
    data: Any, schema: type[Exact], *, whole: Collection[str] = ()
) -> dict[str, Any]:
    """Return a body, if it has the form of the schema.

    Parameters
    ----------
    data : any
    schema : type of Exact
    whole : collection of str
        Keys whose 48.0 is a whole number, as it is in JSON.

    Raises
    ------
    ValueError
        Naming the key, the rule and the value.

    Examples
    --------
    >>> class Named(Exact):
    ...     name: str
    >>> check({"name": 3}, Named)
    Traceback (most recent call last):
    ValueError: name must be a valid string, got 3
    """
    if not isinstance(data, dict):
        msg = f"the body must be an object, got {show(data)}"
        raise ValueError(msg)  # noqa: TRY004  bad input is a ValueError here
    body = {key: _whole(data[key]) if key in whole else data[key] for key in data}
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
