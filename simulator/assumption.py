"""Assumptions: every number of a pack, by an address that stays when the pack grows.

An address is the way to a number in its catalog, entries named by their ids:
`interventions.debate.cost`, `facts.legible.by_level.oversight`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from levels.document import Document
from levels.problem import Place

Triple = tuple[float, float, float]

UNITS = {
    ("interventions", "field"): "FTE-years a year",
    ("interventions", "cost"): "million USD per FTE-year",
    ("interventions", "scale"): "FTE-years",
    ("interventions", "lead_time"): "months",
    ("outcomes", "utility"): "utility",
    ("priors", "concentration"): "chips",
    ("tests", "cost"): "million USD",
    ("tests", "arrival"): "months",
}
PROBABILITY = "probability"
"""The unit of every number that states no other."""

BOUND_TOGETHER = ("priors",)
"""Lists whose numbers must sum to 1 and so cannot change one by one."""

_QUANTITY = {"value", "low", "high"}


@dataclass(frozen=True)
class Assumption:
    """One number with its range and what it rests on.

    Parameters
    ----------
    address : str
    file : str
        Its catalog.
    place : tuple
        Where it stands there.
    entry, field : str
        The name of what it is about, and the way from there to the number.
    value, low, high : float
        The range is about 80 %.
    unit : str
    source, judgment : str or None
        Of the number, or of the nearest entry around it that states one.
    sources : tuple of str
        Further ids of sources of that entry.
    disputed : tuple of mapping
        Who says otherwise: `who`, `says`, and a `source` or None.
    """

    address: str
    file: str
    place: Place
    entry: str
    field: str
    value: float
    low: float
    high: float
    unit: str
    source: str | None
    judgment: str | None
    sources: tuple[str, ...]
    disputed: tuple[Mapping[str, str], ...]

    @property
    def triple(self) -> Triple:
        """Value, low and high."""
        return self.value, self.low, self.high

    @property
    def can_change(self) -> bool:
        """Whether it can change alone."""
        return self.place[0] not in BOUND_TOGETHER


def assumptions(documents: Mapping[str, Document]) -> dict[str, Assumption]:
    """Return every number of a pack by its address, in the order of the files.

    Parameters
    ----------
    documents : mapping of str to Document
        A pack's catalogs, checked.

    Examples
    --------
    >>> from levels.pack import read
    >>> found = assumptions(read())
    >>> found["parameters.pledged_share"].value
    0.2
    """
    found = (
        _assumption(document, place)
        for document in documents.values()
        for place in _numbers(document.data, ())
    )
    return {assumption.address: assumption for assumption in found}


def address(document: Document, place: Place) -> str:
    """Return a place with list positions replaced by the ids of their entries."""
    return ".".join(step for step, _ in _steps(document, place))


def _numbers(data: Any, place: Place) -> Iterator[Place]:
    """Return the places of all quantities and triples below a place."""
    if _is_triple(data) or (isinstance(data, dict) and data.keys() >= _QUANTITY):
        yield place
    elif isinstance(data, dict | list):
        pairs = data.items() if isinstance(data, dict) else enumerate(data)
        for step, value in pairs:
            yield from _numbers(value, (*place, step))


def _is_triple(data: Any) -> bool:
    numbers = isinstance(data, list) and len(data) == 3
    return numbers and all(type(x) in (int, float) for x in data)


def _assumption(document: Document, place: Place) -> Assumption:
    number = document.at(place)
    value, low, high = (
        number
        if isinstance(number, list)
        else (number["value"], number["low"], number["high"])
    )
    steps = list(_steps(document, place))
    entry = next((n for n in reversed(range(len(steps))) if steps[n][1]), 0)
    around = [document.at(place[:n]) for n in reversed(range(len(place) + 1))]
    basis = _basis(around)
    return Assumption(
        address=".".join(step for step, _ in steps),
        file=document.file,
        place=place,
        entry=steps[entry][1] or steps[entry][0],
        field=".".join(step for step, _ in steps[entry + 1 :]),
        value=float(value),
        low=float(low),
        high=float(high),
        unit=_unit(number, place),
        source=basis.get("source"),
        judgment=basis.get("judgment", basis.get("mapping")),
        sources=tuple(basis.get("sources", ())),
        disputed=tuple(basis.get("disputed", ())),
    )


def _steps(document: Document, place: Place) -> Iterator[tuple[str, str | None]]:
    """Return each step as text, and the name of the entry it leads to, if it is one."""
    data: Any = document.data
    for step in place:
        data = _below(data, step)
        is_entry = isinstance(step, int) and isinstance(data, dict) and "id" in data
        if is_entry:
            yield str(data["id"]), str(data.get("name", data["id"]))
        else:
            yield str(step), None


def _below(data: Any, step: str | int) -> Any:
    """Return what a step leads to; None where a needed thing is missing."""
    if isinstance(data, list):
        return data[step] if isinstance(step, int) and step < len(data) else None
    return data.get(step) if isinstance(data, dict) else None


def _basis(around: list[Any]) -> Mapping[str, Any]:
    """Return the nearest entry around a number that says what it rests on."""
    names = ("source", "judgment", "mapping")
    for entry in around:
        if isinstance(entry, dict) and any(entry.get(name) for name in names):
            return entry
    return {}


def _unit(number: Any, place: Place) -> str:
    if isinstance(number, dict) and "unit" in number:
        return str(number["unit"])
    return UNITS.get((str(place[0]), str(place[-1])), PROBABILITY)
