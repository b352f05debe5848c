"""What an answer may say: its form, and that it names what is on the sheet."""

import math
from collections.abc import Callable, Collection, Mapping
from typing import Annotated, Any, Literal

from pydantic import Field

from app.exact import Exact, check
from app.room.sheet import Sheet
from levels.problem import show

LARGEST_RATIO = 1000.0
LARGEST_NUMBER = 1e15
SUM_TOLERANCE = 1e-6

Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
Ratio = Annotated[float, Field(ge=1 / LARGEST_RATIO, le=LARGEST_RATIO)]
Number = Annotated[float, Field(ge=-LARGEST_NUMBER, le=LARGEST_NUMBER)]
Quantiles = Annotated[list[Number], Field(min_length=3, max_length=3)]


class _Credence(Exact):
    shares: dict[str, Share]
    concentration: Annotated[float, Field(gt=0, le=1e6)] | None = None


class _Prediction(Exact):
    prediction: str


class _Utilities(Exact):
    utilities: dict[str, Share]


class _Likelihoods(Exact):
    likelihoods: dict[str, Ratio]


class _Measures(Exact):
    measures: dict[str, Literal["hoped", "assumed", "hardly"]]


class _Seeds(Exact):
    seeds: dict[str, Quantiles]


def check_value(sheet: Sheet, question: str, value: Any) -> None:
    """Return if the value is an answer to the question.

    Parameters
    ----------
    sheet : Sheet
    question : str
        credence (``{"shares": {level: share}, "concentration": n or null}``, every
        level once, sum 1), prediction (an intervention), utilities (in [0, 1] by
        outcome), likelihoods (a ratio by item of evidence), measures (hoped, assumed or
        hardly by measure asked) or seeds (the 5, 50 and 95 % points by question).
    value : any
        Plain data.

    Raises
    ------
    ValueError
        Naming the part, the rule and the value.

    Examples
    --------
    >>> sheet = Sheet({"levels": frozenset("ab")}, {})
    >>> check_value(sheet, "credence", {"shares": {"a": 0.5, "b": 0.5}})
    >>> check_value(sheet, "credence", {"shares": {"a": 1.0}})
    Traceback (most recent call last):
    ValueError: shares must have every one of levels, got without 'b'
    """
    if question not in CHECKS:
        rule = f"question must be one of {', '.join(CHECKS)}"
        msg = f"{rule}, got {show(question)}"
        raise ValueError(msg)
    CHECKS[question](sheet, value)


def _credence(sheet: Sheet, value: Any) -> None:
    shares = check(value, _Credence)["shares"]
    _known(shares, sheet, "levels", "shares")
    missing = sorted(sheet.ids["levels"] - set(shares))
    if missing:
        msg = f"shares must have every one of levels, got without {show(missing[0])}"
        raise ValueError(msg)
    total = math.fsum(shares.values())
    if abs(total - 1) > SUM_TOLERANCE:
        msg = f"shares must sum to 1, got {total:.9g}"
        raise ValueError(msg)


def _prediction(sheet: Sheet, value: Any) -> None:
    named = check({"prediction": value}, _Prediction)["prediction"]
    _known([named], sheet, "interventions", "prediction")


def _by_id(schema: type[Exact], name: str, kind: str) -> Callable[[Sheet, Any], None]:
    def check_by_id(sheet: Sheet, value: Any) -> None:
        said: Mapping[str, Any] = check({name: value}, schema)[name]
        if not said:
            msg = f"{name} must not be empty"
            raise ValueError(msg)
        _known(said, sheet, kind, name)

    return check_by_id


def _seeds(sheet: Sheet, value: Any) -> None:
    _by_id(_Seeds, "seeds", "seeds")(sheet, value)
    for name, points in value.items():
        if points != sorted(points):
            msg = f"seeds.{name} must be in increasing order, got {show(points)}"
            raise ValueError(msg)


def _known(named: Collection[str], sheet: Sheet, kind: str, place: str) -> None:
    unknown = sorted(set(named) - sheet.ids[kind])
    if unknown:
        msg = f"{place} must name {kind} of the workshop, got {show(unknown[0])}"
        raise ValueError(msg)


CHECKS: dict[str, Callable[[Sheet, Any], None]] = {
    "credence": _credence,
    "prediction": _prediction,
    "utilities": _by_id(_Utilities, "utilities", "outcomes"),
    "likelihoods": _by_id(_Likelihoods, "likelihoods", "evidence"),
    "measures": _by_id(_Measures, "measures", "measures"),
    "seeds": _seeds,
}
