"""A pack with a person's own numbers in place of some of ours."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from levels.document import Document
from levels.evidence import Evidence
from levels.problem import PackError, Place, Problem, show, visible
from simulator import model as models
from simulator.assumption import Assumption, Triple, address
from simulator.model import Model

EVIDENCE = "evidence.yaml"
MOST_CHANGES, MOST_ITEMS, LONGEST_ITEM = 500, 20, 8000
LARGEST = 1e300

Changes = Mapping[str, Triple]
Item = Mapping[str, Any]


def revised(model: Model, changes: Changes, evidence: Sequence[Item]) -> Model:
    """Return a model with some numbers changed and items of evidence added.

    The pack's own rules check the result.

    Parameters
    ----------
    model : Model
    changes : mapping of str to (float, float, float)
        Value, low and high by address; see `assumptions`.
    evidence : sequence of mapping
        Entries as in `evidence.yaml`.

    Raises
    ------
    ValueError
        Naming the address, the rule and the value.

    Examples
    --------
    >>> from simulator.model import load
    >>> mine = revised(load(), {"interventions.debate.cost": (2.0, 1.0, 3.0)}, [])
    >>> mine.means.intervention("debate").cost.value
    2.0
    """
    if not changes and not evidence:
        return model
    return _revised(model, json.dumps([dict(changes), list(evidence)]))


@lru_cache(maxsize=64)
def _revised(model: Model, text: str) -> Model:
    changes, evidence = json.loads(text)
    documents = dict(model.documents)
    for name, triple in changes.items():
        found = model.assumptions[name]
        documents[found.file] = _changed(documents[found.file], found.place, triple)
    if evidence:
        documents[EVIDENCE] = _extended(documents[EVIDENCE], evidence)
    try:
        result = models.model(documents, model.words)
        result.belief.network  # noqa: B018  refuses what ties too much together
    except PackError as error:
        raise ValueError(_line(error.problems[0], documents)) from None
    except ValueError as error:
        msg = f"evidence: {error}"
        raise ValueError(msg) from None
    return result


def _changed(document: Document, place: Place, triple: Sequence[float]) -> Document:
    number = document.at(place)
    new: Any = list(triple)
    if isinstance(number, dict):
        new = {**number, **dict(zip(("value", "low", "high"), triple, strict=True))}
    return replace(document, data=_with(document.data, place, new))


def _with(data: Any, place: Place, value: Any) -> Any:
    """Return plain data with another value at a place; the rest is shared."""
    if not place:
        return value
    step, *rest = place
    copy = data.copy()
    copy[step] = _with(data[step], tuple(rest), value)
    return copy


def _extended(document: Document, evidence: Sequence[Item]) -> Document:
    """Return the catalog with items added, each place of which has a line."""
    ours = document.data["evidence"]
    data = {**document.data, "evidence": [*ours, *evidence]}
    added = (
        place
        for n, item in enumerate(evidence, start=len(ours))
        for place in _places(item, ("evidence", n))
    )
    return replace(document, data=data, lines=document.lines | dict.fromkeys(added, 1))


def _places(data: Any, place: Place) -> Iterator[Place]:
    yield place
    if isinstance(data, dict | list):
        pairs = data.items() if isinstance(data, dict) else enumerate(data)
        for step, value in pairs:
            yield from _places(value, (*place, step))


def _line(problem: Problem, documents: Mapping[str, Document]) -> str:
    where = visible(address(documents[problem.file], problem.place))
    is_plain = problem.value and not problem.value.startswith("{")
    return f"{where}: {problem.rule}{f', got {problem.value}' if is_plain else ''}"


def parse_changes(data: object, model: Model) -> dict[str, Triple]:
    """Return changes from plain data: a number, or value, low and high, by address.

    A number alone is held to exactly: its range is itself.

    Raises
    ------
    ValueError
        If an address is unknown, cannot change alone, or a number is none or too
        large.
    """
    if not isinstance(data, Mapping) or len(data) > MOST_CHANGES:
        msg = f"changes must be by address, at most {MOST_CHANGES}, got {show(data)}"
        raise ValueError(msg)
    known = model.assumptions
    return {str(name): _change(known.get(name), name, x) for name, x in data.items()}


def _change(known: Assumption | None, name: object, value: object) -> Triple:
    if known is None or not known.can_change:
        rule = (
            "name a number of the pack"
            if known is None
            else "be one that can change alone"
        )
        msg = f"a change must {rule}, got {show(name)}"
        raise ValueError(msg)
    numbers: list[Any] = list(value) if isinstance(value, list | tuple) else [value] * 3
    if len(numbers) != 3 or not all(_is_number(x) for x in numbers):
        msg = f"{name} must be a number, or value, low and high, got {show(value)}"
        raise ValueError(msg)
    if not all(abs(x) < LARGEST for x in numbers):  # nor is any nan
        msg = f"{name} must be below {LARGEST:g} in size, got {show(value)}"
        raise ValueError(msg)
    new, low, high = (float(x) for x in numbers)
    return new, low, high


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def parse_evidence(data: object) -> tuple[dict[str, Any], ...]:
    """Return a person's own items of evidence from plain data.

    Raises
    ------
    ValueError
        If they are no list of entries as in `evidence.yaml`, or too many or too long.
    """
    if not isinstance(data, list | tuple) or len(data) > MOST_ITEMS:
        msg = f"evidence must be a list of at most {MOST_ITEMS}, got {show(data)}"
        raise ValueError(msg)
    return tuple(_item(entry) for entry in data)


def _item(entry: object) -> dict[str, Any]:
    if not isinstance(entry, Mapping) or "id" not in entry:
        msg = f"an item of evidence must have an id, got {show(entry)}"
        raise ValueError(msg)
    unknown = sorted(set(map(str, entry)) - set(Evidence.model_fields))
    if unknown:
        msg = f"an item of evidence must have known keys, got {show(unknown[0])}"
        raise ValueError(msg)
    plain: dict[str, Any] = json.loads(_json(entry))
    return plain


def _json(entry: Mapping[str, Any]) -> str:
    try:
        text = json.dumps(dict(entry), allow_nan=False)
    except (TypeError, ValueError):
        text = ""
    if not text or len(text) > LONGEST_ITEM:
        rule = f"be plain data of at most {LONGEST_ITEM} characters"
        msg = f"an item of evidence must {rule}, got {show(entry)}"
        raise ValueError(msg)
    return text
